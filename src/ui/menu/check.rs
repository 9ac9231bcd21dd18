//! A switch in a menu, or one of several choices.

use crate::prelude::*;
use crate::view::{Part, view};

/// A switch in a menu. The menu stays open: people switch several.
#[component]
pub fn MenuCheck(
    /// Its word.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the new state.
    #[prop(into)]
    on_toggle: Callback<bool>,
    /// Cannot be switched now, for example the last column.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// It is one of the choices under this name, of which one holds.
    #[prop(optional, into)]
    one_of: Option<String>,
) -> Part {
    view! {
        <label class="menu-item">
            <input
                type=if one_of.is_some() { "radio" } else { "checkbox" }
                name=one_of
                prop:checked=checked
                disabled=disabled
                on:change=move |event| on_toggle.run(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}
