//! A button.

use crate::prelude::*;

use super::{Glyph, Icon};
use crate::view::{Part, maybe, view};

/// A button with a word, an icon, or both.
#[component]
pub fn Button(
    /// The word on it, and its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What it does. A button that is busy does nothing.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The icon before the word.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The one button of a place that people mostly want.
    #[prop(optional)]
    primary: bool,
    /// Without a border, for places where many stand together.
    #[prop(optional)]
    quiet: bool,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    /// Only the icon is drawn; the word is its name and its tooltip.
    #[prop(optional)]
    icon_only: bool,
    /// Only the icon is drawn on a narrow window.
    #[prop(optional)]
    short_when_narrow: bool,
    /// Cannot be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it started is not done yet.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Whether it is held down, for a button that switches something.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Tab passes it by: what it does has a key of its own.
    #[prop(optional)]
    skipped: bool,
    /// Sends the form in which it stands.
    #[prop(optional)]
    submit: bool,
) -> Part {
    let press = move |_| {
        if let Some(on_press) = on_press
            && !busy.get_untracked()
        {
            on_press.run(());
        }
    };
    let name = maybe(move || (icon_only || short_when_narrow).then(|| label.get()));
    view! {
        <button
            class="control"
            class:primary=primary
            class:quiet=quiet
            class:danger=danger
            class:square=icon_only
            class:short=short_when_narrow
            type=if submit { "submit" } else { "button" }
            disabled=disabled
            tabindex=skipped.then_some("-1")
            aria-busy=maybe(move || busy.get().then(|| "true".to_string()))
            aria-pressed=maybe(move || pressed.map(|pressed| pressed.get().to_string()))
            aria-label=name
            title=name
            on:click=press
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            {(!icon_only).then(|| view! { <span>{label}</span> })}
        </button>
    }
}
