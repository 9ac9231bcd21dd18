//! Alarms and events of all servers as one list.
//!
//! The servers are read first, for their names; then every part of the plan, page after page. The answer is everything
//! at once: two lists cannot be paged as one.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::door::Door;
use super::mapping::{self, List, Names};
use super::plan::{self, Part};
use super::servers::{Walk, during};
use super::wire;
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::{Line, Page, Timestamp};
use crate::vendors::{Answer, Exchange, Next, PageRequest, VendorFilter};

/// How many rows are asked for at a time: the most that the vendor gives.
const LIMIT: u64 = 100;

/// Begins the reading of all lines.
pub(super) fn all(door: Door, source: &str, page: &PageRequest) -> Box<dyn Exchange> {
    Box::new(Lines {
        door,
        source: source.to_string(),
        filter: page.filter.clone(),
        beyond: page.offset > 0,
        walk: (page.offset == 0).then(Walk::default),
        names: Names::new(),
        parts: Vec::new(),
        part: 0,
        offset: 0,
        first: String::new(),
        in_seconds: false,
        since: None,
        rows: Vec::new(),
        seen: HashSet::new(),
        fresh: Vec::new(),
        missing: 0,
    })
}

struct Lines {
    door: Door,
    source: String,
    filter: VendorFilter,
    /// Rows after the first ones are asked for. There are none: the first answer had all that the vendor gives, whatever
    /// it counts.
    beyond: bool,
    /// The reading of the servers, until it is done.
    walk: Option<Walk>,
    names: Names,
    parts: Vec<Part>,
    /// Which part is read.
    part: usize,
    /// How many rows of it were read.
    offset: u64,
    /// The first row of the page before, to see a source that always gives the same.
    first: String,
    /// An older system takes the span of events in seconds.
    in_seconds: bool,
    since: Option<Timestamp>,
    rows: Vec<Line>,
    /// The rows of the parts before, and those of this part, by their hashes.
    seen: HashSet<u64>,
    fresh: Vec<u64>,
    /// How many rows the vendor counts more than it gave.
    missing: u64,
}

impl Lines {
    fn query(&self, part: &Part) -> Vec<(&'static str, String)> {
        let mut query = vec![("offset", self.offset.to_string()), ("limit", LIMIT.to_string())];
        let (key, in_seconds) = match part.list {
            List::Alarms => ("alarm_level", true),
            List::Events => ("event_level", self.in_seconds),
        };
        query.extend(part.level.map(|level| (key, level.to_string())));
        // Whole seconds must not cut anything off.
        let from = |time: Timestamp| if in_seconds { time.seconds() } else { time.0 };
        let to = |time: Timestamp| if in_seconds { time.seconds().saturating_add(1) } else { time.0 };
        query.extend(part.from.map(|time| ("from", from(time).to_string())));
        query.extend(part.to.map(|time| ("to", to(time).to_string())));
        query
    }

    fn page(&mut self, response: &Response) -> Result<Next, Error> {
        let read = |list: &str| self.door.read(response, |r| wire::rows(r, during(&self.door), list));
        let Some(part) = self.parts.get(self.part).cloned() else {
            read("servers")?;
            return Ok(Next::Done(self.answer()));
        };
        let page = match read(part.list.word()) {
            Err(error) if error.status == Some(400) && self.may_want_seconds(&part) => {
                self.in_seconds = true;
                return Ok(Next::Send);
            }
            page => page?,
        };
        let count = page.rows.len() as u64;
        let first = page.rows.first().cloned().unwrap_or_default();
        if count > 0 && self.offset > 0 && first == self.first {
            return Err(Error::new(Kind::Unreadable).with_answer(response).with_detail("the same page came again"));
        }
        self.first = first;
        self.offset += count;
        for raw in &page.rows {
            self.take_row(part.list, raw);
        }
        let more = match page.count {
            Some(total) => total > self.offset,
            None => count >= LIMIT,
        };
        if count > 0 && more {
            return Ok(Next::Send);
        }
        self.missing += page.count.map_or(0, |total| total.saturating_sub(self.offset));
        self.part += 1;
        self.offset = 0;
        self.seen.extend(self.fresh.drain(..));
        Ok(if self.part < self.parts.len() { Next::Send } else { Next::Done(self.answer()) })
    }

    /// Takes a row in, unless it is one that was not asked for: a system that overlooks a condition answers with others
    /// too, and with the same ones for every part. What cannot be read stays: the vendor says that it matches.
    fn take_row(&mut self, list: List, raw: &str) {
        let mut hasher = DefaultHasher::new();
        (list.word(), raw).hash(&mut hasher);
        let known = hasher.finish();
        self.fresh.push(known);
        if self.seen.contains(&known) {
            return;
        }
        let line = mapping::line(list, &self.source, &self.names, raw);
        let inside = line.time.is_none() || self.filter.range.contains(line.time);
        let asked = line.problem.is_some() || self.filter.severity.is_none_or(|severity| line.severity == severity);
        if inside && asked {
            self.rows.push(line);
        }
    }

    fn may_want_seconds(&self, part: &Part) -> bool {
        part.list == List::Events && !self.in_seconds && self.offset == 0
    }

    fn answer(&mut self) -> Answer {
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_by_key(|line| Reverse(line.time));
        let total = (rows.len() as u64).saturating_add(self.missing);
        Answer::Lines(Page { rows, total: (!self.beyond).then_some(total), since: self.since })
    }
}

impl Exchange for Lines {
    fn request(&mut self, now: Timestamp) -> Request {
        if let Some(walk) = &self.walk {
            return walk.request(&self.door, now);
        }
        if self.parts.is_empty() {
            let (parts, since) = plan::parts(self.filter.range, self.filter.severity, now);
            self.since = since;
            self.parts = if self.beyond { Vec::new() } else { parts };
        }
        match self.parts.get(self.part) {
            Some(part) => self.door.get(&["physicalservers", part.list.word()], &self.query(part), now),
            // Nothing to read: a short list tells that the session is good, and nothing else.
            None => self.door.get(&["physicalservers"], &[("limit", "10".to_string())], now),
        }
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        let Some(walk) = &mut self.walk else { return self.page(response) };
        match walk.take(&self.door, response) {
            Ok(false) => return Ok(Next::Send),
            Ok(true) => self.names = walk.names(),
            // Whoever may not list the servers may still read their alarms: they are called by their numbers then.
            Err(error) if error.kind == Kind::PermissionDenied => {}
            Err(error) => return Err(error),
        }
        self.walk = None;
        Ok(Next::Send)
    }
}
