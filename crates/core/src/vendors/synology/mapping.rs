//! A DSM's records as the records of the product.

use std::borrow::Cow;

use super::{DESCRIPTOR, dictionary};
use crate::model::{Counts, Line, Outcome, Run, Severity, Timestamp};
use crate::vendors::lenient::{Fields, Json, Lookup, View};
use crate::vendors::light::{Light, Object};
use crate::vendors::{Meaning, Means};

/// What `status` of a run and `log_level` of a line mean. A level is a severity only: readers have taken 2 for a status
/// (synology-api issue 220).
pub(super) const MEANINGS: &[Meaning] = &[
    outcome("1", Outcome::Running, CLIENTS),
    outcome("2", Outcome::Success, CLIENTS),
    outcome("3", Outcome::Warning, CLIENTS),
    outcome("4", Outcome::Failed, CLIENTS),
    outcome("5", Outcome::Cancelled, CLIENTS),
    outcome("6", Outcome::Skipped, "seen as a filter of Synology's own page only"),
    severity("0", Severity::Error),
    severity("1", Severity::Warning),
    severity("2", Severity::Info),
    severity("3", Severity::Debug),
];

const CLIENTS: &str = "five independent clients agree";

const fn outcome(code: &'static str, outcome: Outcome, basis: &'static str) -> Meaning {
    Meaning { code, means: Means::Outcome(outcome), basis }
}

const fn severity(code: &'static str, severity: Severity) -> Meaning {
    Meaning { code, means: Means::Severity(severity), basis: "Synology's own page" }
}

/// A row of `list_log` or `list_result_detail`.
pub(super) fn line(source: &str, raw: &str) -> Line {
    let map = match serde_json::from_str::<Object>(raw) {
        Ok(map) => map,
        Err(error) => return Line::unreadable(source, raw.to_string(), format!("not a record: {error}")),
    };
    let mut row = Fields::new(&map);
    for key in ["log_time", "log_level", "log_type"] {
        row.expect(key);
    }
    let code = row.int("log_type");
    let level = row.int("log_level");
    let time = instant(row.int("log_time"));
    let id = row.int("log_id").or_else(|| row.int("result_detail_id"));
    let run = row.int("result_id").filter(|id| *id != 0);
    let params = row.object("other_params");
    // The names stand in the row, in its parameters, or in both.
    let mut name = |key: &str| {
        let own = row.text(key);
        if !own.is_empty() {
            return own;
        }
        match params.and_then(|params| params.get(key)) {
            Some(Light::Text(text)) => text.to_string(),
            _ => String::new(),
        }
    };
    let job = name("task_name");
    let device = name("device_name");
    let path = name("path");
    let user = name("user_name");
    let text = match code {
        Some(code) => sentence(code, &map, params),
        None => String::new(),
    };
    let event = code.and_then(dictionary::event);
    Line {
        source: source.to_string(),
        id: id.map(|id| id.to_string()).unwrap_or_default(),
        time,
        severity: level.map_or(Severity::Unknown, |level| DESCRIPTOR.severity(&level.to_string())),
        severity_code: code_text(&map, "log_level"),
        job,
        item: if device.is_empty() { path } else { device },
        file: String::new(),
        user,
        code: code_text(&map, "log_type"),
        code_name: event.as_ref().map(|event| event.name.to_string()).unwrap_or_default(),
        text,
        remedy: event.map(|event| event.remedy.to_string()).unwrap_or_default(),
        run: run.map(|id| id.to_string()),
        problem: row.problem(),
        raw: raw.to_string(),
    }
}

/// A row of `list_result`.
pub(super) fn run(source: &str, raw: &str) -> Run {
    let map = match serde_json::from_str::<Object>(raw) {
        Ok(map) => map,
        Err(error) => return Run::unreadable(source, raw.to_string(), format!("not a record: {error}")),
    };
    let mut row = Fields::new(&map);
    for key in ["result_id", "status", "time_start"] {
        row.expect(key);
    }
    let status = row.int("status");
    let started = instant(row.int("time_start"));
    // A running run has an end of 0, or one before its start.
    let ended = instant(row.int("time_end")).filter(|end| started.is_none_or(|start| *end >= start));
    let outcome = status.map_or(Outcome::Unknown, |status| DESCRIPTOR.outcome(&status.to_string()));
    let mut count = |key: &str| row.int(key).unwrap_or(0);
    let counts = Counts {
        success: count("success_count"),
        warning: count("warning_count"),
        error: count("error_count"),
        none: count("none_count"),
    };
    Run {
        source: source.to_string(),
        id: row.int("result_id").map(|id| id.to_string()).unwrap_or_default(),
        job: row.text("task_name"),
        job_id: row.int("task_id").map(|id| id.to_string()).unwrap_or_default(),
        action: row.int("job_action").map(dictionary::actions).unwrap_or_default(),
        outcome,
        code: code_text(&map, "status"),
        started,
        ended,
        duration: started.zip(ended).map(|(start, end)| end.0 - start.0),
        items: devices(row.object("task_config")),
        kind: row.int("backup_type").and_then(dictionary::backup_type).unwrap_or_default().to_string(),
        counts,
        problem: row.problem(),
        raw: raw.to_string(),
    }
}

/// The names of the devices in a run's configuration; an entry may lack its number, its name or both.
fn devices(config: Option<&Object<'_>>) -> Vec<String> {
    let Some(Light::List(list)) = config.and_then(|config| config.get("device_list")) else { return Vec::new() };
    let name = |device: &Light<'_>| match device {
        Light::Object(device) => match device.get("host_name") {
            Some(Light::Text(name)) if !name.is_empty() => Some(name.to_string()),
            _ => None,
        },
        _ => None,
    };
    list.iter().filter_map(name).collect()
}

/// The sentence of an event. Names that stand only in the row are parameters too; mostly they stand in both, and then
/// nothing is copied.
fn sentence<'a>(code: i64, row: &Object<'a>, params: Option<&Object<'a>>) -> String {
    let says = |object: &Object<'_>, key: &str| match object.get(key) {
        None | Some(Light::Null | Light::Int(0)) => false,
        Some(Light::Text(text)) => !text.is_empty(),
        Some(_) => true,
    };
    let mut missing = ["task_name", "device_name", "user_name", "error_code"]
        .into_iter()
        .filter(|key| says(row, key) && !params.is_some_and(|params| says(params, key)))
        .peekable();
    let empty = Object::default();
    let params = params.unwrap_or(&empty);
    if missing.peek().is_none() {
        return dictionary::sentence(code, params);
    }
    let mut all = params.clone();
    for key in missing {
        if let Some(value) = row.get(key) {
            all.insert(Cow::Borrowed(key), value.clone());
        }
    }
    dictionary::sentence(code, &all)
}

/// Epoch seconds; 0 stands for "none".
pub(super) fn instant(seconds: Option<i64>) -> Option<Timestamp> {
    seconds.filter(|seconds| *seconds > 0).map(Timestamp::from_seconds)
}

/// A code as it came, whatever its type.
pub(super) fn code_text<M: Lookup>(row: &M, key: &str) -> String {
    let Some(value) = row.look(key) else { return String::new() };
    match value.view() {
        View::Null => String::new(),
        View::Text(text) => text.to_string(),
        _ => value.to_string(),
    }
}
