//! A line that was met: what others must be like to be the same but for their numbers and values.

use crate::logbook::{Hole, Known, ShapeId, plain_number};

use super::cut::Cut;

/// Longer values are read like other lines.
const LONGEST: usize = 512;

/// A line that was met.
pub(super) struct Seen {
    pub(super) key: u64,
    pub(super) shape: ShapeId,
    pub(super) known: Known,
    /// How many numbers and values are cut out of the text of the shape.
    pub(super) holes: usize,
    /// What it says, if the values are part of that.
    pub(super) says: Vec<Part>,
    /// How often it was tried in vain to find what it has in common with others.
    pub(super) vain: u8,
}

/// A part of what a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Words(String),
    /// The value of this number.
    Value(usize),
}

/// How many places in a text something is cut out of.
pub(super) fn holes(text: &[u8]) -> usize {
    text.iter().filter(|byte| Hole::of(**byte).is_some()).count()
}

impl Seen {
    /// Reads the numbers and values of a record that is the same as this one but for them. Nothing if it is another one.
    pub(super) fn read(&self, text: &[u8], bytes: &[u8]) -> Option<Cut> {
        let mut cut = Cut::default();
        let mut from = 0;
        for _ in 0..self.holes {
            let equal = equal(&text[from..], &bytes[cut.to..]);
            from += equal;
            cut.to += equal;
            let hole = Hole::of(*text.get(from)?)?;
            let rest = &bytes[cut.to..];
            let length = match hole {
                Hole::Value if text[from - 1] == b'"' => string(rest)?,
                _ => digits(rest),
            };
            if hole == Hole::Value {
                if text[from - 1] != b'"' {
                    plain_number(&rest[..length])?;
                }
                if !cut.value(cut.to, cut.to + length) {
                    return None;
                }
            } else {
                *cut.of(hole) = Some(plain_number(&rest[..length])?);
            }
            cut.to += length;
            from += 1;
        }
        let last = text.len() - from;
        let is_it = equal(&text[from..], &bytes[cut.to..]) == last && cut.is_plain();
        cut.to += last;
        is_it.then_some(cut)
    }
}

/// What a line says with these values.
pub(super) fn say(says: &[Part], values: &[&[u8]], out: &mut String) {
    out.clear();
    for part in says {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Value(nth) => out.push_str(std::str::from_utf8(values[*nth]).unwrap_or_default()),
        }
    }
}

/// How many digits a text begins with.
pub(super) fn digits(rest: &[u8]) -> usize {
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// How long a string is that is taken as it stands: one without escapes, which says something.
pub(super) fn string(rest: &[u8]) -> Option<usize> {
    let rest = &rest[..rest.len().min(LONGEST)];
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=31))?;
    let text = std::str::from_utf8(&rest[..end]).ok()?;
    (rest[end] == b'"' && !text.trim().is_empty()).then_some(end)
}

/// How many bytes both begin with: many at a time, where a plain loop takes them one by one.
fn equal(a: &[u8], b: &[u8]) -> usize {
    let differ = |(one, other): (&[u8; 16], &[u8; 16])| u128::from_le_bytes(*one) ^ u128::from_le_bytes(*other);
    let (blocks, others) = (a.as_chunks::<64>().0, b.as_chunks::<64>().0);
    let same = |(one, other): &(&[u8; 64], &[u8; 64])| {
        let pairs = one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0);
        pairs.map(differ).fold(0, |all, one| all | one) == 0
    };
    let start = blocks.iter().zip(others).take_while(same).count() * 64;
    let (a, b) = (&a[start..], &b[start..]);
    let mut at = start;
    for pair in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        match differ(pair) {
            0 => at += 16,
            differ => return at + differ.trailing_zeros() as usize / 8,
        }
    }
    let rest = at - start;
    at + a[rest..].iter().zip(&b[rest..]).take_while(|(one, other)| one == other).count()
}
