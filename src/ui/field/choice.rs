//! A field in which one chooses one of few.

use crate::prelude::*;

use super::frame::{Ids, frame};
use crate::ui::select::option_views;
use crate::ui::{Glyph, Icon};
use crate::view::{Part, changing, view};

/// One of few.
#[component]
pub fn ChoiceField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// The value that is chosen.
    value: RwSignal<String>,
    /// What can be chosen: value and shown text.
    options: Vec<(String, String)>,
    /// A sentence that helps to choose.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong with it, as a sentence.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> Part {
    let ids = Ids::new();
    let control = view! {
        <div class="field-control select">
            <select
                class="input"
                id=ids.control.clone()
                aria-describedby=ids.described_by(help.is_some(), error)
                on:change=move |event| value.set(event_target_value(&event))
            >
                {changing(move || option_views(&options, &value.read()))}
            </select>
            <Icon glyph=Glyph::ChevronDown />
        </div>
    };
    frame(&ids, label, None, help, error, control)
}
