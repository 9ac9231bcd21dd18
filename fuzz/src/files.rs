//! Any file: nothing may panic, and in pieces it is the same as whole.

use tapedeck_core::files::{About, FileReader, Limits, Zone};
use tapedeck_core::logbook::{Logbook, RawCache};
use tapedeck_core::model::Record;
use tapedeck_core::vendors::Subject;

use crate::NOW;

/// How each kind of text begins. An input that begins with one of the bytes 1 to 7 has that before it, so that every
/// reader is reached soon; what is packed is in the fixtures.
const HEADS: [&str; 7] =
    ["{\"data\":[{", "{\"time\":1}\n{", "time,level,message\n", "sep=;\na;b\n", "<table><tr><th>time</th>", "<34>1 ", "2026-11-20 05:56:12 "];

/// Reads one input, whole and in pieces.
pub fn feed(data: &[u8]) {
    let data = match data.split_first() {
        Some((first @ 1..=7, rest)) => [HEADS[usize::from(*first) - 1].as_bytes(), rest].concat(),
        _ => data.to_vec(),
    };
    for subject in [Subject::Lines, Subject::Runs] {
        assert_eq!(read(&data, subject, data.len().max(1)), read(&data, subject, 7));
    }
}

fn read(data: &[u8], subject: Subject, size: usize) -> Vec<Record> {
    let limits = Limits { unpacked: 1 << 20, free: 1 << 18, record: 1 << 10, ..Limits::default() };
    let about = About { source: "file:x".into(), subject, zone: Zone::default(), written: NOW, limits };
    let (mut reader, mut book) = (FileReader::new(about), Logbook::new(0));
    for piece in data.chunks(size) {
        reader.feed(piece.to_vec());
        while reader.step(&mut book, 1 << 16) > 0 {}
    }
    while reader.finish(&mut book, 1 << 16).is_none() {}
    let mut cache = RawCache::default();
    (0..book.len() as u32).filter_map(|row| book.record_with_raw(row, &mut cache)).collect()
}
