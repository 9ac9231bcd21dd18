//! The header row.

use crate::prelude::*;
use leptos::ev;
use leptos::html;
use tapedeck_core::model::Field;

use super::columns::{self, Shape};
use super::model::Column;
use crate::browser::{cell, clock, element};
use crate::messages::ui as messages;
use crate::ui::{Glyph, Icon};
use crate::view::{Part, changing, flag, maybe, text, view};

/// By how many pixels a key changes the width of a column.
const KEY_STEP: f64 = 16.0;
/// So many pixels a heading must be moved to be dragged.
const DRAG_BEGINS: f64 = 8.0;

/// The header row.
#[component]
pub fn Head(
    /// The columns.
    columns: Signal<Vec<Column>>,
    /// Their structure.
    shape: Memo<Vec<Shape>>,
    /// The column by which the rows are sorted, and whether descending.
    sort: Signal<Option<(Field, bool)>>,
    /// Called when the header of a column is pressed.
    on_sort: Callback<Field>,
    /// Called with a new width.
    on_resize: Callback<(Field, u32)>,
    /// Called with the place of a column and its new place.
    on_move: Callback<(usize, usize)>,
) -> Part {
    // The column that is dragged, and the one to whose place.
    let dragged = RwSignal::new(None::<(usize, usize)>);
    let after = StoredValue::new_local(None);
    let cells = changing(move || {
        let cells = shape.get().into_iter().enumerate();
        let tell = Tell { sort, on_sort, on_resize, on_move, dragged, after };
        cells.map(|(at, shape)| header_cell(at, shape, columns, tell)).collect()
    });
    view! {
        <div class="grid-head" role="rowgroup">
            <div class="grid-line" role="row">{cells}</div>
        </div>
    }
}

/// What all header cells share.
#[derive(Clone, Copy)]
struct Tell {
    sort: Signal<Option<(Field, bool)>>,
    on_sort: Callback<Field>,
    on_resize: Callback<(Field, u32)>,
    on_move: Callback<(usize, usize)>,
    dragged: RwSignal<Option<(usize, usize)>>,
    /// What is to be done after drawing. It outlives the headings, which are drawn anew.
    after: StoredValue<Option<clock::Timer>>,
}

fn header_cell(at: usize, shape: Shape, columns: Signal<Vec<Column>>, tell: Tell) -> Part {
    let Tell { sort, on_sort, on_resize, on_move, dragged, after } = tell;
    let Shape { field, sortable, numeric, .. } = shape;
    let title = text(move || columns.read().get(at).map(|column| column.title.clone()).unwrap_or_default());
    let node = NodeRef::<html::Div>::new();
    let sorted = move || sort.get().and_then(|(by, descending)| (by == field).then_some(descending));
    let aria_sort = maybe(move || {
        let word = match sorted() {
            Some(true) => "descending",
            Some(false) => "ascending",
            None if sortable => "none",
            None => return None,
        };
        Some(word.to_string())
    });
    let arrow = move || view! { <Icon glyph=if sorted() == Some(true) { Glyph::Down } else { Glyph::Up } /> };
    let width = move || node.get_untracked().map_or(0.0, |node| element::place(&node).width);
    let resize = move |to: f64| {
        // Read before it is told: who is told changes the columns.
        let min = columns.with_untracked(|columns| columns.get(at).map(|column| column.min));
        if let Some(min) = min {
            on_resize.run((field, columns::limit(to, min)));
        }
    };
    let press_key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -KEY_STEP,
            "ArrowRight" => KEY_STEP,
            _ => return,
        };
        if !event.alt_key() {
            return;
        }
        event.prevent_default();
        if !event.shift_key() {
            return resize(width() + by);
        }
        let to = at.saturating_add_signed(if by < 0.0 { -1 } else { 1 });
        if to != at && to < columns.read_untracked().len() {
            on_move.run((at, to));
            // The headings change places: the keyboard stays with the column.
            let focus = move || element::focus_in(&format!(".grid-header.of-{} button", field.word()));
            after.set_value(clock::next_frame(focus));
        }
    };
    // A heading that is pressed and moved is dragged; one that is only pressed sorts.
    let grabbed = StoredValue::new(None::<f64>);
    let was_dragged = StoredValue::new(false);
    let grab = move |event: ev::PointerEvent| {
        if event.button() == 0 {
            // A fast pointer has left the heading with its first move.
            element::capture_pointer(&event);
            grabbed.set_value(Some(f64::from(event.client_x())));
            was_dragged.set_value(false);
        }
    };
    let carry = move |event: ev::PointerEvent| {
        let Some(x) = grabbed.get_value() else { return };
        if dragged.read_untracked().is_none() && (f64::from(event.client_x()) - x).abs() < DRAG_BEGINS {
            return;
        }
        was_dragged.set_value(true);
        if let Some(to) = cell::column_under(&event) {
            dragged.set(Some((at, to)));
        }
    };
    let drop = move |done: bool| {
        grabbed.set_value(None);
        let moved = dragged.get_untracked();
        if moved.is_some() {
            dragged.set(None);
        }
        if let Some((from, to)) = moved.filter(|(from, to)| done && from != to) {
            on_move.run((from, to));
        }
    };
    let is_target = move |after: bool| {
        flag(move || dragged.get().is_some_and(|(from, to)| to == at && from != to && (to > from) == after))
    };
    // Where the pointer was pressed, and how wide the column was then.
    let held = StoredValue::new(None::<(f64, f64)>);
    let press = move |event: ev::PointerEvent| {
        event.prevent_default();
        element::capture_pointer(&event);
        held.set_value(Some((f64::from(event.client_x()), width())));
    };
    let drag = move |event: ev::PointerEvent| {
        if let Some((x, width)) = held.get_value() {
            resize(width + f64::from(event.client_x()) - x);
        }
    };
    let help = text(move || match sortable {
        true => messages::header_help(&title.read()),
        false => messages::header_help_unsortable().to_string(),
    });
    view! {
        <div
            class=format!("grid-header of-{}", field.word())
            class:numeric=numeric
            class:drop-before=is_target(false)
            class:drop-after=is_target(true)
            class:dragged=flag(move || dragged.get().is_some_and(|(from, _)| from == at))
            role="columnheader"
            aria-sort=aria_sort
            node_ref=node
        >
            <button
                type="button"
                class="grid-sort"
                title=help
                aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight"
                on:pointerdown=grab
                on:pointermove=carry
                on:pointerup=move |_| drop(true)
                on:pointercancel=move |_| drop(false)
                on:click=move |_| {
                    if sortable && !was_dragged.get_value() {
                        on_sort.run(field);
                    }
                }
                on:keydown=press_key
            >
                <span>{title}</span>
                <span class="grid-arrow" hidden=flag(move || sorted().is_none())>{changing(arrow)}</span>
            </button>
            <span
                class="grid-resize"
                aria-hidden="true"
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=move |_| held.set_value(None)
                on:pointercancel=move |_| held.set_value(None)
            ></span>
        </div>
    }
}
