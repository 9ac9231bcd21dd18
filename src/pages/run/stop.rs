//! Stopping a run that goes on. It changes something at the source, so it asks once more.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::model::Action;
use tapedeck_core::vendors::Call;

use crate::messages::items as messages;
use crate::pages::table::Failure;
use crate::state::app::App;
use crate::ui::{Button, Notice, Tone};
use crate::view::{Part, changing, view};

/// How far it is.
#[derive(Clone)]
enum Stop {
    Offered,
    Asked,
    Sent,
    Done,
    Failed(Error),
}

/// The button, its question, and what came of it.
#[component]
pub(super) fn StopRun(
    /// Of which source.
    source: String,
    /// The vendor's number of the run.
    run: String,
) -> Part {
    let app = expect_context::<App>();
    let state = RwSignal::new(Stop::Offered);
    let send = Callback::new(move |()| {
        state.set(Stop::Sent);
        let question = Call::Act(Action::new("stop", &[("run", &run)]));
        app.ask(&source, question, move |result| {
            state.try_set(result.map_or_else(Stop::Failed, |_| Stop::Done));
        });
    });
    changing(move || match state.get() {
        Stop::Offered => {
            view! { <Button label=messages::STOP.to_string() on_press=move |()| state.set(Stop::Asked) /> }
        }
        Stop::Asked => view! {
            <Notice tone=Tone::Warning text=messages::STOP_TEXT.to_string()>
                <Button label=messages::STOP_NOW.to_string() danger=true on_press=send />
                <Button label=messages::KEEP_RUNNING.to_string() on_press=move |()| state.set(Stop::Offered) />
            </Notice>
        },
        Stop::Sent => view! { <Button label=messages::STOP.to_string() busy=true /> },
        Stop::Done => view! { <Notice tone=Tone::Good text=messages::STOPPED.to_string() /> },
        Stop::Failed(error) => view! { <Failure error=error /> },
    })
}
