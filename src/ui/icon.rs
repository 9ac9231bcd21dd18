//! A drawn icon.

use crate::prelude::*;

use super::Glyph;
use crate::view::{Part, view};

/// An icon that says nothing to a screen reader: the word beside it does.
#[component]
pub fn Icon(
    /// What it shows.
    #[prop(into)]
    glyph: Glyph,
) -> Part {
    view! { <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=glyph.path() /></svg> }
}
