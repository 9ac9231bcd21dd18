//! Opened files, made by the tools that people make such files with: `fixtures/files/make.sh`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod answers;
mod exports;
mod limits;
mod packed;
mod pieces;
mod texts;

use std::path::Path;

use tapedeck_core::files::{About, End, FileReader, Limits, Zone};
use tapedeck_core::logbook::{Logbook, RawCache};
use tapedeck_core::model::{Line, Record, Run, Timestamp};
use tapedeck_core::vendors::Subject;

/// 2026-11-22 06:00 UTC.
const NOW: Timestamp = Timestamp(1_795_327_200_000);

fn about(subject: Subject) -> About {
    About { source: "file:x".into(), subject, zone: Zone::default(), written: NOW, limits: Limits::default() }
}

/// One of the files beside the script.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(about: About, bytes: &[u8]) -> (Vec<Record>, End) {
    let mut book = Logbook::new(0);
    let end = FileReader::read_whole(about, bytes, &mut book);
    (rows(&book), end)
}

fn rows(book: &Logbook) -> Vec<Record> {
    let mut cache = RawCache::default();
    (0..book.len() as u32).map(|row| book.record_with_raw(row, &mut cache).unwrap()).collect()
}

fn lines(bytes: &[u8]) -> (Vec<Line>, End) {
    let (rows, end) = read(about(Subject::Lines), bytes);
    let line = |row| match row {
        Record::Line(line) => *line,
        Record::Run(run) => panic!("{run:?}"),
    };
    (rows.into_iter().map(line).collect(), end)
}

fn runs(bytes: &[u8]) -> (Vec<Run>, End) {
    let (rows, end) = read(about(Subject::Runs), bytes);
    let run = |row| match row {
        Record::Run(run) => *run,
        Record::Line(line) => panic!("{line:?}"),
    };
    (rows.into_iter().map(run).collect(), end)
}

fn iso(time: Option<Timestamp>) -> String {
    time.map(Timestamp::iso).unwrap_or_default()
}
