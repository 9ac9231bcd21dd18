//! What is told of a file beside its rows: how it was read, what it holds, what was left out and why.

use serde::{Deserialize, Serialize};

use crate::model::Timestamp;

/// So many entries of an archive are told. Of the others only how many they are.
pub(super) const TOLD: usize = 500;

/// What is told of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What it is packed in, from the outside to the inside: gzip, tar, zip.
    pub packed: Vec<Packing>,
    /// How it was read, unless it is an archive.
    pub format: Option<Format>,
    /// The entries of an archive, in its order.
    pub entries: Vec<Entry>,
    /// How many more entries there are than are told.
    pub untold: u64,
    /// How many of all entries were left out.
    pub left_out: u64,
    /// Records of the other kind: runs where lines were asked for, and lines where runs were.
    pub others: u64,
    /// Whether times were read by the zone of the file, because they say none.
    pub zoned: bool,
    /// Whether times say no year, so that the last one that fits was taken.
    pub yearless: bool,
    /// What it says of itself, if it is an evidence bundle of this program.
    pub evidence: Option<Evidence>,
    /// What is wrong with the file as a whole.
    pub trouble: Option<Trouble>,
}

/// What an evidence bundle says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// When it was made.
    pub made: Option<Timestamp>,
    /// What its rows match, in the filter language.
    pub query: String,
    /// Whether these are all rows there were.
    pub whole: bool,
}

/// What a file is packed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packing {
    /// gzip.
    Gzip,
    /// tar.
    Tar,
    /// zip.
    Zip,
}

/// How a text was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// What it is.
    pub shape: Shape,
    /// The name of its encoding, unless it is UTF-8.
    pub letters: Option<String>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// One JSON document with a list of records.
    Json,
    /// A JSON record a line.
    JsonLines,
    /// A table, with this letter between its fields.
    Table(char),
    /// Tables of a web page.
    Html,
    /// Lines.
    Lines,
}

/// One entry of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the archive; after the paths of the archives that it stands in.
    pub path: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// It gave so many rows.
    Read(u64),
    /// It is an archive; its entries follow.
    Opened,
    /// It says again what another file of an evidence bundle says, or tells of it.
    Copy,
    /// It was left out.
    Left(Trouble),
    /// It broke off or broke after so many rows.
    Broken(u64, Trouble),
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// Its path leads out of the archive, or is none.
    Path,
    /// It is a link or a device.
    NoFile,
    /// It is no text.
    Binary,
    /// It is encrypted.
    Encrypted,
    /// It is packed in a way that is not known.
    Method(u16),
    /// Unpacked it is more than is read of one file, in bytes.
    TooLarge(u64),
    /// So many bytes of records are held in memory that no more may be.
    Memory(u64),
    /// It is a zip file of more bytes than are kept until its end.
    LargeZip(u64),
    /// Unpacked it is so many times larger than packed that it can only be meant to do harm.
    Ratio,
    /// It is an archive in too many others.
    Nested,
    /// The archive has more entries than are read.
    TooMany(u64),
    /// It ends in the middle.
    Cut,
    /// It is damaged; what the unpacking says.
    Damaged(String),
    /// Something else follows where the file should end.
    Trailing,
}

/// What is read at most, so that no file can fill the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes unpacked, of a file and all that is in it.
    pub unpacked: u64,
    /// How many times larger it may be unpacked than packed.
    pub ratio: u64,
    /// The ratio is no matter up to so many bytes.
    pub free: u64,
    /// Entries of all archives.
    pub entries: u64,
    /// What is packed in what is packed; `.tar.gz` counts twice.
    pub depth: u32,
    /// Bytes of a zip file: its directory stands at its end, so it is kept until then.
    pub zip: u64,
    /// Bytes of one record.
    pub record: usize,
    /// Bytes that the book may hold: a page has four gibibytes of memory, and a column that grows is there twice for a
    /// moment.
    pub book: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            unpacked: 4 << 30,
            ratio: 500,
            free: 64 << 20,
            entries: 10_000,
            depth: 6,
            zip: 256 << 20,
            record: 16 << 20,
            book: 3 << 29,
        }
    }
}
