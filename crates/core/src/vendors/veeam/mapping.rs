//! Sessions and the items of their logs as the records of the product.

use serde_json::{Map, Value};

use super::time::{duration, instant};
use super::{DESCRIPTOR, types};
use crate::model::{Counts, Line, Outcome, Run, Severity};
use crate::vendors::lenient::Fields;
use crate::vendors::{Meaning, Means};

/// What a status means for a session, and for one item of its log.
pub(super) const MEANINGS: &[Meaning] = &[
    outcome("Success", Outcome::Success, SPEC),
    outcome("Warning", Outcome::Warning, SPEC),
    outcome("Error", Outcome::Failed, SPEC),
    outcome("Canceled", Outcome::Cancelled, SPEC),
    outcome("Canceling", Outcome::Running, "not documented: it has not ended yet"),
    outcome("Running", Outcome::Running, SPEC),
    outcome("RunningWithError", Outcome::Running, SPEC),
    outcome("RunningWithWarning", Outcome::Running, SPEC),
    outcome("Pending", Outcome::Running, "not documented: it waits to begin"),
    outcome("NeverExecuted", Outcome::Skipped, "not documented: nothing was done"),
    outcome("Unknown", Outcome::Unknown, SPEC),
    severity("Success", Severity::Info, SPEC),
    severity("Warning", Severity::Warning, SPEC),
    severity("Error", Severity::Error, SPEC),
    severity("Canceled", Severity::Warning, "what was begun was given up"),
    severity("Canceling", Severity::Warning, "what was begun is being given up"),
    severity("Running", Severity::Info, SPEC),
    severity("RunningWithError", Severity::Error, SPEC),
    severity("RunningWithWarning", Severity::Warning, SPEC),
    severity("Pending", Severity::Info, "it waits to begin"),
    severity("NeverExecuted", Severity::Info, "nothing was done"),
    severity("Unknown", Severity::Unknown, SPEC),
];

const SPEC: &str = "Veeam's interface description, version 8.1";

const fn outcome(code: &'static str, outcome: Outcome, basis: &'static str) -> Meaning {
    Meaning { code, means: Means::Outcome(outcome), basis }
}

const fn severity(code: &'static str, severity: Severity, basis: &'static str) -> Meaning {
    Meaning { code, means: Means::Severity(severity), basis }
}

/// Where a session names what it is about: the object, its field for a name, its field for a number.
const JOBS: [(&str, &str, &str); 7] = [
    ("backupJobInfo", "policyName", "policyId"),
    ("healthCheckJobInfo", "policyName", "policyId"),
    ("restoreJobInfo", "backupPolicyDisplayName", ""),
    ("fileLevelRestoreJobInfo", "backupPolicyDisplayName", ""),
    ("fileShareFileLevelRestoreJobInfo", "backupPolicyDisplayName", ""),
    ("repositoryJobInfo", "repositoryName", "repositoryId"),
    ("restorePointDataRetrievalJobInfo", "instanceName", ""),
];

/// Where a session names the one thing inside it.
const THINGS: [(&str, &str); 4] = [
    ("fileLevelRestoreJobInfo", "vmName"),
    ("fileShareFileLevelRestoreJobInfo", "fileShareName"),
    ("restorePointDataRetrievalJobInfo", "instanceName"),
    ("restoreJobInfo", "instanceName"),
];

