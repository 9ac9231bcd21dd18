//! zip. Its directory stands at its end and is what counts, so the packed file is kept until then, up to a limit.

use std::collections::VecDeque;
use std::ops::Range;

use flate2::{Crc, Decompress, FlushDecompress, Status};
use rawzip::{CompressionMethod, ZipArchive};

use super::evidence;
use super::letters;
use super::report::{Fate, Trouble};
use super::sink::Sink;
use super::unpack::{self, Before, Unpack};

/// So many bytes are unpacked at a time.
const PIECE: usize = 64 << 10;

/// A zip file as it arrives.
pub(super) struct Zipped {
    path: String,
    data: Vec<u8>,
    waiting: Option<VecDeque<Item>>,
    now: Option<Unpacking>,
    trouble: Option<Trouble>,
}

/// An entry that is to be read.
struct Item {
    path: String,
    range: Range<usize>,
    deflated: bool,
    sum: u32,
    size: u64,
}

/// The entry that is read.
struct Unpacking {
    item: Item,
    at: usize,
    inflate: Decompress,
    crc: Crc,
    given: u64,
    inner: Unpack,
    before: Before,
}

impl Zipped {
    pub(super) fn new(path: &str) -> Zipped {
        Zipped { path: path.to_string(), data: Vec::new(), waiting: None, now: None, trouble: None }
    }

    pub(super) fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Option<Trouble> {
        let most = sink.notes.about.limits.zip;
        if (self.data.len() + bytes.len()) as u64 > most {
            self.data = Vec::new();
            return Some(Trouble::LargeZip(most));
        }
        self.data.extend_from_slice(bytes);
        None
    }

    /// Works for a while. Whether it is done.
    pub(super) fn finish(&mut self, bytes: usize, sink: &mut Sink<'_>) -> bool {
        if self.waiting.is_none() {
            match directory(&self.data, &self.path, sink) {
                Ok((mut items, trouble)) => {
                    self.leave_copies(&mut items, sink);
                    (self.waiting, self.trouble) = (Some(items), trouble);
                }
                Err(error) => {
                    self.trouble = Some(Trouble::Damaged(error));
                    self.waiting = Some(VecDeque::new());
                }
            }
        }
        let mut left = bytes;
        while left > 0 && !sink.notes.is_full() {
            let Some(mut now) = self.now.take().or_else(|| {
                let item = self.waiting.as_mut()?.pop_front()?;
                Some(Unpacking::new(item, sink))
            }) else {
                return true;
            };
            let (given, ended) = now.step(&self.data, sink);
            left = left.saturating_sub(given.max(1));
            match ended {
                None => self.now = Some(now),
                Some(trouble) => unpack::close(now.inner, now.before, trouble, sink),
            }
        }
        sink.notes.is_full()
    }

    /// The path of an entry in this archive.
    fn own<'a>(&self, item: &'a Item) -> &'a str {
        item.path.strip_prefix(&self.path).unwrap_or(&item.path).trim_start_matches('/')
    }

    /// Of a bundle of our own, rows are read once, though they stand in it twice, and what tells of them is told.
    fn leave_copies(&self, items: &mut VecDeque<Item>, sink: &mut Sink<'_>) {
        let manifest = items.iter().find(|item| self.own(item) == evidence::MANIFEST);
        let Some(bundle) = manifest.and_then(|item| evidence::read(&item.beginning(&self.data, evidence::LARGEST)))
        else {
            return;
        };
        items.retain(|item| {
            let is_rows = self.own(item) == bundle.rows;
            if !is_rows {
                sink.notes.entry(&item.path, Fate::Copy);
            }
            is_rows
        });
        sink.notes.report.evidence = Some(bundle.told);
    }

    pub(super) fn end(self) -> Option<Trouble> {
        self.trouble
    }
}

impl Item {
    /// Its content, unless it is more than that.
    fn beginning(&self, data: &[u8], most: usize) -> Vec<u8> {
        let packed = data.get(self.range.clone()).unwrap_or_default();
        if !self.deflated {
            return packed.get(..packed.len().min(most)).unwrap_or_default().to_vec();
        }
        let mut out = Vec::with_capacity(most);
        // What is damaged is found out when it is read as a whole, or is no bundle.
        let _ = Decompress::new(false).decompress_vec(packed, &mut out, FlushDecompress::Finish);
        out
    }
}

