//! A drawn icon.

use crate::prelude::*;

use super::Glyph;
use crate::view::{Part, text, view};

/// An icon that says nothing to a screen reader: the word beside it does.
#[component]
pub fn Icon(
    /// What it shows. A signal, so that a recycled table row changes only the path.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> Part {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=text(move || glyph.get().path().to_string()) />
        </svg>
    }
}
