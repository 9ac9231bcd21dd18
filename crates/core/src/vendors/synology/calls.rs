//! The requests of the package, and the lists of `SYNO.ActiveBackup.Log`.
//!
//! Version 1 is sent although 2 is advertised: nobody has been seen to use 2. A limit is always sent, because without
//! one the DSM answers with everything. Values are JSON, one by one, as `requestFormat: "JSON"` says.

use serde_json::{Map, Value, json};

use crate::http::Request;
use crate::model::{Outcome, Severity, Source, TimeRange};
use crate::query::Query;
use crate::vendors::{Call, PageRequest, Session, Subject, VendorFilter};

/// The interfaces of the package.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Api {
    /// `SYNO.ActiveBackup.Log`
    Log,
    /// `SYNO.ActiveBackup.Task`
    Task,
    /// `SYNO.ActiveBackup.Overview`
    Overview,
}

impl Api {
    pub(super) const ALL: [Api; 3] = [Api::Log, Api::Task, Api::Overview];

    /// As the NAS calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Api::Log => "SYNO.ActiveBackup.Log",
            Api::Task => "SYNO.ActiveBackup.Task",
            Api::Overview => "SYNO.ActiveBackup.Overview",
        }
    }

    /// Where a session keeps its path, and which versions the NAS speaks.
    pub(super) fn keys(self) -> (&'static str, &'static str) {
        match self {
            Api::Log => ("log_path", "log_versions"),
            Api::Task => ("task_path", "task_versions"),
            Api::Overview => ("overview_path", "overview_versions"),
        }
    }

    /// The address of its program. What the NAS did not name is where everything of the package is.
    pub(super) fn address(self, source: &Source, session: &Session) -> String {
        let path = Some(session.get(self.keys().0)).filter(|path| !path.is_empty()).unwrap_or("entry.cgi");
        format!("{}webapi/{path}", source.base_url)
    }
}

/// The form fields of a call: which, its own, whose session.
pub(super) fn fields<'a>(
    session: &'a Session,
    api: Api,
    method: &'a str,
    own: &'a [(&'a str, String)],
) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("api", api.name()), ("version", "1"), ("method", method)];
    fields.extend(own.iter().map(|(name, value)| (*name, value.as_str())));
    fields.push(("_sid", session.get("sid")));
    let token = session.get("syno_token");
    if !token.is_empty() {
        // As a field: a header of this name would make the browser ask for permission first.
        fields.push(("SynoToken", token));
    }
    fields
}

/// The request of a call.
pub(super) fn request(source: &Source, session: &Session, api: Api, method: &str, own: &[(&str, String)]) -> Request {
    Request::form(api.address(source, session), &fields(session, api, method, own))
}

/// A text as the JSON that a NAS expects for it. Digits stay bare: nobody knows whether a number of an export is one.
pub(super) fn json_text(text: &str) -> String {
    if text.parse::<u64>().is_ok_and(|number| number.to_string() == text) {
        return text.to_string();
    }
    Value::from(text).to_string()
}

/// The request of a list.
pub(super) fn build(source: &Source, session: &Session, call: &Call) -> Option<Request> {
    let mut own: Vec<(&str, String)> = Vec::new();
    let method = match call {
        Call::Lines(page) => {
            paging(&mut own, page);
            own.push(("filter", filter(&page.filter)));
            "list_log"
        }
        Call::Runs(page) => {
            paging(&mut own, page);
            own.push(("filter", filter(&page.filter)));
            "list_result"
        }
        Call::RunLines { run, page } => {
            own.push(("result_id", run.clone()));
            paging(&mut own, page);
            // The only list of which the order can be asked for.
            own.push(("order_by", "\"log_time\"".into()));
            own.push(("direction", "\"ASC\"".into()));
            own.push(("filter", "{}".into()));
            "list_result_detail"
        }
        Call::Run { run } => {
            own.push(("result_id", run.clone()));
            paging(&mut own, &PageRequest { limit: 1, ..PageRequest::default() });
            own.push(("filter", "{}".into()));
            "list_result"
        }
        _ => return None,
    };
    Some(request(source, session, Api::Log, method, &own))
}

fn paging(fields: &mut Vec<(&str, String)>, page: &PageRequest) {
    fields.push(("offset", page.offset.to_string()));
    fields.push(("limit", page.limit.to_string()));
}

fn filter(filter: &VendorFilter) -> String {
    let mut map = Map::new();
    if let Some(level) = filter.severity.and_then(level) {
        map.insert("log_level".into(), json!(level));
    }
    if let Some(status) = filter.outcome.and_then(status) {
        map.insert("status".into(), json!(status));
    }
    if let Some(word) = &filter.keyword {
        map.insert("key_word".into(), json!(word));
    }
    if let Some(from) = filter.range.from {
        // The first whole second that is inside.
        map.insert("from_timestamp".into(), json!(from.0.div_euclid(1000) + i64::from(from.0.rem_euclid(1000) != 0)));
    }
    if let Some(to) = filter.range.to {
        // The NAS takes its end as included, ours is not: the last whole second that is inside.
        map.insert("to_timestamp".into(), json!(to.0.saturating_sub(1).div_euclid(1000)));
    }
    Value::Object(map).to_string()
}

/// The code to filter lines by; `None` where no client has been seen to use one.
fn level(severity: Severity) -> Option<i64> {
    match severity {
        Severity::Error => Some(0),
        Severity::Warning => Some(1),
        Severity::Info => Some(2),
        Severity::Debug | Severity::Unknown => None,
    }
}

/// The code to filter runs by; `None` where no client has been seen to use one.
fn status(outcome: Outcome) -> Option<i64> {
    match outcome {
        Outcome::Success => Some(2),
        Outcome::Warning => Some(3),
        Outcome::Failed => Some(4),
        Outcome::Cancelled => Some(5),
        Outcome::Skipped => Some(6),
        Outcome::Running | Outcome::Missed | Outcome::Unknown => None,
    }
}

pub(super) fn push_down(subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
    let mut rest = query.clone();
    let severity = match subject {
        Subject::Lines => rest.take_severity(|severity| level(severity).is_some()),
        Subject::Runs => None,
    };
    let outcome = match subject {
        Subject::Runs => rest.take_outcome(|outcome| status(outcome).is_some()),
        Subject::Lines => None,
    };
    let keyword = rest.take_keyword();
    (VendorFilter { range, severity, outcome, keyword }, rest)
}
