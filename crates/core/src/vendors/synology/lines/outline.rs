//! How lines are written: the words that stand between their values, as a tree.
//!
//! A NAS writes some hundred outlines, whatever it has to say. Each is kept once, so that all of them stay in the fastest
//! memory of a processor; what lines have for values is looked up elsewhere, by the values.

use crate::logbook::Hole;

use super::super::dictionary;
use super::cut::{Cut, NUMBERS};
use super::scan::{begins_with, number_end, plain_end, string_end, whole};

/// So many names a line may have, and so many values that may be taken as they stand. The others are words.
const NAMES: usize = 32;
pub(super) const PLAINS: usize = 8;
/// So many steps are kept, and so many ways to go on from one.
const STEPS: usize = 4_000;
const WAYS: usize = 24;
/// After each value in a key. No byte of any UTF-8 text.
const END: u8 = 0xFF;
/// A key has at most the letters of a line, the ends of its values, and which of these are in it.
const KEY: usize = super::LONGEST + NAMES + PLAINS + 1 + BLOCK;
/// Most values are no longer.
const BLOCK: usize = 32;

/// The number of an outline.
pub(super) type OutlineId = u16;

/// All that were met.
#[derive(Default)]
pub(super) struct Outlines {
    steps: Vec<Step>,
    first: Vec<u16>,
    count: OutlineId,
}

/// Words, and the value that follows them.
struct Step {
    words: Box<[u8]>,
    value: Value,
    /// Whether that is a string.
    quoted: bool,
    /// The steps that may follow.
    next: Vec<u16>,
}

#[derive(Clone, Copy, PartialEq)]
enum Value {
    /// The line has ended.
    End(OutlineId),
    /// A number that stands in a column.
    Number(Hole),
    /// What many lines have: a name, a code.
    Name,
    /// The same as the n-th name of this line.
    Same(u8),
    /// What may be a line's own.
    Plain,
}

/// A line taken apart.
pub(super) struct Parts {
    pub(super) cut: Cut,
    /// The step that was taken last, and where its value stands.
    here: Option<u16>,
    last: Option<(usize, usize)>,
    names: [(usize, usize); NAMES],
    named: usize,
    plains: [(usize, usize); PLAINS],
    plain: usize,
    /// All that is neither words nor a number of a column, each with its end.
    key: [u8; KEY],
    keyed: usize,
}

impl Default for Parts {
    fn default() -> Parts {
        Parts {
            cut: Cut::default(),
            here: None,
            last: None,
            names: [(0, 0); NAMES],
            named: 0,
            plains: [(0, 0); PLAINS],
            plain: 0,
            key: [0; KEY],
            keyed: 0,
        }
    }
}

impl Parts {
    fn clear(&mut self) {
        self.cut.clear();
        (self.here, self.last) = (None, None);
        (self.named, self.plain, self.keyed) = (0, 0, 0);
    }

    fn name(&mut self, bytes: &[u8], from: usize, to: usize) -> bool {
        let Some(place) = self.names.get_mut(self.named) else { return false };
        *place = (from, to);
        self.named += 1;
        self.tell(bytes, from, to);
        true
    }

    fn plain(&mut self, from: usize, to: usize) -> bool {
        let Some(place) = self.plains.get_mut(self.plain) else { return false };
        *place = (from, to);
        self.plain += 1;
        true
    }

    /// Adds a value to the key.
    #[inline]
    fn tell(&mut self, bytes: &[u8], from: usize, to: usize) {
        let length = to - from;
        let room = &mut self.key[self.keyed..];
        // More than it has may be copied, for the sake of one length: what follows is written over that.
        match (bytes[from..].first_chunk::<BLOCK>(), room.first_chunk_mut::<BLOCK>()) {
            (Some(block), Some(room)) if length <= BLOCK => *room = *block,
            _ => room[..length].copy_from_slice(&bytes[from..to]),
        }
        room[length] = END;
        self.keyed += length + 1;
    }