/// A session.
pub(super) fn run(source: &str, raw: &str) -> Run {
    let map = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => map,
        Err(error) => return Run::unreadable(source, raw.to_string(), format!("not a session: {error}")),
    };
    let mut row = Fields::new(&map);
    row.need(&["id", "status"]);
    let code = row.text("status");
    let outcome = DESCRIPTOR.outcome(&code);
    let started = instant(&mut row, "executionStartTime");
    let ended = instant(&mut row, "executionStopTime").filter(|end| started.is_none_or(|start| *end >= start));
    let told = duration(&mut row, "executionDuration").filter(|ms| *ms >= 0);
    let told = told.or_else(|| started.zip(ended).map(|(start, end)| end.0 - start.0));
    let session_type = row.text("type");
    let own_words = row.text("localizedType");
    let (action, kind) = match types::words(&session_type) {
        Some((action, kind)) => (action.to_string(), kind),
        None if own_words.is_empty() => (session_type, ""),
        None => (own_words, ""),
    };
    let (job, job_id) = job(&mut row);
    Run {
        source: source.to_string(),
        id: row.text("id"),
        job,
        job_id,
        action,
        outcome,
        code,
        started,
        ended,
        // While it runs the appliance counts on.
        duration: told.filter(|_| ended.is_some() || outcome != Outcome::Running),
        items: things(&mut row),
        kind: kind.to_string(),
        counts: Counts::default(),
        problem: row.problem(),
        raw: raw.to_string(),
    }
}

/// The policy, or what else the session is about: its name and its number.
fn job(row: &mut Fields<'_>) -> (String, String) {
    for (key, name, id) in JOBS {
        let Some(info) = row.object(key) else { continue };
        let mut info = Fields::new(info);
        let (name, id) = (info.text(name), info.text(id));
        if info.problem().is_some() {
            row.not_a("job", key);
        }
        if !name.is_empty() {
            return (name, id);
        }
    }
    (String::new(), String::new())
}

fn things(row: &mut Fields<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for (info, name) in THINGS {
        let name = row.value(info).and_then(|info| info.get(name)).and_then(Value::as_str).unwrap_or_default();
        if !name.is_empty() {
            out.push(name.to_string());
        }
    }
    out
}

/// An item of the log of a session.
pub(super) fn line(source: &str, run: &str, raw: &str) -> Line {
    let map = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => map,
        Err(error) => {
            let mut line = Line::unreadable(source, raw.to_string(), format!("not a log item: {error}"));
            line.run = Some(run.to_string());
            return line;
        }
    };
    let mut row = Fields::new(&map);
    row.need(&["logTime", "status"]);
    let code = row.text("status");
    let text = row.text("message");
    // The start can be some microseconds after the time of the item, so it only stands in for it.
    let started = instant(&mut row, "executionStartTime");
    let time = instant(&mut row, "logTime").or(started);
    // It has no column of its own; that it can be read is looked at all the same.
    duration(&mut row, "executionDuration");
    Line {
        source: source.to_string(),
        id: String::new(),
        time,
        severity: DESCRIPTOR.severity(&code),
        severity_code: code,
        job: String::new(),
        item: quoted(&text).unwrap_or_default().to_string(),
        file: String::new(),
        user: String::new(),
        code: String::new(),
        code_name: String::new(),
        text,
        remedy: String::new(),
        run: Some(run.to_string()),
        problem: row.problem(),
        raw: raw.to_string(),
    }
}

/// The first name in single quotation marks in a message: what the item is about. An apostrophe inside of a word is no
/// quotation mark.
fn quoted(text: &str) -> Option<&str> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('\'')?;
        from = open + 1;
        if text[..open].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let close = text[from..].match_indices('\'').map(|(at, _)| from + at).find(|at| {
            // A name can hold an apostrophe too; its end is followed by something that no word goes on with.
            !text[at + 1..].starts_with(|c: char| c.is_alphanumeric())
        })?;
        let name = text[from..close].trim();
        if !name.is_empty() {
            return Some(name);
        }
        from = close + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_in_a_message() {
        for (text, expected) in [
            ("Snapshot backup of 'tw-vm2' has finished", Some("tw-vm2")),
            ("('a') and 'b'", Some("a")),
            ("It can't reach 'sql-01': timed out", Some("sql-01")),
            ("Backup of 'Ada's disk' failed", Some("Ada's disk")),
            ("Backup plan creation has finished", None),
            ("'' and ''", None),
            ("'open", None),
            ("ü'ä 'ö'", Some("ö")),
            ("", None),
        ] {
            assert_eq!(quoted(text), expected, "{text}");
        }
    }
}
