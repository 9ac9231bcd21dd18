//! What this program itself exported, read again: its columns have names that nobody else's have together.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::model::{Counts, Line, Outcome, Record, Run, Severity, Timestamp};
use crate::vendors::saved::Form;

/// The fields of a record, as they stand in it.
type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// Columns that are ours, of which a line of an export has one at least; the others of it are anybody's.
const LINES: [&str; 4] = ["source_id", "severity_code", "code_name", "raw"];
/// Columns of runs, of which an export has two at least.
const RUNS: [&str; 9] =
    ["source", "source_id", "job", "job_id", "action", "run", "ended", "duration_seconds", "nothing_to_do"];

/// What a record of an export is. Nothing if it is none.
pub(super) fn recognise(raw: &str) -> Option<Form> {
    let fields = serde_json::from_str::<Fields<'_>>(raw).ok()?;
    let has = |name: &&str| fields.contains_key(*name);
    if outcome(&fields).is_some() && RUNS.iter().filter(|name| has(name)).count() > 1 {
        Some(run)
    } else if severity(&fields).is_some() && LINES.iter().any(has) {
        Some(line)
    } else {
        None
    }
}

/// Whether a table with these headings is an export, and of what its rows are.
pub(super) fn recognise_table(names: &[String]) -> Option<Form> {
    let has = |name: &&str| names.iter().any(|own| own == *name);
    if has(&"outcome") && RUNS.iter().filter(|name| has(name)).count() > 1 {
        Some(run)
    } else if has(&"severity") && LINES.iter().any(has) {
        Some(line)
    } else {
        None
    }
}

/// A cell of an export without what keeps spreadsheets from calculating it.
pub(super) fn unguarded(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').unwrap_or(cell);
    if inner.starts_with(['=', '+', '-', '@', '\t', '\r']) { inner } else { cell }
}

fn line(source: &str, raw: &str) -> Record {
    let mut line = Line::unreadable(source, raw.to_string(), String::new());
    match serde_json::from_str::<Fields<'_>>(raw) {
        Ok(fields) => {
            let text = |name| text(&fields, name);
            line.severity = severity(&fields).unwrap_or(Severity::Unknown);
            (line.id, line.time, line.severity_code) = (text("record"), time(&fields, "time"), text("severity_code"));
            (line.job, line.item, line.user) = (text("job"), text("item"), text("user"));
            (line.code, line.code_name) = (text("code"), text("code_name"));
            (line.text, line.remedy, line.file) = (text("text"), text("remedy"), text("file"));
            (line.run, line.problem) = (some(text("run")), some(text("problem")));
            line.raw = some(text("raw")).unwrap_or(line.raw);
        }
        Err(error) => line.problem = Some(error.to_string()),
    }
    Record::Line(Box::new(line))
}

fn run(source: &str, raw: &str) -> Record {
    let mut run = Run::unreadable(source, raw.to_string(), String::new());
    match serde_json::from_str::<Fields<'_>>(raw) {
        Ok(fields) => {
            let text = |name| text(&fields, name);
            let count = |name| text(name).parse().unwrap_or(0);
            run.outcome = outcome(&fields).unwrap_or(Outcome::Unknown);
            (run.id, run.job, run.job_id) = (text("run"), text("job"), text("job_id"));
            (run.action, run.code, run.kind) = (text("action"), text("code"), text("kind"));
            (run.started, run.ended) = (time(&fields, "time"), time(&fields, "ended"));
            run.duration = text("duration_seconds").parse::<i64>().ok().and_then(|seconds| seconds.checked_mul(1000));
            run.items = some(text("item")).iter().flat_map(|items| items.split(", ")).map(str::to_string).collect();
            run.counts = Counts {
                success: count("succeeded"),
                warning: count("warnings"),
                error: count("errors"),
                none: count("nothing_to_do"),
            };
            run.problem = some(text("problem"));
            run.raw = some(text("raw")).unwrap_or(run.raw);
        }
        Err(error) => run.problem = Some(error.to_string()),
    }
    Record::Run(Box::new(run))
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// A field as a text; what is no text, as it stands there.
fn text(fields: &Fields<'_>, name: &str) -> String {
    match fields.get(name).map(|value| value.get()) {
        None | Some("null") => String::new(),
        Some(value) => serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_string()),
    }
}

fn time(fields: &Fields<'_>, name: &str) -> Option<Timestamp> {
    Timestamp::parse_iso(&text(fields, name))
}

fn severity(fields: &Fields<'_>) -> Option<Severity> {
    let word = text(fields, "severity");
    Severity::ALL.into_iter().find(|severity| severity.word() == word)
}

fn outcome(fields: &Fields<'_>) -> Option<Outcome> {
    let word = text(fields, "outcome");
    Outcome::ALL.into_iter().find(|outcome| outcome.word() == word)
}
