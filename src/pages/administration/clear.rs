//! Clearing the log: an export is offered first, and the name of the source must be typed.

use crate::prelude::*;
use tapedeck_core::model::Action;

use super::change::{Change, Plan, part};
use super::keeping::count;
use super::settings::Settings;
use crate::messages::administration as messages;
use crate::state::app::SourceDialog;
use crate::ui::Button;
use crate::view::{Part, view};

/// The part of the page.
#[component]
pub(super) fn Clear(
    /// The settings.
    settings: Settings,
) -> Part {
    // What the lists show is no more.
    let change = Change::new(settings, Some(Callback::new(move |()| settings.app.refresh())));
    let check = move |()| {
        change.warning.set(messages::clears(None));
        change.counted.set(None);
        count(settings, None, move |lines| {
            change.counted.try_set(lines);
            change.warning.try_set(messages::clears(lines));
        });
        change.check(Plan { action: Action::new("clear", &[]), rows: Vec::new(), danger: true });
    };
    let export = move |()| {
        let what = (settings.source(), Action::new("download", &[]));
        settings.app.dialog.set(Some(SourceDialog::Prepare(Some(what))));
    };
    let form = move || {
        view! {
            <div class="row">
                <Button label=messages::EXPORT_FIRST.to_string() on_press=export />
                <Button label=messages::CLEAR.to_string() danger=true on_press=check />
            </div>
        }
    };
    part(messages::CLEAR_TITLE, messages::CLEAR_TEXT, change.view(form))
}
