//! The table: any number of rows, of which only those in sight are drawn.
//!
//! A pool of row elements is recycled: the row with number *n* is drawn by the element *n* modulo the size of the
//! pool, so that scrolling by three rows changes three elements and leaves the others alone. The elements are moved by
//! `transform`; their cells keep their text nodes.
//!
//! **Names and numbers.** `role="grid"`, with `aria-rowcount` the number of rows of the whole result, also of those not
//! drawn. The header is not counted: data rows have `aria-rowindex` 1 to `aria-rowcount`, the header row has none.
//!
//! **Keyboard.** The table is one stop. Up, Down, Page Up, Page Down, Home and End move the active row
//! (`aria-activedescendant`), Enter opens it. Space selects it, Shift extends the selection, Ctrl + A
//! selects all; so do clicks with Ctrl and with Shift. Each header is a button that sorts; Alt + Left and Alt + Right
//! on it change the width of its column, as does dragging the edge; with Shift they move it, as does dragging it. Left and Right choose a cell of the active row; `+`
//! asks for rows like it, `-` for all others, and the menu key offers both.
//!
//! **Long results.** Browsers limit the height of an element. Beyond [`geometry::MAX_HEIGHT`] the scroll offset is
//! scaled; all of that is in [`geometry`], in pure functions.
//!
//! **Narrow windows.** Rows become cards of a fixed height; which cells a card shows is said by the style sheet.

mod cell;
mod choice;
mod columns;
mod geometry;
mod head;
mod keys;
mod model;
mod pieces;
mod pool;
mod ranges;
mod row;
mod scroll;
mod tools;

use std::sync::Arc;

use crate::prelude::*;
use leptos::ev;
use leptos::html;
use tapedeck_core::model::Field;

pub use model::{Cell, CellKind, Column, GridRow, RowTone, Rows};
pub use pieces::{Marks, few, fits_of_field, marked, of_field};
pub use ranges::Ranges;

use super::id;
use crate::browser::cell::row_of_event;
use crate::browser::{element, media, selection};
use crate::view::{Part, changing, effect, flag, maybe, text, view, yes_or_no};
use choice::Choice;
use head::Head;
use pool::{Holds, Pool};
use scroll::{Orders, Scroll};
use tools::Tools;

/// The height of the header, in pixels. The same number stands in the style sheet.
const HEAD_HEIGHT: f64 = 28.0;
/// The height of a row, in pixels: usual, compact, and both with texts of three lines. The same numbers stand in the style
/// sheet.
const ROW_HEIGHTS: [f64; 4] = [28.0, 22.0, 64.0, 56.0];
/// The height of a card with a text of two lines, and of one without, in pixels. The same numbers stand in the style
/// sheet.
const CARD_HEIGHTS: (f64, f64) = (84.0, 66.0);