    /// Where the values stand that may be the line's own.
    pub(super) fn plains(&self) -> &[(usize, usize)] {
        &self.plains[..self.plain]
    }

    /// What tells this line from others of its outline, so far.
    pub(super) fn key(&self) -> &[u8] {
        &self.key[..self.keyed]
    }

    /// Those of `open` become values of the line, the others tell it from others.
    pub(super) fn open(&mut self, bytes: &[u8], open: u8) {
        for nth in 0..self.plain {
            let (from, to) = self.plains[nth];
            if open >> nth & 1 == 0 {
                self.tell(bytes, from, to);
            } else {
                self.cut.value(from, to);
            }
        }
        // Which of them are in the key is part of it: otherwise bytes that are no text could be taken for two values.
        self.key[self.keyed] = open;
        self.keyed += 1;
    }
}

impl Outlines {
    /// Takes the line apart that begins here. Nothing if its outline was not met: then `parts` are those up to there.
    #[inline]
    pub(super) fn walk(&self, bytes: &[u8], parts: &mut Parts) -> Option<OutlineId> {
        parts.clear();
        let (mut next, mut at) = (&self.first, 0);
        loop {
            let takes = |id: &u16| {
                let step = self.steps.get(usize::from(*id))?;
                Some((*id, step, step.take(bytes, at, parts)?))
            };
            let (id, step, end) = next.iter().find_map(takes)?;
            parts.here = Some(id);
            parts.last = Some((at + step.words.len(), end));
            at = end;
            if let Value::End(outline) = step.value {
                parts.cut.to = at;
                return Some(outline);
            }
            next = &step.next;
        }
    }

    /// Keeps the outline of a line in mind that [`Outlines::walk`] did not know. `parts` are what it knew.
    pub(super) fn add(&mut self, bytes: &[u8], parts: &Parts) -> Option<()> {
        let mut names: Vec<(&[u8], &[u8])> = Vec::new();
        let mut plains = parts.plain;
        let mut holes: Vec<Hole> = parts.cut.holes().iter().map(|(_, _, hole)| *hole).collect();
        let mut new: Vec<(&[u8], Value, bool)> = Vec::new();
        let (mut at, mut from, mut depth) = (0, parts.last.map_or(0, |(_, end)| end), 0);
        let mut key: &[u8] = &[];
        while at < bytes.len() {
            let token = token(&bytes[at..]);
            let end = at + token.len();
            let value = match token {
                [b'"', text @ .., b'"'] => Some((text, at + 1)),
                _ => number_end(&bytes[at..]).map(|_| (token, at)),
            };
            match token.first()? {
                // What is in a list is in no other line, and would be words here.
                b'[' if bytes.get(end) != Some(&b']') => return None,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            if let Some((value, start)) = value
                && at > 0
                && bytes[at - 1] == b':'
            {
                let quoted = start > at;
                if parts.last.is_some_and(|(last, _)| start <= last) {
                    if parts.names[..parts.named].get(names.len()) == Some(&(start, start + value.len())) {
                        names.push((key, value));
                    }
                } else if quoted || !is_grade(key, token) {
                    let kind = Taken { key, value, quoted, nested: depth > 1 }.kind(&names, plains, &holes);
                    match kind {
                        Value::Name if names.len() == NAMES => return None,
                        Value::Name => names.push((key, value)),
                        Value::Plain => plains += 1,
                        Value::Number(hole) => holes.push(hole),
                        Value::Same(_) | Value::End(_) => {}
                    }
                    new.push((&bytes[from..start], kind, quoted));
                    from = start + value.len();
                }
            }
            if let [b'"', text @ .., b'"'] = token
                && bytes.get(end) == Some(&b':')
            {
                key = text;
            }
            at = end;
        }
        new.push((&bytes[from..], Value::End(self.count), false));
        if self.steps.len() + new.len() > STEPS {
            return None;
        }
        let mut here = parts.here;
        for (words, value, quoted) in new {
            here = Some(self.step(here, words, value, quoted)?);
        }
        self.count += 1;
        Some(())
    }

    fn step(&mut self, before: Option<u16>, words: &[u8], value: Value, quoted: bool) -> Option<u16> {
        let id = self.steps.len();
        let next = match before {
            Some(before) => &mut self.steps.get_mut(usize::from(before))?.next,
            None => &mut self.first,
        };
        if next.len() == WAYS {
            return None;
        }
        next.push(id as u16);
        self.steps.push(Step { words: words.into(), value, quoted, next: Vec::new() });
        Some(id as u16)
    }
}

/// A value of a line whose outline is new.
struct Taken<'a> {
    key: &'a [u8],
    value: &'a [u8],
    quoted: bool,
    nested: bool,
}

