//! What a table shows.

use std::sync::Arc;

use tapedeck_core::map::Map;
use tapedeck_core::model::{Field, Outcome, Severity};
use tapedeck_core::query::Fit;

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What it shows; unique among the columns.
    pub field: Field,
    /// The heading.
    pub title: String,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How narrow it may become, in pixels.
    pub min: u32,
    /// Whether it takes what is left of the table's width; its own width is then the least it has.
    pub grow: bool,
    /// Whether rows can be sorted by it.
    pub sortable: bool,
    /// Whether rows can be filtered by its cells.
    pub filterable: bool,
    /// How its cells are drawn.
    pub kind: CellKind,
    /// Whether its cells are numbers, which stand at the right.
    pub numeric: bool,
    /// Whether it is as wide as all that can stand in it.
    pub roomy: bool,
}

/// How the cells of a column are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// A moment, with its long form as tooltip.
    Time,
    /// The mark of a severity.
    Severity,
    /// The mark of an outcome.
    Outcome,
    /// Words, in which texts are marked.
    Text,
    /// A vendor's code, in the mono-spaced font.
    Code,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A moment: as it is shown, and its long form.
    Time {
        /// As it is shown.
        shown: String,
        /// The tooltip.
        title: String,
    },
    /// A severity.
    Severity(Severity),
    /// An outcome.
    Outcome(Outcome),
    /// A vendor's code.
    Code(String),
    /// Nothing.
    Empty,
}

/// The colour of a row's edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowTone {
    /// Something failed.
    Bad,
    /// Something needs a look.
    Warn,
    /// Something is not known or could not be read.
    Odd,
    /// None.
    #[default]
    Normal,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct GridRow {
    /// Its number in the whole result, from zero.
    pub index: u64,
    /// The colour of its edge.
    pub tone: RowTone,
    /// The cells, parallel to the columns.
    pub cells: Vec<Cell>,
    /// What could not be read in it.
    pub problem: Option<String>,
    /// Of how many rows it is the first, and whether the others follow it.
    pub repeats: Option<(u32, bool)>,
    /// It is one of those that follow such a row.
    pub within: bool,
    /// Where the regular expressions of the filter fit in its texts.
    pub fits: Vec<Fit>,
}

/// The rows that are known, by number. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Rows(Arc<Map<u64, Arc<GridRow>>>);

impl Rows {
    /// The row with a number.
    pub fn get(&self, index: u64) -> Option<&Arc<GridRow>> {
        self.0.get(&index)
    }
}

impl FromIterator<Arc<GridRow>> for Rows {
    fn from_iter<I: IntoIterator<Item = Arc<GridRow>>>(rows: I) -> Rows {
        Rows(Arc::new(rows.into_iter().map(|row| (row.index, row)).collect()))
    }
}

impl FromIterator<GridRow> for Rows {
    fn from_iter<I: IntoIterator<Item = GridRow>>(rows: I) -> Rows {
        rows.into_iter().map(Arc::new).collect()
    }
}

impl PartialEq for Rows {
    /// Whether both are the very same: a window of rows is replaced, never changed.
    fn eq(&self, other: &Rows) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
