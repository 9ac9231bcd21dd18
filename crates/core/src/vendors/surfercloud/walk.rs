//! One list out of many: the instances first, then what each of them has, page by page.
//!
//! Nothing is lost in silence: an instance whose list cannot be read, and rows that were counted and did not come, are
//! rows with a note.

use super::calls::{Api, LIMIT};
use super::mapping::{self, Instance};
use super::{failure, wire};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::{File, Page, Run, TimeRange, Timestamp};
use crate::vendors::{Answer, Exchange, Next};

/// Log files are asked for over so many days when nobody chose a range: how far back the vendor goes is not known, and
/// it wants both ends.
const LOG_DAYS: i64 = 30;
/// More pages than any instance has: a vendor that never ends a list is stopped here.
const MOST_PAGES: u64 = 2_000;

pub(super) struct Walk {
    api: Api,
    source: String,
    what: What,
    asks: Asks,
    instances: Vec<Instance>,
    /// The place of the instance that is asked about.
    at: usize,
    list: List,
    /// How often the last request was answered with an error of this one instance.
    failed: u32,
    /// The last such error.
    error: Option<Error>,
    /// Whether any instance gave its list.
    answered: bool,
    runs: Vec<Run>,
    files: Vec<File>,
    since: Option<Timestamp>,
}

/// What is looked for.
enum What {
    /// All backups, or the one with a number.
    Runs(Option<String>),
    /// Log files of a time, and backups that have content.
    Files(TimeRange),
}

/// What the next request asks for.
#[derive(Clone, Copy, PartialEq)]
enum Asks {
    Instances,
    Logs,
    Backups,
}

/// How far the list of backups of one instance is read.
#[derive(Default)]
struct List {
    pages: u64,
    read: u64,
    /// How many the vendor counts.
    total: u64,
    /// The first row of the last page: a vendor that ignores the offset gives it again.
    first: String,
}

impl Walk {
    fn new(api: Api, source: &str, what: What) -> Walk {
        Walk {
            api,
            source: source.to_string(),
            what,
            asks: Asks::Instances,
            instances: Vec::new(),
            at: 0,
            list: List::default(),
            failed: 0,
            error: None,
            answered: false,
            runs: Vec::new(),
            files: Vec::new(),
            since: None,
        }
    }

    /// All backups of all instances.
    pub(super) fn runs(api: Api, source: &str) -> Walk {
        Walk::new(api, source, What::Runs(None))
    }

    /// One backup: the vendor has no question for one, so that lists are read until it comes.
    pub(super) fn run(api: Api, source: &str, id: &str) -> Walk {
        Walk::new(api, source, What::Runs(Some(id.to_string())))
    }

    /// Log files of a time, and all backups.
    pub(super) fn files(api: Api, source: &str, range: TimeRange) -> Walk {
        Walk::new(api, source, What::Files(range))
    }

    /// Both ends of the time of log files, in epoch seconds.
    fn span(&mut self, now: Timestamp) -> (i64, i64) {
        let range = match &self.what {
            What::Files(range) => *range,
            What::Runs(_) => TimeRange::default(),
        };
        let end = range.to.unwrap_or(now).seconds().max(0);
        match range.from {
            Some(from) => (from.seconds().clamp(0, end), end),
            None => {
                let begin = end.saturating_sub(LOG_DAYS * 86_400).max(0);
                self.since = Some(Timestamp::from_seconds(begin));
                (begin, end)
            }
        }
    }

    /// Goes to an instance, or to the next one that can be asked about.
    fn go_to(&mut self, at: usize) -> Result<Next, Error> {
        self.at = at;
        while let Some(instance) = self.instances.get(self.at) {
            match instance.problem.clone() {
                None => {
                    self.asks = match self.what {
                        What::Runs(_) => Asks::Backups,
                        What::Files(_) => Asks::Logs,
                    };
                    self.list = List::default();
                    self.failed = 0;
                    return Ok(Next::Send);
                }
                Some(problem) => {
                    let raw = instance.raw.clone();
                    self.note(&raw, format!("an instance that cannot be asked about: {problem}"));
                    self.at += 1;
                }
            }
        }
        match (&self.what, self.error.take()) {
            // It may be in the list that could not be read. That list was asked for often enough: this is the end.
            (What::Runs(Some(_)), Some(error)) => Err(failure::at_the_end(error)),
            (What::Runs(_), _) => Ok(Next::Done(Answer::Runs(Page::whole(std::mem::take(&mut self.runs))))),
            (What::Files(_), _) => {
                let page = Page::whole(std::mem::take(&mut self.files));
                Ok(Next::Done(Answer::Files(Page { since: self.since, ..page })))
            }
        }
    }

