//! What can be done at an appliance: a session is stopped, sessions are exported, system logs are packed.
//!
//! | name | values |
//! |---|---|
//! | `stop` | `run`: the session |
//! | `exportSessions` | `format`: `csv` (by default) or `xml`; `runs`, `statuses`, `sessionTypes`, `workloadTypes`: lists with commas; `policyId`; `policy`: a part of its name; `from`, `to`: ISO 8601 |
//! | `operation` | `operation`: the number that an answer with the status 202 gave |
//! | `systemLogs` | `from` and `to`: ISO 8601, else `days`: how many of the last days, 7 by default |

use serde_json::{Map, Value, json};

use super::failure::{self, Table};
use super::{calls, version, wire};
use crate::error::{Error, Kind};
use crate::file_name::of_disposition;
use crate::http::{Method, Request, Response};
use crate::model::{Action, Source, Timestamp};
use crate::vendors::{Answer, FieldKind, FormField, Preparation, Session};

pub(super) const NAMES: &[&str] = &["stop", "exportSessions", "systemLogs", "operation"];

/// What can be had as a file.
pub(super) const PREPARES: &[Preparation] = &[
    Preparation {
        action: "exportSessions",
        fields: &[
            FormField::new("format", FieldKind::Choice(&["csv", "xml"]), false),
            FormField::new("policy", FieldKind::Text, false),
            FormField::new(
                "statuses",
                FieldKind::Choice(&["", "Error", "Warning", "Success", "Running", "Canceled"]),
                false,
            ),
            FormField::new("from", FieldKind::Time, false),
            FormField::new("to", FieldKind::Time, false),
        ],
        whole_span: false,
        leaves: false,
    },
    Preparation {
        action: "systemLogs",
        fields: &[
            FormField::new("days", FieldKind::Number, false),
            FormField::new("from", FieldKind::Time, false),
            FormField::new("to", FieldKind::Time, false),
        ],
        whole_span: true,
        leaves: false,
    },
];

/// Packing logs takes its time, and nothing comes before it is done.
const PACKING_MS: u32 = 600_000;

pub(super) fn build(source: &Source, session: &Session, action: &Action) -> Result<Request, Error> {
    match action.name.as_str() {
        "stop" => {
            let path = format!("jobSessions/{}/stop", calls::segment(action.get("run"))?);
            Ok(post(source, session, &path).changing())
        }
        "exportSessions" => export(source, session, action),
        "operation" => {
            let path = format!("operations/{}", calls::segment(action.get("operation"))?);
            Ok(calls::get(source, session, &path, &[]))
        }
        "systemLogs" => Ok(Request { timeout_ms: PACKING_MS, ..logs(source, session, action)? }),
        other => Err(Error::new(Kind::NotSupported).with_detail(other)),
    }
}

fn post(source: &Source, session: &Session, path: &str) -> Request {
    let get = calls::get(source, session, path, &[]);
    Request { method: Method::Post, ..get }
}

fn export(source: &Source, session: &Session, action: &Action) -> Result<Request, Error> {
    let accept = match action.get("format") {
        "" | "csv" => "text/csv",
        "xml" => "application/xml",
        other => return Err(Error::new(Kind::BadValue).with_detail(format!("no such format: {other}"))),
    };
    let mut options = Map::new();
    let lists = [
        ("runs", "jobSessionIds"),
        ("statuses", "status"),
        ("sessionTypes", "sessionTypes"),
        ("workloadTypes", "workloadTypes"),
    ];
    for (key, option) in lists {
        let list: Vec<&str> = action.get(key).split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        if !list.is_empty() {
            options.insert(option.into(), json!(list));
        }
    }
    for (key, option) in [("policyId", "policyId"), ("policy", "filter")] {
        let value = action.get(key);
        if !value.is_empty() {
            options.insert(option.into(), json!(value));
        }
    }
    for (key, option, up) in [("from", "fromUtc", false), ("to", "toUtc", true)] {
        if let Some(time) = time(action, key, up)? {
            options.insert(option.into(), json!(time));
        }
    }
    let mut request = post(source, session, "jobSessions/export");
    request.headers.retain(|(name, _)| name != "Accept");
    let mut request = request.with_header("Accept", accept);
    // The first version takes no options, and answers with JSON.
    if version::number(&version::of(source, session)) > 1 {
        request = request.with_header("Content-Type", "application/json");
        request.body = Value::Object(options).to_string().into_bytes();
    }
    Ok(Request { timeout_ms: PACKING_MS, ..request })
}

