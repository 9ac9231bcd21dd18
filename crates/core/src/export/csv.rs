//! Comma-separated values: RFC 4180, and safe to open in a spreadsheet.

/// Writes a row, with CRLF at its end.
pub(super) fn row<S: AsRef<str>>(cells: impl IntoIterator<Item = S>, out: &mut String) {
    for (at, text) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        cell(text.as_ref(), out);
    }
    out.push_str("\r\n");
}

fn cell(text: &str, out: &mut String) {
    let guard = is_formula(text);
    if !guard && !text.contains(['"', ',', '\r', '\n']) && text.trim() == text {
        out.push_str(text);
        return;
    }
    out.push('"');
    if guard {
        out.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    out.push('"');
}

/// Whether a spreadsheet would calculate it. An apostrophe before it keeps it a text.
///
/// Source: OWASP, *CSV Injection*.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
