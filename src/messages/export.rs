//! The dialog in which rows are exported.

use tapedeck_core::vendors::Subject;

use super::lists::{noun, noun_of};
use crate::browser::numbers::{bytes, grouped};

pub(crate) const WHICH: &str = "Rows";
pub(crate) const FORMAT: &str = "Format";
pub(crate) const COLUMNS: &str = "Columns";
pub(crate) const SHOWN: &str = "The columns of the table";
pub(crate) const EVERYTHING: &str = "All fields, and the records as they came";
pub(crate) const BOM: &str = "Begin with a UTF-8 mark";
pub(crate) const BOM_HELP: &str = "Excel needs it for letters such as ä. Other programs may not expect it.";
pub(crate) const TIMES: &str = "Times";
pub(crate) const TIMES_HELP: &str = "As in ISO 8601, with the offset. The records as they came stay as they are.";
pub(crate) const UTC: &str = "UTC";
pub(crate) const BUNDLE_HELP: &str =
    "One file with the rows as NDJSON and as CSV, what was asked for, of which sources, and the SHA-256 of each file.";
pub(crate) const HIDE: &str = "Replace by other names";
pub(crate) const HIDE_HELP: &str = "Each name is the same wherever it stands, in files and in what is copied: user-1, host-2. Passwords, tokens, keys and cookies are always masked.";
/// What can be hidden, in the order of the fields of `Hide`.
pub(crate) const HIDDEN: [&str; 5] =
    ["Users", "Sources, devices and hosts", "IP addresses", "E-mail addresses", "Paths"];
pub(crate) const PREVIEW: &str = "What changes";
pub(crate) const NOTHING_CHANGES: &str = "Nothing changes in the first rows.";
pub(crate) const BEFORE: &str = "Before";
pub(crate) const AFTER: &str = "After";
pub(crate) const SAVE: &str = "Save";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const CLOSE: &str = "Close";
pub(crate) const PROGRESS: &str = "Export";
pub(crate) const READING: &str = "Reading what is not here yet…";
pub(crate) const DISMISSED: &str = "Nothing was saved: no place for the file was chosen.";
pub(crate) const FULL: &str =
    "Not saved: there is not enough room at the chosen place. What was written there is incomplete.";
pub(crate) const REFUSED: &str = "Not saved: the browser could not write the file.";
pub(crate) const MOVED: &str = "Not saved: the table changed meanwhile. Export it again.";
pub(crate) const CANCELLED: &str = "Cancelled. Nothing was saved.";

pub(crate) fn all(subject: Subject, count: u64) -> String {
    format!("All {} that match: {}", noun_of(subject), grouped(count))
}

/// The selected rows; where lines are taken together, how many lines these are is seen when they are written.
pub(crate) fn selected(subject: Subject, count: u64, gathered: bool) -> String {
    let what = if gathered { "rows, with all that they stand for" } else { noun_of(subject) };
    format!("Selected {what}: {}", grouped(count))
}

pub(crate) fn written(subject: Subject, rows: u64, of: u64) -> String {
    format!("{} of {} {} written", grouped(rows), grouped(of), noun(subject, of))
}

pub(crate) fn saved(subject: Subject, name: &str, rows: u64, size: u64) -> String {
    format!("{name}: {} {}, {}.", grouped(rows), noun(subject, rows), bytes(size))
}

pub(crate) fn saved_partly(subject: Subject, name: &str, rows: u64, size: u64) -> String {
    format!("{} Incomplete: not everything could be read.", saved(subject, name, rows, size))
}

/// The name of the file; the day is written as in ISO 8601.
pub(crate) fn file_name(subject: Subject, day: &str, ending: &str) -> String {
    format!("tapedeck-{}-{day}.{ending}", noun_of(subject))
}
