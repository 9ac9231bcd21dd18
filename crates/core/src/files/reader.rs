//! A file on its way into the book, whatever it is.

use std::collections::VecDeque;

use super::report::{Report, Trouble};
use super::sink::{About, Notes, Sink};
use super::unpack::Unpack;
use crate::logbook::Logbook;

/// So many bytes are taken at a time: packed, they can be a thousand times as many.
const PIECE: usize = 64 << 10;

/// A file: fed with its bytes as they arrive, worked off in steps.
pub struct FileReader {
    unpack: Option<Unpack>,
    notes: Notes,
    pieces: VecDeque<Vec<u8>>,
    /// How much of the first piece is worked off.
    at: usize,
    waiting: usize,
    bytes: u64,
}

/// How a file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Whether there was anything in it that can be shown: a list, a table, a line, an entry.
    pub found: bool,
    /// What is told of it.
    pub report: Report,
}

impl FileReader {
    /// For one file.
    pub fn new(about: About) -> FileReader {
        FileReader {
            unpack: Some(Unpack::new("")),
            notes: Notes::new(about),
            pieces: VecDeque::new(),
            at: 0,
            waiting: 0,
            bytes: 0,
        }
    }

    /// Takes what has arrived.
    pub fn feed(&mut self, piece: Vec<u8>) {
        self.waiting += piece.len();
        self.pieces.push_back(piece);
    }

    /// Works for a while: until about so many bytes are read or unpacked, or what was fed is used up. How many bytes are
    /// fed and not worked off yet.
    pub fn step(&mut self, book: &mut Logbook, bytes: usize) -> usize {
        let unpacked = self.notes.unpacked;
        let mut left = bytes.max(1);
        while let Some(piece) = self.pieces.front() {
            let rest = &piece[self.at..];
            let rest = &rest[..rest.len().min(PIECE).min(left)];
            if let Some(unpack) = &mut self.unpack {
                unpack.read(rest, &mut Sink { book, notes: &mut self.notes });
            }
            let most = self.notes.about.limits.book;
            if book.bytes() as u64 > most {
                self.notes.report.trouble = Some(Trouble::Memory(most));
            }
            let used = rest.len();
            self.bytes += used as u64;
            self.waiting -= used;
            self.at += used;
            if self.at == piece.len() {
                self.pieces.pop_front();
                self.at = 0;
            }
            left = left.saturating_sub(used);
            if left == 0 || self.notes.unpacked - unpacked > bytes as u64 {
                break;
            }
        }
        self.waiting
    }

    /// How many bytes are fed and not worked off yet.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// How many bytes are worked off.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many rows of it are in the book.
    pub fn rows(&self) -> u64 {
        self.notes.rows
    }

    /// What is told of it so far.
    pub fn report(&self) -> &Report {
        &self.notes.report
    }

    /// Whether the rest of it will not be read: it is more than may be.
    pub fn is_full(&self) -> bool {
        self.notes.is_full()
    }

    /// The file has ended. Works for a while on what still waits, and gives the end when it is done.
    pub fn finish(&mut self, book: &mut Logbook, bytes: usize) -> Option<End> {
        if self.step(book, bytes) > 0 {
            return None;
        }
        let sink = &mut Sink { book, notes: &mut self.notes };
        if let Some(unpack) = &mut self.unpack
            && !unpack.finish(bytes, sink)
        {
            return None;
        }
        let trouble = self.unpack.take().and_then(|unpack| unpack.end(sink));
        let report = &mut self.notes.report;
        if report.trouble.is_none() {
            report.trouble = trouble;
        }
        // Of a zip file that is too large it is known what it is.
        let known = !report.entries.is_empty() || matches!(report.trouble, Some(Trouble::LargeZip(_)));
        let found = self.notes.found || self.notes.rows > 0 || known;
        Some(End { found, report: std::mem::take(report) })
    }

    /// Reads a file that is there as a whole.
    pub fn read_whole(about: About, bytes: &[u8], book: &mut Logbook) -> End {
        let mut reader = FileReader::new(about);
        reader.feed(bytes.to_vec());
        loop {
            if let Some(end) = reader.finish(book, usize::MAX) {
                return end;
            }
        }
    }
}

impl End {
    /// Whether it ended in the middle.
    pub fn is_cut(&self) -> bool {
        self.report.trouble == Some(Trouble::Cut)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::files::report::Limits;
    use crate::files::zone::Zone;
    use crate::model::Timestamp;
    use crate::vendors::Subject;

    /// A file of which nothing was read yet.
    pub(in crate::files) fn notes() -> Notes {
        Notes::new(About {
            source: "file:x".into(),
            subject: Subject::Lines,
            zone: Zone::default(),
            // 2026-11-20 06:00 UTC.
            written: Timestamp(1_795_154_400_000),
            limits: Limits::default(),
        })
    }
}
