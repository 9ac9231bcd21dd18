//! An action in a menu.

use crate::prelude::*;
use leptos::ev;

use crate::browser::element;
use crate::ui::{Glyph, Icon};
use crate::view::{Part, maybe, view};

/// An action in a menu. It closes the menu.
#[component]
pub fn MenuItem(
    /// The word on it.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// The icon before the word.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// Marks the choice that holds, in a menu of choices.
    #[prop(optional, into)]
    current: Signal<bool>,
) -> Part {
    let press = move |event: ev::MouseEvent| {
        element::close_popover_of(&event);
        on_press.run(());
    };
    view! {
        <button
            type="button"
            class="menu-item"
            aria-current=maybe(move || current.get().then(|| "true".to_string()))
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span>{label}</span>
        </button>
    }
}
