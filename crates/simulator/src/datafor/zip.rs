//! A zip file with one entry that is not compressed.

use crate::checksum::crc32;

/// The file.
pub(super) fn of(name: &str, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 2 * name.len() + 100);
    let entry = entry(name, content);
    out.extend(b"PK\x03\x04");
    out.extend(&entry);
    out.extend(name.bytes());
    out.extend(content);
    let directory = out.len();
    // Made by a version, then as the entry; no comment, first disk, no attributes, at the beginning of the file.
    out.extend(b"PK\x01\x02\x14\x00");
    out.extend(&entry);
    out.extend([0; 14]);
    out.extend(name.bytes());
    let size = out.len() - directory;
    out.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    out.extend((size as u32).to_le_bytes());
    out.extend((directory as u32).to_le_bytes());
    out.extend([0, 0]);
    out
}

/// What both headers say: version 2.0, no flags, stored, 1980-01-01, checksum, sizes, lengths.
fn entry(name: &str, content: &[u8]) -> Vec<u8> {
    let size = (content.len() as u32).to_le_bytes();
    let mut out = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    out.extend(crc32(content).to_le_bytes());
    out.extend([size, size].concat());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0, 0]);
    out
}
