//! A field that is on or off.

use crate::prelude::*;

use crate::ui::id;
use crate::view::{Part, flag, view};

/// On or off.
#[component]
pub fn SwitchField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    value: RwSignal<bool>,
    /// A sentence that says what it does.
    #[prop(optional, into)]
    help: Option<String>,
) -> Part {
    let help_id = id::unique("switch");
    let described_by = help.is_some().then(|| help_id.clone());
    view! {
        <div class="field field-switch">
            <label>
                <input
                    type="checkbox"
                    aria-describedby=described_by
                    prop:checked=flag(move || value.get())
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
            {help.map(|help| view! { <p class="field-help" id=help_id>{help}</p> })}
        </div>
    }
}
