use crate::prelude::*;

use super::edit_form::EditForm;
use super::remove::Remove;
use super::sign_in_form::SignInForm;
use crate::messages::{files, sources as messages};
use crate::pages::files::Prepare;
use crate::state::app::{App, SourceDialog};
use crate::ui::Dialog;
use crate::view::{Part, changing, view};

/// The dialogs about a source. One of them at most is open.
#[component]
pub(crate) fn SourceDialogs() -> Part {
    let app = expect_context::<App>();
    let open = Signal::derive(move || app.dialog.read().is_some());
    let title = Signal::derive(move || match &*app.dialog.read() {
        None => String::new(),
        Some(SourceDialog::Add) => messages::ADD.to_string(),
        Some(SourceDialog::Edit(id)) => messages::edit(&app.source_name(id)),
        Some(SourceDialog::SignIn(id)) => messages::sign_in_to(&app.source_name(id)),
        Some(SourceDialog::Remove(id)) => messages::remove(&app.source_name(id)),
        Some(SourceDialog::Prepare(_)) => files::PREPARE.to_string(),
    });
    let close = move |()| app.dialog.set(None);
    view! {
        <Dialog title=title open=open on_close=close>
            {changing(move || match app.dialog.get() {
                None => Part::Nothing,
                Some(SourceDialog::Add) => {
                    // It is there when the form has been filled in.
                    untrack(|| app.warm_up());
                    view! { <SignInForm id=None /> }
                }
                Some(SourceDialog::SignIn(id)) => view! { <SignInForm id=Some(id) /> },
                Some(SourceDialog::Edit(id)) => view! { <EditForm id=id /> },
                Some(SourceDialog::Remove(id)) => view! { <Remove id=id /> },
                Some(SourceDialog::Prepare(what)) => view! { <Prepare what=what /> },
            })}
        </Dialog>
    }
}
