//! Reading many bytes at a time where a plain loop takes them one by one: this sees every byte of every line.

use crate::logbook::plain_number;

const ONES: u64 = u64::from_le_bytes([1; 8]);

/// Whether `bytes` begin with `words`.
#[inline]
pub(super) fn begins_with(bytes: &[u8], words: &[u8]) -> bool {
    match bytes.get(..words.len()) {
        Some(start) => equal(start, words),
        None => false,
    }
}

/// Whether both are the same: blocks of 16 bytes, the last of which may overlap the one before.
#[inline]
pub(super) fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if let (Some(a_end), Some(b_end)) = (a.last_chunk(), b.last_chunk()) {
        let blocks = a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0);
        return blocks.map(|(one, other)| differ(one, other)).fold(differ(a_end, b_end), |all, one| all | one) == 0;
    }
    if let (Some(a_end), Some(b_end), Some(a), Some(b)) =
        (a.last_chunk(), b.last_chunk(), a.first_chunk(), b.first_chunk())
    {
        return u64::from_le_bytes(*a) == u64::from_le_bytes(*b)
            && u64::from_le_bytes(*a_end) == u64::from_le_bytes(*b_end);
    }
    a.iter().zip(b).all(|(one, other)| one == other)
}

fn differ(one: &[u8; 16], other: &[u8; 16]) -> u128 {
    u128::from_le_bytes(*one) ^ u128::from_le_bytes(*other)
}

/// Where the string ends that begins before these bytes: at its quotation mark.
#[inline]
pub(super) fn string_end(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        while let Some(block) = rest.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let block = u64::from_le_bytes(*block);
            match places_of(block, b'"') | places_of(block, b'\\') {
                0 => at += 8,
                found => {
                    at += found.trailing_zeros() as usize / 8;
                    break;
                }
            }
        }
        match rest.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// A bit in each byte that is this one, if not also in some that follow the first such byte.
fn places_of(block: u64, byte: u8) -> u64 {
    let differ = block ^ (ONES * u64::from(byte));
    differ.wrapping_sub(ONES) & !differ & (ONES << 7)
}

/// Where the number ends that begins these bytes, if they begin with one.
#[inline]
pub(super) fn number_end(rest: &[u8]) -> Option<usize> {
    if !matches!(rest.first()?, b'0'..=b'9' | b'-') {
        return None;
    }
    rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r'))
}

/// The whole number that begins these bytes, if it prints as it was written, and how many digits it has.
#[inline]
pub(super) fn whole(rest: &[u8]) -> Option<(u64, usize)> {
    let (mut number, mut length) = (0, 0);
    // Eight digits and eight more fit, whatever they are.
    while let Some(block) = rest.get(length..).and_then(<[u8]>::first_chunk::<8>)
        && length < 16
    {
        let (value, digits) = digits_of(u64::from_le_bytes(*block));
        number = number * TENS[digits] + value;
        length += digits;
        if digits < 8 {
            return plain(rest, number, length);
        }
    }
    let digits = length + rest[length..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some((plain_number(&rest[..digits])?, digits))
}

/// A number that prints as it was written has digits, and no 0 before others.
fn plain(rest: &[u8], number: u64, digits: usize) -> Option<(u64, usize)> {
    (digits == 1 || digits > 0 && rest[0] != b'0').then_some((number, digits))
}

const TENS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// The number that the digits of a block begin with, and how many there are.
fn digits_of(block: u64) -> (u64, usize) {
    let values = block ^ (ONES * u64::from(b'0'));
    // A bit in each byte that is no digit: more than 9, or no ASCII.
    let others = (values.wrapping_add(ONES * 0x76) | values) & (ONES << 7);
    let digits = (others.trailing_zeros() / 8) as usize;
    if digits == 0 {
        return (0, 0);
    }
    // Zeros before them make eight of them; pairs, fours and all are put together in one go each.
    let values = values << (8 * (8 - digits));
    let pairs = (values & 0x000F_000F_000F_000F) * 10 + (values >> 8 & 0x000F_000F_000F_000F);
    let fours = (pairs & 0x0000_00FF_0000_00FF) * 100 + (pairs >> 16 & 0x0000_00FF_0000_00FF);
    ((fours & 0xFFFF) * 10_000 + (fours >> 32), digits)
}

/// How long a value is that may be taken as it stands: a string without escapes, which says something, or a plain number.
pub(super) fn plain_end(rest: &[u8], quoted: bool) -> Option<usize> {
    if !quoted {
        let end = number_end(rest)?;
        return plain_number(&rest[..end]).map(|_| end);
    }
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=31))?;
    let text = std::str::from_utf8(&rest[..end]).ok()?;
    (rest[end] == b'"' && !text.trim().is_empty()).then_some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn many_bytes_at_a_time_are_read_as_one_by_one(rest in "[a-c\"\\\\ü]{0,40}", other in "[a-c]{0,40}", cut in 0_usize..40) {
            let (mut end, mut escaped) = (None, false);
            for (at, byte) in rest.bytes().enumerate() {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => {
                        end = Some(at);
                        break;
                    }
                    _ => {}
                }
            }
            prop_assert_eq!(string_end(rest.as_bytes()), end);
            let (rest, other) = (rest.as_bytes(), other.as_bytes());
            prop_assert_eq!(equal(rest, other), rest == other);
            let start = &rest[..cut.min(rest.len())];
            prop_assert!(begins_with(rest, start) && equal(start, start.to_vec().as_slice()));
            prop_assert_eq!(begins_with(rest, other), rest.starts_with(other));
        }
    }

    #[test]
    fn only_whole_numbers_that_print_as_they_were_written_are_plain() {
        for text in
            ["0", "7", "42", "1795000000", "12345678", "999999999999999999", "1000000000000000", "987654321012345678"]
        {
            for rest in ["", ",", "}", ",\"name\":\"0123456789\"", ".5", "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}"] {
                let whole = whole(format!("{text}{rest}").as_bytes());
                assert_eq!(whole, Some((text.parse().unwrap(), text.len())), "{text}{rest}");
            }
        }
        for text in ["007,\"a\":12345", "00", "-1,", "", "x", "1234567890123456789,"] {
            assert_eq!(whole(text.as_bytes()), None, "{text}");
        }
        for (text, quoted, expected) in [
            ("12,", false, Some(2)),
            ("1.5,", false, None),
            ("null,", false, None),
            ("116.4 MB/s\"", true, Some(10)),
            (" \"", true, None),
            ("a\\\"", true, None),
        ] {
            assert_eq!(plain_end(text.as_bytes(), quoted), expected, "{text}");
        }
    }
}
