//! A sentence above a page's content.

use crate::prelude::*;

use super::{Button, Glyph, Icon, Tone};
use crate::messages::ui as text;
use crate::view::{Children, Part, view};

/// A sentence that stands above a page's content until it is no longer true, or closed.
#[component]
pub fn Notice(
    /// How loud it is. What is bad is read out at once.
    tone: Tone,
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
    /// Called when the person closes it; without it, it cannot be closed.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
) -> Part {
    let close = on_close.map(|on_close| {
        view! { <Button label=text::close() glyph=Glyph::Close icon_only=true quiet=true on_press=on_close /> }
    });
    view! {
        <div class=format!("notice {}", tone.class()) role=if tone == Tone::Bad { "alert" } else { "status" }>
            <span class=format!("st {}", tone.class())><Icon glyph=tone.glyph() /></span>
            <div class="notice-body">
                <span class="notice-text">{text}</span>
                {children.map(|children| view! { <span class="notice-actions">{children()}</span> })}
            </div>
            {close}
        </div>
    }
}
