//! Cells of a table under the pointer.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::element::{self, Place};

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellAt {
    /// The number of its row, from zero.
    pub row: u64,
    /// Its number in the row, from zero.
    pub column: usize,
    /// Where it is in the window.
    pub place: Place,
}

/// The cell in which an event happened.
pub fn of_event(event: &Event) -> Option<CellAt> {
    of(&event.target()?.dyn_into::<Element>().ok()?)
}

/// The cell with an id.
pub fn by_id(id: &str) -> Option<CellAt> {
    of(&web_sys::window()?.document()?.get_element_by_id(id)?)
}

fn of(element: &Element) -> Option<CellAt> {
    let cell = element.closest("[role=gridcell]").ok()??;
    let row = cell.parent_element()?.get_attribute("aria-rowindex")?.parse::<u64>().ok()?.checked_sub(1)?;
    let place = element::place(&cell);
    let column = std::iter::successors(cell.previous_element_sibling(), Element::previous_element_sibling).count();
    Some(CellAt { row, column, place })
}

/// The column of a row of headings over which the pointer of an event is, beside the heading at which it began.
pub fn column_under(event: &web_sys::PointerEvent) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let row = target.closest("[role=row]").ok()??;
    let x = f64::from(event.client_x());
    let headings = std::iter::successors(row.first_element_child(), Element::next_element_sibling);
    headings
        .map(|heading| element::place(&heading))
        .position(|place| (place.left..place.left + place.width).contains(&x))
}

/// Whether the pointer of a `mouseleave` has gone into something that a selector finds.
pub fn goes_into(event: &web_sys::MouseEvent, selector: &str) -> bool {
    let into = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
    into.is_some_and(|into| into.closest(selector).ok().flatten().is_some())
}
