//! Stopping a run that goes on: a change like all others, in a dialog.
//!
//! It belongs to the page and not to the run's head, which is drawn anew whenever the run is read: what was sent is not
//! forgotten then, so nothing is sent twice. Closing the dialog gives nothing up, and a late answer does not open it.

use crate::prelude::*;
use tapedeck_core::model::Action;

use crate::messages::{items as messages, shell};
use crate::pages::administration::{Change, Plan, Settings};
use crate::state::app::App;
use crate::ui::{Button, Dialog};
use crate::view::{Part, flag, view};

/// Stopping one run. Cheap to copy; every copy is the same.
#[derive(Clone, Copy)]
pub(super) struct StopRun {
    change: Change,
    run: StoredValue<String>,
    open: RwSignal<bool>,
}

impl StopRun {
    pub(super) fn new(app: App, source: &str, run: &str) -> StopRun {
        let change = Change::new(Settings::new(app, source), None);
        StopRun { change, run: StoredValue::new(run.to_string()), open: RwSignal::new(false) }
    }

    /// Shows what will be sent, or how it stands with what was sent.
    fn begin(self) {
        if untrack(|| self.change.is_writing()) {
            let run = self.run.get_value();
            let action = Action::new("stop", &[("run", &run)]);
            self.change.warning.set(messages::STOP_TEXT.to_string());
            self.change.check(Plan { action, rows: vec![(shell::RUN.to_string(), run)], danger: true });
        }
        self.open.set(true);
    }

    /// The button.
    pub(super) fn button(self) -> Part {
        view! { <Button label=messages::STOP.to_string() on_press=move |()| self.begin() /> }
    }

    /// What will be sent, and what came of it.
    pub(super) fn dialog(self) -> Part {
        let close = move |()| {
            self.open.set(false);
            self.change.leave();
        };
        let open = flag(move || self.open.get() && !self.change.is_writing());
        view! {
            <Dialog title=messages::STOP_TITLE.to_string() open=open on_close=close>
                {self.change.view(|| Part::Nothing)}
            </Dialog>
        }
    }
}
