//! What a file is made of: the blocks of a text, or binary forms in a row.

use crate::base64;

/// One part of a file.
pub(super) enum Part {
    /// A certificate in its binary form, or nothing where its text cannot be decoded.
    Certificate(Option<Vec<u8>>),
    /// A private key, locked or not, or what has one inside.
    PrivateKey,
    /// Something else, by its label.
    Other(String),
}

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// The parts of a file.
pub(super) fn parts(file: &[u8]) -> Vec<Part> {
    let text = String::from_utf8_lossy(file);
    let blocks = text_blocks(&text);
    if blocks.is_empty() { binary_parts(file) } else { blocks }
}

/// The blocks between lines of dashes. What stands around them is for people.
fn text_blocks(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let Some((label, after)) = after.split_once(DASHES) else { break };
        let (body, after) = match after.split_once(END) {
            Some((body, after)) => (Some(body), after),
            None => (None, ""),
        };
        parts.push(block(label, body));
        rest = after;
    }
    parts
}

fn block(label: &str, body: Option<&str>) -> Part {
    match label {
        // A "trusted" one has more behind it, which is not read.
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
            let letters: Option<String> = body.map(|body| body.split_whitespace().collect());
            Part::Certificate(letters.and_then(|letters| base64::decode(&letters)))
        }
        label if label.contains("PRIVATE KEY") => Part::PrivateKey,
        label => Part::Other(label.chars().take(60).collect()),
    }
}

/// Certificates in a row. A certificate begins with two sequences; what begins with a sequence and a number is a key, or
/// a safe with one inside (PKCS #12).
fn binary_parts(file: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = file;
    while rest.first() == Some(&0x30) {
        let Some((head, length)) = header(rest) else {
            parts.push(Part::Certificate(None));
            break;
        };
        let Some(whole) = head.checked_add(length).and_then(|end| rest.get(..end)) else {
            parts.push(Part::Certificate(None));
            break;
        };
        parts.push(match whole.get(head) {
            Some(0x02) => Part::PrivateKey,
            _ => Part::Certificate(Some(whole.to_vec())),
        });
        rest = &rest[whole.len()..];
    }
    parts
}

/// How long the head of a DER value is, and its content.
fn header(der: &[u8]) -> Option<(usize, usize)> {
    let first = usize::from(*der.get(1)?);
    if first < 0x80 {
        return Some((2, first));
    }
    let count = first & 0x7f;
    let length = der.get(2..2 + count).filter(|_| (1..=4).contains(&count))?;
    Some((2 + count, length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))))
}
