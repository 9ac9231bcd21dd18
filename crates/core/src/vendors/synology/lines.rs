//! Lines into the logbook, many at a time.
//!
//! Of a million lines of a NAS most say what others said before, and differ from them in three numbers: `log_id`,
//! `log_time`, `result_id`. Reading one costs what reading JSON costs; finding that it is the same as one before costs a
//! tenth. So this reader cuts the numbers out, and looks whether it has met what is left.
//!
//! What it has not met goes through the ordinary mapping, so there is one meaning of a line and not two.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use memchr::memmem::Finder;

use super::mapping;
use crate::logbook::{Hole, Known, Logbook, Reader, ShapeId, plain_number};
use crate::model::{Line, SourceId, Timestamp};

/// The numbers that are cut out. Which of them a line has, and in which order, is part of what is left.
const NUMBERS: [(&str, Hole); 4] = [
    ("\"log_id\":", Hole::Number),
    ("\"result_detail_id\":", Hole::Number),
    ("\"log_time\":", Hole::Seconds),
    ("\"result_id\":", Hole::Run),
];
/// How much is kept of lines that are met again and again, in bytes. When there are more, they are read like others.
const KNOWN: usize = 16 << 20;
/// How many lines with one key are kept in mind.
const SAME_KEY: usize = 8;
/// How many hashes of lines that were met once are kept, each in its place.
const ONCE: usize = 1 << 16;
/// Longer lines are rare, and not worth the memory.
const LONGEST: usize = 2 << 10;
/// Later seconds than these are no times that a line is written again from.
const LATEST: u64 = 1 << 40;

/// Reads rows of `list_log` and of `list_result_detail`.
pub struct LineReader {
    source: SourceId,
    finders: [Finder<'static>; 4],
    /// The numbers that the last line had, in their order.
    order: Vec<usize>,
    hasher: DefaultHashBuilder,
    /// Lines that were met, by the hash of their beginnings.
    known: HashTable<Seen>,
    /// The hashes of lines that were met once.
    once: Vec<u64>,
    /// The id of the first row of the book that `known` is about.
    book: Option<u64>,
    left: Vec<u8>,
}

/// A line that was met.
struct Seen {
    key: u64,
    shape: ShapeId,
    known: Known,
    /// Where numbers stand in the text of the shape.
    holes: Vec<(usize, Hole)>,
}

impl Seen {
    /// Reads the numbers of a record that is the same as this one but for them. Nothing if it is another one.
    fn read(&self, text: &[u8], bytes: &[u8]) -> Option<Cut> {
        let mut cut = Cut::default();
        let mut from = 0;
        for (at, hole) in &self.holes {
            let between = &text[from..*at];
            if !same(between, bytes.get(cut.to..cut.to + between.len())?) {
                return None;
            }
            cut.to += between.len();
            let rest = &bytes[cut.to..];
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            *cut.of(*hole) = Some(plain_number(&rest[..digits])?);
            cut.to += digits;
            from = at + 1;
        }
        let last = &text[from..];
        let end = cut.to + last.len();
        let is_it = same(last, bytes.get(cut.to..end)?) && cut.seconds.is_none_or(|seconds| seconds < LATEST);
        cut.to = end;
        is_it.then_some(cut)
    }
}

/// The numbers of a line.
#[derive(Clone, Copy, Default)]
struct Cut {
    number: Option<u64>,
    seconds: Option<u64>,
    run: Option<u64>,
    /// How far the line was read.
    to: usize,
}

impl Cut {
    fn of(&mut self, hole: Hole) -> &mut Option<u64> {
        match hole {
            Hole::Number => &mut self.number,
            Hole::Seconds => &mut self.seconds,
            Hole::Run => &mut self.run,
        }
    }

    fn time(&self) -> Option<Timestamp> {
        self.seconds.and_then(|seconds| mapping::instant(i64::try_from(seconds).ok()))
    }

    fn run(&self) -> Option<u64> {
        self.run.filter(|run| *run != 0)
    }

