//! One row element of the pool.

use crate::prelude::*;
use leptos::ev::MouseEvent;

use super::cell::cell_view;
use super::columns::Shape;
use super::model::RowTone;
use super::pieces::Marks;
use super::pool::Slot;
use super::ranges::Ranges;
use crate::view::{Part, flag, maybe, text, view, yes_or_no};

/// The identifier of the row element with a number.
pub fn row_id(grid: &str, slot: u64) -> String {
    format!("{grid}-{slot}")
}

/// The identifier of a cell of the row element with an identifier.
pub fn cell_id(row: &str, column: usize) -> String {
    format!("{row}-{column}")
}

/// The classes of a row: its tone, and what holds of it.
fn row_class(tone: Option<RowTone>, holds: [(bool, &'static str); 5]) -> String {
    let tone = match tone {
        None => "skeleton",
        Some(RowTone::Bad) => "tone-bad",
        Some(RowTone::Warn) => "tone-warn",
        Some(RowTone::Odd) => "tone-odd",
        Some(RowTone::Normal) => "tone-normal",
    };
    let mut class = format!("grid-row grid-line {tone}");
    holds.into_iter().filter(|(holds, _)| *holds).for_each(|(_, name)| class.push_str(name));
    class
}

/// One row element. What it shows changes while one scrolls.
#[component]
pub fn RowView(
    /// What it draws now.
    recycled: Slot,
    /// Its identifier.
    id: String,
    /// The structure of the columns.
    shape: Vec<Shape>,
    /// Texts to mark.
    marks: Signal<Marks>,
    /// The row that the keyboard is at.
    active: RwSignal<Option<u64>>,
    /// The row in the drawer.
    selected: Signal<Option<u64>>,
    /// The rows that are selected.
    chosen: RwSignal<Ranges>,
    /// The row that was looked for.
    found: Signal<Option<(u64, u64)>>,
    /// Called when it is pressed.
    on_press: Callback<(u64, MouseEvent)>,
) -> Part {
    let slot = recycled;
    let is_at = move |place: Option<u64>| place.is_some() && place == slot.row.get();
    let is_chosen = move || slot.row.get().is_some_and(|row| chosen.read().contains(row));
    let class = text(move || {
        let tone = slot.data.read().as_ref().map(|row| row.tone);
        let holds = [
            (is_at(active.get()), " active"),
            (is_at(selected.get()), " selected"),
            (is_chosen(), " chosen"),
            (is_at(found.get().map(|(row, _)| row)), " found"),
            (slot.data.read().as_ref().is_some_and(|row| row.within), " within"),
        ];
        row_class(tone, holds)
    });
    let press = move |event: MouseEvent| {
        if let Some(row) = slot.row.get_untracked() {
            on_press.run((row, event));
        }
    };
    let cells = shape.into_iter().enumerate();
    let cells: Part = cells.map(|(at, shape)| cell_view(cell_id(&id, at), at, shape, slot.data, marks)).collect();
    view! {
        <div
            id=id
            class=class
            role="row"
            hidden=flag(move || slot.row.read().is_none())
            aria-rowindex=maybe(move || slot.row.get().map(|row| (row + 1).to_string()))
            aria-selected=yes_or_no(flag(move || is_at(selected.get()) || is_chosen()))
            title=maybe(move || slot.data.read().as_ref().and_then(|row| row.problem.clone()))
            style:transform=text(move || format!("translateY({}px)", slot.y.get().round() as i64))
            on:click=press
        >
            {cells}
        </div>
    }
}
