//! What can be done with a cell: ask for rows like it, or for all others.
//!
//! One pair of buttons goes to the cell under the pointer, instead of a pair in every cell: a table has hundreds. By
//! keyboard, Left and Right choose a cell of the active row, `+` and `-` do the same, and the menu key opens the menu that
//! the other button of a mouse opens.

use crate::prelude::*;
use leptos::ev;
use leptos::html;
use tapedeck_core::model::Field;

use super::model::{Cell, Column, Rows};
use crate::browser::cell::{self, CellAt};
use crate::browser::{element, selection};
use crate::messages::ui as messages;
use crate::ui::{Button, Copying, Glyph};
use crate::view::{Part, flag, text, view};

/// The width of the two buttons, in pixels. The same number stands in the style sheet.
const WIDTH: f64 = 46.0;
/// A cell that is not wider than this is not covered by them.
const ROOMY: f64 = 120.0;

/// Called with a row, a field of it, and whether rows like it are to go instead of staying.
pub type OnFilter = Callback<(u64, Field, bool)>;

/// The tools of a table.
#[derive(Clone, Copy)]
pub struct Tools {
    columns: Signal<Vec<Column>>,
    rows: Signal<Rows>,
    on_filter: OnFilter,
    on_open: Callback<u64>,
    copying: Copying,
    /// The cell with the buttons.
    over: RwSignal<Option<CellAt>>,
    /// The cell of the menu, and where the menu goes.
    menu: RwSignal<Option<(CellAt, (f64, f64))>>,
    node: NodeRef<html::Div>,
}

impl Tools {
    /// The tools of a table with these columns and rows.
    pub fn new(columns: Signal<Vec<Column>>, rows: Signal<Rows>, on_filter: OnFilter, on_open: Callback<u64>) -> Tools {
        let (over, menu) = (RwSignal::new(None), RwSignal::new(None));
        let copying = expect_context::<Copying>();
        Tools { columns, rows, on_filter, on_open, copying, over, menu, node: NodeRef::new() }
    }

    /// The text of a cell that can be filtered by, with its heading.
    fn named(self, row: u64, column: usize) -> Option<(Field, String, String)> {
        let columns = self.columns.read_untracked();
        let column_of = columns.get(column).filter(|column| column.filterable)?;
        let rows = self.rows.read_untracked();
        let text = match rows.get(row)?.cells.get(column)? {
            Cell::Text(text) | Cell::Code(text) if !text.is_empty() => text.clone(),
            Cell::Severity(severity) => messages::severity(*severity).to_string(),
            Cell::Outcome(outcome) => messages::outcome(*outcome).to_string(),
            _ => return None,
        };
        Some((column_of.field, column_of.title.clone(), text))
    }

    /// Filters by a cell. Whether there was something to filter by.
    pub fn filter(self, row: u64, column: usize, excluded: bool) -> bool {
        self.leave();
        let Some((field, ..)) = self.named(row, column) else { return false };
        self.on_filter.run((row, field, excluded));
        true
    }

    /// The pointer is over something of the table.
    pub fn hover(self, event: &ev::MouseEvent) {
        let at = cell::of_event(event).filter(|at| self.named(at.row, at.column).is_some());
        if self.over.get_untracked() != at {
            self.over.set(at);
        }
    }

    /// The pointer has left the table, unless to the buttons.
    pub fn unhover(self, event: &ev::MouseEvent) {
        if !cell::goes_into(event, ".cell-tools") {
            self.leave();
        }
    }

    /// What is under the pointer has changed.
    pub fn leave(self) {
        if self.over.read_untracked().is_some() {
            self.over.set(None);
        }
    }

    /// The other button of the mouse. With a selected text, the browser's own menu comes.
    pub fn context(self, event: &ev::MouseEvent) {
        if let Some(at) = cell::of_event(event)
            && !selection::has_text()
            && self.open_menu(at, (f64::from(event.client_x()), f64::from(event.client_y())))
        {
            event.prevent_default();
        }
    }

