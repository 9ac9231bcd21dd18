//! *Sources*: the systems themselves, signing in to them, and the first screen.

mod card;
mod codes;
mod connection;
mod dialogs;
mod edit_form;
mod remove;
mod sign_in_form;
mod welcome;

use crate::prelude::*;
use tapedeck_engine::protocol::SourceState;

use crate::messages::sources as messages;
use crate::state::app::{App, SourceDialog};
use crate::ui::{Button, Glyph, page_head};
use crate::view::{Part, changing, text, view};
use card::SourceCard;
use codes::Codes;

pub(crate) use card::{state_class, state_glyph};
pub(crate) use dialogs::SourceDialogs;
pub(crate) use welcome::Welcome;

/// The page.
#[component]
pub(crate) fn Sources() -> Part {
    let app = expect_context::<App>();
    let subtitle = text(move || {
        let states = app.states.read();
        let signed_in = states.values().filter(|state| **state == SourceState::SignedIn).count();
        messages::subtitle(app.sources.read().len(), signed_in)
    });
    let no_demo = move || app.sources.read().iter().all(|entry| entry.source.id != "demo-nas");
    let actions = view! {
        <div class="row">
            {changing(move || {
                if !no_demo() {
                    return Part::Nothing;
                }
                let add = move |()| app.add_demo();
                view! { <Button label=messages::TRY_DEMO.to_string() on_press=add /> }
            })}
            <Button
                label=messages::ADD.to_string()
                glyph=Glyph::Plus
                primary=true
                on_press=move |()| app.dialog.set(Some(SourceDialog::Add))
            />
        </div>
    };
    view! {
        <section class="page" aria-labelledby="page-title">
            {page_head(messages::TITLE.to_string().into(), subtitle, actions)}
            <ul class="cards">
                {changing(move || {
                    let entries = app.sources.get();
                    entries.into_iter().map(|entry| view! { <SourceCard entry=entry /> }).collect()
                })}
            </ul>
            <Codes />
        </section>
    }
}
