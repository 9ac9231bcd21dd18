//! Texts with marked places.

use tapedeck_core::model::Field;
use tapedeck_core::query::Fit;

use crate::view::{Part, view};

/// Texts to mark, each in one field or in all.
pub type Marks = Vec<(Option<Field>, String)>;

/// So many texts are marked at most: every one is tried at every letter that is drawn.
const MOST: usize = 64;

/// The first of some texts to mark, each once, whatever its case.
pub fn few<'a>(marks: impl Iterator<Item = (Option<Field>, &'a str)>) -> Marks {
    let mut few: Marks = Vec::new();
    for (field, mark) in marks {
        let mark: String = lower(mark).into_iter().collect();
        if few.len() < MOST && !few.iter().any(|(of, known)| *of == field && *known == mark) {
            few.push((field, mark));
        }
    }
    few
}

/// Those that are marked in a field.
pub fn of_field(marks: &Marks, field: Field) -> Vec<String> {
    let own = marks.iter().filter(|(of, _)| of.is_none_or(|of| of == field));
    own.map(|(_, mark)| mark.clone()).collect()
}

/// The places in the text of a field at which a regular expression fits.
pub fn fits_of_field(fits: &[Fit], field: Field) -> impl Iterator<Item = (usize, usize)> {
    fits.iter().filter(move |fit| fit.field == field).map(Fit::ends)
}

/// A text with these texts marked in it, and these places of it, in bytes.
pub fn marked(text: &str, marks: &[String], places: &[(usize, usize)]) -> Part {
    if marks.is_empty() && places.is_empty() {
        return text.to_string().into();
    }
    let piece = |(piece, marked): (String, bool)| match marked {
        true => view! { <mark>{piece}</mark> },
        false => piece.into(),
    };
    let pieces = pieces(text, marks, places);
    if !pieces.iter().any(|(_, marked)| *marked) {
        return text.to_string().into();
    }
    pieces.into_iter().map(piece).collect()
}

/// A text cut into pieces, each with whether it is marked. Together they are the text.
///
/// Marks are compared letter by letter in lower case. Where marks overlap, the one that begins first counts.
pub fn pieces(text: &str, marks: &[String], places: &[(usize, usize)]) -> Vec<(String, bool)> {
    let marks: Vec<Vec<char>> = marks.iter().map(|mark| lower(mark)).filter(|mark| !mark.is_empty()).collect();
    let letters: Vec<char> = text.chars().collect();
    let lowered: Vec<char> = letters.iter().map(|letter| lower_letter(*letter)).collect();
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    let letter = |byte: usize| starts.partition_point(|start| *start < byte);
    let places: Vec<(usize, usize)> = places.iter().map(|(from, to)| (letter(*from), letter(*to))).collect();
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while at < letters.len() {
        let rest = &lowered[at..];
        let placed = places.iter().filter(|(from, to)| *from == at && to > from).map(|(from, to)| to - from);
        match marks.iter().filter(|mark| rest.starts_with(mark)).map(Vec::len).chain(placed).max() {
            Some(length) => {
                push(&mut pieces, &letters[plain..at], false);
                push(&mut pieces, &letters[at..at + length], true);
                at += length;
                plain = at;
            }
            None => at += 1,
        }
    }
    push(&mut pieces, &letters[plain..], false);
    pieces
}

fn push(pieces: &mut Vec<(String, bool)>, letters: &[char], marked: bool) {
    if !letters.is_empty() {
        pieces.push((letters.iter().collect(), marked));
    }
}

fn lower(text: &str) -> Vec<char> {
    text.chars().map(lower_letter).collect()
}

/// One letter in lower case, always one: places in both texts stay the same.
fn lower_letter(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, marks: &[&str], places: &[(usize, usize)]) -> String {
        let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
        pieces(text, &marks, places)
            .into_iter()
            .map(|(piece, marked)| if marked { format!("[{piece}]") } else { piece })
            .collect()
    }

    #[test]
    fn marks_whatever_the_case() {
        for (text, marks, expected) in [
            ("Backup of LT-0231 failed", &["lt-0231"][..], "Backup of [LT-0231] failed"),
            ("ababab", &["aba"], "[aba]bab"),
            ("Müller MÜLLER", &["müller"], "[Müller] [MÜLLER]"),
            ("İstanbul", &["stan"], "İ[stan]bul"),
            ("failed", &["fail", "failed"], "[failed]"),
            ("text", &["", "none"], "text"),
            ("", &["x"], ""),
        ] {
            assert_eq!(drawn(text, marks, &[]), expected);
        }
    }

    /// A filter of 10,000 characters has 5,000 words, and most of them twice: scrolling through what it found was slow.
    #[test]
    fn a_long_filter_marks_few_texts_each_once() {
        let twice = ["Fail", "fail", "FAIL"].map(|mark| (None, mark));
        assert_eq!(few(twice.into_iter()), [(None, "fail".to_string())]);
        let fields = [(Some(Field::Job), "x"), (None, "x"), (Some(Field::Job), "X")];
        assert_eq!(few(fields.into_iter()).len(), 2, "in another field it is another one");
        let words: Vec<String> = (0..5_000).map(|number| format!("w{number}")).collect();
        let many = few(words.iter().map(|word| (None, word.as_str())));
        assert_eq!((many.len(), many[0].1.as_str()), (MOST, "w0"));
    }

    #[test]
    fn marks_places_too() {
        for (text, marks, places, expected) in [
            ("VM vm-7", &[][..], &[(3, 7)][..], "VM [vm-7]"),
            ("Zoë: ok", &["ok"], &[(0, 4)], "[Zoë]: [ok]"),
            ("failed", &["fail"], &[(0, 6)], "[failed]"),
            // The text was cut shorter than it is.
            ("abc", &[], &[(2, 9), (12, 15)], "ab[c]"),
        ] {
            assert_eq!(drawn(text, marks, places), expected);
        }
    }
}
