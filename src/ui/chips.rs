//! Small switches with a count, of which several stand in a row.

use crate::prelude::*;
use tapedeck_core::model::{Outcome, Severity};

use super::status::{Mark, mark_view};
use crate::browser::numbers::grouped;
use crate::view::{Part, text, view, yes_or_no};

/// The switch of an outcome.
#[component]
pub fn OutcomeChip(
    /// The outcome.
    outcome: Outcome,
    /// How many runs ended so; nothing while nobody knows.
    #[prop(optional, into)]
    count: Signal<Option<u64>>,
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> Part {
    chip_view(mark_view(Mark::outcome(outcome)), count, pressed, on_press)
}

/// The switch of a severity.
#[component]
pub fn SeverityChip(
    /// The severity.
    severity: Severity,
    /// How many lines are so bad; nothing while nobody knows.
    #[prop(optional, into)]
    count: Signal<Option<u64>>,
    /// Whether it is on.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> Part {
    chip_view(mark_view(Mark::severity(severity)), count, pressed, on_press)
}

fn chip_view(face: Part, count: Signal<Option<u64>>, pressed: Signal<bool>, on_press: Callback<()>) -> Part {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=yes_or_no(pressed)
            on:click=move |_| on_press.run(())
        >
            {face}
            <b>{text(move || count.get().map(grouped).unwrap_or_default())}</b>
        </button>
    }
}
