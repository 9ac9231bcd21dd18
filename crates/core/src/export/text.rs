//! Text for reading, and for pasting into a table.

use super::csv::is_formula;

/// Writes a row as one line: cells that have something, with two spaces between.
pub(super) fn line<S: AsRef<str>>(cells: &[S], out: &mut String) {
    let mut first = true;
    for cell in cells.iter().map(AsRef::as_ref).filter(|cell| !cell.is_empty()) {
        if !first {
            out.push_str("  ");
        }
        first = false;
        flat(cell, out);
    }
    out.push('\n');
}

/// Writes a row with tabs between its cells. It is pasted into spreadsheets, so no cell is a formula.
pub(super) fn tabs<S: AsRef<str>>(cells: impl IntoIterator<Item = S>, out: &mut String) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        if is_formula(cell.as_ref()) {
            out.push('\'');
        }
        flat(cell.as_ref(), out);
    }
    out.push('\n');
}

/// A cell has no line and no tab of its own.
fn flat(cell: &str, out: &mut String) {
    out.extend(cell.chars().map(|letter| if matches!(letter, '\t' | '\n' | '\r') { ' ' } else { letter }));
}
