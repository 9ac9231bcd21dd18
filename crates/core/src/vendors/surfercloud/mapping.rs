//! The vendor's records as the records of the product.

use serde_json::{Map, Value};

use super::DESCRIPTOR;
use super::file_id::FileId;
use crate::model::{Action, File, Outcome, Run, Severity, TimeRange, Timestamp};
use crate::vendors::lenient::Fields;
use crate::vendors::{Meaning, Means};

const PAGE: &str = "the vendor's API page";

/// What `State` of a backup means.
pub(super) const MEANINGS: &[Meaning] = &[
    Meaning { code: "Backuping", means: Means::Outcome(Outcome::Running), basis: PAGE },
    Meaning { code: "Success", means: Means::Outcome(Outcome::Success), basis: PAGE },
    Meaning { code: "Failed", means: Means::Outcome(Outcome::Failed), basis: PAGE },
    Meaning {
        code: "Expired",
        means: Means::Outcome(Outcome::Unknown),
        basis: "the vendor's API page: its content was removed, and how it had ended is not told any more",
    },
    severity("PANIC", Severity::Error),
    severity("FATAL", Severity::Error),
    severity("ERROR", Severity::Error),
    severity("WARNING", Severity::Warning),
    severity("NOTICE", Severity::Info),
    severity("INFO", Severity::Info),
    severity("LOG", Severity::Info),
    severity("DEBUG", Severity::Debug),
    severity("DEBUG1", Severity::Debug),
    severity("DEBUG2", Severity::Debug),
    severity("DEBUG3", Severity::Debug),
    severity("DEBUG4", Severity::Debug),
    severity("DEBUG5", Severity::Debug),
];

/// The word of a severity in the text of a log.
const fn severity(code: &'static str, severity: Severity) -> Meaning {
    let basis = "PostgreSQL's manual; the vendor's call for log texts is experimental here";
    Meaning { code, means: Means::Severity(severity), basis }
}

/// An instance, as far as it is needed to ask about it.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) zone: String,
    pub(super) state: String,
    pub(super) version: String,
    /// Why it cannot be asked about.
    pub(super) problem: Option<String>,
    pub(super) raw: String,
}

/// A row of `ListUPgSQLInstance`, and the read-only replicas inside of it.
pub(super) fn instances(raw: &str, out: &mut Vec<Instance>) {
    match serde_json::from_str::<Value>(raw) {
        Ok(value) => instance(&value, raw, out),
        Err(error) => out.push(no_instance(raw, format!("not a record: {error}"))),
    }
}

fn instance(value: &Value, raw: &str, out: &mut Vec<Instance>) {
    let Some(map) = value.as_object() else {
        return out.push(no_instance(raw, "not a record".into()));
    };
    let mut row = Fields::new(map);
    Fields::expect(&mut row, "InstanceID");
    let id = row.text("InstanceID");
    let (name, zone) = (row.text("Name"), row.text("Zone"));
    let (state, version) = (row.text("State"), row.text("DBVersion"));
    let problem = row.problem().filter(|_| id.trim().is_empty());
    let name = if name.is_empty() { id.clone() } else { name };
    out.push(Instance { id, name, zone, state, version, problem, raw: raw.to_string() });
    for replica in map.get("DataSet").and_then(Value::as_array).into_iter().flatten() {
        instance(replica, &replica.to_string(), out);
    }
}

fn no_instance(raw: &str, problem: String) -> Instance {
    let empty = String::new;
    let problem = Some(problem);
    Instance { id: empty(), name: empty(), zone: empty(), state: empty(), version: empty(), problem, raw: raw.into() }
}

/// A row of `ListUPgSQLBackup`.
pub(super) fn run(source: &str, instance: &Instance, raw: &str) -> Run {
    let map = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => map,
        Err(error) => return note(source, instance, raw, format!("not a record: {error}")),
    };
    let mut row = Fields::new(&map);
    for key in ["BackupID", "State", "BackupStartTime"] {
        Fields::expect(&mut row, key);
    }
    let code = row.text("State");
    let outcome = DESCRIPTOR.outcome(&code);
    let started = instant(row.int("BackupStartTime"));
    let ended = instant(row.int("BackupEndTime"))
        .filter(|end| outcome != Outcome::Running && started.is_none_or(|start| *end >= start));
    let job_id = row.text("InstanceID");
    Run {
        source: source.to_string(),
        id: row.text("BackupID"),
        // Backups of an instance that has another number than the one asked about keep their own.
        job: if job_id.is_empty() || job_id == instance.id { instance.name.clone() } else { job_id.clone() },
        job_id: if job_id.is_empty() { instance.id.clone() } else { job_id },
        action: match row.int("BackupType") {
            Some(1) => "Automatic backup",
            Some(2) => "Manual backup",
            _ => "Backup",
        }
        .to_string(),
        outcome,
        code,
        started,
        ended,
        duration: started.zip(ended).map(|(start, end)| end.0.saturating_sub(start.0)),
        kind: "PostgreSQL".to_string(),
        problem: row.problem(),
        ..Run::unreadable(source, raw.to_string(), String::new())
    }
}

