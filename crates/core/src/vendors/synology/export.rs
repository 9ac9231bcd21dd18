//! The NAS's own export of its log: `download`, `check_progress`, `cancel_download`.
//!
//! Nobody has written down what they answer. Most likely DSM's own page makes up an `export_id`, asks for the file with
//! it, and asks with it how far the file is meanwhile; or the NAS gives the number. Both are read here.
//!
//! The number of an export is `csv:42` to the outside: the file is asked for in its format again.

use serde_json::{Map, Value};

use super::actions::{self, number, only, refused};
use super::calls::{self, Api};
use super::wire;
use crate::error::{Error, Kind, of_status};
use crate::file_name::of_disposition;
use crate::http::{Request, Response};
use crate::model::{Action, Export, ExportState, Source, Timestamp};
use crate::vendors::lenient::integer;
use crate::vendors::{Answer, Exchange, FieldKind, FormField, Once, Preparation, Session};

/// The log as a file that the NAS writes.
pub(super) const PREPARES: &[Preparation] = &[Preparation {
    action: "download",
    fields: &[
        FormField::new("output_format", FieldKind::Choice(&["csv", "html"]), false),
        FormField::new("log_level", FieldKind::Choice(&["", "0", "1", "2"]), false),
        FormField::new("key_word", FieldKind::Text, false),
        FormField::new("from_timestamp", FieldKind::Time, false),
        FormField::new("to_timestamp", FieldKind::Time, false),
    ],
    whole_span: false,
    leaves: false,
}];

/// The format where none was asked for. DSM's other logs offer `csv` and `html`.
const FORMAT: &str = "csv";

/// A whole log may take minutes.
const TIMEOUT_MS: u32 = 600_000;

/// Begins an export. With an `export_id` of the caller's own, its progress can be asked for while the answer is awaited.
pub(super) fn begin(source: &Source, session: &Session, action: &Action) -> Result<Box<dyn Exchange>, Error> {
    const NUMBERS: [&str; 4] = ["log_level", "device_id", "from_timestamp", "to_timestamp"];
    only(action, &[&["output_format", "export_id", "task_id", "key_word"], NUMBERS.as_slice()].concat())?;
    let id = action.get("export_id").trim();
    if id.contains(':') {
        return Err(refused("export_id", "no colon in it"));
    }
    let mut filter = Map::new();
    for key in NUMBERS {
        let time = Timestamp::parse_iso(action.get(key)).filter(|_| key.ends_with("_timestamp"));
        let given = match time {
            Some(time) => Some(time.seconds()),
            None => number(action, key)?,
        };
        if let Some(number) = given {
            filter.insert(key.into(), number.into());
        }
    }
    if !action.get("key_word").is_empty() {
        filter.insert("key_word".into(), action.get("key_word").into());
    }
    let mut more = Vec::new();
    if let Some(task) = number(action, "task_id")? {
        more.push(("task_id", task.to_string()));
    }
    more.push(("filter", Value::Object(filter).to_string()));
    let format = Some(action.get("output_format").trim()).filter(|format| !format.is_empty()).unwrap_or(FORMAT);
    if format.contains(':') {
        return Err(refused("output_format", "no colon in it"));
    }
    let request = wanted(source, session, format, id, more).changing();
    Ok(file(request, format, id))
}

/// The content of an export.
pub(super) fn fetch(source: &Source, session: &Session, export: &str) -> Box<dyn Exchange> {
    let (format, id) = parts(export);
    file(wanted(source, session, format, id, Vec::new()), format, id)
}

/// How far an export is.
pub(super) fn progress(source: &Source, session: &Session, export: &str) -> Box<dyn Exchange> {
    let request = of_one(source, session, "check_progress", export);
    let export = export.to_string();
    Once::boxed(move |_| request.clone(), move |response| Ok(Answer::Export(state(&export, &wire::object(response)?))))
}

/// Gives an export up.
pub(super) fn cancel(source: &Source, session: &Session, export: &str) -> Box<dyn Exchange> {
    actions::done(of_one(source, session, "cancel_download", export).changing())
}

fn of_one(source: &Source, session: &Session, method: &str, export: &str) -> Request {
    let own = [("export_id", calls::json_text(parts(export).1))];
    calls::request(source, session, Api::Log, method, &own)
}

