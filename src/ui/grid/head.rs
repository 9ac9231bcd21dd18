//! The header row.

use crate::prelude::*;
use leptos::ev;
use leptos::html;
use tapedeck_core::model::Field;

use super::columns::{self, Shape};
use super::model::Column;
use crate::browser::element;
use crate::messages::ui as messages;
use crate::ui::{Glyph, Icon};
use crate::view::{Part, changing, flag, maybe, text, view};

/// By how many pixels a key changes the width of a column.
const KEY_STEP: f64 = 16.0;

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
) -> Part {
    let cells = changing(move || {
        let cells = shape.get().into_iter().enumerate();
        cells.map(|(at, shape)| header_cell(at, shape, columns, sort, on_sort, on_resize)).collect()
    });
    view! {
        <div class="grid-head" role="rowgroup">
            <div class="grid-line" role="row">{cells}</div>
        </div>
    }
}

fn header_cell(
    at: usize,
    shape: Shape,
    columns: Signal<Vec<Column>>,
    sort: Signal<Option<(Field, bool)>>,
    on_sort: Callback<Field>,
    on_resize: Callback<(Field, u32)>,
) -> Part {
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
    let arrow = Signal::derive(move || if sorted() == Some(true) { Glyph::Down } else { Glyph::Up });
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
        if event.alt_key() {
            event.prevent_default();
            resize(width() + by);
        }
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
        <div class="grid-header" class:numeric=numeric role="columnheader" aria-sort=aria_sort node_ref=node>
            <button
                type="button"
                class="grid-sort"
                title=help
                aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
                on:click=move |_| {
                    if sortable {
                        on_sort.run(field);
                    }
                }
                on:keydown=press_key
            >
                <span>{title}</span>
                <span class="grid-arrow" hidden=flag(move || sorted().is_none())><Icon glyph=arrow /></span>
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
