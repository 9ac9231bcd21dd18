//! A vendor's own number of a record in eight bytes.

use super::words::Words;

const TEXT: u64 = 1 << 63;

/// Packs a number. What is not written as a plain whole number is kept as a text.
pub(crate) fn pack(text: &str, texts: &mut Words) -> u64 {
    match plain(text.as_bytes()) {
        Some(number) => number,
        None => u64::from(texts.intern(text)) | TEXT,
    }
}

/// As [`pack`], for a number that may be in no row.
pub(crate) fn find(text: &str, texts: &Words) -> Option<u64> {
    plain(text.as_bytes()).or_else(|| texts.find(text).map(|id| u64::from(id) | TEXT))
}

/// The text that was packed.
pub(crate) fn unpack(number: u64, texts: &Words) -> String {
    if number & TEXT == 0 { number.to_string() } else { texts.get((number & !TEXT) as u32).to_string() }
}

/// A whole number that prints as it was written.
pub fn plain(digits: &[u8]) -> Option<u64> {
    let fits = matches!(digits.len(), 1..=18) && (digits[0] != b'0' || digits.len() == 1);
    if !fits {
        return None;
    }
    digits.iter().try_fold(0_u64, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_back_as_it_was_written() {
        let mut texts = Words::new();
        for text in ["0", "29286", "007", "", "-1", "999999999999999999", "18446744073709551616", "5d3a6e0c-1f52"] {
            let number = pack(text, &mut texts);
            assert_eq!(unpack(number, &texts), text);
        }
        assert_eq!(texts.len(), 5, "plain numbers are no texts, the empty one is always there");
    }
}
