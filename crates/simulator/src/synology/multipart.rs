//! Reading a form of several parts: `multipart/form-data`.

/// A part of a form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub name: String,
    /// It is a file.
    pub file: bool,
    pub content: &'a [u8],
}

/// The parts of a body of this content type; none if it is no such form.
pub(crate) fn parts<'a>(content_type: &str, body: &'a [u8]) -> Vec<Part<'a>> {
    let mut kind = content_type.split(';').map(str::trim);
    if !kind.next().is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/form-data")) {
        return Vec::new();
    }
    let Some(boundary) = kind.find_map(|part| part.strip_prefix("boundary=")) else { return Vec::new() };
    let line = ["--", boundary.trim_matches('"')].concat();
    let mut parts = Vec::new();
    let mut rest = after(body, line.as_bytes());
    let end = ["\r\n", &line].concat();
    while let Some(text) = rest.and_then(|rest| rest.strip_prefix(b"\r\n")) {
        let Some(length) = place(text, end.as_bytes()) else { break };
        parts.extend(part(&text[..length]));
        rest = Some(&text[length + end.len()..]);
    }
    parts
}

fn part(text: &[u8]) -> Option<Part<'_>> {
    let head = place(text, b"\r\n\r\n")?;
    let lines = String::from_utf8_lossy(&text[..head]).into_owned();
    let line = lines.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    // A quotation mark in a name is written %22, so the next one ends it.
    let value = |key: &str| line.split_once(key).and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned);
    Some(Part { name: value(" name=\"")?, file: value("filename=\"").is_some(), content: &text[head + 4..] })
}

fn place(text: &[u8], piece: &[u8]) -> Option<usize> {
    text.windows(piece.len()).position(|window| window == piece)
}

fn after<'a>(text: &'a [u8], piece: &[u8]) -> Option<&'a [u8]> {
    place(text, piece).map(|place| &text[place + piece.len()..])
}
