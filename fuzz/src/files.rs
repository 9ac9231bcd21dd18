//! Any file, led to each of the readers: nothing may panic, in pieces it is the same as whole, and no line gets lost.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use tapedeck_core::files::{About, End, FileReader, Format, Limits, Shape, Zone};
use tapedeck_core::logbook::{Logbook, RawCache};
use tapedeck_core::model::Record;
use tapedeck_core::vendors::Subject;

use crate::NOW;

/// Bytes of one record at most, so that long ones are met soon.
const RECORD: usize = 1 << 10;
/// A tar file is made of blocks of so many bytes.
const BLOCK: usize = 512;

/// The reader that an input is led to.
#[derive(Clone, Copy)]
pub enum Reader {
    /// Whichever the input asks for.
    Any,
    Csv,
    Html,
    Json,
    Lines,
    Syslog,
    Letters,
    Gzip,
    Tar,
    Zip,
}

/// Reads one input, whole and in pieces.
pub fn feed(reader: Reader, data: &[u8]) {
    let file = led(reader, data);
    for subject in [Subject::Lines, Subject::Runs] {
        let whole = read(&file, subject, file.len().max(1));
        let pieces = read(&file, subject, 7);
        assert_eq!(whole, pieces);
        if subject == Subject::Lines {
            check_lines(&file, &whole.0, &whole.1);
        }
    }
}

/// A file that the reader gets to see. The first byte of an input chooses among what its kind can look like.
fn led(reader: Reader, data: &[u8]) -> Vec<u8> {
    let (choice, rest) = data.split_first().map_or((0, data), |(first, rest)| (usize::from(*first), rest));
    let behind = |heads: &[&[u8]]| [heads[choice % heads.len()], rest].concat();
    match reader {
        Reader::Any => data.to_vec(),
        Reader::Csv => behind(&[
            b"time,level,message\n",
            b"sep=;\na;b\n",
            b"Policy\tStatus\tStartTime\n",
            b"log_id|log_level|log_time\n",
            b"\xef\xbb\xbf\"time\";\"text\"\r\n",
        ]),
        Reader::Html => behind(&[b"<table><tr><th>time</th>", b"<!doctype html><body>", b"<html><table><tr>"]),
        Reader::Json => behind(&[
            b"{\"data\":[{",
            b"[{",
            b"{\"time\":1}\n{",
            b"{\"a\":{\"logs\":[{\"log_id\":1,\"log_time\":1795000000,\"log_type\":1104,",
            b"{\"",
        ]),
        Reader::Lines => behind(&[b"2026-11-20 05:56:12 ERROR ", b"x\n\tat y\n", b"", b"10.0.0.1 - - [20/Nov/2026:05:56:12 +0000] "]),
        Reader::Syslog => behind(&[b"<34>1 ", b"<34>Oct 11 22:14:15 ", b"Nov 20 05:56:12 ", b"<165>1 2003-10-11T22:14:15.003Z h a - I ["]),
        // Marks of encodings; UTF-16 without one; bytes of no Unicode.
        Reader::Letters => match choice % 6 {
            0 => [b"\xff\xfe", rest].concat(),
            1 => [b"\xfe\xff", rest].concat(),
            2 => rest.iter().flat_map(|byte| [*byte, 0]).collect(),
            3 => rest.iter().flat_map(|byte| [0, *byte]).collect(),
            4 => [b"\xc8\xce\xce\xf1;\xca\xb1\xbc\xe4\n".repeat(8), rest.to_vec()].concat(),
            _ => [b"\xef\xbb\xbf", rest].concat(),
        },
        Reader::Gzip => match choice % 3 {
            0 => [b"\x1f\x8b\x08", rest].concat(),
            1 => gzip(rest),
            // Several members, and something behind them.
            _ => {
                let mut parts = rest.splitn(3, |byte| *byte == 0);
                let mut part = || parts.next().unwrap_or_default();
                [gzip(part()), gzip(part()), part().to_vec()].concat()
            }
        },
        Reader::Tar => tar(data),
        Reader::Zip => {
            if choice == 0 {
                [b"PK\x03\x04", rest].concat()
            } else {
                data.to_vec()
            }
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).and_then(|()| out.finish()).unwrap_or_default()
}

/// Blocks with the sums that headers need: nobody would find them by chance. Those of content get one that they do not
/// need.
fn tar(data: &[u8]) -> Vec<u8> {
    let mut file = data.to_vec();
    for block in file.chunks_mut(BLOCK).filter(|block| block.len() == BLOCK && block.iter().any(|byte| *byte != 0)) {
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }
    file
}

fn read(data: &[u8], subject: Subject, size: usize) -> (Vec<Record>, End) {
    let limits = Limits { unpacked: 1 << 20, free: 1 << 18, record: RECORD, ..Limits::default() };
    let about = About { source: "file:x".into(), subject, zone: Zone::default(), written: NOW, limits };
    let (mut reader, mut book) = (FileReader::new(about), Logbook::new(0));
    for piece in data.chunks(size) {
        reader.feed(piece.to_vec());
        while reader.step(&mut book, 1 << 16) > 0 {}
    }
    let end = loop {
        if let Some(end) = reader.finish(&mut book, 1 << 16) {
            break end;
        }
    };
    let mut cache = RawCache::default();
    ((0..book.len() as u32).filter_map(|row| book.record_with_raw(row, &mut cache)).collect(), end)
}

/// Everything that stands in a text of lines stands in its rows.
fn check_lines(file: &[u8], rows: &[Record], end: &End) {
    let Some(Format { shape: Shape::Lines | Shape::JsonLines, letters: None }) = &end.report.format else { return };
    let Ok(text) = std::str::from_utf8(file) else { return };
    let usual = text.lines().all(|line| line.len() < RECORD) && !text.starts_with('\u{feff}');
    if !usual || !end.report.packed.is_empty() || end.report.others > 0 || end.report.trouble.is_some() {
        return;
    }
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let kept: String = rows.iter().map(|row| letters(row.raw())).collect();
    assert_eq!(kept, letters(text));
}
