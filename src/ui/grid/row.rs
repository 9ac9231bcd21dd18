//! One row element of the pool.

use super::cell::cell_view;
use super::columns::Shape;
use super::model::RowTone;
use super::pool::{Drawn, Holds};
use crate::view::{Part, view};

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

/// A row element as it is drawn now: plain data without signals. The element that was drawn before becomes this one, and
/// only what differs is changed; while one scrolls that is far less work than to follow every text by itself.
pub fn row_view(id: String, drawn: &Drawn, shape: &[Shape]) -> Part {
    let data = drawn.data.as_deref();
    let Holds { active, selected, chosen, found } = drawn.holds;
    let within = data.is_some_and(|row| row.within);
    let holds =
        [(active, " active"), (selected, " selected"), (chosen, " chosen"), (found, " found"), (within, " within")];
    let cells = shape.iter().enumerate();
    let cells: Part = cells.map(|(at, shape)| cell_view(cell_id(&id, at), data, at, shape, &drawn.marks)).collect();
    view! {
        <div
            id=id
            class=row_class(data.map(|row| row.tone), holds)
            role="row"
            hidden=drawn.row.is_none()
            aria-rowindex=drawn.row.map(|row| (row + 1).to_string())
            aria-selected=if selected || chosen { "true" } else { "false" }
            title=data.and_then(|row| row.problem.clone())
            style:transform=format!("translateY({}px)", drawn.y)
        >
            {cells}
        </div>
    }
}
