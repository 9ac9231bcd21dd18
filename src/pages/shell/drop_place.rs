use crate::prelude::*;

use crate::browser::{keep, opened};
use crate::messages::opened as messages;
use crate::state::app::App;
use crate::ui::{Glyph, Icon};
use crate::view::{Part, changing, view};

/// Where files can be dropped, which is anywhere: shown while some are held over the page. Takes what is pasted too.
#[component]
pub(crate) fn DropPlace() -> Part {
    let app = expect_context::<App>();
    let over = RwSignal::new(false);
    let set = move |now| {
        if over.get_untracked() != now {
            over.set(now);
            if now {
                // It will be needed soon.
                app.warm_up();
            }
        }
    };
    keep(opened::on_drop(set, move |files| app.take_files(files)));
    keep(opened::on_paste(messages::PASTED, move |files| app.take_files(files)));
    changing(move || {
        if !over.get() {
            return Part::Nothing;
        }
        view! {
            <div class="drop-place">
                <div class="drop-place-text" role="status">
                    <Icon glyph=Glyph::Open />
                    <strong>{messages::DROP}</strong>
                    <span>{messages::DROP_TEXT}</span>
                </div>
            </div>
        }
    })
}
