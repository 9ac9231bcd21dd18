//! Stopping a run that goes on. It changes something at the source: what will be sent is shown before, and what the
//! source says afterwards.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::model::Action;
use tapedeck_core::vendors::Call;

use crate::messages::{administration, files, items as messages, shell};
use crate::pages::table::Failure;
use crate::state::app::App;
use crate::ui::{Button, Dialog, Facts, Notice, Tone};
use crate::view::{Part, changing, flag, view};

/// How far it is.
#[derive(Clone)]
enum Stop {
    Offered,
    Asked,
    Sent,
    Done,
    Failed(Error),
}

/// The button, what will be sent, and what came of it.
#[component]
pub(super) fn StopRun(
    /// Of which source.
    source: String,
    /// The vendor's number of the run.
    run: String,
) -> Part {
    let app = expect_context::<App>();
    let state = RwSignal::new(Stop::Offered);
    let address = app.source(&source).map(|source| source.base_url).unwrap_or_default();
    let sent = StoredValue::new([
        (administration::SOURCE, app.source_name(&source)),
        (administration::ADDRESS, address.clone()),
        (administration::WHAT, messages::STOP_CALL.to_string()),
        (shell::RUN, run.clone()),
    ]);
    let send = Callback::new(move |()| {
        state.set(Stop::Sent);
        let question = Call::Act(Action::new("stop", &[("run", &run)]));
        app.ask(&source, question, move |result| {
            state.try_set(result.map_or_else(Stop::Failed, |_| Stop::Done));
        });
    });
    let close = move |()| state.set(Stop::Offered);
    let closing = move |label: &str| view! { <Button label=label.to_string() on_press=close /> };
    let address = StoredValue::new(address);
    let content = move || match state.get() {
        Stop::Offered => Part::Nothing,
        Stop::Asked => {
            let rows = sent.get_value().map(|(name, value)| (name.to_string(), value.into()));
            view! {
                <h3>{administration::CHECK_TITLE}</h3>
                <Facts rows=rows.into() />
                <Notice tone=Tone::Warning text=messages::STOP_TEXT.to_string() />
                <div class="row form-actions">
                    {closing(messages::KEEP_RUNNING)}
                    <Button label=messages::STOP_NOW.to_string() danger=true on_press=send />
                </div>
            }
        }
        Stop::Sent => view! {
            <p role="status">{administration::SENDING}</p>
            <progress class="file-bar" aria-label=administration::SENDING></progress>
        },
        Stop::Done => view! {
            <h3>{administration::ANSWERED}</h3>
            <Notice tone=Tone::Good text=messages::STOPPED.to_string() />
            <div class="row form-actions">{closing(files::CLOSE)}</div>
        },
        Stop::Failed(error) => view! {
            <Failure error=error address=address.get_value()>
                {closing(files::CLOSE)}
            </Failure>
        },
    };
    let open = flag(move || !matches!(*state.read(), Stop::Offered));
    view! {
        <Button label=messages::STOP.to_string() on_press=move |()| state.set(Stop::Asked) />
        <Dialog title=messages::STOP_TITLE.to_string() open=open on_close=close>
            <div class="form">{changing(content)}</div>
        </Dialog>
    }
}
