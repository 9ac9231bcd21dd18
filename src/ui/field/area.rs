//! A field for several lines.

use crate::prelude::*;

use super::frame::{Ids, frame};
use crate::messages::ui as messages;
use crate::view::{Part, text, view};

/// Several lines of text as they are, such as a certificate.
#[component]
pub fn AreaField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What was written.
    value: RwSignal<String>,
    /// A sentence that helps to fill it in.
    #[prop(optional, into)]
    help: Option<String>,
) -> Part {
    let ids = Ids::new();
    let none = Signal::derive(|| None);
    let control = view! {
        <div class="field-control">
            <textarea
                class="input area"
                id=ids.control.clone()
                rows="4"
                spellcheck="false"
                autocomplete="off"
                aria-describedby=ids.described_by(help.is_some(), none)
                prop:value=text(move || value.get())
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </div>
    };
    frame(&ids, label, Some(messages::optional()), help, none, control)
}
