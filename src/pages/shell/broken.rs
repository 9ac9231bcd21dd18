use crate::prelude::*;

use crate::messages::shell;
use crate::state::app::App;
use crate::ui::{Button, ErrorFace};
use crate::view::{Part, view};

/// What stands in place of a page while the engine is broken.
#[component]
pub(crate) fn Broken(
    /// What broke, for a report.
    detail: String,
) -> Part {
    let app = expect_context::<App>();
    view! {
        <ErrorFace
            title=shell::ENGINE_BROKE
            text=shell::ENGINE_BROKE_TEXT
            remedy=shell::ENGINE_BROKE_REMEDY
            facts=vec![(shell::WHAT_TO_REPORT.to_string(), detail)]
        >
            <Button label=shell::RESTART.to_string() primary=true on_press=move |()| app.start_engine() />
        </ErrorFace>
    }
}
