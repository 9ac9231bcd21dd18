//! Lines into the logbook, many at a time.
//!
//! Of a million lines of a NAS most say what others said before, and differ from them in three numbers: `log_id`,
//! `log_time`, `result_id`. Most others differ in a value or two more, such as the speed of a transfer. Reading one costs
//! what reading JSON costs; finding that it is the same as one before costs a tenth. So this reader takes a line apart by
//! the few ways in which lines are written, and looks whether it has met one with these names and codes.
//!
//! What it has not met goes through the ordinary mapping, so there is one meaning of a line and not two.

mod cut;
mod learn;
mod met;
mod outline;
mod scan;

use super::mapping;
use crate::logbook::{Logbook, Reader};
use crate::model::{Line, SourceId};
use met::Met;
use outline::{OutlineId, Outlines, Parts};

/// How much is kept of lines that are met again and again, in bytes. When there are more, they are read like others.
const KNOWN: usize = 16 << 20;
/// Longer lines are rare, and not worth the memory.
const LONGEST: usize = 2 << 10;

/// Reads rows of `list_log` and of `list_result_detail`.
pub struct LineReader {
    source: SourceId,
    /// The file of an archive that the lines stand in.
    file: String,
    outlines: Outlines,
    met: Met,
    /// The id of the first row of the book that `met` is about.
    book: Option<u64>,
    parts: Box<Parts>,
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
            file: String::new(),
            outlines: Outlines::default(),
            met: Met::default(),
            book: None,
            parts: Box::default(),
            said: String::new(),
        }
    }

    /// For lines that stand in a file of an archive.
    pub fn in_file(self, path: &str) -> LineReader {
        LineReader { file: path.to_string(), ..self }
    }

    /// Takes the line apart that begins here, up to what tells it from others.
    #[inline]
    fn take_apart(&mut self, bytes: &[u8]) -> Option<OutlineId> {
        let outline = self.outlines.walk(bytes, &mut self.parts)?;
        self.parts.open(bytes, self.met.open(outline));
        Some(outline)
    }

    /// Appends the record that begins here, if it is one that was met. How long it is. `whole`: it must end with the bytes.
    #[inline]
    fn append_met(&mut self, bytes: &[u8], whole: bool, book: &mut Logbook) -> Option<usize> {
        let outline = self.take_apart(bytes)?;
        let cut = &self.parts.cut;
        if whole && cut.to != bytes.len() {
            return None;
        }
        let seen = self.met.find(outline, self.parts.key())?;
        let numbers = cut.numbers()?;
        let values = cut.values(bytes);
        let values = &values[..cut.count()];
        let mut known = seen.known;
        if !seen.says.is_empty() {
            met::say(&seen.says, values, &mut self.said);
            known = book.know_text(known, &self.said);
        }
        book.append_shaped(known, seen.shape, numbers, values);
        Some(cut.to)
    }

    /// Keeps a line in mind that was read.
    fn learn(&mut self, line: &Line, book: &mut Logbook) -> Option<()> {
        let bytes = line.raw.as_bytes();
        if line.problem.is_some() || book.shape_bytes() + self.met.bytes() >= KNOWN {
            return None;
        }
        if self.outlines.walk(bytes, &mut self.parts).is_none() {
            self.outlines.add(bytes, &self.parts);
        }
        let outline = self.outlines.walk(bytes, &mut self.parts)?;
        if self.parts.cut.to != bytes.len() {
            return None;
        }
        self.met.compare(outline, &self.parts, bytes);
        self.parts.open(bytes, self.met.open(outline));
        let cut = &self.parts.cut;
        cut.numbers()?;
        let left = cut.left(bytes);
        let Some(says) = learn::says(&self.source, &left, line, cut, &cut.values(bytes)[..cut.count()]) else {
            self.met.in_vain(outline);
            return None;
        };
        let (known, shape) = (book.know(line), book.shape(&left));
        self.met.add(outline, self.parts.key(), known, shape, says);
        Some(())
    }

    /// Forgets what was met in another book.
    fn turn_to(&mut self, book: &Logbook) {
        if self.book != Some(book.first_id()) {
            self.book = Some(book.first_id());
            self.met.clear();
        }
    }
}

impl Reader for LineReader {
    fn read(&mut self, raw: &str, book: &mut Logbook) {
        self.turn_to(book);
        let short = raw.len() <= LONGEST;
        if short && self.append_met(raw.as_bytes(), true, book).is_some() {
            return;
        }
        let line = Line { file: self.file.clone(), ..mapping::line(&self.source, raw) };
        let known = book.know(&line);
        book.append_line_as(known, &line);
        if short {
            self.learn(&line, book);
        }
    }

    /// The record is not looked at but for its numbers and values: it is the same, letter by letter, as one that was met.
    fn read_again(&mut self, rest: &[u8], book: &mut Logbook) -> Option<usize> {
        if self.book != Some(book.first_id()) {
            return None;
        }
        self.append_met(&rest[..rest.len().min(LONGEST)], false, book)
    }
}
