//! The log texts of all instances as one list of lines. Experimental: see [`super::actions`].
//!
//! The instances first, then the log files of each, then the text of each file's time. A text is asked for by its time
//! and its kind, so what is known of the files says what is worth asking for. The answer is everything at once.

use std::cmp::Reverse;
use std::collections::{HashSet, VecDeque};

use super::calls::Api;
use super::mapping::{self, Instance};
use super::{actions, failure, log_text, wire};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::{File, Line, Page, TimeRange, Timestamp};
use crate::vendors::{Answer, Exchange, Next};

/// Lines are asked for over so many days when nobody chose a range: texts are long, and the vendor wants both ends.
const LINE_DAYS: i64 = 7;
/// So many texts are asked for at most, and then it is told how many were not.
const MOST_TEXTS: usize = 1_000;

pub(super) struct Lines {
    api: Api,
    source: String,
    range: TimeRange,
    asks: Asks,
    instances: Vec<Instance>,
    /// The place of the instance that is asked about.
    at: usize,
    texts: VecDeque<Text>,
    /// How many texts were asked for.
    asked: usize,
    /// Both ends of the time, in epoch seconds: the same for all requests.
    span: Option<(i64, i64)>,
    since: Option<Timestamp>,
    /// How often the last request was answered with an error of this one instance.
    failed: u32,
    error: Option<Error>,
    /// Whether any text came.
    answered: bool,
    rows: Vec<Line>,
    /// The records of the texts before, and those of this one: two texts can have a second in common.
    seen: HashSet<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Asks {
    Instances,
    Files,
    Text,
}

/// A text that is asked for.
struct Text {
    kind: &'static str,
    begin: i64,
    end: i64,
    /// How many bytes it has, if it is that of a whole file and the vendor says so.
    size: Option<u64>,
    file: String,
}

impl Lines {
    pub(super) fn new(api: Api, source: &str, range: TimeRange) -> Lines {
        Lines {
            api,
            source: source.to_string(),
            range,
            asks: Asks::Instances,
            instances: Vec::new(),
            at: 0,
            texts: VecDeque::new(),
            asked: 0,
            span: None,
            since: None,
            failed: 0,
            error: None,
            answered: false,
            rows: Vec::new(),
            seen: HashSet::new(),
        }
    }

    fn span(&mut self, now: Timestamp) -> (i64, i64) {
        if let Some(span) = self.span {
            return span;
        }
        // Whole seconds must not cut anything off.
        let end = self.range.to.map_or(now, |to| Timestamp(to.0.saturating_add(999))).seconds().max(0);
        let begin = self.range.from.map_or_else(
            || {
                let begin = end.saturating_sub(LINE_DAYS * 86_400).max(0);
                self.since = Some(Timestamp::from_seconds(begin));
                begin
            },
            |from| from.seconds().clamp(0, end),
        );
        *self.span.insert((begin, end))
    }

    /// Goes to an instance, or to the next one that can be asked about.
    fn go_to(&mut self, at: usize) -> Result<Next, Error> {
        self.at = at;
        self.failed = 0;
        self.texts.clear();
        self.seen.clear();
        while let Some(instance) = self.instances.get(self.at) {
            let Some(problem) = instance.problem.clone() else {
                self.asks = Asks::Files;
                return Ok(Next::Send);
            };
            let raw = instance.raw.clone();
            self.note(raw, format!("an instance that cannot be asked about: {problem}"));
            self.at += 1;
        }
        match self.error.take().filter(|_| !self.answered) {
            Some(error) => Err(error),
            None => {
                let mut rows = std::mem::take(&mut self.rows);
                rows.sort_by_key(|line| Reverse(line.time));
                Ok(Next::Done(Answer::Lines(Page { since: self.since, ..Page::whole(rows) })))
            }
        }
    }

    /// A row that stands for what could not be read of the instance of this moment.
    fn note(&mut self, raw: String, problem: String) {
        let mut line = Line::unreadable(&self.source, raw, problem);
        line.job = self.instances.get(self.at).map(|instance| instance.name.clone()).unwrap_or_default();
        self.rows.push(line);
    }

