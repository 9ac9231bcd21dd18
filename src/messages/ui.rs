//! What the shared components say.

use tapedeck_core::model::{Outcome, Severity};

use crate::browser::numbers::grouped;

/// The word of an outcome.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Failed => "Failed",
        Outcome::Missed => "Missed",
        Outcome::Warning => "Warning",
        Outcome::Unknown => "Unknown",
        Outcome::Running => "Running",
        Outcome::Cancelled => "Cancelled",
        Outcome::Skipped => "Skipped",
        Outcome::Success => "Success",
    }
}

/// The word of a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Unknown => "Unknown",
        Severity::Info => "Info",
        Severity::Debug => "Debug",
    }
}

/// The button that closes a dialog, a drawer or a notice.
pub fn close() -> &'static str {
    "Close"
}

/// The button that copies.
pub fn copy() -> &'static str {
    "Copy"
}

/// What a copying button says afterwards.
pub fn copied() -> &'static str {
    "Copied"
}

/// What a copying button says when the browser refused.
pub fn not_copied() -> &'static str {
    "Not copied"
}

/// The heading of a record as it came.
pub fn raw_record() -> &'static str {
    "Raw record"
}

/// The switch that shows a vendor's answer as it came.
pub fn show_answer() -> &'static str {
    "Show the answer"
}

/// The group of buttons that go from page to page.
pub fn pages() -> &'static str {
    "Pages"
}

/// The button to the first page.
pub fn first_page() -> &'static str {
    "First page"
}

/// The button to the previous page.
pub fn previous_page() -> &'static str {
    "Previous page"
}

/// The button to the next page.
pub fn next_page() -> &'static str {
    "Next page"
}

/// The button to the last page.
pub fn last_page() -> &'static str {
    "Last page"
}

/// On which page one is. The number of pages may not be known yet.
pub fn page_of(page: u64, pages: Option<u64>) -> String {
    match pages {
        Some(pages) => format!("Page {} of {}", grouped(page), grouped(pages)),
        None => format!("Page {}", grouped(page)),
    }
}

/// The button that shows what was typed into a secret field. It must not contain the name of a field.
pub fn show_typed() -> &'static str {
    "Show"
}

/// The button that hides what was typed into a secret field.
pub fn hide_typed() -> &'static str {
    "Hide"
}

/// The mark behind the name of a field that may stay empty.
pub fn optional() -> &'static str {
    "optional"
}

/// The beginning of a text that is too long to be drawn, and how much more of it there is.
pub fn beginning(text: &str, most: usize) -> String {
    let end = text.floor_char_boundary(most);
    match text.len() - end {
        0 => text.to_string(),
        more => format!("{} … ({} more bytes)", &text[..end], grouped(more as u64)),
    }
}

/// Filters by a cell.
pub const ONLY_THIS: &str = "Only this";
/// Filters by everything but a cell.
pub const NOT_THIS: &str = "Not this";
/// Copies the text of a cell.
pub const COPY_CELL: &str = "Copy";
/// Shows a row in the details.
pub const OPEN_ROW: &str = "Show details";

/// The list of what can be written next in a search box.
pub const SUGGESTIONS: &str = "Suggestions";

/// The button that empties a search box.
pub fn clear_search() -> &'static str {
    "Clear"
}

/// The button to what does not fit into the foot: facts and warnings.
pub fn details(warnings: usize) -> String {
    match warnings {
        0 => "Details".to_string(),
        1 => "1 note".to_string(),
        more => format!("{more} notes"),
    }
}

/// The name of the completeness bar.
pub fn completeness() -> &'static str {
    "Completeness"
}

/// The tooltip of a column header: how to sort and how to resize by keyboard.
pub fn header_help(title: &str) -> String {
    format!("Sort by {title}. Alt + arrow keys change the width, with Shift the place.")
}

/// The tooltip of the header of a column by which one cannot sort.
pub fn header_help_unsortable() -> &'static str {
    "Alt + arrow keys change the width, with Shift the place."
}
