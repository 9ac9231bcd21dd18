//! gzip, tar and zip.

use tapedeck_core::files::{Entry, Fate, Packing, Trouble};
use tapedeck_core::model::Severity;

use super::{fixture, iso, lines};

fn fate<'a>(entries: &'a [Entry], end: &str) -> &'a Fate {
    let found = entries.iter().find(|entry| entry.path.ends_with(end));
    &found.unwrap_or_else(|| panic!("{end} in {entries:?}")).fate
}

#[test]
fn all_members_of_a_gzip_file_are_read_and_zeros_behind_them_are_nothing() {
    let (rows, end) = lines(&fixture("members.log.gz"));
    assert_eq!(rows.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["first", "ERROR second"]);
    assert_eq!((end.report.packed, end.report.trouble), (vec![Packing::Gzip], None));
}

#[test]
fn every_text_in_an_archive_is_opened_and_the_others_are_named() {
    for (name, packed, with_long, binary) in [
        ("logs-gnu.tar", vec![Packing::Tar], true, true),
        ("logs-pax.tar", vec![Packing::Tar], true, true),
        ("logs-ustar.tar", vec![Packing::Tar], false, true),
        ("logs.tar.gz", vec![Packing::Gzip, Packing::Tar], true, true),
        ("logs.zip", vec![Packing::Zip], true, false),
    ] {
        let (rows, end) = lines(&fixture(name));
        let report = &end.report;
        assert_eq!((&report.packed, &report.trouble), (&packed, &None), "{name}");
        assert_eq!(fate(&report.entries, "logs/one.log"), &Fate::Read(2), "{name}");
        assert_eq!(fate(&report.entries, "logs/deep/表.csv"), &Fate::Read(2), "{name}");
        assert_eq!(fate(&report.entries, "logs/events.ndjson.gz"), &Fate::Read(2), "{name}");
        assert_eq!(fate(&report.entries, "logs/link"), &Fate::Left(Trouble::NoFile), "{name}");
        if binary {
            assert_eq!(fate(&report.entries, "logs/core.bin"), &Fate::Left(Trouble::Binary), "{name}");
        }
        if with_long {
            assert_eq!(fate(&report.entries, "aaaa/long.log"), &Fate::Read(1), "{name}");
        }
        assert_eq!(report.left_out, 1 + u64::from(binary), "{name}");
        assert_eq!(rows.len(), 6 + usize::from(with_long), "{name}");
        let one = rows.iter().find(|line| line.text == "ERROR one").unwrap();
        assert_eq!((one.file.as_str(), one.severity), ("logs/one.log", Severity::Error));
        assert_eq!(iso(one.time), "2026-11-20T05:56:12Z");
    }
}

#[test]
fn every_way_in_which_a_zip_file_is_written_is_read() {
    for name in ["stored.zip", "streamed.zip", "zip64.zip"] {
        let (rows, end) = lines(&fixture(name));
        assert_eq!((rows.len(), &end.report.trouble, end.report.left_out), (2, &None, 0), "{name}: {:?}", end.report);
    }
    for (name, trouble) in [("locked.zip", Trouble::Encrypted), ("bzip2.zip", Trouble::Method(12))] {
        let (_, end) = lines(&fixture(name));
        assert_eq!(end.report.entries[0].fate, Fate::Left(trouble), "{name}");
        assert!(end.found, "{name}: what is in it is told");
    }
    assert_eq!(lines(&fixture("bzip2.zip")).0.len(), 2, "what is not packed in that way is read");
}

#[test]
fn what_is_cut_or_damaged_gives_what_came_before() {
    let tar = fixture("logs-gnu.tar");
    let whole = lines(&tar).0.len();
    let (rows, end) = lines(&tar[..tar.len() - 14_000]);
    assert!(!rows.is_empty() && rows.len() < whole && end.is_cut());
    let gz = fixture("logs.tar.gz");
    let (_, end) = lines(&gz[..gz.len() - 20]);
    assert!(end.is_cut(), "{:?}", end.report);
    let mut bytes = fixture("stored.zip");
    let at = bytes.windows(5).position(|window| window == b"ERROR").unwrap();
    bytes[at] = b'e';
    let (rows, end) = lines(&bytes);
    assert!(rows.len() == 2 && matches!(end.report.entries[0].fate, Fate::Broken(2, Trouble::Damaged(_))));
    let zip = fixture("logs.zip");
    assert!(matches!(lines(&zip[..zip.len() / 2]).1.report.trouble, Some(Trouble::Damaged(_))));
}

/// bsdtar writes other headers than GNU tar, and zip files with sizes behind their entries.
#[test]
fn archives_of_bsdtar_are_read_like_those_of_others() {
    for (name, packed, links) in [
        ("bsd.tar", vec![Packing::Tar], 1),
        ("bsd-pax.tar.gz", vec![Packing::Gzip, Packing::Tar], 1),
        // In a zip file there are no links: it is there twice.
        ("bsd.zip", vec![Packing::Zip], 0),
    ] {
        let (rows, end) = lines(&fixture(name));
        assert_eq!((&end.report.packed, &end.report.trouble), (&packed, &None), "{name}");
        assert_eq!(end.report.left_out, links, "{name}: {:?}", end.report.entries);
        assert_eq!(fate(&end.report.entries, "logs/deep/表.csv"), &Fate::Read(1), "{name}");
        let texts: Vec<_> = rows.iter().map(|line| (line.text.as_str(), line.severity)).collect();
        assert!(texts.contains(&("ERROR one", Severity::Error)), "{name}: {texts:?}");
        assert!(texts.contains(&("three, 备份", Severity::Warning)), "{name}: {texts:?}");
        assert_eq!(rows.len() as u64, 5 - 2 * links, "{name}");
    }
}
