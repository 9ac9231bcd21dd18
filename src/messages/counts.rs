//! What stands above and beside a table: its rows by time, and the values of their fields.

use tapedeck_core::model::{Outcome, Severity};
use tapedeck_core::vendors::Subject;

use super::ui;
use crate::browser::numbers::grouped;

pub(crate) const FACETS: &str = "Facets";
pub(crate) const ZOOM_OUT: &str = "Zoom out";
/// What stands for a value that is missing.
pub(crate) const NONE: &str = "none";

/// The name of the bars.
pub(crate) fn by_time(subject: Subject) -> &'static str {
    match subject {
        Subject::Runs => "Runs by time",
        Subject::Lines => "Lines by time",
    }
}

/// How the bars are used by keyboard.
pub(crate) const BARS_HELP: &str =
    "Arrow keys move over the bars, with Shift they choose several, Enter zooms in, Escape lets go.";

/// What some bars stand for: "2026-11-20 14:00–15:00 +01:00: 12 errors, 3 warnings, 400 info".
pub(crate) fn bars(span: &str, subject: Subject, counts: [u64; 8]) -> String {
    let parts: Vec<String> = match subject {
        Subject::Lines => Severity::ALL.iter().zip(counts).filter(|(_, n)| *n > 0).map(severity).collect(),
        Subject::Runs => Outcome::ALL.iter().zip(counts).filter(|(_, n)| *n > 0).map(outcome).collect(),
    };
    if parts.is_empty() { format!("{span}: none") } else { format!("{span}: {}", parts.join(", ")) }
}

fn severity((severity, count): (&Severity, u64)) -> String {
    let word = match (severity, count) {
        (Severity::Error, 1) => "error",
        (Severity::Error, _) => "errors",
        (Severity::Warning, 1) => "warning",
        (Severity::Warning, _) => "warnings",
        (Severity::Unknown, _) => "unknown",
        (Severity::Info, _) => "info",
        (Severity::Debug, _) => "debug",
    };
    format!("{} {word}", grouped(count))
}

fn outcome((outcome, count): (&Outcome, u64)) -> String {
    format!("{} {}", grouped(count), ui::outcome(*outcome).to_ascii_lowercase())
}

/// Not everything was read, so not everything was counted.
pub(crate) fn counted(counted: u64, unread: u64) -> String {
    format!("{} counted, {} not read yet", grouped(counted), grouped(unread))
}

/// The other values of a field by which a source filters itself: not everything was read without that.
pub(crate) fn at_least(unread: u64) -> String {
    format!("At least: {} not read", grouped(unread))
}

/// The button that has all the rest read, to count it.
pub(crate) fn read_all(unread: u64) -> String {
    format!("Read {} more", grouped(unread))
}

/// The button that leaves out a value.
pub(crate) fn not(value: &str) -> String {
    format!("Not {value}")
}

/// The button for more values.
pub(crate) fn more(shown: usize, distinct: u64) -> String {
    format!("More: {} of {} shown", shown, grouped(distinct))
}

/// There are more values than are shown at a time.
pub(crate) fn too_many(shown: usize, distinct: u64) -> String {
    format!("{} of {} shown: search for the others", shown, grouped(distinct))
}

/// The box in which one looks for a value of a field.
pub(crate) fn search(field: &str) -> String {
    format!("Search {}", field.to_ascii_lowercase())
}

/// How often a value is there, in its tooltip.
pub(crate) fn value_help(value: &str, count: Option<u64>) -> String {
    let count = count.map(|count| format!(" ({})", grouped(count))).unwrap_or_default();
    format!("{value}{count}: click for only this, with Alt or Shift for all but this")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_say_what_they_are() {
        let text = bars("14:00–15:00", Subject::Lines, [1, 3, 0, 1400, 0, 0, 0, 0]);
        assert_eq!(text, "14:00–15:00: 1 error, 3 warnings, 1,400 info");
        assert_eq!(bars("today", Subject::Runs, [2, 0, 0, 0, 0, 0, 0, 5]), "today: 2 failed, 5 success");
        assert_eq!(bars("today", Subject::Runs, [0; 8]), "today: none");
    }
}
