//! What all fields have around their control.

use crate::prelude::*;

use crate::ui::{Icon, Tone, id};
use crate::view::{Part, flag, maybe, text, view};

/// The identifiers of a field's parts.
pub struct Ids {
    /// The control.
    pub control: String,
    help: String,
    error: String,
}

impl Ids {
    /// New identifiers.
    pub fn new() -> Ids {
        let control = id::unique("field");
        Ids { help: format!("{control}-help"), error: format!("{control}-error"), control }
    }

    /// What describes the control now: the error first, then the help.
    pub fn described_by(&self, has_help: bool, error: Signal<Option<String>>) -> Signal<Option<String>> {
        let (help, error_id) = (has_help.then(|| self.help.clone()), self.error.clone());
        maybe(move || {
            let error = error.with(Option::is_some).then(|| error_id.clone());
            let ids: Vec<String> = error.into_iter().chain(help.clone()).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }
}

/// The label above, the control, and the sentences below.
pub fn frame(
    ids: &Ids,
    label: String,
    note: Option<&'static str>,
    help: Option<String>,
    error: Signal<Option<String>>,
    control: Part,
) -> Part {
    let error_id = ids.error.clone();
    let help = help.map(|help| view! { <p class="field-help" id=ids.help.clone()>{help}</p> });
    view! {
        <div class="field" class:wrong=flag(move || error.with(Option::is_some))>
            <div class="field-head">
                <label for=ids.control.clone()>{label}</label>
                {note.map(|note| view! { <span class="field-note">{note}</span> })}
            </div>
            {control}
            <p class="field-error" id=error_id role="alert" hidden=flag(move || error.with(Option::is_none))>
                <span class="st bad"><Icon glyph=Tone::Bad.glyph() /></span>
                <span>{text(move || error.get().unwrap_or_default())}</span>
            </p>
            {help}
        </div>
    }
}
