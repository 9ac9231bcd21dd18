//! Fixtures and samples on disk, and JSON that people wrote.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// A folder of fixtures.
pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// What is in a folder, by name.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let list = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = list.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

pub fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// A file of JSON; `None` if there is no file.
pub fn json_file(path: &Path) -> Option<Value> {
    let text = std::fs::read(path).ok()?;
    Some(serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// A recorded sample. They are not part of this repository: where one is missing, nothing is read.
pub fn sample_of(vendor: &str, name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vendors/samples").join(vendor);
    let bytes = std::fs::read(folder.join(name)).ok();
    if bytes.is_none() {
        eprintln!("no sample {name}: not read");
    }
    bytes
}

/// What a case expects is written anew instead of compared. Read the diff.
pub fn blesses() -> bool {
    std::env::var_os("TAPEDECK_BLESS").is_some_and(|value| value == "1")
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not text: {value}")).to_string()
}

/// The names of an object and their texts; nothing if it is not there.
pub fn pairs(value: &Value) -> Vec<(String, String)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// The texts of a list; nothing if it is not there.
pub fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}

/// A key that nothing looks at is a mistake.
pub fn known_keys(at: &str, value: &Value, keys: &[&str]) {
    for key in value.as_object().into_iter().flat_map(Map::keys) {
        assert!(keys.contains(&key.as_str()), "{at}: no key {key:?}");
    }
}

/// What is different between two texts, line by line.
pub fn differences(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let start = expected.iter().zip(&actual).take_while(|(left, right)| left == right).count();
    let rest = expected.len().min(actual.len()) - start;
    let end =
        expected.iter().rev().zip(actual.iter().rev()).take(rest).take_while(|(left, right)| left == right).count();
    let mut out = format!("    from line {}\n", start + 1);
    for line in &expected[start..expected.len() - end] {
        out += &format!("    - {line}\n");
    }
    for line in &actual[start..actual.len() - end] {
        out += &format!("    + {line}\n");
    }
    out
}

#[test]
fn differences_are_shown_without_what_is_the_same() {
    assert_eq!(differences("a\nb\nc", "a\nx\ny\nc"), "    from line 2\n    - b\n    + x\n    + y\n");
    assert_eq!(differences("a\na", "a"), "    from line 2\n    - a\n");
}
