//! Whether lines mean the same that are alike but for numbers and values is found out by trying: one is read again with
//! others in their place, and only what it then says may differ, and only by the values. So there is one meaning of a line,
//! that of the mapping.

use crate::logbook::Hole;
use crate::model::Line;

use super::super::mapping;
use super::cut::Cut;
use super::met::{Part, say};

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
        file: String::new(),
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
