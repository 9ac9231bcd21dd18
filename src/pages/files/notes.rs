use crate::prelude::*;
use tapedeck_core::model::SourceId;

use crate::messages::{errors, files as messages, sources};
use crate::state::app::{App, SourceDialog};
use crate::state::files::Listing;
use crate::ui::{Button, Notice, Tone};
use crate::view::{Part, changing, view};

/// What is not on the list, and why: each source that nobody is signed in to, that is still read, or that failed.
#[component]
pub(super) fn Notes(
    /// The sources that are meant, and whether somebody is signed in to each.
    sources: Memo<Vec<(SourceId, bool)>>,
) -> Part {
    let app = expect_context::<App>();
    changing(move || sources.get().into_iter().map(|(id, signed_in)| note(app, id, signed_in)).collect())
}

fn note(app: App, id: SourceId, signed_in: bool) -> Part {
    let name = app.source_name(&id);
    if !signed_in {
        let open = move |()| app.dialog.set(Some(SourceDialog::SignIn(id.clone())));
        return view! {
            <Notice tone=Tone::Info text=messages::not_signed_in(&name)>
                <Button label=sources::SIGN_IN.to_string() on_press=open.clone() />
            </Notice>
        };
    }
    match app.files.listed.read().get(&id) {
        Some(Listing::Asking) => view! { <Notice tone=Tone::Info text=messages::reading(&name) /> },
        Some(Listing::Failed(error)) => {
            let again = move |()| {
                // What is not there is asked for.
                app.files.listed.update(|listed| {
                    listed.remove(&id);
                });
            };
            view! {
                <Notice tone=Tone::Bad text=messages::failed(&name, &errors::title(error))>
                    <Button label=errors::TRY_AGAIN.to_string() on_press=again.clone() />
                </Notice>
            }
        }
        Some(Listing::Files(_, Some(since))) => match app.times() {
            Some(times) => view! { <Notice tone=Tone::Info text=messages::since(&name, &times.full(*since)) /> },
            None => Part::Nothing,
        },
        _ => Part::Nothing,
    }
}