    /// Whether these are the numbers of a line.
    fn are_of(&self, line: &Line) -> bool {
        let text = |number: Option<u64>| number.map(|number| number.to_string());
        line.time == self.time() && line.run == text(self.run()) && line.id == text(self.number).unwrap_or_default()
    }
}

impl LineReader {
    /// Whether a record is one of its lines, as far as its names tell.
    pub fn reads(raw: &str) -> bool {
        raw.contains("\"log_time\"")
    }

    /// For the lines of one source.
    pub fn new(source: SourceId) -> LineReader {
        LineReader {
            source,
            finders: NUMBERS.map(|(name, _)| Finder::new(name)),
            order: Vec::new(),
            hasher: DefaultHashBuilder::default(),
            known: HashTable::new(),
            once: Vec::new(),
            book: None,
            left: Vec::new(),
        }
    }

    /// Cuts the numbers out that the line before had, in the same order: `left` is what stands up to the last one.
    /// `None` where they do not stand there.
    fn cut_as_before(&mut self, bytes: &[u8]) -> Option<Cut> {
        let mut cut = Cut::default();
        self.left.clear();
        for which in self.order.iter().copied() {
            let (name, hole) = NUMBERS[which];
            let rest = &bytes[cut.to..];
            let start = self.finders[which].find(rest)? + name.len();
            let digits = rest[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            // What follows must end the number: it is neither a fraction nor an exponent.
            if !matches!(rest.get(start + digits), Some(b',' | b'}')) {
                return None;
            }
            let number = plain_number(&rest[start..start + digits])?;
            if cut.of(hole).replace(number).is_some() {
                return None;
            }
            self.left.extend_from_slice(&rest[..start]);
            self.left.push(hole.mark());
            cut.to += start + digits;
        }
        (cut.seconds.is_none_or(|seconds| seconds < LATEST) && cut.number.is_some()).then_some(cut)
    }

    /// Cuts the numbers out: `left` is what is left. `None` for a line that is not written as a NAS writes it.
    fn cut(&mut self, raw: &str) -> Option<Cut> {
        let bytes = raw.as_bytes();
        if !self.order.is_empty()
            && let Some(cut) = self.cut_as_before(bytes)
        {
            self.left.extend_from_slice(&bytes[cut.to..]);
            return Some(cut);
        }
        let mut places: Vec<(usize, usize)> =
            self.finders.iter().enumerate().filter_map(|(which, finder)| Some((finder.find(bytes)?, which))).collect();
        places.sort_unstable();
        // A line that has fewer of them than others is no reason to leave them in the lines to come.
        let order: Vec<usize> = places.into_iter().map(|(_, which)| which).collect();
        let fewer = order.len() < self.order.len();
        let before = std::mem::replace(&mut self.order, order);
        let cut = self.cut_as_before(bytes);
        if fewer {
            self.order = before;
        }
        let cut = cut?;
        self.left.extend_from_slice(&bytes[cut.to..]);
        Some(cut)
    }

    /// A hash of what tells lines apart: all that stands up to the last number. What follows says the same once more.
    fn key(&self, bytes: &[u8]) -> Option<u64> {
        let mut parts: [&[u8]; 3] = [&[]; 3];
        let mut at = 0;
        for (part, which) in parts.iter_mut().zip(self.order.iter().copied()) {
            let rest = &bytes[at..];
            let start = self.finders[which].find(rest)? + NUMBERS[which].0.len();
            *part = &rest[..start];
            at += start + rest[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        }
        Some(self.hasher.hash_one(parts))
    }

    /// What was met and is the same as the record that begins here, and the numbers of this one.
    fn met(&self, key: u64, bytes: &[u8], book: &Logbook) -> Option<(&Seen, Cut)> {
        let mut found = None;
        let seen = self.known.find(key, |seen| {
            found = if seen.key == key { seen.read(book.shape_text(seen.shape), bytes) } else { None };
            found.is_some()
        })?;
        Some((seen, found?))
    }

    /// Whether one more may be kept in mind. With one key there are seldom two, and never as many as to be looked through.
    fn has_room(&self, key: u64, book: &Logbook) -> bool {
        book.shape_bytes() < KNOWN && self.known.iter_hash(key).filter(|seen| seen.key == key).count() < SAME_KEY
    }

    /// Forgets what was met in another book.
    fn turn_to(&mut self, book: &Logbook) {
        if self.book != Some(book.first_id()) {
            self.book = Some(book.first_id());
            self.known.clear();
            self.once = vec![0; ONCE];
        }
    }

    /// Whether lines with other numbers in these places are the same line but for these. They are not where one of the
    /// places is in the parameters, or where a name stands twice.
    fn is_plain(&self, line: &Line, cut: &Cut) -> bool {
        let mut other = *cut;
        let mut raw = Vec::with_capacity(self.left.len() + 80);
        for byte in &self.left {
            let Some((_, hole)) = NUMBERS.iter().find(|(_, hole)| hole.mark() == *byte) else {
                raw.push(*byte);
                continue;
            };
            let Some(number) = other.of(*hole) else { return false };
            *number += 1;
            raw.extend_from_slice(number.to_string().as_bytes());
        }
        let Ok(raw) = String::from_utf8(raw) else { return false };
        let changed = mapping::line(&self.source, &raw);
        let plain = other.are_of(&changed) && cut.are_of(line) && line.problem.is_none();
        let of = |line: &Line| Line { id: String::new(), time: None, run: None, raw: String::new(), ..line.clone() };
        plain && of(&changed) == of(line)
    }
}

impl Reader for LineReader {
    fn read(&mut self, raw: &str, book: &mut Logbook) {
        self.turn_to(book);
        let cut = if raw.len() <= LONGEST { self.cut(raw) } else { None };
        let Some((cut, number)) = cut.and_then(|cut| Some((cut, cut.number?))) else {
            book.append_line(&mapping::line(&self.source, raw));
            return;
        };
        let key = self.key(raw.as_bytes()).unwrap_or_default();
        if let Some((seen, _)) = self.met(key, raw.as_bytes(), book).filter(|(_, cut)| cut.to == raw.len()) {
            book.append_shaped(seen.known, seen.shape, cut.time(), number, cut.run());
            return;
        }
        let line = mapping::line(&self.source, raw);
        let known = book.know(&line);
        book.append_line_as(known, &line);
        // Most of what is met once is never met again: only the second time it is worth being looked at closely.
        let hash = self.hasher.hash_one(self.left.as_slice());
        let again = std::mem::replace(&mut self.once[hash as usize % ONCE], hash) == hash;
        if again && self.has_room(key, book) && self.is_plain(&line, &cut) {
            let hole = |byte: u8| NUMBERS.iter().map(|(_, hole)| *hole).find(|hole| hole.mark() == byte);
            let holes = self.left.iter().enumerate().filter_map(|(at, byte)| Some((at, hole(*byte)?))).collect();
            let seen = Seen { key, shape: book.shape(&self.left), known, holes };
            self.known.insert_unique(key, seen, |seen| seen.key);
        }
    }

    /// The record is not looked at but for its numbers: it is the same, letter by letter, as one that was met.
    fn read_again(&mut self, rest: &[u8], book: &mut Logbook) -> Option<usize> {
        if self.known.is_empty() || self.book != Some(book.first_id()) {
            return None;
        }
        let rest = &rest[..rest.len().min(LONGEST)];
        let (seen, cut) = self.met(self.key(rest)?, rest, book)?;
        book.append_shaped(seen.known, seen.shape, cut.time(), cut.number?, cut.run());
        Some(cut.to)
    }
}

/// Whether both are the same: sixteen bytes at a time, where a wasm program's own comparison takes them one by one.
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
    a.iter().zip(b).all(|(a, b)| u128::from_le_bytes(*a) == u128::from_le_bytes(*b)) && a_rest == b_rest
}
