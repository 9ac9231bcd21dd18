//! Working with rows: selecting, copying, finding, jumping.

use tapedeck_core::export::Form;
use tapedeck_core::vendors::Subject;

use super::lists::{noun, noun_of};
use crate::browser::numbers::{bytes, grouped};

pub(crate) const ROWS: &str = "Rows";
pub(crate) const FIND: &str = "Find";
pub(crate) const FIND_IN: &str = "Find in the table";
pub(crate) const FIND_NEXT: &str = "Next match";
pub(crate) const FIND_PREVIOUS: &str = "Previous match";
pub(crate) const ONLY_MATCHES: &str = "Only matches";
pub(crate) const ALL_ROWS: &str = "Show all rows again";
pub(crate) const CLOSE_FIND: &str = "Close the search";
pub(crate) const SELECT: &str = "Select rows by pressing them";
pub(crate) const SELECTING: &str = "Press the rows to select";
pub(crate) const SELECT_ALL: &str = "Select all";
pub(crate) const CLEAR: &str = "Clear";
pub(crate) const COPY_AS: &str = "Copy as";
pub(crate) const EXPORT: &str = "Export";
pub(crate) const EXPORT_SELECTED: &str = "Export selected";
pub(crate) const COPY_LINK: &str = "Copy link";
pub(crate) const IN_CONTEXT: &str = "Show in context";
pub(crate) const BACK_TO_FILTER: &str = "Back to the filter";
pub(crate) const NOT_COPIED: &str = "Not copied: the browser does not allow it.";
pub(crate) const MOVED: &str = "The rows have other places now, so nothing is selected any more.";
pub(crate) const NO_MATCH: &str = "No match";
pub(crate) const FIND_READING: &str = "Reading the rest…";

pub(crate) fn form(form: Form) -> &'static str {
    match form {
        Form::Text => "Text",
        Form::Tsv => "Tab-separated",
        Form::Csv => "CSV",
        Form::Ndjson => "NDJSON",
        Form::Json => "JSON",
        Form::Markdown => "Markdown",
        Form::Bundle => "Evidence bundle (.zip)",
    }
}

/// How bad rows are that one jumps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    /// Errors, and runs that failed.
    Error,
    /// Warnings.
    Warning,
}

/// An action of the menu, with its key.
pub(crate) fn jump(bad: Bad, backwards: bool) -> &'static str {
    match (bad, backwards) {
        (Bad::Error, false) => "Next error (E)",
        (Bad::Error, true) => "Previous error (Shift+E)",
        (Bad::Warning, false) => "Next warning (W)",
        (Bad::Warning, true) => "Previous warning (Shift+W)",
    }
}

pub(crate) fn bad(bad: Bad) -> &'static str {
    match bad {
        Bad::Error => "error",
        Bad::Warning => "warning",
    }
}

/// An action with its keys.
pub(crate) fn with_keys(what: &str, keys: &str) -> String {
    format!("{what} ({keys})")
}

pub(crate) fn jump_reading(bad_: Bad) -> String {
    format!("Reading on to the next {}…", bad(bad_))
}

pub(crate) fn jump_nothing(bad_: Bad, subject: Subject) -> String {
    format!("There is no {} among these {}.", bad(bad_), noun_of(subject))
}

pub(crate) fn jump_wrapped(bad_: Bad, backwards: bool) -> String {
    match backwards {
        false => format!("That was the last {}; on from the top.", bad(bad_)),
        true => format!("That was the first {}; on from the end.", bad(bad_)),
    }
}

pub(crate) fn selected(count: u64) -> String {
    format!("{} selected", grouped(count))
}

/// `renamed`: names were replaced.
pub(crate) fn copied(subject: Subject, rows: u64, partly: bool, renamed: bool) -> String {
    let names = if renamed { " Names were replaced as chosen." } else { "" };
    let rest = if partly { " What could not be read is missing." } else { "" };
    format!("{} {} copied.{names}{rest}", grouped(rows), noun(subject, rows))
}

pub(crate) fn copying(rows: u64, of: u64) -> String {
    format!("Copying: {} of {}", grouped(rows), grouped(of))
}

pub(crate) fn too_much(limit: u64) -> String {
    format!("More than {}, which is too much for the clipboard. Export it instead.", bytes(limit))
}

pub(crate) fn match_of(which: u64, of: u64) -> String {
    format!("{} of {}", grouped(which), grouped(of))
}

pub(crate) fn none_contains(text: &str) -> String {
    format!("None of these rows contains “{text}”. Only matches would be listed.")
}

pub(crate) fn lifted(query: &str) -> String {
    format!("The filter “{query}” is lifted, to show what stands around this line.")
}
