//! An answer on its way into the book.

use std::collections::VecDeque;

use super::{Logbook, Rest, Splitter};
use crate::model::Record;

/// Reads one record as it came and appends it. It never fails: what cannot be read is a row with a problem note.
pub trait Reader {
    /// Appends the record.
    fn read(&mut self, raw: &str, book: &mut Logbook);

    /// Looks whether the record that begins here is one that it knows but for its numbers, appends it then, and says how
    /// long it is. Nothing where that is not certain: the record is then looked for letter by letter, and read.
    fn read_again(&mut self, _rest: &[u8], _book: &mut Logbook) -> Option<usize> {
        None
    }
}

impl<F: FnMut(&str) -> Record> Reader for F {
    fn read(&mut self, raw: &str, book: &mut Logbook) {
        book.append(&self(raw));
    }
}

/// An answer on its way into the book: fed with its bytes as they arrive, worked off in steps.
pub struct Ingest {
    splitter: Splitter,
    reader: Box<dyn Reader>,
    pieces: VecDeque<Vec<u8>>,
    /// How much of the first piece is worked off.
    at: usize,
    read: Read,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Rows appended so far.
    pub rows: usize,
    /// Bytes worked off so far.
    pub bytes: usize,
    /// Bytes fed and not worked off yet. None: nothing is to be done until more is fed.
    pub waiting: usize,
}

/// How the answer ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fed {
    /// How far it came.
    pub read: Read,
    /// The answer without its records, for the vendor's client: it says whether the answer was an error.
    pub envelope: Vec<u8>,
    /// Whether an array of records was found.
    pub found: bool,
    /// Whether the answer ended in the middle. What had begun is a row with a problem note.
    pub cut: bool,
}

impl Ingest {
    /// For one answer. The reader may be of an answer before: see [`Ingest::finish`].
    pub fn new(splitter: Splitter, reader: Box<dyn Reader>) -> Ingest {
        Ingest { splitter, reader, pieces: VecDeque::new(), at: 0, read: Read::default() }
    }

    /// Takes what has arrived.
    pub fn feed(&mut self, piece: Vec<u8>) {
        self.read.waiting += piece.len();
        self.pieces.push_back(piece);
    }

    /// Works for a while: until so many bytes are read, or what was fed is used up.
    pub fn step(&mut self, book: &mut Logbook, bytes: usize) -> Read {
        let mut left = bytes.max(1);
        while let Some(piece) = self.pieces.front() {
            let from = self.at;
            let again = match self.splitter.begins(piece, &mut self.at) {
                true => self.reader.read_again(&piece[self.at..], book),
                false => None,
            };
            let mut ended = false;
            if let Some(length) = again {
                self.at += length;
                self.read.rows += 1;
            } else if let Some(record) = self.splitter.next(piece, &mut self.at) {
                read(&mut *self.reader, record, book);
                self.read.rows += 1;
            } else {
                ended = true;
            }
            let used = self.at - from;
            self.read.bytes += used;
            self.read.waiting -= used;
            if ended {
                self.pieces.pop_front();
                self.at = 0;
            }
            left = left.saturating_sub(used);
            if left == 0 {
                break;
            }
        }
        self.read
    }

    /// The answer has ended. What still waits is worked off. Gives the reader back, which may know more than before.
    pub fn finish(mut self, book: &mut Logbook) -> (Fed, Box<dyn Reader>) {
        self.step(book, usize::MAX);
        let Rest { envelope, found, cut, partial } = self.splitter.finish();
        if let Some(partial) = partial {
            read(&mut *self.reader, &partial, book);
            self.read.rows += 1;
        }
        (Fed { read: self.read, envelope, found, cut }, self.reader)
    }
}

/// Bytes that are no UTF-8 cost their own letters, not the row.
fn read(reader: &mut dyn Reader, record: &[u8], book: &mut Logbook) {
    match std::str::from_utf8(record) {
        Ok(raw) => reader.read(raw.trim_end(), book),
        Err(_) => reader.read(String::from_utf8_lossy(record).trim_end(), book),
    }
}
