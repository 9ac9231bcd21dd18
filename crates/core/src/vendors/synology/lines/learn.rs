//! What a line has in common with others is found out by trying: with other numbers and values it is read again, and only
//! what it then says may differ, and only by the values. So there is one meaning of a line, that of the mapping.

use crate::logbook::Hole;
use crate::model::Line;

use super::super::{dictionary, mapping};
use super::cut::{Cut, VALUES};
use super::seen::{Part, digits, say, string};

const VALUE: u8 = Hole::Value as u8;

/// What two lines have in common, if they differ in plain values only. `text` may have places of values already.
pub(super) fn common(text: &[u8], left: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let (mut a, mut b) = (0, 0);
    let mut key: &[u8] = &[];
    while a < text.len() && b < left.len() {
        let (one, other) = (token(&text[a..]), token(&left[b..]));
        if one == other {
            out.extend_from_slice(one);
        } else if out.last() == Some(&b':') && dictionary::is_plain(std::str::from_utf8(key).ok()?) {
            match (plain(one)?, plain(other)?) {
                (true, true) => out.extend_from_slice(&[b'"', VALUE, b'"']),
                (false, false) => out.push(VALUE),
                _ => return None,
            }
        } else {
            return None;
        }
        a += one.len();
        b += other.len();
        if text.get(a) == Some(&b':') {
            key = one.get(1..one.len().saturating_sub(1)).unwrap_or_default();
        }
    }
    let values = out.iter().filter(|byte| **byte == VALUE).count();
    (a == text.len() && b == left.len() && values <= VALUES).then_some(out)
}

/// A string, a number or a sign of JSON.
fn token(rest: &[u8]) -> &[u8] {
    let length = match rest.first() {
        Some(b'"') => {
            let mut at = 1;
            while let Some(byte) = rest.get(at) {
                at += match byte {
                    b'"' => break,
                    b'\\' => 2,
                    _ => 1,
                };
            }
            at + 1
        }
        Some(b'{' | b'}' | b'[' | b']' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r') | None => 1,
        Some(_) => {
            let ends = |byte: &u8| matches!(byte, b'}' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r');
            rest.iter().position(ends).unwrap_or(rest.len())
        }
    };
    &rest[..length.min(rest.len())]
}

/// Whether a value that is taken as it stands is a string; nothing if it is not taken so.
fn plain(token: &[u8]) -> Option<bool> {
    match token {
        [VALUE] => Some(false),
        [b'"', VALUE, b'"'] => Some(true),
        [b'"', rest @ ..] => string(rest).map(|_| true),
        number => (digits(number) == number.len() && crate::logbook::plain_number(number).is_some()).then_some(false),
    }
}

/// Tries whether all lines that are like `left` but for what is cut out say the same as `line`, which is one of them, but
/// for its values. `cut` has its numbers, `values` its values. Returns what they say, in parts, if values are in it.
pub(super) fn says(source: &str, left: &[u8], line: &Line, cut: &Cut, values: &[&[u8]]) -> Option<Vec<Part>> {
    let mut other = *cut;
    let mut raw = Vec::with_capacity(left.len() + 120);
    let mut stand_in: Vec<String> = Vec::new();
    for byte in left {
        match Hole::of(*byte) {
            None => raw.push(*byte),
            Some(Hole::Value) => {
                // What is in no line: a letter for private use, or a number that nothing has.
                let nth = stand_in.len() as u32;
                let text = match raw.last() {
                    Some(b'"') => format!("x{}", char::from_u32(0xE000 + nth)?),
                    _ => format!("74185296307{}", nth + 1),
                };
                raw.extend_from_slice(text.as_bytes());
                stand_in.push(text);
            }
            Some(hole) => {
                let number = other.of(hole).as_mut()?;
                *number += 1;
                raw.extend_from_slice(number.to_string().as_bytes());
            }
        }
    }
    let raw = String::from_utf8(raw).ok()?;
    let changed = mapping::line(source, &raw);
    let of = |line: &Line| Line {
        id: String::new(),
        time: None,
        run: None,
        raw: String::new(),
        text: String::new(),
        ..line.clone()
    };
    let plain = other.are_of(&changed) && cut.are_of(line) && line.problem.is_none();
    if !plain || of(&changed) != of(line) || stand_in.len() != values.len() {
        return None;
    }
    let parts = parts(&changed.text, &stand_in);
    let mut said = String::new();
    say(&parts, values, &mut said);
    if said != line.text {
        return None;
    }
    Some(if parts.iter().any(|part| matches!(part, Part::Value(_))) { parts } else { Vec::new() })
}

/// Cuts a text at what stands in it for values.
fn parts(mut text: &str, stand_in: &[String]) -> Vec<Part> {
    let mut parts = Vec::new();
    loop {
        let next = stand_in.iter().enumerate().filter_map(|(nth, own)| Some((text.find(own.as_str())?, nth))).min();
        let Some((at, nth)) = next else { break };
        parts.push(Part::Words(text[..at].to_string()));
        parts.push(Part::Value(nth));
        text = &text[at + stand_in[nth].len()..];
    }
    parts.push(Part::Words(text.to_string()));
    parts
}
