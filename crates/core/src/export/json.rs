//! Rows as JSON objects.

use serde_json::Value;
use serde_json::value::RawValue;

use super::Column;

/// Writes a row on one line. What is empty is `null`; a record that came as JSON is written as it came.
pub(super) fn object(columns: &[Column], cells: &[String], out: &mut String) {
    out.push('{');
    for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if at > 0 {
            out.push(',');
        }
        string(column.word(), out);
        out.push(':');
        value(*column, cell, out);
    }
    out.push('}');
}

fn value(column: Column, cell: &str, out: &mut String) {
    if cell.is_empty() {
        out.push_str("null");
    } else if column == Column::Raw && serde_json::from_str::<&RawValue>(cell).is_ok() {
        // Not read and printed again: a number with more digits than a program keeps would change. In JSON, line breaks
        // are never part of a text.
        out.extend(cell.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }));
    } else if column.is_number() && cell.parse::<i64>().is_ok() {
        out.push_str(cell);
    } else {
        string(cell, out);
    }
}

/// Writes a text with quotation marks.
pub(super) fn string(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}