    /// An error that is about one instance becomes a row, and the others go on. If none gives anything, the last such
    /// error is the answer.
    fn refused(&mut self, error: Error, response: &Response) -> Result<Next, Error> {
        if !failure::is_of_one_thing(&error) {
            return Err(error);
        }
        self.failed += 1;
        if error.is_transient() && self.failed < failure::TRIES {
            return Err(error);
        }
        let what = if self.asks == Asks::Files { "log files" } else { "log text" };
        let told = format!("its {what} could not be read: {} {} {}", error.code, error.detail, error.meaning);
        self.note(response.excerpt(), told.trim_end().to_string());
        self.error = Some(failure::at_the_end(error));
        self.go_to(self.at + 1)
    }

    fn files(&mut self, response: &Response) -> Result<Next, Error> {
        let rows = match wire::rows(response) {
            Ok(rows) => rows.rows,
            Err(error) => return self.refused(error, response),
        };
        let Some(instance) = self.instances.get(self.at).cloned() else { return self.go_to(self.at) };
        for row in &rows {
            let file = mapping::log_file(&self.source, &instance, row);
            let known = file.covers.from.is_some() || file.covers.to.is_some();
            if let Some(problem) = &file.problem {
                self.note(row.clone(), format!("a log file that cannot be read: {problem}"));
            }
            if known || file.problem.is_none() {
                self.plan(&file);
            }
        }
        self.next_text()
    }

    /// Plans to ask for what a file has of the time that is wanted.
    fn plan(&mut self, file: &File) {
        let Some((first, last)) = self.span else { return };
        let (from, to) = (file.covers.from.map(Timestamp::seconds), file.covers.to.map(Timestamp::seconds));
        let (begin, end) = (from.unwrap_or(first).max(first), to.unwrap_or(last).min(last));
        let kind = actions::log_type(&file.name);
        let same = |text: &Text| (text.kind, text.begin, text.end) == (kind, begin, end);
        if begin > end || self.texts.iter().any(same) {
            return;
        }
        let whole = from == Some(begin) && to == Some(end);
        self.texts.push_back(Text { kind, begin, end, size: file.size.filter(|_| whole), file: file.name.clone() });
    }

    fn next_text(&mut self) -> Result<Next, Error> {
        if self.texts.is_empty() {
            return self.go_to(self.at + 1);
        }
        if self.asked >= MOST_TEXTS {
            let left = self.texts.len();
            self.note(String::new(), format!("{left} log files were not read: choose a shorter time"));
            return self.go_to(self.at + 1);
        }
        self.asks = Asks::Text;
        self.asked += 1;
        self.failed = 0;
        Ok(Next::Send)
    }

    fn text(&mut self, response: &Response) -> Result<Next, Error> {
        let log = match wire::value(response, "Log").map_err(actions::experimental) {
            Ok(log) => log,
            Err(error) => return self.refused(error, response),
        };
        self.answered = true;
        let asked = self.texts.pop_front();
        if let (Some(asked), Some(instance)) = (asked, self.instances.get(self.at).cloned()) {
            let mut fresh = Vec::new();
            for line in log_text::lines(&self.source, &instance.name, asked.kind, &log) {
                let known = line.time.is_some() && self.seen.contains(&line.raw);
                // A system that overlooks the time answers with other times too. What has none stays.
                if !known && (line.time.is_none() || self.range.contains(line.time)) {
                    fresh.push(line);
                }
            }
            self.seen.extend(fresh.iter().map(|line| line.raw.clone()));
            self.rows.append(&mut fresh);
            let came = log.len() as u64;
            if let Some(size) = asked.size.filter(|size| *size > came) {
                self.note(String::new(), format!("the log file {} has {size} bytes, and {came} came", asked.file));
            }
        }
        self.next_text()
    }
}

impl Exchange for Lines {
    fn request(&mut self, now: Timestamp) -> Request {
        let (begin, end) = self.span(now);
        match (self.instances.get(self.at), self.asks, self.texts.front()) {
            (Some(Instance { zone, id, .. }), Asks::Files, _) => self.api.logs(zone, id, begin, end),
            (Some(Instance { zone, id, .. }), Asks::Text, Some(text)) => {
                self.api.log_text(zone, id, text.kind, text.begin, text.end)
            }
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
            Asks::Files => self.files(response),
            Asks::Text => self.text(response),
        };
        next.map_err(|error| failure::without_secrets(error, &self.api))
    }
}
