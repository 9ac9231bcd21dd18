//! Columns grow by a quarter, not to the double: a wasm memory never shrinks, and a million rows have many columns.

/// Appends to a column.
#[inline]
pub(crate) fn push<T>(column: &mut Vec<T>, value: T) {
    if column.len() == column.capacity() {
        column.reserve_exact(column.len() / 4 + 1024);
    }
    column.push(value);
}
