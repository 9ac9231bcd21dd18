use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_engine::protocol::SourceState;

use super::TableState;
use super::face::{Face, face};
use crate::messages::{errors, lists, sources};
use crate::state::app::SourceDialog;
use crate::ui::{Button, Notice, Tone};
use crate::view::{Part, changing, view};

/// Above a table that has rows: which of its sources wait for a person or have failed. Nothing that was read is lost.
#[component]
pub(super) fn Waiting(
    /// The table.
    table: TableState,
) -> Part {
    let TableState { app, list, .. } = table;
    let has_rows = Memo::new(move |_| face(table) == Face::Rows);
    let troubles = Memo::new(move |_| {
        let state = list.state.read();
        let sources = state.as_ref().map(|state| state.sources.clone()).unwrap_or_default();
        let trouble = |source: &tapedeck_engine::protocol::SourceRead| {
            let state = app.state_of(&source.source);
            match (&state, &source.error) {
                (SourceState::SignedIn, None) | (SourceState::SigningIn, _) => None,
                (SourceState::SignedIn, Some(error)) => Some((source.source.clone(), state, Some(error.clone()))),
                _ => Some((source.source.clone(), state, None)),
            }
        };
        if has_rows.get() { sources.iter().filter_map(trouble).collect() } else { Vec::new() }
    });
    changing(move || {
        troubles
            .get()
            .into_iter()
            .map(|(id, state, error): (String, SourceState, Option<Error>)| {
                let name = app.source_name(&id);
                match (error, state) {
                    (Some(error), _) => view! {
                        <Notice tone=Tone::Bad text=lists::failed(&id, &name, &errors::title(&error))>
                            <Button label=errors::TRY_AGAIN.to_string() on_press=move |()| list.resume() />
                        </Notice>
                    },
                    (None, state) => {
                        let why = match &state {
                            SourceState::Refused(error) => errors::title(error),
                            other => sources::state(other).to_string(),
                        };
                        let open = move |()| app.dialog.set(Some(SourceDialog::SignIn(id.clone())));
                        view! {
                            <Notice tone=Tone::Warning text=lists::without(&name, &why)>
                                <Button label=sources::SIGN_IN.to_string() primary=true on_press=open />
                            </Notice>
                        }
                    }
                }
            })
            .collect()
    })
}
