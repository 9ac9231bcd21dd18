//! Lines that say the same, taken together as one row.

use tapedeck_core::vendors::Subject;

use super::lists::noun;
use crate::browser::numbers::grouped;

pub(crate) const SHOW_ALL: &str = "Show all";
pub(crate) const EQUAL: &str = "Together if equal";
pub(crate) const NUMBERS: &str = "Together if equal but for numbers";
pub(crate) const ANYWHERE: &str = "Also when others stand between them";

/// The button of the menu.
pub(crate) fn menu(together: bool) -> &'static str {
    if together { "Repeated lines: together" } else { "Repeated lines" }
}

/// On a row: how often it is there. Read aloud: “repeated 12 times”.
pub(crate) fn times(count: u32) -> (String, String) {
    let count = grouped(u64::from(count));
    (format!("×{count}"), format!("repeated {count} times"))
}

/// What pressing that does.
pub(crate) fn help(unfolded: bool) -> &'static str {
    if unfolded { "Take them together again (X)" } else { "Show each of them (X)" }
}

/// The count beside the filter: "1,234 groups of 10,000 lines".
pub(crate) fn count(subject: Subject, groups: u64, rows: u64) -> String {
    let word = if groups == 1 { "group" } else { "groups" };
    format!("{} {word} of {} {}", grouped(groups), grouped(rows), noun(subject, rows))
}
