//! A zip file with one entry that is not compressed.

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
    out.extend(checksum(content).to_le_bytes());
    out.extend([size, size].concat());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0, 0]);
    out
}

/// CRC-32.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0_u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    /// The check value of the CRC-32 catalogue.
    #[test]
    fn the_checksum_is_that_of_zip() {
        assert_eq!(super::checksum(b"123456789"), 0xCBF4_3926);
    }
}
