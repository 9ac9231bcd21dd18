//! Of which time lists are.

use tapedeck_core::model::TimeRange;

use crate::state::address::Span;
use crate::state::zone::Times;

pub(crate) const FROM: &str = "From";
pub(crate) const TO: &str = "To";
pub(crate) const SHOW: &str = "Show this time";
pub(crate) const EXAMPLE_FROM: &str = "2026-02-26 14:00";
pub(crate) const EXAMPLE_TO: &str = "now";
pub(crate) const UNREADABLE: &str = "Write 2026-02-26, 2026-02-26 14:00, yesterday, or -36h.";
pub(crate) const TURNED: &str = "This is not later than where it begins.";

/// The name of the picker.
pub(crate) fn name(shown: &str) -> String {
    format!("Time range: {shown}")
}

/// In which zone is read what is written.
pub(crate) fn help(zone: &str) -> String {
    format!(
        "As 2026-02-26, 2026-02-26 14:00, yesterday, or -36h. Read in {zone}, unless an offset such as +01:00 follows."
    )
}

/// A span, written out.
pub(crate) fn span(span: Span, times: Option<&Times>) -> String {
    match span {
        Span::All => "All time".into(),
        Span::Last { hours: 1 } => "Last hour".into(),
        Span::Last { hours: 24 } => "Last 24 hours".into(),
        Span::Last { hours } if hours % 24 == 0 => format!("Last {} days", hours / 24),
        Span::Last { hours } => format!("Last {hours} hours"),
        Span::Between(TimeRange { from, to }) => match (from, to, times) {
            (Some(from), Some(to), Some(times)) => times.span(from, to),
            (Some(from), None, Some(times)) => format!("Since {}", times.full(from)),
            (None, Some(to), Some(times)) => format!("Until {}", times.full(to)),
            _ => String::new(),
        },
    }
}
