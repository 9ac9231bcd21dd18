//! Records as rows of the table.

use std::sync::Arc;

use tapedeck_core::model::{Field, Outcome, Record, Severity};
use tapedeck_core::query::Fit;
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::Repeated;

use super::{TableState, change};
use crate::messages::lists;
use crate::messages::ui::beginning;
use crate::state::address::FILE;
use crate::state::columns::ColumnSpec;
use crate::state::list::{Beside, Near};
use crate::state::opened::name_of;
use crate::state::sources::SourceEntry;
use crate::state::zone::Times;
use crate::ui::{Cell, CellKind, Column, GridRow, RowTone, Rows};

/// Windows begin and end at multiples of this, so that scrolling by a few rows asks for nothing.
const BLOCK: u64 = 64;

/// So many bytes of a text are drawn in a row. No screen shows as many, and a browser lays out all of a text of megabytes.
const DRAWN: usize = 2_000;

/// A window widened to whole blocks, with one more on either side: a wheel turned fast meets rows, not gaps.
pub(super) fn blocks(first: u64, count: u64) -> (u64, u32) {
    let start = (first / BLOCK).saturating_sub(1) * BLOCK;
    let end = ((first + count).div_ceil(BLOCK) + 1) * BLOCK;
    (start, u32::try_from(end - start).unwrap_or(u32::MAX))
}

/// Whether the first press on a heading puts the largest on top: what is newest, worst or longest is looked for.
pub(super) fn falls_first(field: Field) -> bool {
    matches!(
        field,
        Field::Time | Field::Ended | Field::Duration | Field::Errors | Field::Severity | Field::Outcome | Field::Run
    )
}

/// The table's columns.
pub(super) fn columns(table: TableState, specs: &[ColumnSpec], times: Option<&Times>) -> Vec<Column> {
    let preferences = table.app.preferences.get();
    let column = |spec: &ColumnSpec| {
        let chosen = preferences.width(table.subject, spec.field);
        let (width, kind) = (chosen.unwrap_or(spec.width), kind(spec.field));
        // Others than texts are hardly ever longer than the usual width.
        let fits = kind != CellKind::Text;
        Column {
            field: spec.field,
            title: title(table.subject, spec.field, times),
            width,
            min: 56,
            grow: spec.grow && chosen.is_none(),
            sortable: true,
            filterable: change::is_offered(spec.field),
            kind,
            numeric: matches!(spec.field, Field::Duration | Field::Errors),
            roomy: fits && width >= spec.width,
        }
    };
    specs.iter().map(column).collect()
}

/// The heading of a column. That of the time names the offset.
pub(super) fn title(subject: Subject, field: Field, times: Option<&Times>) -> String {
    match (field, times) {
        (Field::Time, Some(times)) => lists::time_heading(subject, &times.heading_offset),
        _ => lists::field(field).to_string(),
    }
}

fn kind(field: Field) -> CellKind {
    match field {
        Field::Time | Field::Ended => CellKind::Time,
        Field::Severity => CellKind::Severity,
        Field::Outcome => CellKind::Outcome,
        Field::Code | Field::Run => CellKind::Code,
        _ => CellKind::Text,
    }
}

/// What decides how records look, beside themselves.
#[derive(Clone, PartialEq)]
pub(super) struct Look {
    /// The columns.
    pub specs: Vec<ColumnSpec>,
    /// The zone.
    pub times: Option<Times>,
    /// The sources, with their names.
    pub names: Vec<SourceEntry>,
}

/// The rows near the screen, and what they were made of.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    near: Near,
    look: Look,
    /// As the table takes them.
    pub rows: Rows,
}

impl Shown {
    /// The rows of these records. Those that were there before stay the same rows: while one scrolls, most were.
    pub fn new(near: Near, beside: &Beside, look: Look, before: Option<&Shown>) -> Shown {
        let before = before.filter(|before| before.look == look);
        let rows = near.iter().map(|(place, record)| {
            let repeated = beside.repeated.get(place).copied();
            let known = before.and_then(|before| {
                let same = before.near.get(place).is_some_and(|known| Arc::ptr_eq(known, record));
                before.rows.get(*place).filter(|row| same && is_repeated(row, repeated))
            });
            let fits = || beside.fits.get(place).cloned().unwrap_or_default();
            known.cloned().unwrap_or_else(|| Arc::new(row(*place, record, repeated, fits(), &look)))
        });
        Shown { rows: rows.collect(), near, look }
    }
}

