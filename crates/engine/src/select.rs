//! Sorting rows that are all here.

use std::cmp::Reverse;
use std::rc::Rc;

use tapedeck_core::model::{Field, Record};

use crate::protocol::Sort;

/// The rows in order. `rows` come newest first; equal rows keep that order, so that a list sorted by severity
/// still tells its story, and a list sorted by time has the same order as one that is read page by page.
pub(crate) fn select(rows: impl Iterator<Item = Rc<Record>>, sort: Sort) -> Vec<Rc<Record>> {
    let mut keyed: Vec<(Key, Rc<Record>)> = rows.map(|row| (key(&row, sort.field), row)).collect();
    if sort.field == Field::Time {
        // Turned round as a whole, so that rows of one instant are turned round too.
        order(&mut keyed, true);
        if !sort.descending {
            keyed.reverse();
        }
    } else {
        order(&mut keyed, sort.descending);
    }
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// By what a row is sorted. One type for all fields: the sorting is then compiled once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// An instant, a number, or nothing.
    Number(Option<i64>),
    /// The worse, the larger.
    Rank(Reverse<u8>),
    /// Words, whatever their case.
    Text(String),
}

fn order(keyed: &mut [(Key, Rc<Record>)], descending: bool) {
    keyed.sort_by(|(a, left), (b, right)| {
        let by_key = if descending { b.cmp(a) } else { a.cmp(b) };
        by_key.then_with(|| right.time().cmp(&left.time()))
    });
}

fn key(row: &Record, field: Field) -> Key {
    match (row, field) {
        (_, Field::Time) => Key::Number(row.time().map(|time| time.0)),
        (Record::Line(line), Field::Severity) => Key::Rank(Reverse(line.severity as u8)),
        (Record::Run(run), Field::Outcome) => Key::Rank(Reverse(run.outcome as u8)),
        (Record::Run(run), Field::Duration) => Key::Number(run.duration),
        (Record::Run(run), Field::Ended) => Key::Number(run.ended.map(|time| time.0)),
        (Record::Run(run), Field::Errors) => Key::Number(Some(run.counts.error)),
        (_, Field::Code | Field::Run) => {
            let text = row.text(field);
            // Numbers by their value, before texts.
            text.parse().map_or_else(|_| Key::Text(text.to_lowercase()), |number| Key::Number(Some(number)))
        }
        _ => Key::Text(row.text(field).to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use tapedeck_core::model::{Line, Severity, Timestamp};

    use super::*;

    fn line(id: &str, time: i64, severity: Severity, code: &str) -> Rc<Record> {
        let mut line = Line::unreadable("nas", String::new(), String::new());
        (line.id, line.time, line.severity, line.code) = (id.into(), Some(Timestamp(time)), severity, code.into());
        Rc::new(Record::Line(Box::new(line)))
    }

    #[test]
    fn sorts_by_what_a_reader_means() {
        let rows = [
            line("d", 4, Severity::Info, "1104"),
            line("c", 3, Severity::Error, "99"),
            line("b", 3, Severity::Warning, "x"),
            line("a", 1, Severity::Error, ""),
        ];
        for (field, descending, expected) in [
            (Field::Time, true, "dcba"),
            (Field::Time, false, "abcd"),
            (Field::Severity, true, "cabd"),
            (Field::Severity, false, "dbca"),
            (Field::Code, false, "cdab"),
            (Field::Code, true, "badc"),
        ] {
            let sorted = select(rows.iter().cloned(), Sort { field, descending });
            let ids: String = sorted.iter().map(|row| row.id()).collect();
            assert_eq!(ids, expected, "{field:?} {descending}");
        }
    }
}
