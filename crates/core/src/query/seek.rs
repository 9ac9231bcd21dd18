//! Where a short text stands in a long one, whatever the case of its letters: at some gigabytes a second, where it is seldom.
//!
//! Two letters of it that are rare in logs are looked for at once, each at its distance from the other, in vectors of bytes.
//! Only where both stand is the whole text compared.

use std::array;
use std::ops::Range;

use wide::u8x16;

/// So many places are looked at together.
const BLOCK: usize = 32;

/// Calls `hit` with the places at which ASCII letters stand, whatever their case; `hit` says from where on to look on.
/// `needle` must not be empty, and must be ASCII in lower case.
pub(crate) fn all(text: &[u8], needle: &[u8], mut hit: impl FnMut(usize) -> usize) {
    let Some(places) = text.len().checked_sub(needle.len()).map(|last| last + 1) else { return };
    let pair = rarest(needle);
    let mut at = 0;
    while at < places {
        let (start, end, mut both) = block(text, at..places, pair);
        at = end;
        while both != 0 {
            let place = start + both.trailing_zeros() as usize;
            both &= both - 1;
            if text[place..place + needle.len()].eq_ignore_ascii_case(needle) {
                let next = hit(place);
                if next >= end {
                    at = next;
                    break;
                }
                both &= u32::MAX << next.saturating_sub(start);
            }
        }
    }
}

/// The next places of which at least one has both letters, or the last ones: where they begin and end, and a bit for each.
fn block(text: &[u8], places: Range<usize>, (one, other): (Letter, Letter)) -> (usize, usize, u32) {
    let of = |letter: Letter| &text[places.start + letter.offset..places.end + letter.offset];
    let (ones, rest) = of(one).as_chunks::<BLOCK>();
    let (others, other_rest) = of(other).as_chunks::<BLOCK>();
    for ((ones, others), start) in ones.iter().zip(others).zip(places.clone().step_by(BLOCK)) {
        let [first, second] =
            array::from_fn(|half| one.stands(half_of(ones, half)) & other.stands(half_of(others, half)));
        if (first | second).any() {
            return (start, start + BLOCK, first.to_bitmask() | second.to_bitmask() << 16);
        }
    }
    let both = rest.iter().zip(other_rest).enumerate().map(|(nth, (a, b))| u32::from(one.is(*a) & other.is(*b)) << nth);
    (places.end - rest.len(), places.end, both.fold(0, |all, bit| all | bit))
}

/// Half of a block.
fn half_of(block: &[u8; BLOCK], half: usize) -> u8x16 {
    u8x16::new(block.as_chunks().0[half])
}

/// A letter of a text that is looked for.
#[derive(Clone, Copy)]
struct Letter {
    /// Where it stands in the text.
    offset: usize,
    byte: u8,
    /// The bit in which it differs from the same letter in the other case.
    case: u8,
}

impl Letter {
    /// Whether a byte is this letter.
    fn is(self, byte: u8) -> bool {
        byte | self.case == self.byte
    }

    /// Which of some bytes are this letter.
    fn stands(self, bytes: u8x16) -> u8x16 {
        (bytes | u8x16::splat(self.case)).simd_eq(u8x16::splat(self.byte))
    }
}

/// The two letters of a text that are the rarest in logs. Of a single one: that, twice.
fn rarest(needle: &[u8]) -> (Letter, Letter) {
    // From the most to the least frequent; what is not here is rarer.
    const FREQUENT: &[u8] = b" eatinorsldcupmbkfhg.vy0-w1/2x:34598_67jqz";
    let rank = |byte: u8| FREQUENT.iter().position(|known| *known == byte).unwrap_or(FREQUENT.len());
    let best = |but: Option<usize>| {
        let others = needle.iter().enumerate().filter(|(offset, _)| Some(*offset) != but);
        others.max_by_key(|(_, byte)| rank(**byte)).map(|(offset, _)| offset)
    };
    let letter = |offset: usize| {
        let byte = needle.get(offset).copied().unwrap_or_default();
        Letter { offset, byte, case: if byte.is_ascii_lowercase() { b' ' } else { 0 } }
    };
    let one = best(None).unwrap_or(0);
    (letter(one), letter(best(Some(one)).unwrap_or(one)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where a text stands, one place after the other.
    fn one_by_one(text: &[u8], needle: &[u8]) -> Vec<usize> {
        let places = text.len().checked_sub(needle.len()).map_or(0, |last| last + 1);
        (0..places).filter(|at| text[*at..*at + needle.len()].eq_ignore_ascii_case(needle)).collect()
    }

    fn found(text: &[u8], needle: &[u8], step: usize) -> Vec<usize> {
        let mut found = Vec::new();
        all(text, needle, |hit| {
            found.push(hit);
            hit + step
        });
        found
    }

    #[test]
    fn it_is_found_wherever_it_stands() {
        for needle in ["a", "-", "ab", "vm-sql02", "aa", "a text that is longer than a block of bytes"] {
            for before in 0..100 {
                for after in [0, 1, 31, 32, 33, 100] {
                    let text = format!("{}{}{}", ".".repeat(before), needle.to_uppercase(), ".".repeat(after));
                    let expected = one_by_one(text.as_bytes(), needle.as_bytes());
                    assert_eq!(found(text.as_bytes(), needle.as_bytes(), 1), expected, "{needle} after {before}");
                }
            }
        }
    }

    #[test]
    fn what_is_to_be_left_out_is_left_out() {
        let text = "ab".repeat(100);
        for step in [1, 2, 3, 31, 32, 33, 64, 500] {
            let mut expected = one_by_one(text.as_bytes(), b"ab");
            let mut from = 0;
            expected.retain(|at| {
                let stays = *at >= from;
                from = if stays { at + step } else { from };
                stays
            });
            assert_eq!(found(text.as_bytes(), b"ab", step), expected, "{step}");
        }
    }

    proptest! {
        #[test]
        fn no_place_is_missed(text in "[abkABK@`\\[{ é-]{0,200}", needle in "[abk@`\\[{ -]{1,4}") {
            prop_assert_eq!(found(text.as_bytes(), needle.as_bytes(), 1), one_by_one(text.as_bytes(), needle.as_bytes()));
        }
    }
}
