//! What is made to do harm: each is told, and the safe rest is read.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use tapedeck_core::files::{Fate, Limits, Trouble};
use tapedeck_core::vendors::Subject;

use super::{about, fixture, lines, read};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn limited(bytes: &[u8], change: impl FnOnce(&mut Limits)) -> (usize, tapedeck_core::files::Report) {
    let mut about = about(Subject::Lines);
    change(&mut about.limits);
    let (rows, end) = read(about, bytes);
    (rows.len(), end.report)
}

#[test]
fn a_path_that_leads_out_is_told_and_the_others_are_read() {
    let (rows, end) = lines(&fixture("tricks.zip"));
    let bad = end.report.entries.iter().filter(|entry| entry.fate == Fate::Left(Trouble::Path)).count();
    assert_eq!((rows.len(), bad, end.report.left_out), (2, 4, 4));
    let (rows, end) = lines(&fixture("tricks.tar"));
    assert_eq!(end.report.entries[0].fate, Fate::Left(Trouble::Path));
    assert_eq!(rows.len(), 2);
}

#[test]
fn what_unpacks_to_far_more_than_it_is_is_not_unpacked() {
    let bomb = gzip(&"0 all is well\n".repeat(400_000).into_bytes());
    let (rows, report) = limited(&bomb, |limits| (limits.ratio, limits.free) = (50, 1 << 20));
    assert_eq!(report.trouble, Some(Trouble::Ratio));
    assert!(rows > 1_000 && rows < 400_000, "{rows}");
    let (rows, report) = limited(&bomb, |limits| limits.unpacked = 1 << 20);
    assert_eq!(report.trouble, Some(Trouble::TooLarge(1 << 20)));
    assert!(rows > 1_000 && rows < 100_000, "{rows}");
    let (rows, report) = limited(&bomb, |_| {});
    assert_eq!((rows, report.trouble), (400_000, None), "the usual limits are not in the way of what people have");
}

/// A page with no memory left would break, and everything in it would be lost.
#[test]
fn of_more_than_there_is_memory_for_the_beginning_is_read() {
    let text = (0..400_000).map(|number| format!("0 line {number}\n")).collect::<String>();
    for bytes in [text.as_bytes(), &gzip(text.as_bytes())] {
        let (rows, report) = limited(bytes, |limits| limits.book = 4 << 20);
        assert_eq!(report.trouble, Some(Trouble::Memory(4 << 20)));
        assert!(rows > 10_000 && rows < 200_000, "{rows}");
    }
}

#[test]
fn archives_in_archives_have_an_end() {
    let (rows, report) = limited(&fixture("nested.zip"), |limits| limits.depth = 3);
    assert_eq!(rows, 2 * 3, "{report:?}");
    assert!(report.entries.iter().any(|entry| entry.fate == Fate::Left(Trouble::Nested)), "{report:?}");
    let deep = (0..20).fold(b"line\n".to_vec(), |inner, _| gzip(&inner));
    assert_eq!(lines(&deep).1.report.trouble, Some(Trouble::Nested));
}

#[test]
fn of_too_many_entries_the_first_are_read() {
    let (rows, report) = limited(&fixture("logs-gnu.tar"), |limits| limits.entries = 2);
    assert!(rows > 0);
    assert_eq!((report.trouble, report.untold > 0), (Some(Trouble::TooMany(2)), true));
}

#[test]
fn a_zip_file_that_is_too_large_is_told_as_one_and_others_beside_it_are_read() {
    let (rows, report) = limited(&fixture("logs.zip"), |limits| limits.zip = 100);
    assert_eq!((rows, report.trouble), (0, Some(Trouble::LargeZip(100))));
    let mut about = about(Subject::Lines);
    about.limits.zip = 100;
    assert!(read(about, &fixture("logs.zip")).1.found, "it is not told as something that nobody knows");
}
