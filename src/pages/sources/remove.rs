use crate::prelude::*;

use crate::messages::sources as messages;
use crate::state::app::App;
use crate::ui::Button;
use crate::view::{Part, view};

/// Asks before a source is removed.
#[component]
pub(crate) fn Remove(
    /// Which.
    id: String,
) -> Part {
    let app = expect_context::<App>();
    let remove = move |()| {
        app.remove_source(&id);
        app.dialog.set(None);
    };
    view! {
        <div class="form">
            <p class="why">{messages::REMOVE_TEXT}</p>
            <div class="row form-actions">
                <Button label=messages::CANCEL.to_string() on_press=move |()| app.dialog.set(None) />
                <Button label=messages::REMOVE.to_string() danger=true on_press=remove />
            </div>
        </div>
    }
}
