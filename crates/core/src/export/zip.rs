//! A zip file in the making: one file after the other, each in pieces, with its sum.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use sha2::{Digest, Sha256};

use crate::vendors::encoding::hex;

/// What was written of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) name: String,
    /// How many bytes it has, unpacked.
    pub(super) size: u64,
    /// The SHA-256 of those bytes, in hexadecimal digits.
    pub(super) sha256: String,
}

/// The zip file. What is in it is packed at once and kept until the end: that is a small part of what the logbook holds of
/// the same rows.
#[derive(Debug)]
pub(super) struct Zip {
    archive: ZipArchiveWriter<Vec<u8>>,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    name: String,
    packed: DeflateEncoder<Vec<u8>>,
    crc: Crc,
    sum: Sha256,
    size: u64,
}

impl Zip {
    pub(super) fn new() -> Zip {
        Zip { archive: ZipArchiveWriter::new(Vec::new()), open: None }
    }

    /// Begins a file.
    pub(super) fn begin(&mut self, name: &str) {
        let packed = DeflateEncoder::new(Vec::new(), Compression::default());
        self.open = Some(Open { name: name.to_string(), packed, crc: Crc::new(), sum: Sha256::new(), size: 0 });
    }

    /// Writes the next piece of the file that was begun.
    pub(super) fn write(&mut self, text: &str) {
        let Some(open) = &mut self.open else { return };
        // Into memory, which does not fail.
        let _ = open.packed.write_all(text.as_bytes());
        open.crc.update(text.as_bytes());
        open.sum.update(text.as_bytes());
        open.size += text.len() as u64;
    }

    /// Ends the file. Nothing if none was begun, or if the zip file refused it.
    pub(super) fn end(&mut self) -> Option<Written> {
        let Open { name, packed, crc, sum, size } = self.open.take()?;
        let packed = packed.finish().ok()?;
        let file = self.archive.new_file(name.as_str()).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, _) = file.start().ok()?;
        entry.write_all(&packed).ok()?;
        entry.finish(DataDescriptorOutput::new(crc.sum(), size)).ok()?;
        Some(Written { name, size, sha256: hex(&sum.finalize()) })
    }

    /// All of it, with the list of what is in it.
    pub(super) fn finish(self) -> Vec<u8> {
        // Into memory, which does not fail.
        self.archive.finish().unwrap_or_default()
    }
}
