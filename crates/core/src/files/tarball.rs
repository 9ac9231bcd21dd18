//! tar: one entry after the other, as they arrive.

use tar::{EntryType, Header, PaxExtensions};

use super::letters;
use super::report::{Fate, Trouble};
use super::sink::Sink;
use super::unpack::{self, Before, Unpack};

/// Everything stands in blocks of so many bytes.
const BLOCK: usize = 512;
/// A path, or what else is said of an entry before it, is not longer than this.
const LONGEST: u64 = 1 << 20;

/// A tar file as it arrives.
pub(super) struct Tarball {
    /// Of the archive itself.
    path: String,
    part: Part,
    /// What was said before the next entry.
    long_path: Option<Vec<u8>>,
    size: Option<u64>,
    complete: bool,
}

enum Part {
    /// The block that begins an entry.
    Header(Vec<u8>),
    /// Something about the next entry.
    About(EntryType, u64, Vec<u8>),
    /// The content of an entry.
    Body(u64, Option<Box<(Unpack, Before)>>),
    /// What fills the last block of an entry, after so many bytes.
    Padding(u64),
    /// Behind the end.
    Over,
}

/// Whether a file that begins so is a tar file.
pub(super) fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    block.iter().any(|byte| *byte != 0) && header(block).is_some()
}

/// A block as a header, if its sum is right.
fn header(block: &[u8]) -> Option<&Header> {
    let header = Header::from_byte_slice(block);
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { u32::from(b' ') } else { u32::from(*byte) })
        .sum();
    (header.cksum().ok()? == sum).then_some(header)
}

impl Tarball {
    pub(super) fn new(path: &str) -> Tarball {
        Tarball { path: path.to_string(), part: Part::Header(Vec::new()), long_path: None, size: None, complete: false }
    }

    pub(super) fn read(&mut self, mut bytes: &[u8], sink: &mut Sink<'_>) -> Option<Trouble> {
        while !bytes.is_empty() {
            let most = |left: u64| bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let used = match &mut self.part {
                Part::Header(block) => {
                    let used = bytes.len().min(BLOCK - block.len());
                    block.extend_from_slice(&bytes[..used]);
                    if block.len() == BLOCK {
                        let block = std::mem::take(block);
                        if let Err(trouble) = self.begin(&block, sink) {
                            self.part = Part::Over;
                            return Some(trouble);
                        }
                    }
                    used
                }
                Part::About(kind, left, text) => {
                    let used = most(*left);
                    text.extend_from_slice(&bytes[..used]);
                    *left -= used as u64;
                    if *left == 0 {
                        let (kind, text) = (*kind, std::mem::take(text));
                        self.part = padding(text.len() as u64);
                        self.learn(kind, text);
                    }
                    used
                }
                Part::Body(left, entry) => {
                    let used = most(*left);
                    if let Some(entry) = entry {
                        entry.0.read(&bytes[..used], sink);
                    }
                    *left -= used as u64;
                    used
                }
                Part::Padding(left) => {
                    let used = most(*left);
                    *left -= used as u64;
                    used
                }
                Part::Over => return None,
            };
            bytes = &bytes[used..];
            self.go_on(sink);
        }
        None
    }

    /// What has no bytes left gives way to what follows.
    fn go_on(&mut self, sink: &mut Sink<'_>) {
        if let Part::Body(0, entry) = &mut self.part
            && let Some(entry) = entry.take()
        {
            unpack::close(entry.0, entry.1, None, sink);
        }
        if let Part::Body(0, _) = &self.part {
            self.part = padding(self.size.take().unwrap_or(0));
        }
        if let Part::Padding(0) = &self.part {
            self.part = Part::Header(Vec::new());
        }
    }

    /// Begins an entry.
    fn begin(&mut self, block: &[u8], sink: &mut Sink<'_>) -> Result<(), Trouble> {
        if block.iter().all(|byte| *byte == 0) {
            (self.part, self.complete) = (Part::Over, true);
            return Ok(());
        }
        let damaged = |what: &str| Trouble::Damaged(what.to_string());
        let header = header(block).ok_or_else(|| damaged("the sum of a header is wrong"))?;
        let kind = header.entry_type();
        let size = header.entry_size().map_err(|error| damaged(&error.to_string()))?;
        if matches!(
            kind,
            EntryType::GNULongName | EntryType::GNULongLink | EntryType::XHeader | EntryType::XGlobalHeader
        ) {
            if size > LONGEST {
                return Err(damaged("what is said of an entry is too long"));
            }
            self.part = Part::About(kind, size, Vec::new());
            if size == 0 {
                self.part = Part::Header(Vec::new());
            }
            return Ok(());
        }
        let size = self.size.take().unwrap_or(size);
        let path = self.long_path.take().unwrap_or_else(|| header.path_bytes().into_owned());
        let text = letters::text(&path);
        let (path, safe) = unpack::path_of(&self.path, text.trim_end_matches('\0'));
        let is_file = kind.is_file() || kind.is_contiguous();
        let mut entry = None;
        if !kind.is_dir() && !path.ends_with('/') {
            if !sink.notes.counts_entry() {
                // It is noted for the file as a whole, once.
            } else if !safe {
                sink.notes.entry(&path, Fate::Left(Trouble::Path));
            } else if !is_file {
                sink.notes.entry(&path, Fate::Left(Trouble::NoFile));
            } else {
                entry = Some(Box::new((Unpack::new(&path), Before::now(sink))));
            }
        }
        // Links say a size and have no content.
        let size = if is_file || kind.is_gnu_sparse() { size } else { 0 };
        self.size = Some(size);
        self.part = Part::Body(size, entry);
        Ok(())
    }

    fn learn(&mut self, kind: EntryType, mut text: Vec<u8>) {
        match kind {
            EntryType::GNULongName => {
                if text.last() == Some(&0) {
                    text.pop();
                }
                self.long_path = Some(text);
            }
            EntryType::XHeader => {
                for extension in PaxExtensions::new(&text).flatten() {
                    match extension.key_bytes() {
                        b"path" => self.long_path = Some(extension.value_bytes().to_vec()),
                        b"size" => self.size = extension.value().ok().and_then(|size| size.parse().ok()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn end(mut self, sink: &mut Sink<'_>) -> Option<Trouble> {
        let inside = match &mut self.part {
            Part::Body(_, entry) => {
                if let Some(entry) = entry.take() {
                    unpack::close(entry.0, entry.1, Some(Trouble::Cut), sink);
                }
                true
            }
            // Some writers leave the end away.
            Part::Header(block) => !block.is_empty(),
            Part::About(..) => true,
            // What only fills up may be missing.
            Part::Padding(_) | Part::Over => false,
        };
        (inside && !self.complete).then_some(Trouble::Cut)
    }
}

fn padding(size: u64) -> Part {
    match (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64 {
        0 => Part::Header(Vec::new()),
        left => Part::Padding(left),
    }
}
