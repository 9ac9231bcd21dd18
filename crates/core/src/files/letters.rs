//! The letters of a text: which encoding it has, and its text in UTF-8.

use std::borrow::Cow;

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a text that begins so. Nothing for what is no text.
pub(super) fn sniff(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    if MAGIC.iter().any(|magic| head.starts_with(magic)) {
        return None;
    }
    if let Some(encoding) = utf16(head) {
        return Some(encoding);
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in head.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let odd = |byte: &&u8| **byte < 32 && !b"\t\n\r\x0c\x08\x1b".contains(byte);
    // Some stand in texts too. Where there is more that is in no text, a few are enough.
    let some = if bad > good { 50 } else { 10 };
    if head.iter().filter(odd).count() * some > head.len() {
        return None;
    }
    // The last letter may be cut in two.
    Some(if bad <= 1 || good >= bad {
        UTF_8
    } else if is_chinese(head) {
        GB18030
    } else {
        WINDOWS_1252
    })
}

/// How files begin that are no texts, where their other bytes could be taken for some: PDF, images, programs, databases,
/// other packings.
const MAGIC: [&[u8]; 10] = [
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"SQLite format 3\0",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
];

/// UTF-16 without a mark: every other byte of what is mostly ASCII is zero.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match pairs {
        0..4 => None,
        _ if odd * 2 > pairs && even * 10 < pairs => Some(UTF_16LE),
        _ if even * 2 > pairs && odd * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether most bytes beyond ASCII are two and two the letters that most Chinese is written with. What the west of Europe
/// writes beyond ASCII are single letters, and its small ones are not among these.
fn is_chinese(head: &[u8]) -> bool {
    let (mut common, mut other, mut at) = (0, 0, 0);
    while let Some(byte) = head.get(at) {
        let next = |offset: usize| head.get(at + offset).copied().unwrap_or(0);
        let digit = |offset: usize| next(offset).is_ascii_digit();
        at += match byte {
            byte if byte.is_ascii() => 1,
            0xb0..=0xd7 if next(1) > 0xa0 => {
                common += 1;
                2
            }
            // Rare letters, four bytes each.
            0x81..=0xfe if digit(1) && next(2) > 0x80 && digit(3) => 4,
            _ if next(1) > 0x80 => {
                other += 1;
                2
            }
            _ => {
                other += 1;
                1
            }
        };
    }
    common > 0 && common >= other * 2
}

/// Gives a text in UTF-8 as it arrives.
pub(super) struct Letters {
    /// Nothing for UTF-8: it stays as it is, and what is wrong in it costs one row its letters.
    decoder: Option<Decoder>,
    /// How much of a byte order mark may still come.
    mark: usize,
    out: String,
}

impl Letters {
    pub(super) fn new(encoding: &'static Encoding) -> Letters {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Letters { decoder, mark: 0, out: String::new() }
    }

    /// The text of the next bytes.
    pub(super) fn read<'a>(&'a mut self, mut bytes: &'a [u8], last: bool) -> &'a [u8] {
        let Some(decoder) = &mut self.decoder else {
            const MARK: &[u8] = b"\xef\xbb\xbf";
            while self.mark < MARK.len() && bytes.first() == Some(&MARK[self.mark]) {
                bytes = &bytes[1..];
                self.mark += 1;
            }
            if !bytes.is_empty() {
                self.mark = MARK.len();
            }
            return bytes;
        };
        self.out.clear();
        if let Some(most) = decoder.max_utf8_buffer_length(bytes.len()) {
            self.out.reserve(most);
            let _ = decoder.decode_to_string(bytes, &mut self.out, last);
        }
        self.out.as_bytes()
    }
}

/// The text of a record. One that is no UTF-8 is in the letters that the west of Europe used before; if some of it is,
/// what is not costs its own letters.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if bytes.utf8_chunks().all(|chunk| chunk.valid().is_ascii()) => {
            WINDOWS_1252.decode_without_bom_handling(bytes).0
        }
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_found_by_what_is_written() {
        let wide = |text: &str, little: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        for (bytes, encoding) in [
            (b"plain text".to_vec(), Some(UTF_8)),
            ("Größe, 备份".as_bytes().to_vec(), Some(UTF_8)),
            ([b"\xff\xfe".to_vec(), wide("a,b", true)].concat(), Some(UTF_16LE)),
            ([b"\xfe\xff".to_vec(), wide("a,b", false)].concat(), Some(UTF_16BE)),
            (wide("time,level,text\n", true), Some(UTF_16LE)),
            (wide("time,level,text\n", false), Some(UTF_16BE)),
            (WINDOWS_1252.encode("Größe geändert für Ä").0.into_owned(), Some(WINDOWS_1252)),
            (WINDOWS_1252.encode("Größe, größer, äußert").0.into_owned(), Some(WINDOWS_1252)),
            (GB18030.encode("备份 任务 失败 错误").0.into_owned(), Some(GB18030)),
            (b"\x89PNG\r\n\x1a\n".to_vec(), None),
            (vec![0; 600], None),
            ((0..=255).collect(), None),
        ] {
            assert_eq!(sniff(&bytes), encoding, "{bytes:?}");
        }
    }

    #[test]
    fn a_text_is_the_same_in_pieces_of_any_size() {
        let text = "\u{feff}Größe 备份 🗄";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, encoding) in [(text.as_bytes().to_vec(), UTF_8), (utf16, UTF_16LE)] {
            for size in 1..bytes.len() {
                let mut letters = Letters::new(encoding);
                let mut out = Vec::new();
                for piece in bytes.chunks(size) {
                    out.extend_from_slice(letters.read(piece, false));
                }
                out.extend_from_slice(letters.read(&[], true));
                assert_eq!(String::from_utf8(out).unwrap(), "Größe 备份 🗄", "{size}");
            }
        }
    }
}