impl Taken<'_> {
    fn kind(&self, names: &[(&[u8], &[u8])], plains: usize, holes: &[Hole]) -> Value {
        let closed = [self.value, if self.quoted { b"\"" } else { b"," }].concat();
        let plain = plain_end(&closed, self.quoted) == Some(self.value.len());
        let hole = NUMBERS.iter().find(|(name, _)| name.as_bytes() == self.key).map(|(_, hole)| *hole);
        if let Some(hole) = hole
            && !self.quoted
            && plain
            && !holes.contains(&hole)
        {
            return Value::Number(hole);
        }
        if let Some(same) = names.iter().position(|(key, value)| *key == self.key && *value == self.value) {
            return Value::Same(same as u8);
        }
        let may_be = std::str::from_utf8(self.key).is_ok_and(dictionary::is_plain);
        if self.nested && plain && may_be && plains < PLAINS { Value::Plain } else { Value::Name }
    }
}

impl Step {
    /// Where words and value end, if the line goes on with them at `at`.
    #[inline]
    fn take(&self, bytes: &[u8], at: usize, parts: &mut Parts) -> Option<usize> {
        if !begins_with(bytes.get(at..)?, &self.words) {
            return None;
        }
        let from = at + self.words.len();
        self.value(bytes, from, parts).map(|length| from + length)
    }

    /// How long the value is that stands here, if it is of this kind.
    #[inline]
    fn value(&self, bytes: &[u8], from: usize, parts: &mut Parts) -> Option<usize> {
        let rest = &bytes[from..];
        match self.value {
            Value::End(_) => Some(0),
            Value::Number(hole) => {
                let (number, length) = whole(rest)?;
                // What follows must end the number: it is neither a fraction nor an exponent.
                matches!(rest.get(length), Some(b',' | b'}')).then_some(())?;
                parts.cut.take(hole, number, from, from + length)?;
                Some(length)
            }
            Value::Same(nth) => {
                let (start, end) = parts.names[usize::from(nth)];
                begins_with(rest, &bytes[start..end]).then_some(end - start)
            }
            Value::Name => {
                let length = if self.quoted { string_end(rest)? } else { number_end(rest)? };
                parts.name(bytes, from, from + length).then_some(length)
            }
            Value::Plain => {
                let length = plain_end(rest, self.quoted)?;
                parts.plain(from, from + length).then_some(length)
            }
        }
    }
}

/// Whether a number says of what kind something is, and there are so few kinds that it is taken for a word.
fn is_grade(key: &[u8], number: &[u8]) -> bool {
    number.len() == 1 && [&b"_type"[..], b"_level", b"_code"].iter().any(|end| key.ends_with(end))
}

