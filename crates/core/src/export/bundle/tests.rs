use std::io::Read;

use sha2::{Digest, Sha256};

use super::*;
use crate::export::Pseudonyms;
use crate::model::{Field, Line};
use crate::vendors::encoding::hex;

fn line(user: &str, text: &str) -> Record {
    let mut line = Line::unreadable("nas-1", String::new(), format!("{{\"user\":\"{user}\",\"token\":\"s3cret\"}}"));
    (line.user, line.text, line.problem) = (user.into(), text.into(), None);
    Record::Line(Box::new(line))
}

fn about() -> About {
    About {
        subject: Subject::Lines,
        run: None,
        query: "user:alice \"LT-1\" source:nas-1 -\"office nas\"".into(),
        range: TimeRange { from: Some(Timestamp(0)), to: None },
        zone: "Europe/Berlin".into(),
        made: Timestamp(1_795_154_400_000),
        program: "0.1.0".into(),
        sources: vec![("nas-1".into(), "Office NAS".into(), "synology".into())],
        all: true,
    }
}

fn bundle(rows: &[Record], hide: Hide) -> Vec<u8> {
    let plan = Plan { form: Form::Bundle, columns: vec![Column::Shown(Field::User)], bom: true, hide, local: false };
    let redactor = Redactor::new(hide, ["alice", "bob"], ["LT-1"], Pseudonyms::default());
    let mut bundle = Bundle::new(plan, redactor, vec![("nas-1".into(), "Office NAS".into())], about());
    loop {
        rows.iter().for_each(|row| bundle.row(row, &|_| 0));
        if !bundle.end_pass() {
            break;
        }
    }
    bundle.finish(rows.len() as u64, false)
}

/// The files in a zip file, in order, unpacked and checked against their sums.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let archive = rawzip::ZipArchive::from_slice(bytes).expect("a zip file");
    let mut files = Vec::new();
    for entry in archive.entries() {
        let entry = entry.expect("an entry");
        let name = String::from_utf8(entry.file_path().as_ref().to_vec()).expect("a name");
        let packed = archive.get_entry(entry.wayfinder()).expect("its content");
        let mut text = String::new();
        let mut checked = packed.verifying_reader(flate2::read::DeflateDecoder::new(packed.data()));
        checked.read_to_string(&mut text).expect("the very bytes");
        files.push((name, text));
    }
    files
}

#[test]
fn a_bundle_holds_the_rows_twice_and_the_sum_of_each_file() {
    let rows = [line("alice", "one"), line("bob", "two"), line("", "three")];
    let files = unzipped(&bundle(&rows, Hide::default()));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["lines.ndjson", "lines.csv", "README.txt", "manifest.json"]);
    assert_eq!(files[0].1.lines().count(), 3);
    assert_eq!(files[1].1, "\u{feff}user\r\nalice\r\nbob\r\n\r\n");
    let manifest: Value = serde_json::from_str(&files[3].1).expect("JSON");
    assert_eq!(manifest["rows"], 3);
    assert_eq!(manifest["query"], "user:alice \"LT-1\" source:nas-1 -\"office nas\"");
    assert_eq!(manifest["from"], "1970-01-01T00:00:00Z");
    assert_eq!(manifest["to"], Value::Null);
    assert_eq!(manifest["made"], "2026-11-20T06:00:00Z");
    assert_eq!(manifest["complete"], true);
    assert_eq!(manifest["sources"][0], json!({ "id": "nas-1", "name": "Office NAS", "vendor": "synology" }));
    let listed = manifest["files"].as_array().expect("files");
    assert_eq!(listed.len(), 3, "each but the manifest itself");
    for (listed, (name, text)) in listed.iter().zip(&files) {
        let sum = hex(&Sha256::digest(text.as_bytes()));
        assert_eq!(*listed, json!({ "name": name, "bytes": text.len(), "sha256": sum }));
    }
}

#[test]
fn what_is_hidden_is_hidden_in_every_file_and_by_the_same_name() {
    let rows = [line("bob", "alice met bob at LT-1"), line("alice", "")];
    let files = unzipped(&bundle(&rows, Hide::ALL));
    for (name, text) in &files {
        for hidden in ["alice", "bob", "LT-1", "Office", "office", "nas-1", "s3cret"] {
            assert!(!text.contains(hidden), "{hidden} is in {name}: {text}");
        }
    }
    let first: Value = serde_json::from_str(files[0].1.lines().next().unwrap_or_default()).expect("JSON");
    let (bob, csv) = (first["user"].as_str().unwrap_or_default(), &files[1].1);
    assert!(bob.starts_with("user-"), "{bob}");
    assert_eq!(csv.lines().nth(1), Some(bob));
    let manifest: Value = serde_json::from_str(&files[3].1).expect("JSON");
    // Regression: the short name of a source stayed in the query.
    let query = manifest["query"].as_str().unwrap_or_default();
    assert!(query.ends_with("source:source-1 -\"source-1\""), "{query}");
    let alice = csv.lines().nth(2).unwrap_or_default();
    assert_eq!(manifest["query"].as_str().map(|query| query.starts_with(&format!("user:{alice} "))), Some(true));
}

#[test]
fn a_bundle_of_nothing_is_a_bundle() {
    let files = unzipped(&bundle(&[], Hide::default()));
    assert_eq!(files[0], ("lines.ndjson".to_string(), String::new()));
    assert_eq!(files[1].1, "\u{feff}user\r\n");
}
