//! Tables of text, with a letter between the fields.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::letters;
use super::sink::Sink;
use super::table::{self, Table};

/// So many rows tell what a table is.
const LOOKED_AT: usize = 40;
const OPEN: &str = "a quotation mark in it is not closed";
const LONG: &str = "it is too long for one row: the next one goes it on";

/// How a text is a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) delimiter: u8,
    headings: bool,
    /// Lines before the table: `sep=;`.
    skipped: usize,
    /// The rows that were looked at.
    rows: Vec<Vec<String>>,
}

/// Whether a text that begins so is a table. `whole`: nothing comes after it.
pub(super) fn sniff(head: &[u8], whole: bool) -> Option<Shape> {
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
    if let Some([delimiter]) = first.strip_prefix(b"sep=") {
        let skipped = head.iter().position(|byte| *byte == b'\n').map_or(head.len(), |end| end + 1);
        let rows = rows(&head[skipped..], *delimiter, whole);
        return Some(Shape { delimiter: *delimiter, headings: true, skipped, rows });
    }
    let shapes = b",;\t|".iter().filter_map(|delimiter| shape(head, *delimiter, whole));
    shapes.max_by_key(|(score, _)| *score).map(|(_, shape)| shape)
}

/// How much it looks like a table with this delimiter, if at all.
fn shape(head: &[u8], delimiter: u8, whole: bool) -> Option<(usize, Shape)> {
    let rows = rows(head, delimiter, whole);
    let first = rows.first()?;
    let width = first.len();
    let same = rows.iter().filter(|row| row.len() == width).count();
    let known = table::known(first);
    // Where headings are known, more rows may be odd.
    let enough = if known > 1 { same * 2 >= rows.len() } else { same * 5 >= rows.len() * 4 };
    if width < 2 || !enough {
        return None;
    }
    let shape = |headings| Shape { delimiter, headings, skipped: 0, rows: rows.clone() };
    if table::are_headings(first) {
        let unlike = rows.len() > 2 && rows[1..].iter().all(|row| !table::are_headings(row));
        if table::is_export(first) || known >= 2 || known == 1 && rows.len() > 1 && width > 2 || unlike && width > 2 {
            return Some((width * 100 + same + known * 1000, shape(true)));
        }
    }
    // Without headings more is needed: lines have commas too.
    let timed = (0..width)
        .any(|column| rows.iter().all(|row| row.get(column).is_some_and(|cell| super::stamp::is_written_out(cell))));
    (timed && width > 2 && rows.len() > 2 && same == rows.len()).then(|| (width * 100 + same, shape(false)))
}

/// The first rows.
fn rows(head: &[u8], delimiter: u8, whole: bool) -> Vec<Vec<String>> {
    let mut cutter = Cutter::new(delimiter, true);
    let mut out = Vec::new();
    let mut at = 0;
    while at < head.len() && out.len() < LOOKED_AT {
        if let Some(cells) = cutter.next(head, &mut at) {
            out.push(cells);
        }
    }
    if whole && out.len() < LOOKED_AT {
        out.extend(cutter.end());
    }
    out.retain(|cells| cells.iter().any(|cell| !cell.is_empty()));
    out
}

/// Cuts a text into rows, and keeps each as it came.
struct Cutter {
    reader: Reader,
    raw: Vec<u8>,
    fields: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    count: usize,
    done: bool,
}

impl Cutter {
    fn new(delimiter: u8, quoting: bool) -> Cutter {
        let reader = ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build();
        Cutter { reader, raw: Vec::new(), fields: vec![0; 512], ends: vec![0; 32], length: 0, count: 0, done: false }
    }

    /// The next row that ends in this piece, from `at` on, which is moved behind it.
    fn next(&mut self, piece: &[u8], at: &mut usize) -> Option<Vec<String>> {
        if std::mem::take(&mut self.done) {
            self.raw.clear();
        }
        while *at < piece.len() {
            if let Some(cells) = self.step(&piece[*at..], at) {
                return Some(cells);
            }
        }
        None
    }

    fn step(&mut self, piece: &[u8], at: &mut usize) -> Option<Vec<String>> {
        let (result, read, written, ends) =
            self.reader.read_record(piece, &mut self.fields[self.length..], &mut self.ends[self.count..]);
        self.raw.extend_from_slice(&piece[..read]);
        *at += read;
        self.length += written;
        self.count += ends;
        match result {
            ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            ReadRecordResult::Record => return Some(self.take()),
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
        }
        None
    }

    /// The last row, if nothing ended it.
    fn end(&mut self) -> Option<Vec<String>> {
        if std::mem::take(&mut self.done) {
            self.raw.clear();
        }
        loop {
            let (result, _, written, ends) =
                self.reader.read_record(&[], &mut self.fields[self.length..], &mut self.ends[self.count..]);
            self.length += written;
            self.count += ends;
            match result {
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Some(self.take()),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return None,
            }
        }
    }

