//! A line with what stands around it: the filter is lifted, and one can go back to it.

use crate::prelude::*;

use super::TableState;
use crate::messages::rows as messages;
use crate::state::app::App;
use crate::ui::{Button, Notice, Tone};
use crate::view::{Part, changing, text, view};

/// The link in the details that lifts the filter.
pub(super) fn link(app: App) -> Part {
    changing(move || {
        if app.address.read().query.trim().is_empty() {
            return Part::Nothing;
        }
        let target = text(move || app.address.read().in_context().to_string());
        view! { <a class="control" href=target>{messages::IN_CONTEXT}</a> }
    })
}

/// Above the table, while a filter is lifted: which, and the way back to it.
#[component]
pub(super) fn Lifted(
    /// The table.
    table: TableState,
) -> Part {
    let app = table.app;
    let lifted = Memo::new(move |_| app.address.read().lifted.clone());
    changing(move || match lifted.get() {
        None => Part::Nothing,
        Some(lifted) => view! {
            <Notice tone=Tone::Info text=messages::lifted(&lifted.query)>
                <Button
                    label=messages::BACK_TO_FILTER.to_string()
                    on_press=move |()| app.go(app.address.get_untracked().back_to_filter())
                />
            </Notice>
        },
    })
}
