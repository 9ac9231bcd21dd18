use crate::prelude::*;
use tapedeck_engine::Command;

use crate::messages::shell;
use crate::state::app::App;
use crate::ui::Button;
use crate::view::{Part, view};

/// Breaks a part on purpose. Only with `?diagnose=1`.
#[component]
pub(crate) fn Diagnose() -> Part {
    let app = expect_context::<App>();
    #[allow(clippy::panic, reason = "breaking is what this button is for")]
    let break_page = move |()| panic!("the page was asked to break");
    view! {
        <section class="panel diagnose" aria-label=shell::DIAGNOSE>
            <span>{shell::DIAGNOSE_TEXT}</span>
            <Button label=shell::BREAK_ENGINE.to_string() on_press=move |()| app.send(Command::Crash) />
            <Button label=shell::BREAK_PAGE.to_string() on_press=break_page />
        </section>
    }
}
