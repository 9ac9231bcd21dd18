//! One cell of a row element.

use super::columns::Shape;
use super::model::{Cell, CellKind, GridRow};
use super::pieces::{self, Marks};
use crate::messages::{repeated, ui as messages};
use crate::ui::status::{Mark, mark_or_place};
use crate::view::{Part, view};

/// Longer texts may not fit into their columns of the usual width: a time with its offset, a code in words.
const TIME_LENGTH: usize = "2026-11-20 05:56:12".len();
const CODE_LENGTH: usize = "1000000".len();

/// The cell of a column in a row.
pub fn cell_view(id: String, row: Option<&GridRow>, at: usize, shape: &Shape, marks: &Marks) -> Part {
    let content = match shape.kind {
        CellKind::Severity | CellKind::Outcome => mark_or_place(row.and_then(|row| mark(row.cells.get(at)?))),
        CellKind::Text => words(row, at, shape, marks),
        CellKind::Time | CellKind::Code => shown(row, at).into(),
    };
    let long = match row.and_then(|row| row.cells.get(at)) {
        Some(Cell::Time { shown, .. }) => shown.len() > TIME_LENGTH,
        Some(Cell::Code(text)) => text.len() > CODE_LENGTH,
        _ => false,
    };
    let class = if long { shape.class.replace(" roomy", "") } else { shape.class.clone() };
    view! { <div id=id role="gridcell" class=class title=title(row, at)>{content}</div> }
}

fn mark(cell: &Cell) -> Option<Mark> {
    match cell {
        Cell::Severity(severity) => Some(Mark::severity(*severity)),
        Cell::Outcome(outcome) => Some(Mark::outcome(*outcome)),
        _ => None,
    }
}

/// A cell as text; empty while the row is not known.
fn shown(row: Option<&GridRow>, at: usize) -> String {
    match row.and_then(|row| row.cells.get(at)) {
        Some(Cell::Text(text) | Cell::Code(text) | Cell::Time { shown: text, .. }) => text.clone(),
        Some(Cell::Severity(severity)) => messages::severity(*severity).to_string(),
        Some(Cell::Outcome(outcome)) => messages::outcome(*outcome).to_string(),
        Some(Cell::Empty) | None => String::new(),
    }
}

fn title(row: Option<&GridRow>, at: usize) -> Option<String> {
    match row?.cells.get(at)? {
        Cell::Time { title, .. } if !title.is_empty() => Some(title.clone()),
        _ => None,
    }
}

/// A text with marked places, and the note about the row. Without both, one text node that stays.
fn words(row: Option<&GridRow>, at: usize, shape: &Shape, marks: &Marks) -> Part {
    let text = shown(row, at);
    let fits: Vec<(usize, usize)> = pieces::fits_of_field(row.map_or(&[][..], |row| &row.fits), shape.field).collect();
    let row = row.filter(|_| shape.notes);
    let note = row.and_then(|row| row.problem.clone());
    let repeats = row.and_then(|row| row.repeats);
    if marks.is_empty() && fits.is_empty() && note.is_none() && repeats.is_none() {
        return text.into();
    }
    let marked = pieces::marked(&text, &pieces::of_field(marks, shape.field), &fits);
    if note.is_none() && repeats.is_none() {
        return marked;
    }
    let class = if text.is_empty() { "row-note" } else { "row-note after" };
    let note = note.map(|note| view! { <span class=class>{note}</span> });
    let repeats = repeats.map(|(count, unfolded)| {
        let (shown, name) = repeated::times(count);
        let (open, help) = (unfolded.to_string(), repeated::help(unfolded));
        view! {
            <button type="button" class="repeats" tabindex="-1" aria-label=name aria-expanded=open title=help>
                {shown}
            </button>
        }
    });
    Part::from_iter([repeats.into(), marked, note.into()])
}
