//! A choice of one of few, as the browser draws it.

use crate::prelude::*;

use super::{Glyph, Icon};
use crate::view::{Part, changing, view};

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
                {changing(move || option_views(&options.read(), &value.read()))}
            </select>
            <Icon glyph=Glyph::ChevronDown />
        </label>
    }
}

/// The options of a select element, of which the one with the value is selected. They are drawn again when either
/// changes: hundreds of options that each follow the value would be most of what the page does at its start.
pub fn option_views(options: &[(String, String)], value: &str) -> Part {
    options
        .iter()
        .map(|(option, shown)| {
            view! { <option value=option.clone() prop:selected=option == value>{shown.clone()}</option> }
        })
        .collect()
}