/// The format and the NAS's own number. A number that a caller made up has no format before it.
fn parts(export: &str) -> (&str, &str) {
    export.split_once(':').unwrap_or((FORMAT, export))
}

fn wanted(source: &Source, session: &Session, format: &str, id: &str, more: Vec<(&str, String)>) -> Request {
    let mut own = vec![("output_format", calls::json_text(format))];
    if !id.is_empty() {
        own.push(("export_id", calls::json_text(id)));
    }
    own.extend(more);
    let request = calls::request(source, session, Api::Log, "download", &own);
    Request { timeout_ms: TIMEOUT_MS, ..request }
}

fn file(request: Request, format: &str, id: &str) -> Box<dyn Exchange> {
    let (format, id) = (format.to_string(), id.to_string());
    Once::boxed(move |_| request.clone(), move |response| read(response, &format, &id))
}

/// The file, or that it is being made, or why there is none.
fn read(response: &Response, format: &str, id: &str) -> Result<Answer, Error> {
    let start = response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body).trim_ascii_start();
    let attached = response.header("content-disposition");
    if start.starts_with(b"{") {
        match wire::object(response) {
            Ok(data) => return being_made(response, &data, format, id),
            // Not the NAS's envelope, but a file that is JSON itself.
            Err(error) if error.code.is_empty() && attached.is_some() && error.status == Some(200) => {}
            Err(error) => return Err(error),
        }
    }
    if let Some(error) = of_status(response) {
        return Err(error);
    }
    if start.is_empty() {
        return Err(Error::new(Kind::Unreadable).with_answer(response).with_detail("an empty file"));
    }
    // A portal's page is no export, also where a web page was asked for: an export has a table in it.
    let page = start.starts_with(b"<") && attached.is_none();
    let table = || response.body.windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"));
    if page && !(format == "html" && table()) {
        return Err(Error::new(Kind::Html).with_answer(response));
    }
    let name = attached.and_then(of_disposition).unwrap_or_else(|| format!("activebackup-log.{format}"));
    Ok(Answer::Content { name, bytes: response.body.clone() })
}

fn being_made(response: &Response, data: &Map<String, Value>, format: &str, id: &str) -> Result<Answer, Error> {
    let given = match data.get("export_id") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => id.to_string(),
    };
    if given.is_empty() {
        let detail = "neither a file nor the number of an export";
        return Err(Error::new(Kind::Unreadable).with_answer(response).with_detail(detail));
    }
    Ok(Answer::Export(state(&format!("{format}:{given}"), data)))
}

/// What an answer says of how far an export is. Only a known word, a known flag, or a bare 100 percent ends it.
fn state(export: &str, data: &Map<String, Value>) -> Export {
    let first = |keys: &[&str]| keys.iter().find_map(|key| data.get(*key)).cloned().unwrap_or_default();
    let percent = percent(&first(&["progress", "percent", "percentage"]));
    let flag = first(&["finished", "finish", "is_finished", "done", "is_done", "completed", "complete"]);
    let word = match first(&["status", "state"]) {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let state = match word.trim().to_ascii_lowercase().as_str() {
        "finish" | "finished" | "done" | "complete" | "completed" | "success" | "ready" => ExportState::Ready,
        "fail" | "failed" | "error" | "cancel" | "canceled" | "cancelled" => ExportState::Failed,
        "" => match &flag {
            Value::Null if percent == Some(100) => ExportState::Ready,
            Value::Bool(true) => ExportState::Ready,
            Value::String(text) if text == "true" || text == "1" => ExportState::Ready,
            other if integer(other) == Some(1) => ExportState::Ready,
            _ => ExportState::Running,
        },
        _ => ExportState::Running,
    };
    Export { id: export.to_string(), state, percent, code: word, time: None }
}

/// `30`, `"30"`, `"30%"`, or a part of one: `0.3`.
fn percent(value: &Value) -> Option<u8> {
    let number = match value {
        Value::String(text) => text.trim().trim_end_matches('%').trim_end().parse::<f64>().ok()?,
        other => other.as_f64()?,
    };
    let number = if number.fract() != 0.0 && number < 1.0 { number * 100.0 } else { number };
    (0.0..=100.0).contains(&number).then_some(number as u8)
}
