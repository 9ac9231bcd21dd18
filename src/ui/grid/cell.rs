//! One cell of a row element.

use std::sync::Arc;

use crate::prelude::*;

use super::columns::Shape;
use super::model::{Cell, CellKind, GridRow};
use super::pieces::{self, Marks};
use crate::messages::{repeated, ui as messages};
use crate::ui::status::{Mark, live_mark};
use crate::view::{Part, changing, maybe, text, view};

/// What a row element draws.
type Data = RwSignal<Option<Arc<GridRow>>>;

/// The cell of a column. It is built once; what it shows changes with the row.
pub fn cell_view(id: String, at: usize, shape: Shape, data: Data, marks: Signal<Marks>) -> Part {
    let class = cell_class(&shape);
    let content = match shape.kind {
        CellKind::Severity | CellKind::Outcome => {
            live_mark(move || data.read().as_ref().and_then(|row| mark(row.cells.get(at)?)))
        }
        CellKind::Text => changing(move || {
            words(data.read().as_deref(), at, shape.notes, &pieces::of_field(&marks.read(), shape.field))
        }),
        CellKind::Time | CellKind::Code => text(move || shown(data.read().as_deref(), at)).into(),
    };
    if shape.kind == CellKind::Time {
        view! { <div id=id role="gridcell" class=class title=maybe(move || title(data.read().as_deref(), at))>{content}</div> }
    } else {
        view! { <div id=id role="gridcell" class=class>{content}</div> }
    }
}

fn cell_class(shape: &Shape) -> String {
    let kind = match shape.kind {
        CellKind::Time => "time",
        CellKind::Severity | CellKind::Outcome => "mark",
        CellKind::Text => "words",
        CellKind::Code => "code",
    };
    let numeric = if shape.numeric { " numeric" } else { "" };
    format!("cell is-{kind} of-{}{numeric}", shape.field.word())
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
fn words(row: Option<&GridRow>, at: usize, notes: bool, marks: &[String]) -> Part {
    let text = shown(row, at);
    let row = row.filter(|_| notes);
    let note = row.and_then(|row| row.problem.clone());
    let repeats = row.and_then(|row| row.repeats);
    if marks.is_empty() && note.is_none() && repeats.is_none() {
        return text.into();
    }
    let marked = pieces::marked(&text, marks);
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
