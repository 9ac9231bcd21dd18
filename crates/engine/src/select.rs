//! Filtering and sorting rows that are all here.

use std::cmp::{Ordering, Reverse};
use std::rc::Rc;

use tapedeck_core::model::{Field, Outcome, Record, Severity};
use tapedeck_core::query::Query;

use crate::protocol::Sort;

/// The rows that match, in order. `rows` come newest first; equal rows keep that order, so that a list sorted by severity
/// still tells its story, and a list sorted by time has the same order as one that is read page by page.
pub(crate) fn select(rows: impl Iterator<Item = Rc<Record>>, query: &Query, sort: Sort) -> Vec<Rc<Record>> {
    let mut matching: Vec<Rc<Record>> = rows.filter(|row| query.is_empty() || query.matches(row)).collect();
    let rows = &mut matching;
    match sort.field {
        Field::Time => {
            sort_by(rows, true, |row| row.time());
            if !sort.descending {
                rows.reverse();
            }
        }
        Field::Severity => sort_by(rows, sort.descending, |row| Reverse(severity(row))),
        Field::Outcome => sort_by(rows, sort.descending, |row| Reverse(outcome(row))),
        Field::Duration | Field::Ended | Field::Errors => {
            sort_by(rows, sort.descending, |row| number(row, sort.field));
        }
        Field::Code | Field::Run => sort_by(rows, sort.descending, |row| by_value(&row.text(sort.field))),
        field => sort_by(rows, sort.descending, |row| row.text(field).to_lowercase()),
    }
    matching
}

/// Numbers by their value, before texts.
fn by_value(text: &str) -> (bool, i64, String) {
    match text.parse() {
        Ok(number) => (false, number, String::new()),
        Err(_) => (true, 0, text.to_lowercase()),
    }
}

/// Sorts by a key that is computed once a row; equal keys newest first.
fn sort_by<K: Ord>(rows: &mut Vec<Rc<Record>>, descending: bool, key: impl Fn(&Record) -> K) {
    let mut keyed: Vec<(K, Rc<Record>)> = rows.drain(..).map(|row| (key(&row), row)).collect();
    keyed.sort_by(|(a, left), (b, right)| {
        let by_key = if descending { b.cmp(a) } else { a.cmp(b) };
        by_key.then_with(|| newest_first(left, right))
    });
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

fn newest_first(left: &Record, right: &Record) -> Ordering {
    right.time().cmp(&left.time())
}

fn severity(row: &Record) -> Severity {
    match row {
        Record::Line(line) => line.severity,
        Record::Run(_) => Severity::Unknown,
    }
}

fn outcome(row: &Record) -> Outcome {
    match row {
        Record::Run(run) => run.outcome,
        Record::Line(_) => Outcome::Unknown,
    }
}

fn number(row: &Record, field: Field) -> Option<i64> {
    match (row, field) {
        (Record::Run(run), Field::Duration) => run.duration,
        (Record::Run(run), Field::Ended) => run.ended.map(|time| time.0),
        (Record::Run(run), Field::Errors) => Some(run.counts.error),
        _ => None,
    }
}
