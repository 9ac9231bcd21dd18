//! A server's records of backups as the records of the product.

use serde_json::{Map, Value};

use super::schedule::Schedule;
use super::{DESCRIPTOR, rhythm, time};
use crate::model::{Counts, File, Item, Outcome, Run, TimeRange, Timestamp};
use crate::vendors::lenient::{self, Fields};
use crate::vendors::{Meaning, Means};

/// What `status` says.
pub(super) const MEANINGS: &[Meaning] =
    &[outcome("0", Outcome::Running), outcome("1", Outcome::Success), outcome("2", Outcome::Failed)];

const fn outcome(code: &'static str, outcome: Outcome) -> Meaning {
    Meaning { code, means: Means::Outcome(outcome), basis: "the vendor's documentation of 2026" }
}

/// The parts of a server that a backup can hold, by their names in `config`, as the server's own page calls them.
const PARTS: [(&str, &str); 3] =
    [("db", "Content and settings"), ("upload", "Uploaded data files"), ("file", "Application files")];

/// A record of the list of backups, read.
struct Record {
    id: String,
    schedule: String,
    name: String,
    outcome: Outcome,
    code: String,
    started: Option<Timestamp>,
    ended: Option<Timestamp>,
    /// The name of each part, and its text in the record.
    parts: Vec<(String, String)>,
    rhythm: String,
    /// Why it failed, or what else the server says.
    message: String,
    problem: Option<String>,
}

impl Record {
    fn duration(&self) -> Option<i64> {
        self.started.zip(self.ended).map(|(start, end)| end.0 - start.0)
    }
}

fn record(raw: &str) -> Result<Record, String> {
    let map: Map<String, Value> = serde_json::from_str(raw).map_err(|error| format!("not a record: {error}"))?;
    let mut row = Fields::new(&map);
    for key in ["id", "status"] {
        Fields::expect(&mut row, key);
    }
    let id = row.text("id");
    let code = row.text("status");
    let code = match map.get("status").filter(|value| value.is_number()).and_then(lenient::integer) {
        Some(number) => number.to_string(),
        None => code,
    };
    let outcome = DESCRIPTOR.outcome(&code);
    let (started, ended) = times(&mut row, &id, outcome);
    let rhythm = match map.get("cron").and_then(rhythm::words) {
        Some(Ok(words)) => words,
        Some(Err(problem)) => {
            row.note(problem);
            String::new()
        }
        None => String::new(),
    };
    let parts = match map.get("config").map(parts) {
        Some(Ok(parts)) => parts,
        Some(Err(problem)) => {
            row.note(problem);
            Vec::new()
        }
        None => Vec::new(),
    };
    Ok(Record {
        schedule: row.text("backupid"),
        name: row.text("name"),
        message: row.text("msg").trim().to_string(),
        id,
        outcome,
        code,
        started,
        ended,
        parts,
        rhythm,
        problem: row.problem(),
    })
}

/// When it began and ended. The number of a backup is its start, with an offset; the other two times are of the same
/// clock without one, and their difference is how long it took.
fn times(row: &mut Fields<'_>, id: &str, outcome: Outcome) -> (Option<Timestamp>, Option<Timestamp>) {
    let mut local = |key: &str| {
        let text = row.text(key);
        let time = time::local(&text);
        if time.is_none() && !text.trim().is_empty() {
            row.note(format!("{key} is not a time: {}", lenient::cut(&text, 60)));
        }
        time
    };
    let (added, updated) = (local("add_time"), local("update_time"));
    let of_id = time::of_id(id);
    let offset = of_id.map_or(0, |(_, offset)| offset);
    let started = of_id.map(|(start, _)| start).or_else(|| added.map(|added| added.at(0)));
    if of_id.is_none() {
        row.note(match started {
            Some(_) => "no offset in the id, so the times are read as UTC".to_string(),
            None => "neither the id nor add_time says when it began".to_string(),
        });
    }
    if outcome == Outcome::Running {
        return (started, None);
    }
    let took = match (started, added, updated) {
        (_, Some(added), Some(updated)) => Some(updated.since(added)),
        (Some(start), None, Some(updated)) => Some(updated.at(offset).0 - start.0),
        _ => None,
    };
    if took.is_some_and(|took| took < 0) {
        row.note("update_time is before the start".to_string());
    }
    let ended = started.zip(took.filter(|took| *took >= 0)).map(|(start, took)| Timestamp(start.0 + took));
    (started, ended)
}

