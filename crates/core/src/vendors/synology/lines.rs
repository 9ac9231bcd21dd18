//! Lines into the logbook, many at a time.
//!
//! Of a million lines of a NAS most say what others said before, and differ from them in three numbers: `log_id`,
//! `log_time`, `result_id`. Most others differ in a value or two more, such as the speed of a transfer. Reading one costs
//! what reading JSON costs; finding that it is the same as one before costs a tenth. So this reader cuts out the numbers
//! and values, and looks whether it has met what is left.
//!
//! What it has not met goes through the ordinary mapping, so there is one meaning of a line and not two.

mod cut;
mod learn;
mod seen;

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use memchr::memmem::Finder;

use super::mapping;
use crate::logbook::{Logbook, Reader, plain_number};
use crate::model::{Line, SourceId};
use cut::{Cut, NUMBERS};
use seen::{Seen, digits};

/// How much is kept of lines that are met again and again, in bytes. When there are more, they are read like others.
const KNOWN: usize = 16 << 20;
/// How many lines with one key are kept in mind.
const SAME_KEY: usize = 8;
/// How often is tried to find what a line has in common with others of its key.
const TRIES: u8 = 3;
/// Longer lines are rare, and not worth the memory.
const LONGEST: usize = 2 << 10;
/// So many bytes behind a number tell what happened, and so many from the task's name on which one it is.
const TOLD: usize = 40;
/// So far behind the second number the task is looked for.
const FAR: usize = 300;

/// Reads rows of `list_log` and of `list_result_detail`.
pub struct LineReader {
    source: SourceId,
    finders: [Finder<'static>; 4],
    task: Finder<'static>,
    /// The numbers that the last line had, in their order.
    order: Vec<usize>,
    hasher: DefaultHashBuilder,
    /// Lines that were met, by their keys.
    known: HashTable<Seen>,
    /// The id of the first row of the book that `known` is about.
    book: Option<u64>,
    left: Vec<u8>,
    /// What stood between the first number and the second, with the name of that.
    between: Vec<u8>,
    said: String,
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
            task: Finder::new("\"task_name\":"),
            order: Vec::new(),
            hasher: DefaultHashBuilder::default(),
            known: HashTable::new(),
            book: None,
            left: Vec::new(),
            between: Vec::new(),
            said: String::new(),
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
            let digits = digits(&rest[start..]);
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
        (cut.is_plain() && cut.number.is_some()).then_some(cut)
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

    /// A hash of what tells lines apart that say different things: what stands before the first number, the beginning of
    /// what stands behind the second, and the task. Lines with one key may differ in values.
    fn key(&mut self, bytes: &[u8]) -> Option<u64> {
        let mut parts: [&[u8]; 4] = [&[]; 4];
        let mut at = 0;
        for (nth, which) in self.order.iter().copied().take(2).enumerate() {
            let rest = &bytes[at..];
            let start = match nth {
                // It is mostly what it was.
                1 if !self.between.is_empty() && rest.starts_with(&self.between) => self.between.len(),
                _ => self.finders[which].find(rest)? + NUMBERS[which].0.len(),
            };
            parts[nth] = &rest[..start];
            at += start + digits(&rest[start..]);
        }
        if parts[1] != self.between {
            self.between = parts[1].to_vec();
        }
        let rest = &bytes[at..bytes.len().min(at + FAR)];
        parts[2] = &rest[..rest.len().min(TOLD)];
        if let Some(task) = self.task.find(rest) {
            parts[3] = &rest[task..rest.len().min(task + TOLD)];
        }
        Some(self.hasher.hash_one(parts))
    }

    /// Appends the record that begins here, if it is one that was met. How long it is.
    fn append_met(&mut self, key: u64, bytes: &[u8], book: &mut Logbook) -> Option<usize> {
        let (seen, cut) = met(&self.known, key, bytes, book)?;
        let numbers = cut.numbers()?;
        let values = cut.values(bytes);
        let values = &values[..cut.count()];
        let mut known = seen.known;
        if !seen.says.is_empty() {
            seen::say(&seen.says, values, &mut self.said);
            known = book.know_text(known, &self.said);
        }
        book.append_shaped(known, seen.shape, numbers, values);
        Some(cut.to)
    }

    /// Keeps a line in mind that was read, or what it has in common with one that is kept.
    fn learn(&mut self, key: u64, line: &Line, cut: &Cut, book: &mut Logbook) {
        if book.shape_bytes() >= KNOWN {
            return;
        }
        let mut same_key = 0;
        let others = self.known.iter_hash_mut(key).filter(|seen| seen.key == key);
        for seen in others {
            same_key += 1;
            if seen.vain == TRIES {
                continue;
            }
            if let Some(text) = learn::common(book.shape_text(seen.shape), &self.left)
                && let Some(known) = learnt(&self.source, key, &text, line, cut, book)
            {
                *seen = known;
                return;
            }
            seen.vain += 1;
        }
        if same_key < SAME_KEY
            && let Some(known) = learnt(&self.source, key, &self.left, line, cut, book)
        {
            self.known.insert_unique(key, known, |seen| seen.key);
        }
    }

    /// Forgets what was met in another book.
    fn turn_to(&mut self, book: &Logbook) {
        if self.book != Some(book.first_id()) {
            self.book = Some(book.first_id());
            self.known.clear();
        }
    }
}

/// What was met and is the same as the record that begins here, and the numbers of this one.
fn met<'a>(known: &'a HashTable<Seen>, key: u64, bytes: &[u8], book: &Logbook) -> Option<(&'a Seen, Cut)> {
    let mut found = None;
    let seen = known.find(key, |seen| {
        found = if seen.key == key { seen.read(book.shape_text(seen.shape), bytes) } else { None };
        found.is_some()
    })?;
    Some((seen, found?))
}