/// A string, a number, a word or a sign of JSON.
fn token(rest: &[u8]) -> &[u8] {
    let length = match rest.first() {
        Some(b'"') => string_end(&rest[1..]).map_or(rest.len(), |end| end + 2),
        Some(b'{' | b'}' | b'[' | b']' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r') | None => 1,
        Some(_) => {
            let ends = |byte: &u8| matches!(byte, b'}' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r');
            rest.iter().position(ends).unwrap_or(rest.len())
        }
    };
    &rest[..length.min(rest.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many outlines these lines have, and whether each was known when it came again.
    fn outlines(lines: &[String]) -> u16 {
        let (mut outlines, mut parts) = (Outlines::default(), Parts::default());
        for line in lines {
            if outlines.walk(line.as_bytes(), &mut parts).is_none() {
                outlines.add(line.as_bytes(), &parts);
            }
            let again = outlines.walk(line.as_bytes(), &mut parts);
            assert!(again.is_some() && parts.cut.to == line.len(), "{line}");
        }
        outlines.count
    }

    /// A name of no letters ends where the words before it do. It was taken for one that is still to come, so every line
    /// with such a name got an outline of its own.
    #[test]
    fn lines_that_differ_in_their_values_have_one_outline() {
        let line = |(id, device, user, speed): (u32, &str, &str, &str)| {
            format!(
                "{{\"device_id\":{id},\"device_name\":\"{device}\",\"log_id\":1{id},\"other_params\":{{\"device_name\":\"{device}\",\
                 \"user_name\":\"{user}\",\"speed\":\"{speed}\"}},\"user_name\":\"{user}\"}}"
            )
        };
        let lines = [
            (1, "", "", "1 MB/s"),
            (22, "", "", "20 MB/s"),
            (0, "HH-vm-dc01", "", "1 MB/s"),
            (7, "Zoë's \\\"new\\\" laptop", "zoë", "1 GB/s"),
        ];
        assert_eq!(outlines(&lines.map(line)), 1);
    }

    #[test]
    fn what_is_written_in_another_way_has_another_outline() {
        let lines = [
            "{\"log_id\":1,\"other_params\":{\"n\":1},\"name\":\"a\"}",
            // No whole number, no number, nothing.
            "{\"log_id\":1,\"other_params\":{\"n\":1.5},\"name\":\"a\"}",
            "{\"log_id\":1,\"other_params\":{\"n\":\"1\"},\"name\":\"a\"}",
            "{\"log_id\":1,\"other_params\":{\"n\":null},\"name\":\"a\"}",
            "{\"log_id\":1,\"other_params\":{},\"name\":\"a\"}",
            // The second number of one column, and a name that was the same as another.
            "{\"log_id\":1,\"other_params\":{\"log_id\":2},\"name\":\"a\"}",
            "{\"log_id\":1,\"other_params\":{\"task_name\":\"a\"},\"task_name\":\"a\"}",
            "{\"log_id\":1,\"other_params\":{\"task_name\":\"b\"},\"task_name\":\"a\"}",
        ];
        assert_eq!(outlines(&lines.map(str::to_string)), lines.len() as u16);
    }

    /// A code of one digit is words where it comes first, and a value where one of more digits came before.
    #[test]
    fn codes_of_any_length_come_in_any_order() {
        let line = |code: u32, more: &str| format!("{{\"error_code\":{code},\"log_id\":1,\"name\":\"a\"{more}}}");
        let lines =
            [line(1100, ""), line(0, ""), line(0, ",\"user\":\"b\""), line(7, ",\"user\":\"b\",\"name\":\"a\"")];
        assert_eq!(outlines(&lines), 3);
    }

    #[test]
    fn lines_with_lists_or_hundreds_of_names_are_not_kept_in_mind() {
        let (mut outlines, mut parts) = (Outlines::default(), Parts::default());
        let names: Vec<String> = (0..40).map(|nth| format!("\"name{nth}\":\"x\"")).collect();
        for line in ["{\"log_id\":1,\"other_params\":{\"list\":[1,2]}}".to_string(), format!("{{{}}}", names.join(","))]
        {
            let line = line.as_bytes();
            assert_eq!(outlines.walk(line, &mut parts), None);
            assert_eq!(outlines.add(line, &parts), None);
            assert_eq!(outlines.walk(line, &mut parts), None);
        }
        assert!(outlines.steps.is_empty());
    }
}
