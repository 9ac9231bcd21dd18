//! *Administration*: the settings of one source, and what was changed from this page.

mod activity;
mod certificate;
mod change;
mod clear;
mod file;
mod keeping;
mod sending;
mod settings;

use crate::prelude::*;
use tapedeck_engine::protocol::SourceState;

use crate::messages::administration as messages;
use crate::pages::table::Failure;
use crate::state::address::{Address, Place};
use crate::state::app::{App, SourceDialog};
use crate::ui::{Button, Empty, Glyph, Loading, Notice, Tone, page_head};
use crate::view::{Part, changing, effect, text, view};
pub(crate) use activity::ActivityList;
use certificate::Certificate;
pub(crate) use change::{Change, Plan};
use clear::Clear;
use keeping::Keeping;
use sending::Sending;
use settings::Reading;
pub(crate) use settings::Settings;

/// The page.
#[component]
pub(crate) fn Administration(
    /// Of which source.
    source: String,
) -> Part {
    let app = expect_context::<App>();
    let settings = Settings::new(app, &source);
    let id = StoredValue::new(source);
    let signed_in = Memo::new(move |_| app.state_of(&id.get_value()) == SourceState::SignedIn);
    let possible = Memo::new(move |_| app.can_administer(&id.get_value()));
    effect(move || {
        app.refreshed.track();
        if signed_in.get() && possible.get() {
            settings.ask();
        }
    });
    // The forms are drawn once: what is typed stays when the settings are read again, or a session ends.
    let reading = Memo::new(move |_| settings.reading());
    let back = text(move || Address { place: Place::Sources, ..app.address.read().at(Place::Sources) }.to_string());
    let back = view! { <div class="row"><a class="control" href=back>{messages::BACK}</a></div> };
    let title = text(move || messages::title(&app.source_name(&id.get_value())));
    let sign_in = move |()| app.dialog.set(Some(SourceDialog::SignIn(id.get_value())));
    view! {
        <section class="page administration" aria-labelledby="page-title">
            {page_head(title, messages::TEXT.to_string().into(), back)}
            {changing(move || {
                if !possible.get() || signed_in.get() {
                    return Part::Nothing;
                }
                view! {
                    <Notice tone=Tone::Info text=messages::SIGNED_OUT.to_string()>
                        <Button label=messages::SIGN_IN.to_string() on_press=sign_in />
                    </Notice>
                }
            })}
            {changing(move || {
                if !possible.get() {
                    let (title, text) = (messages::NOT_HERE.to_string(), messages::NOT_HERE_TEXT.to_string());
                    return view! { <Empty title=title text=text glyph=Glyph::Lock /> };
                }
                match reading.get() {
                    Reading::NotYet if !signed_in.get() => Part::Nothing,
                    Reading::NotYet => view! { <Loading text=messages::READING.to_string() /> },
                    Reading::Failed(error) => view! {
                        <Failure error=error address=settings.address()>
                            <Button
                                label=crate::messages::errors::TRY_AGAIN.to_string()
                                on_press=move |()| settings.ask()
                            />
                        </Failure>
                    },
                    Reading::There => view! {
                        <div class="settings">
                            <div>
                                <Sending settings=settings />
                                <Keeping settings=settings />
                            </div>
                            <div>
                                <Certificate settings=settings />
                                <Clear settings=settings />
                            </div>
                        </div>
                    },
                }
            })}
            <ActivityList />
        </section>
    }
}
