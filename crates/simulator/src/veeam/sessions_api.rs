//! `jobSessions` and what is below it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::data::{CANCELED, CANCELING, Data, Session, log};
use super::params::Params;
use super::problem::Problem;
use super::search::Search;
use super::{Settings, rows};
use crate::Response;
use crate::faults::Kind;
use crate::json::Json;

/// The lists of things inside a session.
pub(crate) const LISTS: [&str; 9] = [
    "protectedItems",
    "checkedItems",
    "deletedItems",
    "restoredItems",
    "restoredDatabases",
    "fileLevelRestoredItems",
    "fileLevelRestoredFileShareItems",
    "vnetRestoredItems",
    "restoredCosmosDbAccounts",
];

/// How long a session that is stopped says so before it has ended, in seconds.
const STOPPING_S: i64 = 5;

/// What a call needs to know.
pub(crate) struct Call<'a> {
    pub settings: &'a Settings,
    pub data: &'a Data,
    /// When sessions were stopped, in epoch seconds, by their number.
    pub stopped: &'a HashMap<usize, i64>,
    pub version: &'static str,
    pub now_s: i64,
    pub params: &'a Params,
    /// What spoils the rows.
    pub blemish: Option<Kind>,
}

impl Call<'_> {
    /// The number before the dot.
    pub(crate) fn major(&self) -> u32 {
        self.version.trim_start_matches('v').split('.').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }

    /// A session as it is now.
    fn now(&self, session: &Session) -> Session {
        let mut session = session.clone();
        if let Some(at) = self.stopped.get(&session.number) {
            let ended = self.now_s - at >= STOPPING_S;
            session.status = if ended { CANCELED } else { CANCELING };
            let end = if ended { (at + STOPPING_S) * 1_000_000 } else { self.now_s * 1_000_000 };
            session.start = session.start.or(Some(at * 1_000_000));
            session.length = session.start.map_or(0, |start| end - start).max(0);
        } else if session.goes_on() {
            session.length = session.start.map_or(0, |start| (self.now_s * 1_000_000 - start).max(0));
        }
        session
    }

    pub(crate) fn find(&self, id: &str) -> Result<Session, Problem> {
        let found = if self.version == "v1" { self.data.find_number(id) } else { self.data.find(id) };
        let found = found.ok_or_else(|| Problem::new(404, &format!("Session {id} was not found.")))?;
        Ok(self.now(found))
    }

    /// The sessions that match, the newest first.
    pub(crate) fn found(&self, search: &Search) -> Vec<Cow<'_, Session>> {
        let all = self.data.sessions.iter().rev().map(|session| {
            let changes = self.stopped.contains_key(&session.number) || session.goes_on();
            if changes { Cow::Owned(self.now(session)) } else { Cow::Borrowed(session) }
        });
        all.filter(|session| search.matches(session)).collect()
    }

    pub(crate) fn list(&self) -> Result<Response, Problem> {
        let found = self.found(&Search::read(self.params, self.major())?);
        self.page("jobSessions", &found, |json, session| rows::session(json, session, self.version))
    }

    pub(crate) fn one(&self, id: &str) -> Result<Response, Problem> {
        let mut json = Json::new();
        rows::session(&mut json, &self.find(id)?, self.version);
        Ok(ok(json))
    }

    pub(crate) fn log(&self, id: &str) -> Result<Response, Problem> {
        let session = self.find(id)?;
        let wanted = self.params.text("instanceId");
        let mut items = log(&session, self.settings.seed);
        items.retain(|item| {
            wanted.is_none_or(|id| item.resource.is_some_and(|resource| resource.id().eq_ignore_ascii_case(id)))
        });
        let mut json = Json::with_capacity(64 + items.len() * 220);
        json.open('{').text("jobSessionId", id).key("log").open('[');
        self.rows(&mut json, &items, |json, item| rows::log_item(json, item, self.version));
        json.close(']').close('}');
        Ok(ok(json))
    }

    pub(crate) fn items(&self, id: &str, list: &str) -> Result<Response, Problem> {
        let session = self.find(id)?;
        let pattern = self.params.text("NameSearchPattern").map(str::to_lowercase);
        // A session of another kind has none of these.
        let resources = if session.kind().items == list { session.resources() } else { &[] };
        let found: Vec<_> = resources
            .iter()
            .enumerate()
            .filter(|(_, resource)| pattern.as_ref().is_none_or(|part| resource.name.to_lowercase().contains(part)))
            .collect();
        let path = format!("jobSessions/{id}/{list}");
        self.page(&path, &found, |json, (nth, resource)| rows::item(json, list, *nth, resource, &session))
    }

    /// One page of what was found.
    fn page<T>(&self, path: &str, found: &[T], write: impl Fn(&mut Json, &T)) -> Result<Response, Problem> {
        let offset = self.params.int("Offset", 0)?.unwrap_or(0);
        let limit = self.params.int("Limit", -1)?.unwrap_or(100);
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(found.len());
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let rows = &found[from..from.saturating_add(most).min(found.len())];
        let mut json = Json::with_capacity(256 + rows.len() * 760);
        json.open('{').int("offset", offset).int("limit", limit).int("totalCount", found.len() as i64);
        let href = format!("https://vbaz.example/api/{}/{path}?Offset={offset}&Limit={limit}", self.version);
        json.key("_links").open('{').key("self").open('{').text("href", &href).close('}').close('}');
        json.key("results").open('[');
        self.rows(&mut json, rows, write);
        json.close(']').close('}');
        Ok(ok(json))
    }

    fn rows<T>(&self, json: &mut Json, rows: &[T], write: impl Fn(&mut Json, &T)) {
        crate::rows::write(json, rows, rows.len(), (self.blemish, rows::BAD_ROW), write);
    }
}

pub(crate) fn ok(json: Json) -> Response {
    Response::new(200, "application/json; charset=utf-8", json.finish())
}
