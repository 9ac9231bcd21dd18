//! Widths and structure of the columns: pure.

use tapedeck_core::model::Field;

use super::model::{CellKind, Column};

/// The greatest width of a column, in pixels.
pub const MAX_WIDTH: u32 = 2000;

/// What of a column decides how its cells are built. A change of anything else leaves the cells alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it shows.
    pub field: Field,
    /// How its cells are drawn.
    pub kind: CellKind,
    /// Whether its cells stand at the right.
    pub numeric: bool,
    /// Whether rows can be sorted by it.
    pub sortable: bool,
    /// Whether a note about a row stands in this column.
    pub notes: bool,
    /// The classes of its cells.
    pub class: String,
}

/// The structure of the columns. Notes about a row stand in the first growing text column, or the first text column.
pub fn shape(columns: &[Column]) -> Vec<Shape> {
    let is_text = |column: &&Column| column.kind == CellKind::Text;
    let notes = columns.iter().filter(is_text).find(|column| column.grow);
    let notes = notes.or_else(|| columns.iter().find(is_text)).map(|column| column.field);
    columns
        .iter()
        .map(|column| Shape {
            field: column.field,
            kind: column.kind,
            numeric: column.numeric,
            sortable: column.sortable,
            notes: Some(column.field) == notes,
            class: cell_class(column),
        })
        .collect()
}

fn cell_class(column: &Column) -> String {
    let kind = match column.kind {
        CellKind::Time => "time",
        CellKind::Severity | CellKind::Outcome => "mark",
        CellKind::Text => "words",
        CellKind::Code => "code",
    };
    let numeric = if column.numeric { " numeric" } else { "" };
    let roomy = if column.roomy { " roomy" } else { "" };
    format!("cell is-{kind} of-{}{numeric}{roomy}", column.field.word())
}

/// The value of `grid-template-columns`. Without a growing column, an empty one at the end takes the rest.
pub fn template(columns: &[Column]) -> String {
    let mut tracks: Vec<String> = columns
        .iter()
        .map(|column| match column.grow {
            true => format!("minmax({}px, 1fr)", column.width.max(column.min)),
            false => format!("{}px", column.width.max(column.min)),
        })
        .collect();
    if !columns.iter().any(|column| column.grow) {
        tracks.push("1fr".to_string());
    }
    tracks.join(" ")
}

/// The width, in pixels, below which the table scrolls sideways inside of itself.
pub fn least_width(columns: &[Column]) -> u32 {
    columns.iter().map(|column| column.width.max(column.min)).sum()
}

/// A width a person asked for, within the limits.
pub fn limit(width: f64, min: u32) -> u32 {
    (width.max(0.0).round() as u32).clamp(min, MAX_WIDTH.max(min))
}

/// Whether there is a column of sentences: a table of log lines.
pub fn has_text(shape: &[Shape]) -> bool {
    shape.iter().any(|column| column.field == Field::Text)
}

/// The classes of the table. The style sheet chooses by them what a card shows, and how high a row is.
pub fn grid_class(shape: &[Shape], narrow: bool, (compact, wrap): (bool, bool)) -> String {
    let class = match (narrow, has_text(shape)) {
        (true, true) => "grid cards of-lines",
        (true, false) => "grid cards of-runs",
        (false, _) => match (compact, wrap) {
            (false, false) => "grid",
            (true, false) => "grid compact",
            (false, true) => "grid wrap",
            (true, true) => "grid compact wrap",
        },
    };
    class.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(field: Field, width: u32, grow: bool) -> Column {
        let kind = if field == Field::Time { CellKind::Time } else { CellKind::Text };
        Column {
            field,
            title: String::new(),
            width,
            min: 60,
            grow,
            sortable: true,
            filterable: true,
            kind,
            numeric: false,
            roomy: false,
        }
    }

    #[test]
    fn prints_tracks() {
        let columns = [column(Field::Time, 176, false), column(Field::Text, 40, true)];
        assert_eq!(template(&columns), "176px minmax(60px, 1fr)");
        assert_eq!(template(&columns[..1]), "176px 1fr");
        assert_eq!(least_width(&columns), 236);
    }

    #[test]
    fn notes_stand_in_one_column() {
        let columns = [column(Field::Time, 1, false), column(Field::Job, 1, false), column(Field::Text, 1, true)];
        let notes = |columns: &[Column]| shape(columns).into_iter().find(|c| c.notes).map(|c| c.field);
        assert_eq!(notes(&columns), Some(Field::Text));
        assert_eq!(notes(&columns[..2]), Some(Field::Job));
        assert_eq!(notes(&columns[..1]), None);
    }

    #[test]
    fn widths_have_limits() {
        assert_eq!([limit(-5.0, 60), limit(99.6, 60), limit(1e9, 60)], [60, 100, MAX_WIDTH]);
    }
}