/// The parts in `config`: a list of `{"id":…}` in a text, or the list itself.
fn parts(config: &Value) -> Result<Vec<(String, String)>, String> {
    let odd = || format!("config is not a list: {}", lenient::short(config));
    let list = match config {
        Value::Null => return Ok(Vec::new()),
        Value::String(text) if text.trim().is_empty() => return Ok(Vec::new()),
        Value::String(text) => serde_json::from_str(text).map_err(|_| odd())?,
        other => other.clone(),
    };
    let Value::Array(list) = list else { return Err(odd()) };
    Ok(list.iter().map(|part| (part_name(part), part.to_string())).collect())
}

/// A part that nobody knows is called as the server calls it.
fn part_name(part: &Value) -> String {
    let id = part.get("id").unwrap_or(part);
    match id.as_str() {
        Some(id) => PARTS.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name).to_string(),
        None => lenient::short(id),
    }
}

/// A backup as a run. What a record does not say about its schedule, the schedule says.
pub(super) fn run(source: &str, raw: &str, schedules: &[Schedule]) -> Run {
    let record = match record(raw) {
        Ok(record) => record,
        Err(problem) => return Run::unreadable(source, raw.to_string(), problem),
    };
    let schedule = schedules.iter().find(|schedule| !schedule.id.is_empty() && schedule.id == record.schedule);
    let duration = record.duration();
    // The rhythm at the time of the run stands in its own record, if at all.
    let kind = match (record.rhythm, schedule) {
        (own, _) if !own.is_empty() => own,
        (_, Some(schedule)) => schedule.rhythm.clone(),
        // Started by hand, or uploaded.
        (_, None) if record.schedule.is_empty() => "By hand".to_string(),
        _ => String::new(),
    };
    Run {
        source: source.to_string(),
        id: record.id,
        job: match (record.name, schedule) {
            (own, Some(schedule)) if own.is_empty() => schedule.name.clone(),
            (own, _) => own,
        },
        job_id: record.schedule,
        action: "Backup".into(),
        outcome: record.outcome,
        code: record.code,
        started: record.started,
        ended: record.ended,
        duration,
        items: record.parts.into_iter().map(|(name, _)| name).collect(),
        kind,
        counts: Counts::default(),
        problem: record.problem,
        raw: raw.to_string(),
    }
}

/// What a backup holds, with what the server says about it. It says how the whole went, so a part of a failed one is
/// unknown.
pub(super) fn items(raw: &str) -> Vec<Item> {
    let Ok(mut record) = record(raw) else { return Vec::new() };
    let outcome = if record.outcome == Outcome::Failed { Outcome::Unknown } else { record.outcome };
    // What the server says about a backup, and what cannot be read of it, must be seen without any part too.
    let problem = record.problem.take().filter(|_| record.parts.is_empty());
    let mut parts = std::mem::take(&mut record.parts);
    if parts.is_empty() && (problem.is_some() || !record.message.is_empty()) {
        parts.push((record.name.clone(), raw.to_string()));
    }
    let item = |(name, raw): (String, String)| Item {
        name,
        kind: "Part of the server".into(),
        outcome,
        code: record.code.clone(),
        started: record.started,
        duration: None,
        size: None,
        text: record.message.clone(),
        problem: problem.clone(),
        raw,
    };
    parts.into_iter().map(item).collect()
}

/// The zip of a backup. One that runs or failed has none.
pub(super) fn file(source: &str, raw: &str) -> Option<File> {
    let file = |record: Record| File {
        source: source.to_string(),
        name: format!("{}.zip", record.id),
        id: record.id,
        kind: "Backup".into(),
        job: record.name,
        time: record.ended.or(record.started),
        covers: TimeRange::default(),
        size: None,
        prepare: None,
        ready: true,
        linked: false,
        problem: record.problem,
        raw: raw.to_string(),
    };
    match record(raw) {
        Ok(record) if matches!(record.outcome, Outcome::Running | Outcome::Failed) => None,
        Ok(record) => Some(file(record)),
        Err(problem) => Some(File {
            source: source.to_string(),
            id: String::new(),
            name: String::new(),
            kind: "Backup".into(),
            job: String::new(),
            time: None,
            covers: TimeRange::default(),
            size: None,
            prepare: None,
            ready: false,
            linked: false,
            problem: Some(problem),
            raw: raw.to_string(),
        }),
    }
}

/// Whether a record is of a backup, by its number.
pub(super) fn is(raw: &str, id: &str) -> bool {
    let map: Map<String, Value> = serde_json::from_str(raw).unwrap_or_default();
    Fields::new(&map).text("id") == id
}
