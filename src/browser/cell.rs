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
    let row = row_of(&cell.parent_element()?)?;
    let place = element::place(&cell);
    let column = std::iter::successors(cell.previous_element_sibling(), Element::previous_element_sibling).count();
    Some(CellAt { row, column, place })
}

/// The number of the row in which a press ended, from zero. Where it began the table may still have moved, so that the
/// event is the table's and not the row's.
pub fn row_of_event(event: &web_sys::MouseEvent) -> Option<u64> {
    let row = |element: Element| row_of(&element.closest("[role=row]").ok()??);
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    row(target).or_else(|| row(web_sys::window()?.document()?.element_from_point(x, y)?))
}

fn row_of(row: &Element) -> Option<u64> {
    row.get_attribute("aria-rowindex")?.parse::<u64>().ok()?.checked_sub(1)
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