/// A row that stands for what could not be read of an instance.
pub(super) fn note(source: &str, instance: &Instance, raw: &str, problem: String) -> Run {
    let mut run = Run::unreadable(source, raw.to_string(), problem);
    run.job = instance.name.clone();
    run.job_id = instance.id.clone();
    run
}

/// The file of a backup; `None` for one that surely has no content (yet, or any more).
pub(super) fn backup_file(source: &str, instance: &Instance, raw: &str) -> Option<File> {
    let run = run(source, instance, raw);
    let gone = ["Backuping", "Failed", "Expired"].iter().any(|state| run.code.trim().eq_ignore_ascii_case(state));
    if gone {
        return None;
    }
    let map = serde_json::from_str::<Map<String, Value>>(raw).unwrap_or_default();
    let mut row = Fields::new(&map);
    let name = row.text("BackupName");
    let size = row.int("BackupSize").and_then(|size| u64::try_from(size).ok());
    let problem = [run.problem, row.problem()].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let id = FileId::Backup { zone: instance.zone.clone(), instance: run.job_id, backup: run.id.clone() };
    Some(File {
        source: source.to_string(),
        id: id.print(),
        name: if name.is_empty() { run.id } else { name },
        kind: "Backup".to_string(),
        job: run.job,
        time: run.ended.or(run.started),
        covers: TimeRange::default(),
        size,
        prepare: None,
        ready: true,
        linked: true,
        problem: (!problem.is_empty()).then_some(problem),
        raw: raw.to_string(),
    })
}

/// A row of `ListUPgSQLLog`.
pub(super) fn log_file(source: &str, instance: &Instance, raw: &str) -> File {
    let map = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => map,
        Err(error) => return file_note(source, instance, raw, format!("not a record: {error}")),
    };
    let mut row = Fields::new(&map);
    Fields::expect(&mut row, "Name");
    let name = row.text("Name");
    let (begin, end) = (row.int("BeginTime"), row.int("EndTime"));
    let size = row.int("Size").and_then(|size| u64::try_from(size).ok());
    let id = FileId::Log {
        zone: instance.zone.clone(),
        instance: instance.id.clone(),
        begin: begin.unwrap_or(0),
        end: end.unwrap_or(0),
        name: name.clone(),
    };
    File {
        id: id.print(),
        time: instant(end).or_else(|| instant(begin)),
        covers: TimeRange { from: instant(begin), to: instant(end) },
        size,
        prepare: Some(pack(instance, &name, begin, end)),
        ready: true,
        name,
        problem: row.problem(),
        ..file_note(source, instance, raw, String::new())
    }
}

/// What packs a log file. The name of the package is left to whoever begins it.
fn pack(instance: &Instance, name: &str, begin: Option<i64>, end: Option<i64>) -> Action {
    let iso = |seconds| instant(seconds).map(|time| time.iso()).unwrap_or_default();
    let mut action = Action::new(
        super::actions::PACK,
        &[
            ("instance", instance.id.as_str()),
            ("zone", &instance.zone),
            ("backupFile", name),
            ("logType", super::actions::log_type(name)),
            ("beginTime", &iso(begin)),
            ("endTime", &iso(end)),
        ],
    );
    action.values.retain(|_, value| !value.is_empty());
    action
}

/// A file of which nothing could be read but that it exists.
pub(super) fn file_note(source: &str, instance: &Instance, raw: &str, problem: String) -> File {
    File {
        source: source.to_string(),
        id: String::new(),
        name: String::new(),
        kind: "Log file".to_string(),
        job: instance.name.clone(),
        time: None,
        covers: TimeRange::default(),
        size: None,
        prepare: None,
        ready: false,
        linked: false,
        problem: Some(problem),
        raw: raw.to_string(),
    }
}

/// Epoch seconds; 0 stands for "none".
fn instant(seconds: Option<i64>) -> Option<Timestamp> {
    seconds.filter(|seconds| *seconds > 0).map(Timestamp::from_seconds)
}