/// What is kept in mind of a line, and of those that are like it but for what is cut out of `text`. Nothing if these may
/// mean something else.
fn learnt(source: &str, key: u64, text: &[u8], line: &Line, cut: &Cut, book: &mut Logbook) -> Option<Seen> {
    let (known, holes) = (book.know(line), seen::holes(text));
    let mut seen = Seen { key, shape: Default::default(), known, holes, says: Vec::new(), vain: 0 };
    let bytes = line.raw.as_bytes();
    let own = seen.read(text, bytes)?;
    seen.says = learn::says(source, text, line, cut, &own.values(bytes)[..own.count()])?;
    seen.shape = book.shape(text);
    Some(seen)
}

impl Reader for LineReader {
    fn read(&mut self, raw: &str, book: &mut Logbook) {
        self.turn_to(book);
        let cut = if raw.len() <= LONGEST { self.cut(raw) } else { None };
        let Some(cut) = cut else {
            book.append_line(&mapping::line(&self.source, raw));
            return;
        };
        let key = self.key(raw.as_bytes()).unwrap_or_default();
        let is_whole = |(_, cut): &(&Seen, Cut)| cut.to == raw.len();
        if met(&self.known, key, raw.as_bytes(), book).as_ref().is_some_and(is_whole) {
            self.append_met(key, raw.as_bytes(), book);
            return;
        }
        let line = mapping::line(&self.source, raw);
        let known = book.know(&line);
        book.append_line_as(known, &line);
        self.learn(key, &line, &cut, book);
    }

    /// The record is not looked at but for its numbers and values: it is the same, letter by letter, as one that was met.
    fn read_again(&mut self, rest: &[u8], book: &mut Logbook) -> Option<usize> {
        if self.known.is_empty() || self.book != Some(book.first_id()) {
            return None;
        }
        let rest = &rest[..rest.len().min(LONGEST)];
        let key = self.key(rest)?;
        self.append_met(key, rest, book)
    }
}
