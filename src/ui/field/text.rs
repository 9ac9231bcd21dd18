//! A field in which one writes.

use crate::prelude::*;
use leptos::html;

use super::frame::{Ids, frame};
use crate::browser::{clock, element};
use crate::messages::ui as messages;
use crate::ui::Button;
use crate::view::{Part, maybe, text, view};

/// One line of text.
#[component]
pub fn TextField(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What was written.
    value: RwSignal<String>,
    /// A sentence that helps to fill it in.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong with it, as a sentence.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Is not shown while one writes, unless the person wants to see it.
    #[prop(optional)]
    secret: bool,
    /// Must be filled in. The others are marked as optional.
    #[prop(optional)]
    required: bool,
    /// What the browser may fill in, for example `current-password`.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Which keys a phone offers, for example `numeric` or `url`.
    #[prop(optional)]
    input_mode: &'static str,
    /// What the browser lets one type, for example `datetime-local`; any text if empty.
    #[prop(optional)]
    input_type: &'static str,
    /// Takes the focus when it appears.
    #[prop(optional)]
    focus_first: bool,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The name of the field for password managers.
    #[prop(optional, into)]
    name: Option<String>,
) -> Part {
    let ids = Ids::new();
    let node = NodeRef::<html::Input>::new();
    let shown = RwSignal::new(!secret);
    if focus_first {
        node.on_load(move |node| {
            // It must be in the document, and an opening dialog must have chosen its own focus before. On a slow machine
            // somebody writes in the next field by then.
            StoredValue::new_local(clock::next_frame(move || element::focus_if_nobody_writes(&node)));
        });
    }
    let control = view! {
        <div class="field-control" class:with-button=secret>
            <input
                class="input"
                id=ids.control.clone()
                node_ref=node
                type=text(move || match (shown.get(), input_type) {
                    (false, _) => "password",
                    (true, "") => "text",
                    (true, other) => other,
                }.to_string())
                name=name
                placeholder=placeholder
                autocomplete=if autocomplete.is_empty() { "off" } else { autocomplete }
                inputmode=(!input_mode.is_empty()).then_some(input_mode)
                autocapitalize="none"
                spellcheck="false"
                autofocus=focus_first
                aria-required=required.then_some("true")
                aria-invalid=maybe(move || error.with(Option::is_some).then(|| "true".to_string()))
                aria-describedby=ids.described_by(help.is_some(), error)
                prop:value=text(move || value.get())
                on:input=move |event| value.set(event_target_value(&event))
            />
            {secret.then(|| reveal(shown))}
        </div>
    };
    frame(&ids, label, (!required).then(messages::optional), help, error, control)
}

/// The button that shows what was written.
fn reveal(shown: RwSignal<bool>) -> Part {
    let label = text(move || if shown.get() { messages::hide_typed() } else { messages::show_typed() }.to_string());
    view! { <Button label=label quiet=true on_press=move || shown.update(|shown| *shown = !*shown) /> }
}
