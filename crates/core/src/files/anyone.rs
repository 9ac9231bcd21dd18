//! A JSON record of whoever wrote it, as a line: the usual names of time, severity and text are looked for.

use serde_json::{Map, Value};

use crate::model::{Line, Severity, SourceId, Timestamp};

const TIME: [&str; 12] = [
    "time",
    "timestamp",
    "@timestamp",
    "ts",
    "datetime",
    "date",
    "log_time",
    "created",
    "created_at",
    "createdAt",
    "begin_time",
    "eventTime",
];
const SEVERITY: [&str; 6] = ["severity", "level", "log_level", "lvl", "loglevel", "status"];
const TEXT: [&str; 8] = ["text", "message", "msg", "description", "desc", "event", "title", "error"];
const ITEM: [&str; 5] = ["host", "hostname", "device", "resource", "server"];
const JOB: [&str; 5] = ["job", "task", "task_name", "service", "app"];
const USER: [&str; 4] = ["user", "username", "user_name", "account"];
const CODE: [&str; 4] = ["code", "event_id", "eventId", "error_code"];
const ID: [&str; 3] = ["id", "log_id", "uuid"];
/// Larger numbers are milliseconds, not seconds: the year 5138, and the third of March 1973.
const MILLISECONDS: i64 = 100_000_000_000;

/// The line of a record.
pub(super) fn line(source: &SourceId, raw: &str) -> Line {
    let map = match serde_json::from_str::<Value>(raw) {
        Ok(Value::Object(map)) => map,
        Ok(_) => return Line { text: raw.to_string(), ..Line::unreadable(source, raw.into(), "no object".into()) },
        Err(error) => return Line::unreadable(source, raw.to_string(), error.to_string()),
    };
    let mut line = Line { problem: None, ..Line::unreadable(source, raw.to_string(), String::new()) };
    line.time = find(&map, &TIME).and_then(instant);
    line.severity_code = text(&map, &SEVERITY);
    line.severity = severity(&line.severity_code);
    line.text = text(&map, &TEXT);
    (line.item, line.job, line.user) = (text(&map, &ITEM), text(&map, &JOB), text(&map, &USER));
    (line.code, line.id) = (text(&map, &CODE), text(&map, &ID));
    if line.text.is_empty() {
        // Better all of it than a row that says nothing.
        line.text = raw.to_string();
    }
    line
}

fn find<'a>(map: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| map.get(*name)).filter(|value| !value.is_null())
}

fn text(map: &Map<String, Value>, names: &[&str]) -> String {
    match find(map, names) {
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    }
}

fn instant(value: &Value) -> Option<Timestamp> {
    let number = match value {
        Value::String(text) => match Timestamp::parse_iso(text) {
            Some(time) => return Some(time),
            None => text.parse().ok()?,
        },
        value => value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))?,
    };
    Some(if number.unsigned_abs() < MILLISECONDS as u64 { Timestamp::from_seconds(number) } else { Timestamp(number) })
}

/// By the words that syslog, loggers and vendors use. Any other is unknown.
fn severity(word: &str) -> Severity {
    let word = word.to_ascii_lowercase();
    match word.as_str() {
        "emerg" | "emergency" | "alert" | "crit" | "critical" | "fatal" | "panic" | "err" | "error" | "failed" => {
            Severity::Error
        }
        "warn" | "warning" => Severity::Warning,
        "notice" | "info" | "information" | "informational" | "log" | "success" => Severity::Info,
        "debug" | "trace" | "verbose" => Severity::Debug,
        _ => Severity::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_names_are_found_whoever_wrote_them() {
        for (raw, time, severity, text) in [
            (
                r#"{"ts":1795244179.25,"level":"warn","msg":"slow disk"}"#,
                Some(1_795_244_179_000),
                Severity::Warning,
                "slow disk",
            ),
            (
                r#"{"@timestamp":"2026-11-21T06:00:00Z","severity":"CRITICAL","message":"gone"}"#,
                Some(1_795_240_800_000),
                Severity::Error,
                "gone",
            ),
            (r#"{"time":1795244179000,"level":"odd","event":"x"}"#, Some(1_795_244_179_000), Severity::Unknown, "x"),
            (r#"{"a":1}"#, None, Severity::Unknown, r#"{"a":1}"#),
        ] {
            let line = line(&"file:x".to_string(), raw);
            assert_eq!(
                (line.time.map(|time| time.0), line.severity, line.text.as_str()),
                (time, severity, text),
                "{raw}"
            );
            assert_eq!((line.problem, line.raw.as_str()), (None, raw));
        }
    }

    #[test]
    fn what_is_no_record_is_a_row_with_a_note() {
        for raw in ["[1]", "{", "3"] {
            let line = line(&"file:x".to_string(), raw);
            assert!(line.problem.is_some() && line.raw == raw, "{raw}");
        }
    }
}