    /// The menu key, at the cell with an id.
    pub fn context_at(self, id: &str) -> bool {
        let below = |at: CellAt| (at.place.left + 10.0, at.place.top + at.place.height);
        cell::by_id(id).is_some_and(|at| self.open_menu(at, below(at)))
    }

    fn open_menu(self, at: CellAt, place: (f64, f64)) -> bool {
        if self.named(at.row, at.column).is_none() {
            return false;
        }
        self.leave();
        self.menu.set(Some((at, place)));
        if let Some(node) = self.node.get_untracked() {
            element::open_popover_at(&node, place);
        }
        true
    }

    /// The buttons and the menu. They stand beside the table: nothing but rows may be in it.
    pub fn view(self) -> Part {
        let place = move |pick: fn(CellAt) -> f64| {
            text(move || format!("{}px", self.over.get().map_or(0.0, pick).round() as i64))
        };
        let press = move |excluded: bool| {
            if let Some(at) = self.over.get_untracked() {
                self.filter(at.row, at.column, excluded);
            }
        };
        let of_menu = move || self.menu.get().and_then(|(at, _)| self.named(at.row, at.column));
        let title = text(move || of_menu().map(|(_, title, text)| format!("{title}: {text}")).unwrap_or_default());
        let item = move |label: &'static str, act: fn(Tools, CellAt)| {
            let press = move |_| {
                let at = self.menu.get_untracked();
                self.close_menu();
                if let Some((at, _)) = at {
                    act(self, at);
                }
            };
            view! { <button type="button" class="menu-item" role="menuitem" tabindex="-1" on:click=press>{label}</button> }
        };
        let items: Part = [
            item(messages::ONLY_THIS, |tools, at| {
                tools.filter(at.row, at.column, false);
            }),
            item(messages::NOT_THIS, |tools, at| {
                tools.filter(at.row, at.column, true);
            }),
            item(messages::COPY_CELL, |tools, at| {
                if let Some((_, _, text)) = tools.named(at.row, at.column) {
                    tools.copying.0.run((text, Box::new(|_| {})));
                }
            }),
            item(messages::OPEN_ROW, |tools, at| tools.on_open.run(at.row)),
        ]
        .into_iter()
        .collect();
        view! {
            <div
                class="cell-tools"
                hidden=flag(move || self.over.read().is_none())
                style:left=place(left)
                style:top=place(|at| at.place.top + at.place.height / 2.0)
                on:mouseleave=move |_| self.leave()
            >
                <Button label=messages::ONLY_THIS.to_string() glyph=Glyph::Plus icon_only=true skipped=true
                    on_press=move |()| press(false) />
                <Button label=messages::NOT_THIS.to_string() glyph=Glyph::Dash icon_only=true skipped=true
                    on_press=move |()| press(true) />
            </div>
            <div
                class="menu"
                role="menu"
                aria-label=title
                popover="manual"
                node_ref=self.node
                on:keydown=move |event| self.menu_key(&event)
                on:focusout=move |event| {
                    if !element::stays_inside(&event) {
                        self.close_menu();
                    }
                }
            >
                <div class="label" role="presentation">{title}</div>
                {items}
            </div>
        }
    }

    fn menu_key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "ArrowDown" => element::focus_beside(event, true),
            "ArrowUp" => element::focus_beside(event, false),
            "Escape" | "Tab" => {
                self.close_menu();
                element::focus_in(".split [role=grid]");
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn close_menu(self) {
        if self.menu.read_untracked().is_some() {
            self.menu.set(None);
            if let Some(node) = self.node.get_untracked() {
                element::close_popover(&node);
            }
        }
    }
}

/// At the right edge of the cell; of a narrow one, outside of it.
fn left(at: CellAt) -> f64 {
    let right = at.place.left + at.place.width;
    if at.place.width > ROOMY {
        right - WIDTH - 4.0
    } else {
        (right - 6.0).min(element::window_size().0 - WIDTH - 20.0)
    }
}
