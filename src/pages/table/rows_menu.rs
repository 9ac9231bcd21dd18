use crate::prelude::*;

use super::{TableState, find_bar, work};
use crate::browser::element;
use crate::messages::rows as messages;
use crate::messages::rows::Bad;
use crate::ui::{Glyph, Menu, MenuItem, Ranges};
use crate::view::{Part, view};

const JUMPS: [(Bad, bool); 4] = [(Bad::Error, false), (Bad::Error, true), (Bad::Warning, false), (Bad::Warning, true)];

/// What can be done with rows, with the keys for it.
#[component]
pub(super) fn RowsMenu(
    /// The table.
    table: TableState,
) -> Part {
    let count = move || table.list.state.read_untracked().as_ref().map_or(0, |state| state.rows);
    let jumps: Part = JUMPS
        .into_iter()
        .map(|(bad, backwards)| {
            let press = move |()| {
                element::focus_in(".split [role=grid]");
                work::jump(table, bad, backwards);
            };
            view! { <MenuItem label=messages::jump(bad, backwards).to_string() on_press=press /> }
        })
        .collect();
    view! {
        <Menu label=messages::ROWS.to_string() glyph=Glyph::Logs short_when_narrow=true>
            <MenuItem
                label=messages::with_keys(messages::FIND, "Ctrl+F")
                on_press=move |()| find_bar::open(table)
            />
            {jumps}
            <MenuItem
                label=messages::SELECT.to_string()
                on_press=move |()| table.work.selecting.set(true)
            />
            <MenuItem
                label=messages::with_keys(messages::SELECT_ALL, "Ctrl+A")
                on_press=move |()| table.work.chosen.set(Ranges::of(0, count()))
            />
        </Menu>
    }
}
