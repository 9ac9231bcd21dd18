//! Which columns a table has, and how wide they are.

use tapedeck_core::model::Field;
use tapedeck_core::vendors::Subject;

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ColumnSpec {
    pub(crate) field: Field,
    /// In pixels.
    pub(crate) width: u32,
    /// Whether it takes the room that is left.
    pub(crate) grow: bool,
    /// Whether it is shown unless the reader says otherwise.
    pub(crate) shown: bool,
}

const fn column(field: Field, width: u32, shown: bool) -> ColumnSpec {
    ColumnSpec { field, width, grow: false, shown }
}

const LINES: [ColumnSpec; 10] = [
    column(Field::Time, 172, true),
    column(Field::Severity, 98, true),
    column(Field::Source, 110, false),
    column(Field::Job, 132, true),
    column(Field::Item, 120, false),
    column(Field::File, 150, false),
    ColumnSpec { field: Field::Text, width: 160, grow: true, shown: true },
    column(Field::User, 100, false),
    column(Field::Code, 76, true),
    column(Field::Run, 76, false),
];

const RUNS: [ColumnSpec; 11] = [
    column(Field::Outcome, 112, true),
    column(Field::Time, 172, true),
    ColumnSpec { field: Field::Job, width: 120, grow: true, shown: true },
    column(Field::Source, 110, false),
    column(Field::Action, 124, true),
    column(Field::Duration, 112, true),
    column(Field::Item, 150, true),
    column(Field::Kind, 120, false),
    column(Field::Errors, 76, false),
    column(Field::Ended, 172, false),
    column(Field::Run, 76, false),
];

/// All columns that a table can have, in order.
pub(crate) fn all(subject: Subject) -> &'static [ColumnSpec] {
    match subject {
        Subject::Runs => &RUNS,
        Subject::Lines => &LINES,
    }
}

/// The columns to show: the chosen ones in the order in which they were chosen, or the usual ones, and with these `also`:
/// the source's if rows can be of several, the file's if they are of an archive.
pub(crate) fn shown(subject: Subject, chosen: Option<&[Field]>, also: &[Field]) -> Vec<ColumnSpec> {
    let list = all(subject).iter().copied();
    let find = |field: &Field| all(subject).iter().find(|column| column.field == *field).copied();
    match chosen {
        Some(chosen) => {
            let mut shown: Vec<ColumnSpec> = Vec::new();
            for column in chosen.iter().filter_map(find) {
                // A link may name one twice.
                if !shown.contains(&column) {
                    shown.push(column);
                }
            }
            shown
        }
        None => list.filter(|column| column.shown || also.contains(&column.field)).collect(),
    }
}

/// Columns with one more, behind the one that it stands behind in the table's own order.
pub(crate) fn with(subject: Subject, mut fields: Vec<Field>, field: Field) -> Vec<Field> {
    let before = all(subject).iter().map(|column| column.field).take_while(|other| *other != field);
    let at = before.filter_map(|other| fields.iter().position(|shown| *shown == other)).last().map_or(0, |at| at + 1);
    fields.insert(at, field);
    fields
}

/// Columns with the one at a place at another place.
pub(crate) fn moved(mut fields: Vec<Field>, from: usize, to: usize) -> Vec<Field> {
    if from < fields.len() && to < fields.len() {
        let field = fields.remove(from);
        fields.insert(to, field);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(list: &[ColumnSpec]) -> Vec<Field> {
        list.iter().map(|column| column.field).collect()
    }

    #[test]
    fn the_usual_columns_unless_chosen() {
        use Field::*;
        assert_eq!(fields(&shown(Subject::Lines, None, &[])), [Time, Severity, Job, Text, Code]);
        assert_eq!(fields(&shown(Subject::Lines, None, &[Source])), [Time, Severity, Source, Job, Text, Code]);
        assert_eq!(fields(&shown(Subject::Lines, Some(&[Text, Time]), &[Source])), [Text, Time]);
        assert_eq!(fields(&shown(Subject::Lines, Some(&[Text, Time, Text]), &[Source])), [Text, Time], "once each");
        assert_eq!(fields(&shown(Subject::Runs, Some(&[Severity]), &[])), []);
    }

    #[test]
    fn columns_come_where_they_belong_and_are_moved() {
        use Field::*;
        assert_eq!(with(Subject::Lines, vec![Time, Text], Job), [Time, Job, Text]);
        assert_eq!(with(Subject::Lines, vec![Text, Time], Job), [Text, Time, Job]);
        assert_eq!(with(Subject::Lines, vec![Code], Time), [Time, Code]);
        assert_eq!(moved(vec![Time, Job, Text], 2, 0), [Text, Time, Job]);
        assert_eq!(moved(vec![Time, Job, Text], 0, 1), [Job, Time, Text]);
        assert_eq!(moved(vec![Time, Job], 0, 2), [Time, Job]);
    }

    #[test]
    fn each_table_has_one_column_that_grows() {
        for subject in [Subject::Runs, Subject::Lines] {
            assert_eq!(all(subject).iter().filter(|column| column.grow).count(), 1);
        }
    }
}
