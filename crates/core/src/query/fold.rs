//! Texts compared whatever their case: every letter for itself, so that a piece of a text folds as it does in the whole.

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
    find_all(text.as_bytes(), folded.as_bytes(), |_| {
        found = true;
        text.len()
    });
    found
}

/// Whether a text is a folded one.
pub(crate) fn equals(text: &str, folded: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(folded) } else { self::folded(text) == folded }
}

/// Calls `hit` with the places at which ASCII letters stand, whatever their case; `hit` says from where on to look on.
/// `needle` must not be empty, and must be ASCII in lower case.
pub(crate) fn find_all(text: &[u8], needle: &[u8], mut hit: impl FnMut(usize) -> usize) {
    let (offset, rare) = rarest(needle);
    let upper = rare.to_ascii_uppercase();
    let mut at = offset;
    while at < text.len() {
        let found =
            if upper == rare { memchr::memchr(rare, &text[at..]) } else { memchr::memchr2(rare, upper, &text[at..]) };
        let Some(found) = found else { return };
        let place = at + found - offset;
        at += found + 1;
        if text.get(place..place + needle.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(needle)) {
            at = at.max(hit(place) + offset);
        }
    }
}

/// The letter of a text that is the rarest in logs, and where it stands.
fn rarest(needle: &[u8]) -> (usize, u8) {
    // From the most to the least frequent; what is not here is rarer.
    const FREQUENT: &[u8] = b" eatinorsldcupmbkfhg.vy0-w1/2x:34598_67jqz";
    let rank = |byte: u8| FREQUENT.iter().position(|known| *known == byte).unwrap_or(FREQUENT.len());
    let best = needle.iter().copied().enumerate().max_by_key(|(_, byte)| rank(*byte));
    best.unwrap_or((0, 0))
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
