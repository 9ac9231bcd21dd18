//! A choice of one of few, as the browser draws it.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::view::{Part, changing, flag, view};

/// A native choice, styled as a control of a bar. For forms see `ChoiceField`.
#[component]
pub fn Select(
    /// Its name.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// What can be chosen: value and shown text.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Called with the new value.
    #[prop(into)]
    on_change: Callback<String>,
    /// The name is not drawn, but still the accessible name and the tooltip.
    #[prop(optional)]
    hide_label: bool,
    /// An icon before it.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
) -> Part {
    let shown = (!hide_label).then(|| view! { <span class="select-label">{label.clone()}</span> });
    let title = hide_label.then(|| label.clone());
    view! {
        <label class="control select" title=title>
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            {shown}
            <select aria-label=label on:change=move |event| on_change.run(event_target_value(&event))>
                {changing(move || option_views(options.get(), value))}
            </select>
            <Icon glyph=Glyph::ChevronDown />
        </label>
    }
}

/// The options of a select element, of which the one with the value is selected.
pub fn option_views(options: Vec<(String, String)>, value: Signal<String>) -> Part {
    options
        .into_iter()
        .map(|(option, shown)| {
            let is_chosen = {
                let option = option.clone();
                flag(move || value.with(|value| *value == option))
            };
            view! { <option value=option prop:selected=is_chosen>{shown}</option> }
        })
        .collect()
}