    fn take(&mut self) -> Vec<String> {
        let mut from = 0;
        let mut cells = Vec::with_capacity(self.count);
        for end in &self.ends[..self.count] {
            cells.push(letters::text(&self.fields[from..*end]).into_owned());
            from = *end;
        }
        (self.length, self.count, self.done) = (0, 0, true);
        cells
    }

    /// Whether the row that has begun is in a field of which the quotation mark seems to be open for ever.
    fn is_endless(&self, longest: usize) -> bool {
        !self.done && self.raw.len() > longest
    }

    /// Whether a quotation mark of the row is not closed.
    fn is_open(&self) -> bool {
        self.raw.iter().filter(|byte| **byte == b'"').count() % 2 == 1
    }
}

/// Reads a table.
pub(super) struct Csv {
    shape: Shape,
    cutter: Cutter,
    table: Option<Table>,
    skipped: usize,
}

impl Csv {
    pub(super) fn new(shape: Shape) -> Csv {
        let table = (!shape.headings).then(|| Table::without_headings(&shape.rows));
        Csv { cutter: Cutter::new(shape.delimiter, true), table, skipped: shape.skipped, shape }
    }

    pub(super) fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>, path: &str) {
        let skipped = self.skipped.min(bytes.len());
        self.skipped -= skipped;
        let bytes = &bytes[skipped..];
        let mut at = 0;
        while at < bytes.len() {
            // In steps, so that a quotation mark without an end is noticed wherever pieces end.
            let longest = sink.notes.about.limits.record;
            let room = (longest + 1).saturating_sub(if self.cutter.done { 0 } else { self.cutter.raw.len() }).max(1);
            let upto = bytes.len().min(at + room);
            match self.cutter.next(&bytes[..upto], &mut at) {
                Some(cells) => self.row(&cells, sink, path),
                None if self.cutter.is_endless(longest) => self.loose(sink, path),
                None => {}
            }
        }
    }

    pub(super) fn end(&mut self, sink: &mut Sink<'_>, path: &str) {
        while !self.cutter.done && self.cutter.is_open() {
            self.loose(sink, path);
        }
        if let Some(cells) = self.cutter.end() {
            self.row(&cells, sink, path);
        }
    }

    fn row(&mut self, cells: &[String], sink: &mut Sink<'_>, path: &str) {
        let raw = std::mem::take(&mut self.cutter.raw);
        self.put(cells, &raw, None, sink, path);
        // Its memory is used again.
        self.cutter.raw = raw;
    }

    fn put(&mut self, cells: &[String], raw: &[u8], problem: Option<&str>, sink: &mut Sink<'_>, path: &str) {
        match &self.table {
            _ if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            None => self.table = Some(Table::new(cells)),
            Some(table) => table.row(cells, letters::text(raw).trim_matches(['\r', '\n']), problem, sink, path),
        }
    }

    /// A quotation mark was never closed: the line in which it stands is read without, and what it took in from there on
    /// are rows again.
    fn loose(&mut self, sink: &mut Sink<'_>, path: &str) {
        let before = std::mem::replace(&mut self.cutter, Cutter::new(self.shape.delimiter, true));
        let problem = if before.is_open() { OPEN } else { LONG };
        let raw = before.raw;
        let start = raw.iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let end = memchr::memchr(b'\n', &raw[start..]).map_or(raw.len(), |end| start + end + 1);
        let mut plain = Cutter::new(self.shape.delimiter, false);
        if let Some(cells) = plain.next(&raw[start..end], &mut 0).or_else(|| plain.end()) {
            self.put(&cells, &raw[start..end], Some(problem), sink, path);
        }
        self.read(&raw[end..], sink, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_told_from_lines_with_commas() {
        for (text, delimiter) in [
            ("time,level,message\n1,info,x\n", Some(b',')),
            ("Zeit;Stufe;Meldung\n20.11.2026 05:56;Fehler;a, b\n", Some(b';')),
            ("time\tmessage\n1\tx\n", Some(b'\t')),
            ("a|b|c\n1|2|3\n4|5|6\n", Some(b'|')),
            ("sep=;\na;b\n1;2\n", Some(b';')),
            ("2026-11-20 05:56:12,info,x\n2026-11-20 05:56:13,info,y\n2026-11-20 05:56:14,info,z\n", Some(b',')),
            ("log_id,log_level,log_time,log_type,task,device,user\n", Some(b',')),
            ("one, two\nthree, four\nfive, six\n", None),
            ("Nov 20 05:56:12 nas sshd[1]: a, b, c\nNov 20 05:56:13 nas sshd[1]: a, b, c\n", None),
            ("2026-11-20 05:56:12,123 INFO a\n2026-11-20 05:56:12,124 INFO b\n", None),
            (
                "2026-11-20 05:56:12 | INFO | a\n2026-11-20 05:56:12 | INFO | b, c\n2026-11-20 05:56:14 | INFO | b\n",
                Some(b'|'),
            ),
            ("just words", None),
            ("", None),
        ] {
            assert_eq!(sniff(text.as_bytes(), true).map(|shape| shape.delimiter), delimiter, "{text}");
        }
    }
}
