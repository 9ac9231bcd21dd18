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
use crate::logbook::{Known, Logbook, Reader, plain_number};
use crate::model::{Line, SourceId, Timestamp};

/// The numbers that are cut out. Which of them a line has, and in which order, is part of what is left.
const NUMBERS: [&str; 4] = ["\"log_id\":", "\"log_time\":", "\"result_id\":", "\"result_detail_id\":"];
/// How many different lines are kept in mind. Together they take some megabytes; when there are more, it begins anew.
const KNOWN: usize = 1 << 14;
/// How many hashes of lines that were met once are kept, each in its place.
const ONCE: usize = 1 << 16;
/// Stands for a number that was cut out.
const HOLE: u8 = 0;
/// Longer lines are rare, and not worth the memory.
const LONGEST: usize = 2 << 10;

/// Reads rows of `list_log` and of `list_result_detail`.
pub struct LineReader {
    source: SourceId,
    finders: [Finder<'static>; 4],
    hasher: DefaultHashBuilder,
    /// Lines that were met, by their hash.
    known: HashTable<Seen>,
    /// The hashes of lines that were met once.
    once: Vec<u64>,
    /// The id of the first row of the book that `known` is about.
    book: Option<u64>,
    left: Vec<u8>,
}

/// A line that was met.
struct Seen {
    hash: u64,
    /// All of it but the numbers.
    left: Box<[u8]>,
    known: Known,
}

/// The numbers of a line, by their place in `NUMBERS`, and in which order they stand.
#[derive(Clone, Copy, Default)]
struct Cut {
    numbers: [Option<u64>; 4],
    order: [usize; 4],
}

impl Cut {
    fn time(&self) -> Option<Timestamp> {
        self.numbers[1].and_then(|seconds| mapping::instant(i64::try_from(seconds).ok()))
    }

    fn id(&self) -> Option<u64> {
        self.numbers[0].or(self.numbers[3])
    }

    fn run(&self) -> Option<u64> {
        self.numbers[2].filter(|run| *run != 0)
    }

    /// Whether these are the numbers of a line.
    fn are_of(&self, line: &Line) -> bool {
        let text = |number: Option<u64>| number.map(|number| number.to_string());
        line.time == self.time() && line.run == text(self.run()) && line.id == text(self.id()).unwrap_or_default()
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
            finders: NUMBERS.map(Finder::new),
            hasher: DefaultHashBuilder::default(),
            known: HashTable::new(),
            once: Vec::new(),
            book: None,
            left: Vec::new(),
        }
    }

    /// Cuts the numbers out: `left` is what is left. `None` for a line that is not written as a NAS writes it.
    fn cut(&mut self, raw: &str) -> Option<Cut> {
        let bytes = raw.as_bytes();
        let mut places = [(usize::MAX, 0, 0); 4];
        let mut numbers = [None; 4];
        for (which, finder) in self.finders.iter().enumerate() {
            let Some(found) = finder.find(bytes) else { continue };
            let start = found + NUMBERS[which].len();
            let digits = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            // What follows must end the number: it is neither a fraction nor an exponent.
            if !matches!(bytes.get(start + digits), Some(b',' | b'}')) {
                return None;
            }
            numbers[which] = Some(plain_number(raw.get(start..start + digits)?)?);
            places[which] = (start, digits, which);
        }
        places.sort_unstable();
        self.left.clear();
        let mut from = 0;
        for (start, digits, _) in places.into_iter().filter(|(start, ..)| *start != usize::MAX) {
            self.left.extend_from_slice(bytes.get(from..start)?);
            // No JSON has such a byte, so a place is no part of what stands around it.
            self.left.push(HOLE);
            from = start + digits;
        }
        self.left.extend_from_slice(&bytes[from..]);
        Some(Cut { numbers, order: places.map(|(.., which)| which) })
    }

    /// Whether lines with other numbers in these places are the same line but for these. They are not where one of the
    /// places is in the parameters, or where a name stands twice.
    fn is_plain(&self, line: &Line, cut: &Cut) -> bool {
        let mut other = *cut;
        other.numbers.iter_mut().flatten().for_each(|number| *number += 1);
        let mut raw = Vec::with_capacity(self.left.len() + 80);
        let mut order = other.order.iter().filter_map(|which| other.numbers[*which]);
        for piece in self.left.split_inclusive(|byte| *byte == HOLE) {
            raw.extend_from_slice(piece.strip_suffix(&[HOLE]).unwrap_or(piece));
            if piece.ends_with(&[HOLE]) {
                raw.extend_from_slice(order.next().unwrap_or_default().to_string().as_bytes());
            }
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
        if self.book != Some(book.first_id()) {
            self.book = Some(book.first_id());
            self.known.clear();
            self.once = vec![0; ONCE];
        }
        let cut = if raw.len() <= LONGEST { self.cut(raw) } else { None };
        let Some((cut, id)) = cut.and_then(|cut| Some((cut, cut.id()?))) else {
            book.append_line(&mapping::line(&self.source, raw));
            return;
        };
        let hash = self.hasher.hash_one(self.left.as_slice());
        if let Some(seen) = self.known.find(hash, |seen| *seen.left == *self.left) {
            book.append_known(seen.known, cut.time(), id, cut.run(), raw);
            return;
        }
        let line = mapping::line(&self.source, raw);
        let known = book.know(&line);
        book.append_line_as(known, &line);
        // Most of what is met once is never met again: only the second time it is worth being looked at closely.
        let again = std::mem::replace(&mut self.once[hash as usize % ONCE], hash) == hash;
        if again && self.is_plain(&line, &cut) {
            if self.known.len() >= KNOWN {
                self.known.clear();
            }
            let seen = Seen { hash, left: self.left.as_slice().into(), known };
            self.known.insert_unique(hash, seen, |seen| seen.hash);
        }
    }
}
