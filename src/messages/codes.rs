//! What the vendors' codes mean, on the *Sources* page.

use tapedeck_core::vendors::Subject;

pub(crate) const TITLE: &str = "Status codes and what they mean here";
pub(crate) const TEXT: &str = "Every code of your vendors, how it is shown, and where that is known from. \
    A code that nobody knows is shown as unknown, never as a success.";
pub(crate) const SEARCH: &str = "Search the codes";
pub(crate) const NONE: &str = "No code fits. Codes are listed for the vendors of your sources.";
pub(crate) const OF: &str = "Of";
pub(crate) const CODE: &str = "Code";
pub(crate) const SHOWN_AS: &str = "Shown as";
pub(crate) const BASIS: &str = "Known from";
pub(crate) const SEEN: &str = "Seen in what is loaded";
pub(crate) const NOBODY: &str = "nobody knows this code";

pub(crate) fn of(subject: Subject) -> &'static str {
    match subject {
        Subject::Runs => "Runs",
        Subject::Lines => "Lines",
    }
}

/// A code as it came; one that did not come has no text.
pub(crate) fn code(code: &str) -> String {
    if code.is_empty() { "(none)".into() } else { code.into() }
}
