//! The connection test: what the NAS says of itself, who is signed in, and what this account may read.
//!
//! What may be changed cannot be tried without changing it, so nothing is said about that.

use serde_json::{Map, Value};

use super::calls::{self, Api};
use super::wire;
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::{Source, Timestamp};
use crate::vendors::lenient::integer;
use crate::vendors::{Answer, Exchange, Next, Session};

/// What is asked for, one after the other: how it is called here, where, by which method.
const PROBES: [(&str, Api, &str); 4] = [
    ("Log lines", Api::Log, "list_log"),
    ("Runs", Api::Log, "list_result"),
    ("Settings of the log", Api::Log, "get_info"),
    ("Jobs", Api::Task, "list"),
];

struct About {
    source: Source,
    session: Session,
    at: usize,
    facts: Vec<(String, String)>,
    /// The first list may not be read.
    refused: bool,
}

/// Begins the test.
pub(super) fn begin(source: &Source, session: &Session) -> Box<dyn Exchange> {
    let mut facts = vec![("Signed in as".to_string(), session.get("account").to_string())];
    let name = session.get("session_name");
    facts.push(("Session name".into(), if name.is_empty() { "none" } else { name }.into()));
    facts.push(("SYNO.API.Auth".into(), format!("version {} is used", session.get("auth_version"))));
    for api in Api::ALL {
        let there = match session.get(api.keys().1) {
            "" => "not named by the NAS".to_string(),
            versions => format!("versions {versions}, version 1 is used"),
        };
        facts.push((api.name().into(), there));
    }
    Box::new(About { source: source.clone(), session: session.clone(), at: 0, facts, refused: false })
}

impl Exchange for About {
    fn request(&mut self, _now: Timestamp) -> Request {
        // After the last answer nothing is asked for any more.
        let (_, api, method) = PROBES[self.at.min(PROBES.len() - 1)];
        let one = [("offset", "0".to_string()), ("limit", "1".into()), ("filter", "{}".into())];
        let none = [("filter", "{}".to_string())];
        let own: &[(&str, String)] = match method {
            "list_log" | "list_result" => &one,
            "list" => &none,
            _ => &[],
        };
        calls::request(&self.source, &self.session, api, method, own)
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        let (label, _, method) = PROBES[self.at.min(PROBES.len() - 1)];
        let says = match wire::object(response) {
            Ok(data) => readable(&data),
            Err(error) => {
                let log = self.at < 2;
                let refused = error.kind == Kind::PermissionDenied;
                let absent = !log && matches!(error.kind, Kind::NotSupported | Kind::NotInstalled);
                if !refused && !absent {
                    return Err(error);
                }
                if method == "list_result" && self.refused {
                    // Neither lines nor runs: there is nothing here for this account.
                    return Err(error);
                }
                let says = if refused { "this account may not read them" } else { "not there" };
                self.refused |= log;
                format!("{says} ({})", error.code)
            }
        };
        self.facts.push((label.into(), says));
        self.at += 1;
        if self.at < PROBES.len() { Ok(Next::Send) } else { Ok(Next::Done(Answer::Facts(self.facts.clone()))) }
    }
}

/// How many there are, where the answer says so.
fn readable(data: &Map<String, Value>) -> String {
    match ["count", "total"].into_iter().find_map(|key| data.get(key)).and_then(integer) {
        Some(count) => count.to_string(),
        None => "readable".into(),
    }
}