impl Unpacking {
    fn new(item: Item, sink: &Sink<'_>) -> Unpacking {
        let inner = Unpack::new(&item.path);
        let (at, before) = (item.range.start, Before::now(sink));
        Unpacking { item, at, inflate: Decompress::new(false), crc: Crc::new(), given: 0, inner, before }
    }

    /// Unpacks a piece. How many bytes came out, and with what it ended, if it did.
    fn step(&mut self, data: &[u8], sink: &mut Sink<'_>) -> (usize, Option<Option<Trouble>>) {
        let packed = data.get(self.at..self.item.range.end).unwrap_or_default();
        let mut buffer = Vec::new();
        let (out, read, ended) = if self.item.deflated {
            buffer.resize(PIECE, 0);
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let status = match self.inflate.decompress(packed, &mut buffer, FlushDecompress::None) {
                Ok(status) => status,
                Err(error) => return (0, Some(Some(Trouble::Damaged(error.to_string())))),
            };
            let read = (self.inflate.total_in() - read) as usize;
            let written = (self.inflate.total_out() - written) as usize;
            if read == 0 && written == 0 && status != Status::StreamEnd {
                return (0, Some(Some(Trouble::Cut)));
            }
            (&buffer[..written], read, status == Status::StreamEnd)
        } else {
            let piece = &packed[..packed.len().min(PIECE)];
            (piece, piece.len(), piece.len() == packed.len())
        };
        self.at += read;
        self.given += out.len() as u64;
        self.crc.update(out);
        let limits = sink.notes.about.limits;
        let taken = self.item.range.len() as u64;
        if self.given > taken.saturating_mul(limits.ratio).max(limits.free) {
            return (out.len(), Some(Some(Trouble::Ratio)));
        }
        if !sink.notes.unpacks(out.len() as u64) {
            return (out.len(), Some(None));
        }
        let trouble = self.inner.read(out, sink);
        let wrong = self.crc.sum() != self.item.sum || self.given != self.item.size;
        let ended = match trouble {
            Some(trouble) => Some(Some(trouble)),
            None if ended && wrong => Some(Some(Trouble::Damaged("its sum or its size is wrong".to_string()))),
            None if ended => Some(None),
            None => None,
        };
        (out.len(), ended)
    }
}

/// The entries that are to be read, and what is wrong with the directory. The others are noted.
fn directory(data: &[u8], path: &str, sink: &mut Sink<'_>) -> Result<(VecDeque<Item>, Option<Trouble>), String> {
    let archive = ZipArchive::from_slice(data).map_err(|error| error.to_string())?;
    let mut items = VecDeque::new();
    let mut entries = archive.entries();
    loop {
        let entry = match entries.next_entry() {
            Ok(Some(entry)) => entry,
            Ok(None) => return Ok((items, None)),
            // Those before it can be read all the same.
            Err(error) => return Ok((items, Some(Trouble::Damaged(error.to_string())))),
        };
        if entry.is_dir() {
            continue;
        }
        if !sink.notes.counts_entry() {
            return Ok((items, None));
        }
        let own = entry.file_path();
        let (path, safe) = unpack::path_of(path, &letters::text(own.as_ref()));
        let method = entry.compression_method();
        let trouble = if !safe {
            Some(Trouble::Path)
        } else if entry.flags().is_encrypted() {
            Some(Trouble::Encrypted)
        } else if ![CompressionMethod::STORE, CompressionMethod::DEFLATE].contains(&method) {
            Some(Trouble::Method(method.as_u16()))
        } else if entry.mode().is_symlink() {
            Some(Trouble::NoFile)
        } else {
            None
        };
        let range = archive.get_entry(entry.wayfinder()).map(|local| local.compressed_data_range());
        match (trouble, range) {
            (Some(trouble), _) => sink.notes.entry(&path, Fate::Left(trouble)),
            (None, Err(error)) => sink.notes.entry(&path, Fate::Left(Trouble::Damaged(error.to_string()))),
            (None, Ok((from, to))) => items.push_back(Item {
                path,
                range: from as usize..to as usize,
                deflated: method == CompressionMethod::DEFLATE,
                sum: entry.crc32(),
                size: entry.uncompressed_size_hint(),
            }),
        }
    }
}
