//! The *Runs* and *Logs* pages, and what stands beside and below their tables.

use tapedeck_core::model::Field;
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::QueryProblemText;

use crate::browser::numbers::{bytes, grouped};
use crate::state::address::FILE;

pub(crate) const COLUMNS: &str = "Columns";
pub(crate) const USUAL_COLUMNS: &str = "Usual columns and widths";
pub(crate) const DETAIL: &str = "Details";
pub(crate) const PREVIOUS: &str = "Previous row";
pub(crate) const NEXT: &str = "Next row";
pub(crate) const COPY_TEXT: &str = "Copy text";
pub(crate) const SHOW_LINES: &str = "Lines of this run";
pub(crate) const SHOW_RUN: &str = "Open this run";
pub(crate) const ALL_RUNS: &str = "All runs";
pub(crate) const CLEAR_FILTER: &str = "Clear the filter";
pub(crate) const ALL_TIME: &str = "Show all time";
pub(crate) const STOP: &str = "Stop reading";
pub(crate) const GO_ON: &str = "Go on reading";
pub(crate) const SEARCHING: &str = "Looking for the record…";
pub(crate) const MISSING: &str =
    "This record is not in the list: it may have been deleted at the source, or the filter hides it.";
pub(crate) const NO_RUN: &str = "The source knows no such run. It may have been deleted there.";
pub(crate) const PROBLEM: &str = "Could not be read completely";
pub(crate) const NO_TIME: &str = "no time";
pub(crate) const RUNNING: &str = "running";
pub(crate) const RECORD: &str = "Record";
pub(crate) const STARTED: &str = "Started";
pub(crate) const ITEMS: &str = "Items";
pub(crate) const SUCCEEDED: &str = "Succeeded";
pub(crate) const WARNINGS: &str = "Warnings";
pub(crate) const NOTHING_TO_DO: &str = "Nothing to do";
pub(crate) const STATUS_CODE: &str = "Status code";

/// The name of a table, an interface too: `docs/automation.md`.
pub(crate) fn table(subject: Subject) -> &'static str {
    match subject {
        Subject::Runs => "Runs",
        Subject::Lines => "Log lines",
    }
}

pub(crate) fn filter(subject: Subject) -> &'static str {
    match subject {
        Subject::Runs => "Filter runs",
        Subject::Lines => "Filter log lines",
    }
}

pub(crate) fn filter_placeholder(subject: Subject) -> &'static str {
    match subject {
        Subject::Runs => "words, job:nightly, outcome:failed, -action:restore",
        Subject::Lines => "words, \"a phrase\", severity:error, -user:admin",
    }
}

pub(crate) fn field(field: Field) -> &'static str {
    match field {
        Field::Time => "Time",
        Field::Severity => "Severity",
        Field::Outcome => "Outcome",
        Field::Source => "Source",
        Field::Job => "Job",
        Field::Item => "Item",
        Field::File => "File",
        Field::User => "User",
        Field::Text => "Text",
        Field::Code => "Code",
        Field::Run => "Run",
        Field::Action => "Action",
        Field::Kind => "Kind",
        Field::Duration => "Duration",
        Field::Ended => "Ended",
        Field::Errors => "Errors",
    }
}

pub(crate) const COMPACT: &str = "Compact rows";
pub(crate) const WRAP: &str = "Wrap long texts";

/// The button that moves a column to the left.
pub(crate) fn move_up(name: Field) -> String {
    format!("Move {} up", field(name))
}

/// The button that moves a column to the right.
pub(crate) fn move_down(name: Field) -> String {
    format!("Move {} down", field(name))
}

pub(crate) const FOLLOW: &str = "Follow";
/// Why a press that filters did nothing; after the mistake.
pub(crate) const MEND_FIRST: &str = " Mend this first: then a press can add to the filter.";

/// Why files cannot be followed.
pub(crate) const FILES_STAY: &str =
    "A file is read once, so there is nothing to follow. Open it again to see what was added.";

/// What the switch that follows new rows does.
pub(crate) fn follow_help(on: bool) -> &'static str {
    if on {
        "The sources are asked again from time to time, while this tab is seen. Press to stop."
    } else {
        "Ask the sources again from time to time, the newest first. Nothing moves while you read."
    }
}

