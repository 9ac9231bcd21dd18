//! The tables of a web page, as log exports write them.

use super::letters;
use super::sink::Sink;
use super::table::{self, Table};

/// The longest name of a tag that matters here, with its bracket and its stroke, and one more.
const TAG: usize = 8;

/// Whether a text that begins so is a web page.
pub(super) fn is_page(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let begins = |with: &&[u8]| head.get(..with.len()).is_some_and(|own| own.eq_ignore_ascii_case(with));
    [b"<!doctype html".as_slice(), b"<html", b"<table", b"<head", b"<meta"].iter().any(begins)
}

/// Reads the rows of all tables of a page. The first row of each is its headings, if it could be.
pub(super) struct Html {
    /// What has arrived of a row that has begun, or of a tag.
    carried: Vec<u8>,
    /// Up to here no tag of a row is in it.
    searched: usize,
    in_row: bool,
    table: Option<Table>,
}

impl Html {
    pub(super) fn new() -> Html {
        Html { carried: Vec::new(), searched: 0, in_row: false, table: None }
    }

    pub(super) fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>, path: &str) {
        self.carried.extend_from_slice(bytes);
        self.scan(false, sink, path);
    }

    pub(super) fn end(&mut self, sink: &mut Sink<'_>, path: &str) {
        self.scan(true, sink, path);
        if self.in_row {
            self.row(self.carried.len(), 0, sink, path);
        }
    }

    fn scan(&mut self, last: bool, sink: &mut Sink<'_>, path: &str) {
        let mut start = 0;
        while let Some(found) = memchr::memchr(b'<', &self.carried[self.searched..]) {
            let at = self.searched + found;
            let tag = &self.carried[at..];
            if tag.len() < TAG && !last {
                self.searched = at;
                break;
            }
            self.searched = at + 1;
            let name = name(tag);
            if !matches!(name.as_str(), "tr" | "/tr" | "table" | "/table") {
                continue;
            }
            // A row ends where the next one begins, whether it is closed or not.
            if std::mem::replace(&mut self.in_row, name == "tr") {
                self.row(at, start, sink, path);
            }
            start = at;
            if name == "table" {
                self.table = None;
            }
        }
        if memchr::memchr(b'<', &self.carried[self.searched..]).is_none() {
            self.searched = self.carried.len();
        }
        if !self.in_row {
            start = self.searched;
        } else if self.carried.len() - start > sink.notes.about.limits.record {
            self.row(self.carried.len(), start, sink, path);
            (self.in_row, start) = (false, self.searched);
        }
        self.carried.drain(..start);
        self.searched -= start;
    }

    fn row(&mut self, end: usize, start: usize, sink: &mut Sink<'_>, path: &str) {
        let raw = letters::text(&self.carried[start..end]).trim().to_string();
        let (cells, headings) = cells(&raw);
        if cells.iter().all(String::is_empty) {
            return;
        }
        match &self.table {
            Some(table) => table.row(&cells, &raw, None, sink, path),
            None if table::are_headings(&cells)
                && (headings || table::known(&cells) > 0 || table::is_export(&cells)) =>
            {
                sink.notes.found |= table::known(&cells) > 1 || table::is_export(&cells);
                self.table = Some(Table::new(&cells));
            }
            None => {
                let table = Table::without_headings(std::slice::from_ref(&cells));
                table.row(&cells, &raw, None, sink, path);
                self.table = Some(table);
            }
        }
    }
}

/// The name of the tag at the beginning, in small letters and with its stroke.
fn name(tag: &[u8]) -> String {
    let letters = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'/' || **byte == b'!';
    let name: String = tag.iter().skip(1).take(TAG).take_while(letters).map(|byte| char::from(*byte)).collect();
    let name = name.to_ascii_lowercase();
    match name.strip_suffix('/') {
        Some(own) if !own.is_empty() => own.to_string(),
        _ => name,
    }
}

/// The cells of a row, and whether all are headings.
fn cells(raw: &str) -> (Vec<String>, bool) {
    let mut out: Vec<String> = Vec::new();
    let (mut inside, mut headings) = (false, true);
    let mut rest = raw;
    while !rest.is_empty() {
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if let Some(cell) = out.last_mut().filter(|_| inside) {
            cell.push_str(text);
        }
        if tag.is_empty() {
            break;
        }
        match name(tag.as_bytes()).as_str() {
            name @ ("td" | "th") => {
                out.push(String::new());
                inside = true;
                headings &= name == "th";
            }
            "/td" | "/th" => inside = false,
            "br" | "p" | "div" | "li" => {
                if let Some(cell) = out.last_mut().filter(|cell| inside && !cell.trim().is_empty()) {
                    cell.push('\u{1}');
                }
            }
            _ => {}
        }
        rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
    }
    (out.iter().map(|cell| words(&decoded(cell))).collect(), headings)
}

/// A text with its white space as a page shows it. A line ends where the page breaks it.
fn words(text: &str) -> String {
    let lines = text.split('\u{1}').map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n").trim_matches(['\n', '\u{a0}']).to_string()
}

/// A text with its references resolved: those by number, and the names that exports write.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((letter(&rest[1..end])?, end))) {
            Some((letter, end)) => {
                out.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let number = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?;
        return char::from_u32(number).filter(|letter| *letter != '\u{1}');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_the_page_shows_of_it() {
        for (raw, wanted) in [
            ("<tr><td>a</td><td class='x'> b\n c </td>", vec!["a", "b c"]),
            ("<TR><TD>a<TD><b>b</b> &amp; &lt;c&gt; &#228;&#x42;&unknown; &", vec!["a", "b & <c> äB&unknown; &"]),
            ("<tr><td>a<br/>b<td></tr>", vec!["a\nb", ""]),
            ("<tr>stray", vec![]),
            ("<tr><td>a<td", vec!["a", ""]),
        ] {
            assert_eq!(cells(raw).0, wanted, "{raw}");
        }
    }
}