    /// A row that stands for what could not be read of the instance of this moment.
    fn note(&mut self, raw: &str, problem: String) {
        let Some(instance) = self.instances.get(self.at) else { return };
        match self.what {
            What::Runs(None) => self.runs.push(mapping::note(&self.source, instance, raw, problem)),
            What::Runs(Some(_)) => {}
            What::Files(_) => self.files.push(mapping::file_note(&self.source, instance, raw, problem)),
        }
    }

    /// An error that is about one instance becomes a row, and the others go on. Unless nothing else is left: then it is
    /// the answer.
    fn refused(&mut self, error: Error, response: &Response) -> Result<Next, Error> {
        if !failure::is_of_one_thing(&error) {
            return Err(error);
        }
        self.failed += 1;
        let last = self.at + 1 >= self.instances.len() && self.asks == Asks::Backups;
        if (error.is_transient() && self.failed < failure::TRIES) || (last && !self.answered) {
            return Err(error);
        }
        let what = if self.asks == Asks::Logs { "log files" } else { "backups" };
        self.note(&response.excerpt(), format!("its {what} could not be read: {} {}", error.code, error.detail));
        self.error = Some(error);
        self.after_list()
    }

    /// What comes after a list of an instance.
    fn after_list(&mut self) -> Result<Next, Error> {
        match self.asks {
            Asks::Logs => {
                self.asks = Asks::Backups;
                self.failed = 0;
                Ok(Next::Send)
            }
            Asks::Instances | Asks::Backups => self.go_to(self.at + 1),
        }
    }

    fn logs(&mut self, response: &Response) -> Result<Next, Error> {
        let rows = match wire::rows(response) {
            Ok(rows) => rows.rows,
            Err(error) => return self.refused(error, response),
        };
        self.answered = true;
        if let Some(instance) = self.instances.get(self.at) {
            self.files.extend(rows.iter().map(|row| mapping::log_file(&self.source, instance, row)));
        }
        self.after_list()
    }

    fn backups(&mut self, response: &Response) -> Result<Next, Error> {
        let page = match wire::rows(response) {
            Ok(page) => page,
            Err(error) => return self.refused(error, response),
        };
        self.answered = true;
        self.failed = 0;
        let count = page.rows.len() as u64;
        let first = page.rows.first().cloned().unwrap_or_default();
        let repeated = count > 0 && first == self.list.first && self.list.pages > 0;
        if !repeated {
            for row in &page.rows {
                if let Some(found) = self.backup(row) {
                    return Ok(Next::Done(Answer::Runs(Page::whole(vec![found]))));
                }
            }
            self.list.read += count;
        }
        self.list.first = first;
        self.list.pages += 1;
        self.list.total = page.total.unwrap_or(self.list.total);
        let List { pages, read, total, .. } = self.list;
        // A count that is smaller than what came counts nothing: then a full page has another one behind it.
        let more = if total >= read { total > read } else { count >= LIMIT };
        if more && count > 0 && !repeated && pages < MOST_PAGES {
            return Ok(Next::Send);
        }
        if total > read {
            self.note(&response.excerpt(), format!("{total} backups were counted, and {read} came"));
        }
        self.after_list()
    }

    /// Takes a row of backups. Returns the run if it is the one that is looked for.
    fn backup(&mut self, row: &str) -> Option<Run> {
        let instance = self.instances.get(self.at)?;
        match &self.what {
            What::Runs(None) => self.runs.push(mapping::run(&self.source, instance, row)),
            What::Runs(Some(id)) => return Some(mapping::run(&self.source, instance, row)).filter(|run| run.id == *id),
            What::Files(_) => self.files.extend(mapping::backup_file(&self.source, instance, row)),
        }
        None
    }
}

impl Exchange for Walk {
    fn request(&mut self, now: Timestamp) -> Request {
        let (begin, end) = if self.asks == Asks::Logs { self.span(now) } else { (0, 0) };
        match self.instances.get(self.at) {
            Some(Instance { zone, id, .. }) if self.asks == Asks::Logs => self.api.logs(zone, id, begin, end),
            Some(Instance { zone, id, .. }) if self.asks == Asks::Backups => self.api.backups(zone, id, self.list.read),
            _ => self.api.instances(),
        }
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        let next = match self.asks {
            Asks::Instances => match wire::instances(response) {
                Ok(instances) => {
                    self.instances = instances;
                    self.go_to(0)
                }
                Err(error) => Err(error),
            },
            Asks::Logs => self.logs(response),
            Asks::Backups => self.backups(response),
        };
        next.map_err(|error| failure::without_secrets(error, &self.api))
    }
}