/// How a row says that it is repeated: how often and whether the others follow, and whether it is one of the others.
fn repeats(repeated: Option<Repeated>) -> (Option<(u32, bool)>, bool) {
    match repeated {
        Some(Repeated::Folded(count)) => (Some((count, false)), false),
        Some(Repeated::Unfolded(count)) => (Some((count, true)), false),
        Some(Repeated::Within) => (None, true),
        _ => (None, false),
    }
}

fn is_repeated(row: &GridRow, repeated: Option<Repeated>) -> bool {
    (row.repeats, row.within) == repeats(repeated)
}

fn row(place: u64, record: &Record, repeated: Option<Repeated>, fits: Vec<Fit>, look: &Look) -> GridRow {
    let (repeats, within) = repeats(repeated);
    let cell = |spec: &ColumnSpec| cell(record, spec.field, look.times.as_ref(), &look.names);
    GridRow {
        index: place,
        tone: tone(record),
        cells: look.specs.iter().map(cell).collect(),
        problem: record.problem().map(str::to_string),
        repeats,
        within,
        fits,
    }
}

fn tone(record: &Record) -> RowTone {
    match record {
        Record::Line(line) => match line.severity {
            Severity::Error => RowTone::Bad,
            Severity::Warning => RowTone::Warn,
            Severity::Unknown => RowTone::Odd,
            Severity::Info | Severity::Debug => RowTone::Normal,
        },
        Record::Run(run) => match run.outcome {
            Outcome::Failed | Outcome::Missed => RowTone::Bad,
            Outcome::Warning => RowTone::Warn,
            Outcome::Unknown => RowTone::Odd,
            Outcome::Running | Outcome::Cancelled | Outcome::Skipped | Outcome::Success => RowTone::Normal,
        },
    }
}

fn cell(record: &Record, field: Field, times: Option<&Times>, names: &[SourceEntry]) -> Cell {
    let time = match (record, field) {
        (_, Field::Time) => record.time(),
        (Record::Run(run), Field::Ended) => run.ended,
        _ => None,
    };
    if let (Some(time), Some(times)) = (time, times) {
        let source = names.iter().find(|entry| entry.source.id == record.source());
        let zone = source.and_then(|entry| entry.source.time_zone.as_deref());
        return Cell::Time { shown: times.cell(time), title: times.tooltip(time, zone) };
    }
    match (record, field) {
        (Record::Line(line), Field::Severity) => Cell::Severity(line.severity),
        (Record::Run(run), Field::Outcome) => Cell::Outcome(run.outcome),
        (Record::Run(run), Field::Duration) => match run.duration {
            Some(ms) => Cell::Text(lists::duration(ms)),
            None if run.outcome == Outcome::Running => Cell::Text(lists::RUNNING.into()),
            None => Cell::Empty,
        },
        (_, Field::Source) => {
            let name = names.iter().find(|entry| entry.source.id == record.source());
            Cell::Text(match (name, record.source().strip_prefix(FILE)) {
                (Some(entry), _) => entry.source.name.clone(),
                (None, Some(address)) => name_of(address),
                (None, None) => record.source().to_string(),
            })
        }
        (Record::Line(line), Field::Text) if line.text.is_empty() => match &line.problem {
            // A row of which nothing could be read says at least why.
            Some(problem) => Cell::Text(problem.clone()),
            None => Cell::Empty,
        },
        (Record::Run(run), Field::Job) if run.job.is_empty() => match &run.problem {
            Some(problem) => Cell::Text(problem.clone()),
            None => Cell::Empty,
        },
        (_, Field::Code | Field::Run) => Cell::Code(record.text(field).into_owned()),
        _ => match record.text(field) {
            text if text.is_empty() => Cell::Empty,
            text => Cell::Text(beginning(&text, DRAWN)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_whole_blocks() {
        for (first, count, expected) in [(0, 10, (0, 128)), (60, 10, (0, 192)), (64, 64, (0, 192)), (130, 0, (64, 192))]
        {
            assert_eq!(blocks(first, count), expected, "{first}, {count}");
        }
    }
}
