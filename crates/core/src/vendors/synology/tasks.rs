//! `SYNO.ActiveBackup.Task` `list`: the tasks with their devices, schedules and last results.

use serde_json::{Map, Value};

use super::calls::{self, Api};
use super::mapping::{code_text, instant};
use super::{DESCRIPTOR, dictionary, failure, wire};
use crate::model::{Job, Source};
use crate::vendors::lenient::{Fields, integer};
use crate::vendors::{Answer, Exchange, Once, Session};

/// Begins to list them. There are no pages.
pub(super) fn list(source: &Source, session: &Session) -> Box<dyn Exchange> {
    let mut own: Vec<_> =
        ["load_status", "load_result", "load_devices"].into_iter().map(|key| (key, "true".to_string())).collect();
    own.push(("filter", "{}".into()));
    let request = calls::request(source, session, Api::Task, "list", &own);
    let source = source.id.clone();
    Once::boxed(
        move |_| request.clone(),
        move |response| Ok(Answer::Jobs(wire::rows(response, "tasks", |raw| job(&source, raw))?.rows)),
    )
}

/// A row of `tasks`.
fn job(source: &str, raw: &str) -> Job {
    let (map, error) = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => (map, None),
        Err(error) => (Map::new(), Some(format!("not a record: {error}"))),
    };
    let mut row = Fields::new(&map);
    for key in ["task_id", "task_name"] {
        Fields::expect(&mut row, key);
    }
    // A task that never ran has none, or an empty one.
    let last = row.object("last_result").filter(|last| !last.is_empty());
    let empty = Map::new();
    let mut result = Fields::new(last.unwrap_or(&empty));
    let status = result.int("status");
    let last_run = instant(result.int("time_start"));
    let notes = result.problem().map(|problem| format!("last_result: {problem}"));
    let outcome = last.map(|_| DESCRIPTOR.outcome(&status.map(|status| status.to_string()).unwrap_or_default()));
    let schedule = row.object("sched_content").map(schedule).unwrap_or_default();
    let devices = map.get("devices").and_then(Value::as_array).into_iter().flatten();
    Job {
        source: source.to_string(),
        id: row.int("task_id").map(|id| id.to_string()).unwrap_or_default(),
        name: row.text("task_name"),
        kind: row.int("backup_type").and_then(dictionary::backup_type).unwrap_or_default().to_string(),
        schedule,
        outcome,
        code: last.map(|last| code_text(last, "status")).unwrap_or_default(),
        last_run,
        next_run: instant(row.int("next_trigger_time")),
        items: devices
            .filter_map(|device| device.get("host_name").and_then(Value::as_str))
            .filter(|name| !name.is_empty())
            .map(str::to_string)
            .collect(),
        problem: match error {
            Some(error) => Some(error),
            None => [row.problem(), notes].into_iter().flatten().reduce(|all, one| format!("{all}; {one}")),
        },
        raw: without_secrets(raw),
    }
}

/// The record without what lets somebody in: a NAS keeps the passwords of the devices in it.
fn without_secrets(raw: &str) -> String {
    // Also where the record cannot be read.
    let mut keys: Vec<String> = failure::TASK_SECRETS.iter().map(|key| key.to_string()).collect();
    collect(&serde_json::from_str(raw).unwrap_or_default(), &mut keys);
    keys.sort();
    keys.dedup();
    keys.iter().fold(raw.to_string(), |text, key| failure::hide(&text, key))
}

fn collect(value: &Value, keys: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::Object(_) | Value::Array(_) => collect(value, keys),
                    _ if is_secret(key) => keys.push(key.clone()),
                    _ => {}
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, keys)),
        _ => {}
    }
}

fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["password", "passwd", "passphrase", "token", "secret", "private_key"].iter().any(|word| key.contains(word))
}

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// When a task runs, in words: `Monday to Friday at 20:00`. Day 0 is Sunday.
fn schedule(content: &Map<String, Value>) -> String {
    let number = |key: &str| content.get(key).and_then(integer);
    if number("schedule_setting_type") == Some(0) {
        return "By hand".into();
    }
    let (Some(hour), Some(minute)) = (number("run_hour"), number("run_min")) else { return String::new() };
    let days = content.get("run_weekday").and_then(Value::as_array).into_iter().flatten().filter_map(integer);
    let mut days: Vec<usize> = days.filter_map(|day| usize::try_from(day).ok()).filter(|day| *day < 7).collect();
    days.sort_unstable();
    days.dedup();
    let names: Vec<&str> = days.iter().map(|day| DAYS[*day]).collect();
    let on = match (content.get("repeat_type").and_then(Value::as_str).unwrap_or_default(), days.as_slice()) {
        // Another rhythm than by weekdays: its own word says more than the days do.
        (other, _) if !other.is_empty() && !other.eq_ignore_ascii_case("weekly") => other.to_string(),
        (_, []) => return String::new(),
        (_, [0, 1, 2, 3, 4, 5, 6]) => "Every day".into(),
        (_, [first, .., last]) if days.len() > 2 && last - first + 1 == days.len() => {
            format!("{} to {}", DAYS[*first], DAYS[*last])
        }
        _ => names.join(", "),
    };
    match number("repeat_hour") {
        Some(1) => format!("{on}, every hour from {hour:02}:{minute:02}"),
        Some(hours) if hours > 1 => format!("{on}, every {hours} hours from {hour:02}:{minute:02}"),
        _ => format!("{on} at {hour:02}:{minute:02}"),
    }
}
