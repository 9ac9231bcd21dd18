//! An action in a menu.

use leptos::prelude::*;

use super::MenuPanel;
use crate::browser::element;
use crate::ui::dynamic::maybe;
use crate::ui::{Glyph, Icon};

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
) -> impl IntoView {
    let panel = use_context::<MenuPanel>();
    let press = move |_| {
        if let Some(panel) = panel.and_then(|MenuPanel(panel)| panel.get_untracked()) {
            element::set_popover(&panel, false);
        }
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
    .into_any()
}
