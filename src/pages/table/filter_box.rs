use crate::prelude::*;
use leptos::ev;
use leptos::html;
use std::time::Duration;

use tapedeck_engine::protocol::ViewState;

use super::{TableState, suggestions};
use crate::browser::element;
use crate::messages::{lists, repeated};
use crate::ui::SearchBox;
use crate::view::{Part, effect, view};

/// How long typing must pause before a source is asked. What is here already follows at once.
const PAUSE: Duration = Duration::from_millis(200);

/// The filter, with the count of what it finds. `/` brings the cursor here.
#[component]
pub(super) fn FilterBox(
    /// The table.
    table: TableState,
) -> Part {
    let TableState { app, list, subject, .. } = table;
    let typed = RwSignal::new(app.address.read_untracked().query.clone());
    let asked = Memo::new(move |_| app.address.read().query.clone());
    // The address can change without typing: a chip, a link, Back.
    effect(move || {
        let asked = asked.get();
        app.mend_first.set(false);
        if typed.get_untracked() != asked {
            typed.set(asked);
        }
    });
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let follow = move || {
        let text = typed.get_untracked();
        if text != asked.get_untracked() {
            app.adjust_list(|address| (address.query, address.lifted) = (text, None));
        }
    };
    let on_input = move |_: String| {
        let is_here = |state: &ViewState| state.sources.iter().all(|source| source.file.is_some());
        if list.state.read_untracked().as_ref().is_some_and(is_here) {
            return follow();
        }
        timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
            *timer = set_timeout_with_handle(follow, PAUSE).ok();
        });
    };
    on_cleanup(move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    });
    let error = Signal::derive(move || {
        let state = list.state.read();
        let (at, len, problem) = state.as_ref()?.query_error.clone()?;
        // What is underlined is what was asked, not what is being typed now.
        (typed.get() == asked.get()).then(|| {
            let first = if app.mend_first.get() { lists::MEND_FIRST } else { "" };
            (at, len, lists::query_problem(&problem) + first)
        })
    });
    let status = Signal::derive(move || match list.state.read().as_ref() {
        None => String::new(),
        // Nothing was read yet, so there is nothing to count.
        Some(state) if state.sources.iter().all(|source| source.total.is_none() && !source.loading) => String::new(),
        Some(state) if state.growing && state.rows == 0 => lists::reading(subject),
        Some(ViewState { gathered: Some(all), .. }) => repeated::count(subject, all.groups, all.rows),
        Some(state) => lists::count(subject, state.rows, state.total),
    });
    let input = NodeRef::<html::Input>::new();
    let listener = window_event_listener(ev::keydown, move |event| {
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() == "/" && plain && !element::is_typing(&event) {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
                element::focus(&input);
            }
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <SearchBox
            label=lists::filter(subject)
            value=typed
            on_input=on_input
            // Who presses something right after typing means it with what was typed.
            on_leave=move |()| follow()
            error=error
            placeholder=lists::filter_placeholder(subject)
            status=status
            completion=suggestions::completion(table)
            node_ref=input
        />
    }
}
