//! A text as it arrives: what it is is found out by its beginning, then it is read as that.

use super::csv::{self, Csv};
use super::html::{self, Html};
use super::letters::{self, Letters};
use super::lines::Lines;
use super::plain::Plain;
use super::records::{self, Records};
use super::report::{Format, Shape, Trouble};
use super::sink::Sink;
use crate::logbook::Splitter;

/// So many bytes tell what a text is.
const HEAD: usize = 16 << 10;

/// A text that is read.
pub(super) struct Text {
    /// Of the entry that it is, or nothing.
    path: String,
    head: Vec<u8>,
    reading: Option<(Letters, Reading)>,
    binary: bool,
}

enum Reading {
    Json(Box<Splitter>, Records),
    JsonLines(Option<Lines>, Records),
    Table(Box<Csv>),
    Html(Html),
    Plain(Box<Plain>),
}

impl Text {
    pub(super) fn new(path: &str) -> Text {
        Text { path: path.to_string(), head: Vec::new(), reading: None, binary: false }
    }

    pub(super) fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>) {
        if self.binary {
            return;
        }
        if let Some((letters, reading)) = &mut self.reading {
            reading.read(letters.read(bytes, false), sink, &self.path);
            return;
        }
        // Always at the same place, however it comes in pieces.
        let (head, rest) = bytes.split_at(bytes.len().min(HEAD - self.head.len()));
        self.head.extend_from_slice(head);
        if self.head.len() == HEAD {
            self.begin(false, sink);
            self.read(rest, sink);
        }
    }

    /// It has ended. What is wrong with it.
    pub(super) fn end(mut self, sink: &mut Sink<'_>) -> Option<Trouble> {
        if self.reading.is_none() && !self.binary {
            self.begin(true, sink);
        }
        let Some((mut letters, mut reading)) = self.reading.take() else { return Some(Trouble::Binary) };
        reading.read(letters.read(&[], true), sink, &self.path);
        reading.end(sink, &self.path)
    }

    fn begin(&mut self, whole: bool, sink: &mut Sink<'_>) {
        let head = std::mem::take(&mut self.head);
        let Some(encoding) = letters::sniff(&head) else {
            self.binary = true;
            return;
        };
        let mut start = Letters::new(encoding);
        let (reading, shape) = recognise(start.read(&head, whole), whole, sink);
        if self.path.is_empty() {
            let letters = (encoding != encoding_rs::UTF_8).then(|| encoding.name().to_string());
            sink.notes.report.format = Some(Format { shape, letters });
        }
        let mut letters = Letters::new(encoding);
        let mut reading = reading;
        reading.read(letters.read(&head, false), sink, &self.path);
        self.reading = Some((letters, reading));
    }
}

fn recognise(head: &[u8], whole: bool, sink: &mut Sink<'_>) -> (Reading, Shape) {
    let longest = sink.notes.about.limits.record;
    let start = head.trim_ascii_start();
    let second = start.iter().skip(1).find(|byte| !byte.is_ascii_whitespace());
    match (start.first(), second) {
        (Some(b'{'), Some(b'"' | b'}') | None) if is_json_lines(start) => {
            (Reading::JsonLines(Some(Lines::new(longest)), Records::default()), Shape::JsonLines)
        }
        (Some(b'{'), Some(b'"' | b'}') | None) | (Some(b'['), Some(b'{' | b']') | None) => {
            (Reading::Json(Box::new(Splitter::new(None)), Records::default()), Shape::Json)
        }
        _ if html::is_page(start) => (Reading::Html(Html::new()), Shape::Html),
        _ => match csv::sniff(head, whole) {
            Some(shape) => {
                sink.notes.found = true;
                let delimiter = char::from(shape.delimiter);
                (Reading::Table(Box::new(Csv::new(shape))), Shape::Table(delimiter))
            }
            None => (Reading::Plain(Box::new(Plain::new(longest))), Shape::Lines),
        },
    }
}

/// Whether one object follows the other, a line each.
fn is_json_lines(head: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', head) else { return false };
    let (first, rest) = head.split_at(end);
    rest.trim_ascii_start().first() == Some(&b'{')
        && serde_json::from_slice::<&serde_json::value::RawValue>(first).is_ok()
}

impl Reading {
    fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>, path: &str) {
        match self {
            Reading::Json(splitter, records) => {
                let mut at = 0;
                loop {
                    if splitter.begins(bytes, &mut at)
                        && let Some(length) = records.read_again(&bytes[at..], sink)
                    {
                        at += length;
                    } else if let Some(record) = splitter.next(bytes, &mut at) {
                        records.read(letters::text(record).trim_end(), sink, path);
                    } else {
                        break;
                    }
                }
            }
            Reading::JsonLines(lines, records) => {
                if let Some(lines) = lines {
                    lines.read(bytes, |line, _| record(records, line, sink, path));
                }
            }
            Reading::Table(table) => table.read(bytes, sink, path),
            Reading::Html(page) => page.read(bytes, sink, path),
            Reading::Plain(plain) => plain.read(bytes, sink, path),
        }
    }

    fn end(self, sink: &mut Sink<'_>, path: &str) -> Option<Trouble> {
        match self {
            Reading::Json(splitter, mut records) => {
                let rest = splitter.finish();
                sink.notes.found |= rest.found;
                if let Some(partial) = rest.partial {
                    records.read(letters::text(&partial).trim_end(), sink, path);
                }
                if !rest.found && records::is_one(&rest.envelope) {
                    records.read(letters::text(&rest.envelope).trim(), sink, path);
                }
                return rest.cut.then_some(Trouble::Cut);
            }
            Reading::JsonLines(lines, mut records) => {
                if let Some(lines) = lines {
                    lines.end(|line, _| record(&mut records, line, sink, path));
                }
            }
            Reading::Table(mut table) => table.end(sink, path),
            Reading::Html(mut page) => page.end(sink, path),
            Reading::Plain(mut plain) => plain.end(sink, path),
        }
        None
    }
}

fn record(records: &mut Records, line: &[u8], sink: &mut Sink<'_>, path: &str) {
    let line = letters::text(line);
    let line = line.trim();
    if !line.is_empty() {
        records.read(line, sink, path);
    }
}