fn logs(source: &Source, session: &Session, action: &Action) -> Result<Request, Error> {
    let query = match (time(action, "from", false)?, time(action, "to", true)?) {
        (Some(from), Some(to)) => {
            vec![("ExportLogsType", "BetweenDates".to_string()), ("FromDateUtc", from), ("ToDateUtc", to)]
        }
        (None, None) => {
            let days = if action.get("days").is_empty() { "7" } else { action.get("days") };
            vec![("ExportLogsType", "LastDays".to_string()), ("Days", days.to_string())]
        }
        _ => return Err(Error::new(Kind::BadValue).with_detail("both ends of the time span are needed, or none")),
    };
    let mut request = calls::get(source, session, "system/logs", &query);
    request.headers.retain(|(name, _)| name != "Accept");
    Ok(request.with_header("Accept", "application/octet-stream"))
}

fn time(action: &Action, key: &str, up: bool) -> Result<Option<String>, Error> {
    let text = action.get(key);
    if text.is_empty() {
        return Ok(None);
    }
    match calls::seconds(Timestamp::parse_iso(text), up) {
        Some(time) => Ok(Some(time)),
        None => Err(Error::new(Kind::BadValue).with_detail(format!("no time: {text}"))),
    }
}

/// What the answer to an action means.
pub(super) fn read(action: &Action, response: &Response) -> Result<Answer, Error> {
    if let Some(error) = failure::of(Table::Call, response) {
        return Err(error);
    }
    // What an operation looks like is not described: all that it says of itself is shown, and nothing is made of it.
    if action.name == "operation" && response.status != 204 {
        return wire::object(response).map(|operation| Answer::Facts(super::plain(&operation)));
    }
    // 204 from the logs: there are none of these days.
    if action.name == "stop" || response.status == 204 {
        return Ok(Answer::Done);
    }
    if response.status == 202 {
        return Err(accepted(response));
    }
    let start = response.body.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(14);
    let start: Vec<u8> = start.map(u8::to_ascii_lowercase).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Err(Error::new(Kind::Html).with_answer(response));
    }
    if response.body.is_empty() {
        return Err(Error::new(Kind::Unreadable).with_answer(response).with_detail("the file is empty"));
    }
    let name =
        response.header("content-disposition").and_then(of_disposition).unwrap_or_else(|| usual_name(action, &start));
    Ok(Answer::Content { name, bytes: response.body.clone() })
}

/// Long work is answered with the number of an operation. These calls are not described so, and nowhere stands where the
/// file of one is fetched: so its number is told, by which the operation can be looked at.
fn accepted(response: &Response) -> Error {
    let number = wire::problem(response).and_then(|answer| {
        let number = ["operationId", "id"].into_iter().find_map(|key| answer.get(key).cloned())?;
        Some(number.as_str().map_or_else(|| number.to_string(), str::to_string))
    });
    let mut error = Error::new(Kind::NotSupported).with_answer(response).with_detail(match number {
        Some(number) => format!("operation {number}"),
        None => "an operation without a number".to_string(),
    });
    error.code = response.status.to_string();
    error.code_name = "Accepted".to_string();
    error.meaning = "The appliance does this in the background, and its interface does not say where the file is \
        fetched then."
        .to_string();
    error.remedy = "Ask for fewer sessions or days, or fetch the file on the appliance's own page.".to_string();
    error
}

/// The name of a file that came without one. A page of another origin is not told the header.
fn usual_name(action: &Action, start: &[u8]) -> String {
    let ending = match start {
        [b'p', b'k', ..] => "zip",
        [0x1f, 0x8b, ..] => "tar.gz",
        [b'{' | b'[', ..] => "json",
        _ if action.name == "systemLogs" => "log",
        _ if action.get("format") == "xml" => "xml",
        _ => "csv",
    };
    let stem = if action.name == "systemLogs" { "system-logs" } else { "sessions" };
    format!("{stem}.{ending}")
}
