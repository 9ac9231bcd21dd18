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
use crate::view::{Part, changing, effect, text, view};

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
    let said = RwSignal::new(String::new());
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let asks = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let nothing = table.list.state.read_untracked().as_ref().is_none_or(|state| state.rows == 0);
        let inside = element::is_in(&event, ".find-bar") || element::is_in(&event, "dialog");
        // Pressed again in the bar, it is the browser's own search.
        if asks && event.key() == "f" && !inside && (!nothing || finding.get_untracked()) {
            event.prevent_default();
            open(table);
        }
    });
    on_cleanup(move || listener.remove());
    // Other rows are listed, among which the match at which one is has another place.
    effect(move || {
        if table.work.listed.get() > 0 {
            untrack(|| stay(table, said));
        }
    });
    changing(move || if finding.get() { bar(table, said) } else { Part::Nothing })
}

/// Looks for the next match. `again`: the match at which one is counts too.
fn look(table: TableState, said: RwSignal<String>, backwards: bool, again: bool) {
    let rows = table.work;
    let wanted = rows.text.get_untracked().trim().to_string();
    if rows.list_only(&wanted) {
        // That comes first, and then one is looked for.
        return;
    }
    if wanted.is_empty() {
        work::stop(table, 0);
        rows.found.set(None);
        said.set(String::new());
        return;
    }
    let at = rows.found.get_untracked().map(|(row, _)| row).or(rows.active.get_untracked());
    let from = if again { at.and_then(|at| at.checked_sub(1)) } else { at };
    begin(table, said, wanted, (from, None, backwards));
}

/// Goes to the match at which one was, wherever it is now.
fn stay(table: TableState, said: RwSignal<String>) {
    let rows = table.work;
    let (last, at) = rows.looked.get_value();
    let wanted = rows.text.get_untracked().trim().to_string();
    // Where the bar was closed or emptied, it is what one was at with what was looked for before.
    let wanted = if wanted.is_empty() { last } else { wanted };
    rows.found.set(None);
    said.set(String::new());
    begin(table, said, wanted, (None, at, false));
}

/// Has the engine look: from a place on, or from a row, by its number; in one of the two directions.
fn begin(
    table: TableState,
    said: RwSignal<String>,
    wanted: String,
    (from, at, backwards): (Option<u64>, Option<u64>, bool),
) {
    let rows = table.work;
    let query = quoted(&wanted);
    let task = move |number| Task::Look { number, query, from, at, backwards, counted: true };
    work::restart(table, 0, task, move |told| {
        let Work::Looked { place, row, which, reading, .. } = told else { return };
        if row.is_some() {
            rows.looked.set_value((wanted.clone(), row));
        }
        let sentence = match (place, which, reading) {
            (_, Some((which, of)), _) => messages::match_of(which, of),
            (_, None, true) => messages::FIND_READING.to_string(),
            (None, None, false) => messages::NO_MATCH.to_string(),
            (Some(_), None, false) => String::new(),
        };
        // The table may be gone by now.
        if said.try_set(sentence).is_none()
            && let Some(place) = place
            && rows.found.get_untracked().map(|(row, _)| row) != Some(place)
        {
            rows.show(place);
        }
    });
}

fn bar(table: TableState, said: RwSignal<String>) -> Part {
    let rows = table.work;
    let look = move |backwards: bool, again: bool| look(table, said, backwards, again);
    let close = move || {
        work::stop(table, 0);
        rows.finding.set(false);
        rows.list_only("");
        element::focus_in(".split [role=grid]");
    };
    let toggle = move |()| {
        rows.only.update(|only| *only = !*only);
        rows.list_only(rows.text.get_untracked().trim());
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
                label=messages::ONLY_MATCHES.to_string()
                glyph=Glyph::Filter
                short_when_narrow=true
                quiet=true
                pressed=Signal::from(rows.only)
                on_press=toggle
            />
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
