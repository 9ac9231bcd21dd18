//! Following what is new: the switch, and what is not shown yet.

use crate::prelude::*;
use tapedeck_core::model::Field;
use tapedeck_engine::protocol::{Live, News, Sort};

use super::{TableState, detail};
use crate::messages::{errors, lists};
use crate::ui::{Button, Glyph};
use crate::view::{Part, changing, effect, maybe, view};

/// The newest first: the only order in which new rows have one place.
const NEWEST: Sort = Sort { field: Field::Time, descending: true };

/// The switch *Follow*. While one reads, which is whenever one has scrolled, is at a row or has one open, nothing moves:
/// what is new is counted on a button that leads to it.
#[component]
pub(super) fn Follow(
    /// The table.
    table: TableState,
    /// The row at the top.
    top_row: RwSignal<u64>,
) -> Part {
    let TableState { app, list, subject, sort, active, .. } = table;
    // Files are read once, so where there is nothing else, nothing can be followed.
    let only_files = Memo::new(move |_| {
        let state = list.state.read();
        let sources = state.as_ref().map_or(&[][..], |state| &state.sources);
        !sources.is_empty() && sources.iter().all(|source| source.file.is_some())
    });
    // Another order ends it: there, what is new is not at the top.
    let on = Memo::new(move |_| app.address.read().follow && sort.get() == NEWEST && !only_files.get());
    let live = Memo::new(move |_| {
        let reads = top_row.get() > 0 || active.read().is_some() || list.detail.read().is_some();
        match (on.get(), reads) {
            (false, _) => Live::Off,
            (true, true) => Live::Holding,
            (true, false) => Live::Showing,
        }
    });
    effect(move || list.set_live(live.get()));
    let toggle = move |()| {
        let start = !on.get_untracked();
        let sorted = sort.get_untracked() == NEWEST;
        app.adjust(|address| {
            address.follow = start;
            if start && !sorted {
                address.sort = Some(NEWEST);
            }
        });
    };
    let show = move |()| {
        if list.detail.read_untracked().is_some() {
            detail::close(table);
        }
        active.set(None);
        table.go(0);
    };
    let news = Memo::new(move |_| {
        let state = list.state.read();
        state.as_ref().and_then(|state| state.news.clone()).filter(|_| on.get()).unwrap_or_default()
    });
    view! {
        <span class="row follow" aria-live="polite">
            {changing(move || {
                let News { count, error } = news.get();
                let error = error.map(|error| {
                    let text = lists::not_followed(&errors::title(&error));
                    view! { <span class="hint follow-error" title=text.clone()>{text}</span> }
                });
                let button = (count > 0).then(|| {
                    let label = lists::new_rows(subject, count);
                    view! { <Button label=label glyph=Glyph::Up primary=true on_press=show /> }
                });
                Part::from_iter([Part::from(error), Part::from(button)])
            })}
            <span title=maybe(move || Some(match only_files.get() {
                true => lists::FILES_STAY.to_string(),
                false => lists::follow_help(on.get()).to_string(),
            }))>
                <Button
                    label=lists::FOLLOW.to_string()
                    glyph=Glyph::Live
                    short_when_narrow=true
                    disabled=Signal::from(only_files)
                    pressed=Signal::from(on)
                    on_press=toggle
                />
            </span>
        </span>
    }
}
