//! The list of physical servers, page after page, and what is answered from it.

use std::collections::BTreeSet;

use super::door::{Door, Pass};
use super::failure::During;
use super::mapping::{self, Names, Server};
use super::wire;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::{Page, Timestamp};
use crate::vendors::{Answer, Exchange, Next, PageRequest, Session};

/// How many servers a page has; the vendor gives from 10 to 1000.
const LIMIT: u32 = 200;

/// The reading of all servers.
#[derive(Default)]
pub(super) struct Walk {
    marker: String,
    seen: BTreeSet<String>,
    servers: Vec<Server>,
}

impl Walk {
    /// The request for the next page.
    pub(super) fn request(&self, door: &Door, now: Timestamp) -> Request {
        let mut query = vec![("limit", LIMIT.to_string())];
        if !self.marker.is_empty() {
            query.push(("marker", self.marker.clone()));
        }
        door.get(&["physicalservers"], &query, now)
    }

    /// Takes a page in, and says whether it was the last.
    pub(super) fn take(&mut self, door: &Door, response: &Response) -> Result<bool, Error> {
        let page = door.read(response, |response| wire::rows(response, during(door), "servers"))?;
        self.servers.extend(page.rows.iter().map(|raw| mapping::server(raw)));
        self.marker = page.next_marker;
        // A marker that comes again would go round for ever.
        Ok(self.marker.is_empty() || page.rows.is_empty() || !self.seen.insert(self.marker.clone()))
    }

    /// The names by the numbers.
    pub(super) fn names(&self) -> Names {
        self.servers.iter().map(|server| (server.id.clone(), server.name.clone())).collect()
    }
}

/// Under what an answer to a call is read.
pub(super) fn during(door: &Door) -> During {
    match door.pass {
        Pass::Token(_) => During::Token,
        Pass::Keys(_) => During::Keys,
    }
}

/// What is answered once all servers are known.
type Finish = Box<dyn Fn(Vec<Server>) -> Answer>;

/// A question that is answered from the list of servers.
struct Listing {
    door: Door,
    walk: Walk,
    finish: Finish,
}

impl Exchange for Listing {
    fn request(&mut self, now: Timestamp) -> Request {
        self.walk.request(&self.door, now)
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        if !self.walk.take(&self.door, response)? {
            return Ok(Next::Send);
        }
        Ok(Next::Done((self.finish)(std::mem::take(&mut self.walk.servers))))
    }
}

fn listing(door: Door, finish: impl Fn(Vec<Server>) -> Answer + 'static) -> Box<dyn Exchange> {
    Box::new(Listing { door, walk: Walk::default(), finish: Box::new(finish) })
}

/// The log files that can be asked for: one of each server.
pub(super) fn files(door: Door, source: &str, page: &PageRequest) -> Box<dyn Exchange> {
    let (source, skip) = (source.to_string(), usize::try_from(page.offset).unwrap_or(usize::MAX));
    listing(door, move |servers| {
        let total = servers.len() as u64;
        let rows = servers.into_iter().skip(skip).map(|server| mapping::file(&source, server)).collect();
        Answer::Files(Page { rows, total: Some(total), since: None })
    })
}

/// The servers by name, with their numbers.
pub(super) fn names(door: Door) -> Box<dyn Exchange> {
    listing(door, |servers| {
        // One without a number cannot be asked for anything.
        let named = servers.into_iter().filter(|server| !server.id.is_empty());
        Answer::Facts(named.map(|server| (server.shown(), server.id)).collect())
    })
}

/// What there is for whom.
pub(super) fn about(door: Door, session: &Session) -> Box<dyn Exchange> {
    let method = match door.pass {
        Pass::Token(_) => "a token",
        Pass::Keys(_) => "signed requests",
    };
    let mut facts = vec![("Project ID", door.project().to_string()), ("Signed in with", method.to_string())];
    let held = [("Region", "region"), ("Token good until", "expires")];
    facts.extend(held.map(|(name, key)| (name, session.get(key).to_string())));
    listing(door, move |servers| {
        let mut all: Vec<(String, String)> =
            facts.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
        all.retain(|(_, value)| !value.is_empty());
        all.push(("Servers".to_string(), servers.len().to_string()));
        Answer::Facts(all)
    })
}
