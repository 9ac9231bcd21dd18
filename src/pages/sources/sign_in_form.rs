//! Signing in: to a source that is there, or to one that is added by it.
//!
//! A refused attempt says why above the fields, and everything that was typed stays. A one-time code is asked for in
//! the same place.

use crate::prelude::*;
use tapedeck_core::vendors::{self, Credentials};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::SourceState;

use super::edit_form::{Draft, fields, settings_fields};
use crate::browser::image;
use crate::messages::{forms, sources as messages};
use crate::pages::table::Failure;
use crate::state::address::Place;
use crate::state::app::App;
use crate::ui::{Button, TextField};
use crate::view::{Part, changing, effect, view};

/// The form.
#[component]
pub(crate) fn SignInForm(
    /// The source, or nothing for a new one.
    id: Option<String>,
) -> Part {
    let app = expect_context::<App>();
    let source = id.as_deref().and_then(|id| app.source(id));
    let draft = Draft::new(source.as_ref());
    let is_new = id.is_none();
    // A new source has no name of its own before the first attempt.
    let id = RwSignal::new(id);
    let attempted = RwSignal::new(false);
    let code = RwSignal::new(String::new());
    let state = Memo::new(move |_| id.get().map(|id| app.state_of(&id)).unwrap_or_default());

    // A code can be asked for before this form is opened, by a session that was to be renewed.
    let asks_code = Memo::new(move |_| matches!(state.get(), SourceState::CodeNeeded { .. }));
    effect(move || {
        if state.get() == SourceState::SignedIn && (attempted.get() || !is_new) {
            app.dialog.set(None);
            if is_new {
                // Where this vendor has something to show.
                let runs = draft.descriptor().is_none_or(|descriptor| descriptor.capabilities.runs);
                app.go(app.address.get_untracked().at(if runs { Place::Runs } else { Place::Logs }));
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if asks_code.get_untracked() {
            let typed = code.get_untracked();
            if let (Some(source), false) = (id.get_untracked(), typed.trim().is_empty()) {
                app.send(Command::Code { source, code: typed });
                code.set(String::new());
            }
            return;
        }
        draft.tried.set(true);
        attempt(app, draft, id, is_new, attempted);
    };
    let busy = Signal::derive(move || attempted.get() && state.get() == SourceState::SigningIn);
    let failure = move || {
        let error = match state.get() {
            SourceState::Refused(error) if attempted.get() || !is_new => Some(error),
            SourceState::CodeNeeded { error, .. } => error,
            _ => None,
        };
        let address = id.get().and_then(|id| app.source(&id)).map(|source| source.base_url).unwrap_or_default();
        match error {
            Some(error) => view! { <Failure error=error address=address /> },
            None => Part::Nothing,
        }
    };
    let form_fields = move || {
        if asks_code.get() {
            return view! {
                {changing(move || asked(&state.read()))}
                <TextField
                    label=forms::CODE
                    value=code
                    required=true
                    input_mode="numeric"
                    autocomplete="one-time-code"
                    focus_first=true
                />
            };
        }
        view! {
            {is_new.then(|| settings_fields(draft, true))}
            {changing(move || match draft.descriptor() {
                Some(descriptor) => fields(draft, descriptor.credentials, !is_new),
                None => Part::Nothing,
            })}
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {changing(failure)}
            {changing(form_fields)}
            <div class="row form-actions">
                <Button label=messages::CANCEL.to_string() on_press=move |()| app.dialog.set(None) />
                <Button label=messages::SIGN_IN.to_string() primary=true submit=true busy=busy />
            </div>
        </form>
    }
}

/// Which code is asked for: the authenticator app's, or one that stands in a picture.
fn asked(state: &SourceState) -> Part {
    match state {
        SourceState::CodeNeeded { picture: Some(picture), .. } => {
            let address = image::data_url(&picture.mime, &picture.bytes).unwrap_or_default();
            view! {
                <p class="why">{messages::PICTURE_TEXT}</p>
                <img class="code-picture" src=address alt=messages::PICTURE />
            }
        }
        _ => view! { <p class="why">{messages::CODE_TEXT}</p> },
    }
}

/// Adds or updates the source, and signs in to it.
fn attempt(app: App, draft: Draft, id: RwSignal<Option<String>>, is_new: bool, attempted: RwSignal<bool>) {
    let Some(descriptor) = vendors::descriptor(&draft.vendor.get_untracked()) else { return };
    let Some(source) = draft.source(app, id.get_untracked()) else { return };
    if draft.lacks(descriptor.credentials) {
        return;
    }
    let credentials: Credentials =
        descriptor.credentials.iter().map(|field| (field.key, draft.value(field.key).get_untracked())).collect();
    let source_id = source.id.clone();
    if is_new || app.source(&source_id).is_some_and(|known| known.setting("account") != source.setting("account")) {
        app.put_source(source);
    }
    id.set(Some(source_id.clone()));
    app.send(Command::SignIn { source: source_id, credentials });
    attempted.set(true);
}