/// The button to what is new and not shown yet.
pub(crate) fn new_rows(subject: Subject, count: u64) -> String {
    format!("{} new {}", grouped(count), noun(subject, count))
}

/// The last look at a source failed.
pub(crate) fn not_followed(why: &str) -> String {
    format!("Not followed for now: {why}")
}

/// The button beside a value that filters by it.
pub(crate) fn only(value: &str) -> String {
    format!("Only {value}")
}

/// The button beside a value that filters by everything else.
pub(crate) fn without_value(value: &str) -> String {
    format!("Without {value}")
}

/// A name in the filter that is no field of a record.
pub(crate) fn of_no_field(word: &str) -> &'static str {
    if word == "vendor" { "Kind of source" } else { "The source’s own search" }
}

pub(crate) fn time_heading(subject: Subject, offset: &str) -> String {
    match subject {
        Subject::Runs => format!("Started ({offset})"),
        Subject::Lines => format!("Time ({offset})"),
    }
}

/// What many of them are called.
pub(crate) fn noun_of(subject: Subject) -> &'static str {
    noun(subject, 2)
}

pub(crate) fn noun(subject: Subject, count: u64) -> &'static str {
    match (subject, count) {
        (Subject::Runs, 1) => "run",
        (Subject::Runs, _) => "runs",
        (Subject::Lines, 1) => "line",
        (Subject::Lines, _) => "lines",
    }
}

/// The count beside the filter: "1,234 of 7,553 lines".
pub(crate) fn count(subject: Subject, rows: u64, total: Option<u64>) -> String {
    match total {
        Some(total) if total != rows => format!("{} of {} {}", grouped(rows), grouped(total), noun(subject, total)),
        _ => format!("{} {}", grouped(rows), noun(subject, rows)),
    }
}

pub(crate) fn reading(subject: Subject) -> String {
    format!("Reading {}…", noun(subject, 2))
}

pub(crate) fn bytes_read(read: u64, of: u64) -> String {
    format!("{} of {} read", bytes(read), bytes(of))
}

pub(crate) fn bytes_so_far(read: u64) -> String {
    format!("{} read", bytes(read))
}

pub(crate) fn read_so_far(subject: Subject, read: u64) -> String {
    format!("{} {} read", grouped(read), noun(subject, read))
}

pub(crate) fn read_of(subject: Subject, read: u64, total: u64) -> String {
    format!("{} of {} {} read", grouped(read), grouped(total), noun(subject, total))
}

pub(crate) fn query_problem(problem: &QueryProblemText) -> String {
    match problem {
        QueryProblemText::UnknownField(name) => {
            format!("There is no field “{name}”. Put it in quotation marks to look for the text itself.")
        }
        QueryProblemText::UnknownValue(field, value) => {
            let known = match field.as_str() {
                "severity" => "it is error, warning, info, debug or unknown",
                "outcome" => "it is failed, missed, warning, unknown, running, cancelled, skipped or success",
                "time" | "ended" => "write 2026-02-26, 2026-02-26T10:00, today, or -7d",
                "duration" => "write 90s, 5m or 1h30m",
                _ => "it is a number",
            };
            format!("“{value}” is no {field}: {known}.")
        }
        QueryProblemText::MissingValue => "Something must follow here.".into(),
        QueryProblemText::OpenQuote => "This quotation mark is not closed.".into(),
        QueryProblemText::TooMany(most) => {
            format!("More than {most} conditions. Many values of one field are one condition: field:a,b,c.")
        }
        QueryProblemText::OpenGroup => "This bracket is not closed.".into(),
        QueryProblemText::CloseGroup => "No bracket was opened before this one.".into(),
        QueryProblemText::NotOrdered(field) => {
            format!("The values of “{field}” have no order. Compare them with : or = instead.")
        }
        QueryProblemText::Pattern(reason) => format!("This regular expression cannot be used: {reason}."),
    }
}

