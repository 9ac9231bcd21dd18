//! A table as GitHub's Markdown has it.

/// Writes the headings.
pub(super) fn head<S: AsRef<str>>(cells: impl IntoIterator<Item = S>, out: &mut String) {
    let start = out.len();
    row(cells, out);
    let count = out[start..].matches('|').count().saturating_sub(1);
    out.push('|');
    (0..count).for_each(|_| out.push_str(" --- |"));
    out.push('\n');
}

/// Writes a row. What would end a cell or be markup is written so that it is read as it stands.
pub(super) fn row<S: AsRef<str>>(cells: impl IntoIterator<Item = S>, out: &mut String) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        for letter in cell.as_ref().replace("\r\n", "\n").chars() {
            match letter {
                '\n' | '\r' => out.push_str("<br>"),
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                    out.push('\\');
                    out.push(letter);
                }
                _ => out.push(letter),
            }
        }
        out.push_str(" |");
    }
    out.push('\n');
}
