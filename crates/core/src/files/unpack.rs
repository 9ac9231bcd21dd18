//! What a file is packed in, found out by its beginning, whatever it is called.

use super::gzip::Gzip;
use super::report::{Fate, Packing, Trouble};
use super::sink::Sink;
use super::tarball::{self, Tarball};
use super::text::Text;
use super::zipped::Zipped;

/// So many bytes tell what it is packed in.
const HEAD: usize = 512;

/// A file, or an entry of an archive, as it arrives.
pub(super) struct Unpack {
    /// Of the entry, after those of the archives that it stands in. Nothing for the file itself.
    path: String,
    head: Vec<u8>,
    layer: Option<Layer>,
    /// Why the rest is not read.
    trouble: Option<Trouble>,
}

enum Layer {
    Gzip(Box<Gzip>),
    Tar(Box<Tarball>),
    Zip(Box<Zipped>),
    Text(Box<Text>),
}

impl Unpack {
    pub(super) fn new(path: &str) -> Unpack {
        Unpack { path: path.to_string(), head: Vec::new(), layer: None, trouble: None }
    }

    /// Takes the next bytes. Why the rest is not read, if it is not.
    pub(super) fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> Option<Trouble> {
        if self.trouble.is_some() || sink.notes.is_full() {
            return self.trouble.clone();
        }
        let Some(layer) = &mut self.layer else {
            let (head, rest) = bytes.split_at(bytes.len().min(HEAD - self.head.len()));
            self.head.extend_from_slice(head);
            if self.head.len() == HEAD {
                self.begin(sink);
                self.read(rest, sink);
            }
            return self.trouble.clone();
        };
        self.trouble = match layer {
            Layer::Gzip(gzip) => gzip.read(bytes, sink),
            Layer::Tar(tar) => tar.read(bytes, sink),
            Layer::Zip(zip) => zip.read(bytes, sink),
            Layer::Text(text) => {
                text.read(bytes, sink);
                None
            }
        };
        self.trouble.clone()
    }

    /// Nothing more comes. Works for a while on what could only begin now: until so many bytes are unpacked. Whether it
    /// is done.
    pub(super) fn finish(&mut self, bytes: usize, sink: &mut Sink<'_>) -> bool {
        if self.layer.is_none() && self.trouble.is_none() {
            self.begin(sink);
        }
        match &mut self.layer {
            Some(Layer::Zip(zip)) if self.trouble.is_none() && !sink.notes.is_full() => zip.finish(bytes, sink),
            Some(Layer::Gzip(gzip)) => gzip.finish(bytes, sink),
            _ => true,
        }
    }

    /// It has ended, and is finished. What is wrong with it.
    pub(super) fn end(self, sink: &mut Sink<'_>) -> Option<Trouble> {
        let ended = match self.layer {
            Some(Layer::Gzip(gzip)) => gzip.end(sink),
            Some(Layer::Tar(tar)) => tar.end(sink),
            Some(Layer::Zip(zip)) => zip.end(),
            Some(Layer::Text(text)) => text.end(sink),
            None => None,
        };
        self.trouble.or(ended)
    }

    fn begin(&mut self, sink: &mut Sink<'_>) {
        let head = std::mem::take(&mut self.head);
        let packing = packing(&head);
        if packing.is_some() {
            sink.notes.depth += 1;
            let deep = sink.notes.depth > sink.notes.about.limits.depth;
            if deep {
                sink.notes.depth -= 1;
                self.trouble = Some(Trouble::Nested);
                return;
            }
        }
        if let Some(packing) = packing {
            if self.path.is_empty() {
                sink.notes.report.packed.push(packing);
            } else if packing != Packing::Gzip {
                sink.notes.entry(&self.path, Fate::Opened);
            }
        }
        self.layer = Some(match packing {
            Some(Packing::Gzip) => Layer::Gzip(Box::new(Gzip::new(&self.path))),
            Some(Packing::Tar) => Layer::Tar(Box::new(Tarball::new(&self.path))),
            Some(Packing::Zip) => Layer::Zip(Box::new(Zipped::new(&self.path))),
            None => Layer::Text(Box::new(Text::new(&self.path))),
        });
        self.read(&head, sink);
    }
}

fn packing(head: &[u8]) -> Option<Packing> {
    if head.starts_with(&[0x1f, 0x8b, 8]) {
        Some(Packing::Gzip)
    } else if [b"PK\x03\x04".as_slice(), b"PK\x05\x06", b"PK\x06\x06"].iter().any(|mark| head.starts_with(mark)) {
        Some(Packing::Zip)
    } else if tarball::is_header(head) {
        Some(Packing::Tar)
    } else {
        None
    }
}

/// Reads an entry to its end, and notes what became of it.
pub(super) fn close(mut entry: Unpack, before: Before, trouble: Option<Trouble>, sink: &mut Sink<'_>) {
    while !entry.finish(usize::MAX, sink) {}
    let path = std::mem::take(&mut entry.path);
    let is_archive = matches!(entry.layer, Some(Layer::Tar(_) | Layer::Zip(_)));
    let own = entry.end(sink);
    let rows = sink.notes.rows + sink.notes.report.others - before.rows;
    sink.notes.depth = before.depth;
    let trouble = trouble.or(own);
    let fate = match trouble {
        None if is_archive => return,
        None => Fate::Read(rows),
        Some(trouble @ (Trouble::Binary | Trouble::Nested)) => Fate::Left(trouble),
        Some(trouble) => Fate::Broken(rows, trouble),
    };
    sink.notes.entry(&path, fate);
}

/// How far the file was when an entry began.
#[derive(Clone, Copy)]
pub(super) struct Before {
    rows: u64,
    depth: u32,
}

impl Before {
    pub(super) fn now(sink: &Sink<'_>) -> Before {
        Before { rows: sink.notes.rows + sink.notes.report.others, depth: sink.notes.depth }
    }
}

/// Whether an entry with this path is opened, and the path after that of its archive. Nothing is ever written to a disk by
/// it, but a path that leads elsewhere is a trick, and whoever needs it means harm.
pub(super) fn path_of(archive: &str, path: &str) -> (String, bool) {
    let slashes = path.replace('\\', "/");
    let drive = slashes.as_bytes().get(1) == Some(&b':');
    let safe = !slashes.is_empty()
        && !slashes.starts_with('/')
        && !drive
        && !slashes.contains('\0')
        && slashes.split('/').all(|part| part != "..");
    let own = slashes.strip_prefix("./").unwrap_or(&slashes);
    let shown = if safe { own } else { path };
    let shown: String = shown.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
    (if archive.is_empty() { shown } else { format!("{archive}/{shown}") }, safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_out_of_the_archive_is_not_safe() {
        for (path, shown, safe) in [
            ("a/b.log", "a/b.log", true),
            ("./a.log", "a.log", true),
            ("a\\b.log", "a/b.log", true),
            ("a..b/..c", "a..b/..c", true),
            ("../a", "../a", false),
            ("a/../../b", "a/../../b", false),
            ("..\\a", "..\\a", false),
            ("/etc/passwd", "/etc/passwd", false),
            ("\\\\server\\a", "\\\\server\\a", false),
            ("C:\\a", "C:\\a", false),
            ("a\0b", "a\u{fffd}b", false),
            ("", "", false),
        ] {
            assert_eq!(path_of("", path), (shown.to_string(), safe), "{path:?}");
        }
        assert_eq!(path_of("x.tar", "a"), ("x.tar/a".to_string(), true));
    }
}
