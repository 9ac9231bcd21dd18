//! Outcomes and severities: a shape, a word and a colour.

use crate::prelude::*;
use tapedeck_core::model::{Outcome, Severity};

use super::{Glyph, Icon};
use crate::messages::ui as messages;
use crate::view::{Part, view};

/// How a status is drawn: a class for the colour, a shape, a word.
#[derive(Clone, Copy, PartialEq)]
pub struct Mark {
    /// The class that colours it.
    pub class: &'static str,
    /// Its shape.
    pub glyph: Glyph,
    /// Its word.
    pub word: &'static str,
}

impl Mark {
    /// The mark of an outcome.
    pub fn outcome(outcome: Outcome) -> Mark {
        let (class, glyph) = match outcome {
            Outcome::Failed => ("st bad", Glyph::Error),
            Outcome::Missed => ("st miss", Glyph::Missed),
            Outcome::Warning => ("st warn", Glyph::Warning),
            Outcome::Unknown => ("st odd", Glyph::Question),
            Outcome::Running => ("st run", Glyph::Running),
            Outcome::Cancelled => ("st off", Glyph::Dash),
            Outcome::Skipped => ("st off", Glyph::Skip),
            Outcome::Success => ("st ok", Glyph::Check),
        };
        Mark { class, glyph, word: messages::outcome(outcome) }
    }

    /// The mark of a severity. Info is quiet: most lines are.
    pub fn severity(severity: Severity) -> Mark {
        let (class, glyph) = match severity {
            Severity::Error => ("st bad", Glyph::Error),
            Severity::Warning => ("st warn", Glyph::Warning),
            Severity::Unknown => ("st odd", Glyph::Question),
            Severity::Info => ("st quiet info", Glyph::Info),
            Severity::Debug => ("st quiet", Glyph::Debug),
        };
        Mark { class, glyph, word: messages::severity(severity) }
    }
}

/// A mark, or an empty place of the same structure.
pub fn mark_or_place(mark: Option<Mark>) -> Part {
    let (class, glyph, word) = mark.map_or(("st none", Glyph::Dash, ""), |mark| (mark.class, mark.glyph, mark.word));
    view! { <span class=class><Icon glyph=glyph /><span>{word}</span></span> }
}

/// A mark that stays.
pub fn mark_view(mark: Mark) -> Part {
    mark_or_place(Some(mark))
}

/// How a run ended: icon, word and colour.
#[component]
pub fn OutcomeMark(
    /// The outcome.
    outcome: Outcome,
) -> Part {
    mark_view(Mark::outcome(outcome))
}

/// How bad a line is: icon, word and colour; a line that is only information is quiet.
#[component]
pub fn SeverityMark(
    /// The severity.
    severity: Severity,
) -> Part {
    mark_view(Mark::severity(severity))
}
