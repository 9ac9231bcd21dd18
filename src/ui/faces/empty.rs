//! Nothing there.

use crate::prelude::*;

use crate::ui::{Glyph, Icon};
use crate::view::{Children, Part, view};

/// Says why nothing is there, and what to do.
#[component]
pub fn Empty(
    /// What is missing, in a few words.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(into)]
    text: Signal<String>,
    /// The icon above the title.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> Part {
    view! {
        <div class="face">
            {glyph.map(|glyph| view! { <span class="face-icon"><Icon glyph=glyph /></span> })}
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
