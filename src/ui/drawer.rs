//! A panel beside the content.

use crate::prelude::*;
use leptos::html;

use super::{Button, Glyph};
use crate::browser::{clock, element, media};
use crate::messages::ui as text;
use crate::view::{Children, Part, effect, flag, view};

/// A panel beside the content, which stays usable. On a narrow window it covers everything.
/// What it stands beside listens for Escape, so that the key works on either side.
#[component]
pub fn Drawer(
    /// Its name.
    #[prop(into)]
    label: String,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the person closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What stands at its top, left of the button that closes it: a mark, more buttons.
    #[prop(optional)]
    head: Option<Part>,
    /// It stands to the left of the content.
    #[prop(optional)]
    left: bool,
    /// What is in it.
    children: Children,
) -> Part {
    let node = NodeRef::<html::Aside>::new();
    let narrow = media::match_media(media::NARROW);
    // A sheet that covers everything takes the focus, or the keyboard would work under it.
    effect(move || {
        if open.get() && narrow.get_untracked() {
            let timer = clock::next_frame(move || {
                if let Some(node) = node.try_get_untracked().flatten() {
                    element::focus(&node);
                }
            });
            StoredValue::new_local(timer);
        }
    });
    view! {
        <aside
            class="drawer panel"
            class:left=left
            node_ref=node
            tabindex="-1"
            aria-label=label
            hidden=flag(move || !open.get())
        >
            <div class="drawer-head">
                <div class="drawer-head-own">{head}</div>
                <Button label=text::close() glyph=Glyph::Close icon_only=true quiet=true on_press=on_close />
            </div>
            <div class="drawer-body">{children()}</div>
        </aside>
    }
}
