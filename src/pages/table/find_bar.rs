//! Finding within what is shown: the filter stays, and one goes from match to match.

use std::time::Duration;

use crate::prelude::*;
use leptos::html;
use tapedeck_core::query::quoted;
use tapedeck_engine::protocol::{Task, Work};

use super::{TableState, work};
use crate::browser::element;
use crate::messages::rows as messages;
use crate::ui::{Button, Glyph, Icon};
use crate::view::{Part, changing, text, view};

/// How long typing must pause before the next match is looked for.
const PAUSE: Duration = Duration::from_millis(150);
/// What finds the field in the document.
const FIELD: &str = ".find-field";

/// Opens the bar, or goes into it.
pub(super) fn open(table: TableState) {
    table.work.finding.set(true);
    element::focus_in(FIELD);
}

/// The bar, and the keys that open it.
#[component]
pub(super) fn FindBar(
    /// The table.
    table: TableState,
) -> Part {
    let finding = table.work.finding;
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let asks = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let elsewhere = table.list.state.read_untracked().as_ref().is_none_or(|state| state.rows == 0);
        let inside = element::is_in(&event, ".find-bar") || element::is_in(&event, "dialog");
        // Pressed again in the bar, it is the browser's own search.
        if asks && event.key() == "f" && !elsewhere && !inside {
            event.prevent_default();
            open(table);
        }
    });
    on_cleanup(move || listener.remove());
    changing(move || if finding.get() { bar(table) } else { Part::Nothing })
}

fn bar(table: TableState) -> Part {
    let rows = table.work;
    let said = RwSignal::new(String::new());
    // `again`: the match at which one is counts too.
    let look = move |backwards: bool, again: bool| {
        let wanted = rows.text.get_untracked();
        if wanted.trim().is_empty() {
            work::stop(table, 0);
            rows.found.set(None);
            said.set(String::new());
            return;
        }
        let at = rows.found.get_untracked().map(|(row, _)| row).or(rows.active.get_untracked());
        let from = if again { at.and_then(|at| at.checked_sub(1)) } else { at };
        let task = move |number| Task::Look { number, query: quoted(wanted.trim()), from, backwards, counted: true };
        work::restart(table, 0, task, move |told| {
            let Work::Looked { place, which, reading, .. } = told else { return };
            let sentence = match (place, which, reading) {
                (_, Some((which, of)), _) => messages::match_of(which, of),
                (_, None, true) => messages::FIND_READING.to_string(),
                (None, None, false) => messages::NO_MATCH.to_string(),
                (Some(_), None, false) => String::new(),
            };
            // The bar may be gone by now.
            if said.try_set(sentence).is_none()
                && let Some(place) = place
                && rows.found.get_untracked().map(|(row, _)| row) != Some(place)
            {
                rows.show(place);
            }
        });
    };
    let close = move || {
        work::stop(table, 0);
        rows.finding.set(false);
        element::focus_in(".split [role=grid]");
    };
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let forget = move || {
        timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    };
    on_cleanup(forget);
    let typed = move |event| {
        rows.text.set(event_target_value(&event));
        forget();
        timer.set_value(set_timeout_with_handle(move || look(false, true), PAUSE).ok());
    };
    let press = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if element::is_in(&event, FIELD) => {
            event.prevent_default();
            forget();
            look(event.shift_key(), false);
        }
        "Escape" => {
            // Only the bar, not the details beside it.
            event.stop_propagation();
            close();
        }
        _ => {}
    };
    let input = NodeRef::<html::Input>::new();
    input.on_load(move |input| {
        let timer = crate::browser::clock::next_frame(move || {
            element::focus(&input);
            input.select();
        });
        StoredValue::new_local(timer);
    });
    if !rows.text.read_untracked().is_empty() {
        look(false, true);
    }
    view! {
        <div class="find-bar" role="group" aria-label=messages::FIND_IN on:keydown=press>
            <Icon glyph=Glyph::Search />
            <input
                class="input find-field"
                type="text"
                node_ref=input
                aria-label=messages::FIND_IN
                placeholder=messages::FIND
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                prop:value=text(move || rows.text.get())
                on:input=typed
            />
            <span class="find-said" role="status">{text(move || said.get())}</span>
            <Button
                label=messages::FIND_PREVIOUS.to_string()
                glyph=Glyph::Up
                icon_only=true
                quiet=true
                on_press=move |()| look(true, false)
            />
            <Button
                label=messages::FIND_NEXT.to_string()
                glyph=Glyph::Down
                icon_only=true
                quiet=true
                on_press=move |()| look(false, false)
            />
            <Button
                label=messages::CLOSE_FIND.to_string()
                glyph=Glyph::Close
                icon_only=true
                quiet=true
                on_press=move |()| close()
            />
        </div>
    }
}
