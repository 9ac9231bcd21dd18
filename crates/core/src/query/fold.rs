//! Texts compared whatever their case: every letter for itself, so that a piece of a text folds as it does in the whole.

use super::seek;

/// A text without differences of case.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}

/// Appends a text without differences of case.
pub(crate) fn push(out: &mut String, text: &str) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        out[from..].make_ascii_lowercase();
        return;
    }
    for c in text.chars() {
        match c {
            // The sigma at the end of a word is no other letter.
            'ς' => out.push('σ'),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Whether a text contains a folded one.
pub(crate) fn contains(text: &str, folded: &str) -> bool {
    if !text.is_ascii() {
        return self::folded(text).contains(folded);
    }
    if folded.is_empty() {
        return true;
    }
    let mut found = false;
    seek::all(text.as_bytes(), folded.as_bytes(), |_| {
        found = true;
        text.len()
    });
    found
}

/// Whether a text is a folded one.
pub(crate) fn equals(text: &str, folded: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(folded) } else { self::folded(text) == folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whatever_the_case() {
        for (text, needle, expected) in [
            ("Backup failed", "FAILED", true),
            ("Backup failed", "failed ", false),
            ("GRÖSSE", "größe", false),
            ("GRÖẞE", "größe", true),
            ("ΟΔΟΣ ΑΒΓ", "οδος", true),
            ("ΟΔΟΣΑ", "οδος", true),
            ("5 K", "5 \u{212A}", true),
            ("İstanbul", "i\u{307}stanbul", true),
            ("anything", "", true),
            ("a", "aa", false),
        ] {
            assert_eq!(contains(text, &folded(needle)), expected, "{needle} in {text}");
        }
        assert!(equals("Größe", &folded("GRÖßE")) && !equals("Größe", &folded("Größer")));
    }
}