/// The table.
#[component]
pub fn Grid(
    /// Its name, for example "Log lines".
    #[prop(into)]
    label: String,
    /// The columns, in order.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// How many rows the whole result has.
    #[prop(into)]
    count: Signal<u64>,
    /// The rows that are known now. The others are drawn as skeletons.
    #[prop(into)]
    rows: Signal<Rows>,
    /// Called with the first row and the number of rows that should be known, at most once a frame.
    #[prop(into)]
    on_window: Callback<(u64, u64)>,
    /// The column by which the rows are sorted, and whether descending.
    #[prop(into)]
    sort: Signal<Option<(Field, bool)>>,
    /// Called when the header of a column is pressed.
    #[prop(into)]
    on_sort: Callback<Field>,
    /// The row that is shown in the drawer. When it changes, it is scrolled into sight.
    #[prop(into)]
    selected: Signal<Option<u64>>,
    /// Called when a row is opened.
    #[prop(into)]
    on_open: Callback<u64>,
    /// The rows that are selected.
    chosen: RwSignal<Ranges>,
    /// Whether a press selects a row, instead of opening it.
    #[prop(into)]
    selecting: Signal<bool>,
    /// The row that the keyboard is at.
    active: RwSignal<Option<u64>>,
    /// A row that was looked for, and a number that changes with every find. It becomes the active one.
    #[prop(into)]
    found: Signal<Option<(u64, u64)>>,
    /// Called when a row is pressed where it says how often it is repeated.
    #[prop(into)]
    on_unfold: Callback<u64>,
    /// Called with a row and a field to filter by, and whether rows like it are to go.
    #[prop(into)]
    on_filter: Callback<(u64, Field, bool)>,
    /// Called with the place of a column and the place to which it is moved.
    #[prop(into)]
    on_move_column: Callback<(usize, usize)>,
    /// Whether rows are lower, and whether long texts have three lines.
    #[prop(into)]
    look: Signal<(bool, bool)>,
    /// Called with the new width while a column is resized.
    #[prop(into)]
    on_resize_column: Callback<(Field, u32)>,
    /// The row to show at the top, and a number that changes with every order.
    #[prop(optional, into)]
    scroll_to: Signal<Option<(u64, u64)>>,
    /// Called when another row is at the top, at most once a frame. At the very end it is the last row.
    #[prop(optional, into)]
    on_top_row: Option<Callback<u64>>,
    /// Texts to mark in text cells, whatever their case, and in which column.
    #[prop(optional, into)]
    marks: Signal<Arc<Marks>>,
    /// Something is being loaded.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> Part {
    let node = NodeRef::<html::Div>::new();
    let narrow = media::match_media(media::NARROW);
    let shape = Memo::new(move |_| columns::shape(&columns.read()));
    // A card has no header.
    let heights = move || match narrow.get() {
        false => {
            let (compact, wrap) = look.get();
            (ROW_HEIGHTS[usize::from(compact) + 2 * usize::from(wrap)], HEAD_HEIGHT)
        }
        true if columns::has_text(&shape.read()) => (CARD_HEIGHTS.0, 0.0),
        true => (CARD_HEIGHTS.1, 0.0),
    };
    let scroll = Scroll::new(node, count, active, heights);
    let choice = Choice::new(chosen);
    effect(move || {
        if let Some((row, _)) = found.get() {
            scroll.visit(row);
        }
    });
    scroll.follow(Orders { selected, scroll_to, on_window, on_top_row });
    let pool = Pool::new();
    effect(move || {
        let (active, selected, chosen) = (scroll.active.get(), selected.get(), chosen.read());
        let found = found.get().map(|(row, _)| row);
        let holds = |row| Holds {
            active: active == Some(row),
            selected: selected == Some(row),
            chosen: chosen.contains(row),
            found: found == Some(row),
        };
        pool.paint(scroll.frame(), (&rows.read(), &marks.read()), scroll.moves_untracked(), holds);
    });

    let grid_id = id::unique("grid");
    // The cell of the active row that the keyboard is at.
    let column = RwSignal::new(None::<usize>);
    let column_at = move || column.get().filter(|at| *at < shape.read().len());
    let active_id = {
        let grid_id = grid_id.clone();
        maybe(move || {
            let slot = pool.slot_of(scroll.active.get()?, scroll.frame())?;
            let row = row::row_id(&grid_id, slot);
            Some(column_at().map_or(row.clone(), |at| row::cell_id(&row, at)))
        })
    };
    let tools = Tools::new(columns, rows, on_filter, on_open);
    let press_key = move |event: ev::KeyboardEvent| {
        if event.alt_key() || !element::is_at_listener(&event) {
            return;
        }
        let frame = scroll.frame_untracked();
        let active = scroll.active.get_untracked();
        tools.leave();
        let plain = !event.ctrl_key() && !event.meta_key() && !event.shift_key();
        if let Some(to) = plain.then(|| keys::beside(&event.key(), column_at(), shape.read_untracked().len())).flatten()
        {
            if active.is_none() {
                scroll.activate(frame.top_row());
            }
            column.set(to);
            if let Some(id) = active_id.get_untracked() {
                element::reveal_by_id(&id);
            }
            return event.prevent_default();
        }
        if let ("+" | "-", Some(row), Some(at)) = (event.key().as_str(), active, column_at()) {
            if tools.filter(row, at, event.key() == "-") {
                event.prevent_default();
            }
            return;
        }
        let name = event.key();
        let key = keys::Key { name: &name, shift: event.shift_key(), command: event.ctrl_key() || event.meta_key() };
        match keys::action(key, active, frame.top_row(), frame.page(), count.get_untracked()) {
            keys::Action::Move(row) => {
                choice.start_at(None);
                scroll.activate(row);
            }
            keys::Action::Extend(row) => {
                choice.extend(row, active);
                scroll.activate(row);
            }
            keys::Action::Toggle(row) => choice.toggle(row),
            keys::Action::All => chosen.set(Ranges::of(0, count.get_untracked())),
            keys::Action::Open(row) => on_open.run(row),
            keys::Action::None => return,
        }
        event.prevent_default();
    };
    let context = move |event: ev::MouseEvent| {
        if !element::is_at_listener(&event) {
            tools.context(&event);
        } else if let Some(id) = active_id.get_untracked()
            && tools.context_at(&id)
        {
            event.prevent_default();
        }
    };
    let press = move |event: ev::MouseEvent| {
        let Some(row) = row_of_event(&event) else { return };
        // What opens beside the table may move what is under the pointer.
        tools.leave();
        let active = scroll.active.get_untracked();
        scroll.active.set(Some(row));
        if element::is_in(&event, ".repeats") {
            on_unfold.run(row);
        } else if event.shift_key() {
            choice.extend(row, active);
        } else if event.ctrl_key() || event.meta_key() || selecting.get_untracked() {
            choice.toggle(row);
        } else if !selection::has_text() {
            choice.start_at(Some(row));
            on_open.run(row);
        }
    };
    // With Shift the browser would select text.
    let press_down = move |event: ev::MouseEvent| {
        scroll.settle();
        if let (true, Some(node)) = (event.shift_key(), node.get_untracked()) {
            event.prevent_default();
            element::focus(&node);
        }
    };
    let template = text(move || columns::template(&columns.read()));
    let height = text(move || format!("{}px", scroll.frame().geometry.height() as i64));
    let width = text(move || format!("{}px", columns::least_width(&columns.read())));
    // Built again only when the pool grows.
    let body = changing(move || {
        let grid_id = grid_id.clone();
        let row = move |slot: pool::Slot| {
            let id = row::row_id(&grid_id, slot.number);
            changing(move || row::row_view(id.clone(), &slot.drawn.read(), &shape.read()))
        };
        pool.slots().into_iter().map(row).collect()
    });
    view! {
        <div
            class=text(move || columns::grid_class(&shape.read(), narrow.get(), look.get()))
            node_ref=node
            role="grid"
            tabindex="0"
            aria-label=label
            aria-rowcount=text(move || count.get().to_string())
            aria-multiselectable="true"
            aria-busy=yes_or_no(busy)
            aria-activedescendant=active_id
            style=("--grid-columns", template)
            style=("--grid-width", width)
            data-column=maybe(move || column_at().map(|at| at.to_string()))
            on:scroll=move |_| {
                tools.leave();
                scroll.scrolled();
            }
            on:mouseover=move |event| tools.hover(&event)
            on:mouseleave=move |event| tools.unhover(&event)
            on:contextmenu=context
            on:keydown=press_key
            on:mousedown=press_down
            on:click=press
        >
            <Head columns=columns shape=shape sort=sort on_sort=on_sort on_resize=on_resize_column
                on_move=on_move_column />
            <div
                class="grid-body"
                class:scrolling=flag(move || scroll.moves())
                role="rowgroup"
                style:height=height
            >
                {body}
            </div>
        </div>
        {tools.view()}
    }
}