/// Why a list is empty.
pub(crate) fn empty(subject: Subject, filtered: bool, span: bool) -> (String, String) {
    let nouns = noun(subject, 2);
    if filtered {
        (format!("No {nouns} match"), "Everything was read, and nothing in it fits the filter.".to_string())
    } else if span {
        (format!("No {nouns} in this time"), "The source has nothing for the chosen time range.".to_string())
    } else {
        (format!("No {nouns}"), "The source answered, and it has none.".to_string())
    }
}

pub(crate) const SEE_RUNS: &str = "Show the runs";
pub(crate) const SEE_LINES: &str = "Show the log lines";

/// The sources are of vendors that have nothing of this kind.
pub(crate) fn without_any(subject: Subject, names: &[String]) -> (String, String) {
    let names = names.join(", ");
    match subject {
        Subject::Runs => {
            (format!("{names}: no runs"), "This kind of system keeps log lines, alarms and events, but no runs.".into())
        }
        Subject::Lines => {
            (format!("{names}: no log of its own"), "This kind of system keeps its log lines with each run.".into())
        }
    }
}

/// In the completeness bar: who has nothing of this kind.
pub(crate) fn none_of(subject: Subject, name: &str) -> String {
    match subject {
        Subject::Runs => format!("{name} has no runs"),
        Subject::Lines => format!("{name} has no log of its own: its lines are with its runs"),
    }
}

/// In the completeness bar: a vendor that does not answer for all time.
pub(crate) fn since(name: &str, time: &str) -> String {
    format!("{name} was asked for nothing before {time}")
}

/// The source counts records and sends none.
pub(crate) fn missing(subject: Subject) -> (String, String) {
    let nouns = noun(subject, 2);
    (format!("No {nouns} came"), format!("The source counts {nouns}, and sent none of them."))
}

pub(crate) fn run_title(job: &str, started: &str) -> String {
    format!("{job}, {started}")
}

// The completeness bar.
pub(crate) const COMPLETE: &str = "Complete";
pub(crate) const READING: &str = "Reading";
pub(crate) const INCOMPLETE: &str = "Incomplete";
pub(crate) const STOPPED: &str = "Stopped";
pub(crate) const AS_YOU_SCROLL: &str = "Read as you scroll";

pub(crate) fn sources_read(read: usize, all: usize) -> String {
    format!("{read} of {all} {} read", if all == 1 { "source" } else { "sources" })
}

pub(crate) fn held(subject: Subject, read: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => format!("{} of {} {} here", grouped(read), grouped(total), noun(subject, total)),
        None => format!("{} {} here", grouped(read), noun(subject, read)),
    }
}

pub(crate) fn pushed(parts: &[&str]) -> String {
    format!("searched at the source: {}", parts.join(", "))
}

pub(crate) const PUSHED_RANGE: &str = "time";
pub(crate) const PUSHED_SEVERITY: &str = "severity";
pub(crate) const PUSHED_OUTCOME: &str = "outcome";
pub(crate) const PUSHED_KEYWORD: &str = "key word";

pub(crate) fn problems(subject: Subject, count: u64) -> String {
    format!("{} {} could not be read completely", grouped(count), noun(subject, count))
}

pub(crate) const CHANGED: &str = "The source has other records now than when reading began: refresh";

/// A list of which not everything could be read. Of a file that broke off, what arrived is used.
pub(crate) fn failed(id: &str, name: &str, why: &str) -> String {
    if id.starts_with(FILE) { format!("{name}: {why}. What arrived is shown.") } else { without(name, why) }
}

pub(crate) fn without(name: &str, why: &str) -> String {
    format!("{name}: {why}, shown without it")
}

pub(crate) fn last_read(time: &str) -> String {
    format!("read at {time}")
}

/// A duration in the two largest units that say something.
pub(crate) fn duration(ms: i64) -> String {
    let seconds = (ms + 500) / 1000;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min {:02} s", seconds % 60),
        (0, _, _) => format!("{hours} h {minutes:02} min"),
        _ => format!("{days} d {hours:02} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        for (ms, text) in [
            (0, "0 s"),
            (59_400, "59 s"),
            (60_000, "1 min 00 s"),
            (3_599_999, "1 h 00 min"),
            (4_080_000, "1 h 08 min"),
            (90_000_000, "1 d 01 h"),
        ] {
            assert_eq!(duration(ms), text);
        }
    }
}
