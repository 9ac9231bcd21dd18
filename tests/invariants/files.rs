//! No paths and hosts of one machine, no fixture that nothing uses.

use crate::tree::{File, below, offence, read, repository, root};

/// Paths and hosts that exist on one machine only. Written in pieces, so that this file has none.
fn of_one_machine(file: &File) -> Vec<String> {
    let (work, tmp, registry) = (["/wo", "rk/"].concat(), ["/t", "mp/"].concat(), ["artif", "actory"].concat());
    let mut out = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        let temporary = line
            .match_indices(&tmp)
            .any(|(at, _)| line[at + tmp.len()..].starts_with(|c: char| c.is_ascii_alphabetic()));
        if line.contains(&work) || temporary || line.to_lowercase().contains(&registry) {
            out.push(offence(file, number + 1, line.trim().chars().take(120).collect::<String>()));
        }
    }
    out
}

#[test]
fn nothing_is_of_one_machine() {
    for text in [["cd /wo", "rk/main"], ["ls /t", "mp/out"], ["https://Artif", "actory.example/npm"]] {
        assert!(!of_one_machine(&File::example("x.md", &text.concat())).is_empty(), "not seen: {text:?}");
    }
    assert!(of_one_machine(&File::example("x.md", "networks/, artefact, /tmp, template/")).is_empty());
    let mut offences = Vec::new();
    for path in repository() {
        // Pictures and the like are no text.
        if let Ok(text) = std::fs::read_to_string(root().join(&path)) {
            offences.extend(of_one_machine(&File { path, text }));
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

/// The folders of fixtures that no test names.
fn unused(folders: &[&str], tests: &[File]) -> Vec<String> {
    let named = |folder: &str| tests.iter().any(|test| test.text.contains(&format!("\"{folder}\"")));
    folders.iter().filter(|folder| !named(folder)).map(|folder| format!("{folder} is used by no test")).collect()
}

#[test]
fn every_folder_of_fixtures_is_used() {
    let tests = [File::example("tests/x.rs", "entries(&folder(\"nas\")) // \"nas\"")];
    assert_eq!(unused(&["nas", "nas-sign-in"], &tests), ["nas-sign-in is used by no test"]);

    let tests: Vec<_> =
        below("crates/core/tests").iter().filter(|path| path.ends_with(".rs")).map(|path| read(path)).collect();
    let files = below("crates/core/tests/fixtures");
    assert!(!files.is_empty());
    let parts = files.iter().filter_map(|path| path.strip_prefix("crates/core/tests/fixtures/"));
    let mut folders: Vec<_> = parts.clone().map(|path| path.split('/').next().unwrap_or_default()).collect();
    folders.dedup();
    assert_eq!(unused(&folders, &tests), [""; 0]);

    // Every case has an answer and what it becomes, or it would be read as something else than it is.
    let mut cases: Vec<_> =
        parts.filter_map(|path| path.rsplit_once('/')).filter(|(case, _)| case.contains('/')).collect();
    cases.sort();
    for case in cases.chunk_by(|left, right| left.0 == right.0) {
        let has = |names: &[&str]| case.iter().filter(|(_, file)| names.contains(file)).count() == 1;
        assert!(has(&["answer.json", "answer.txt"]) && has(&["expected.json"]), "{case:?}");
    }
}
