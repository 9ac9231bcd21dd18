//! Answers as files. Every folder of `tests/fixtures/<vendor>` is one case:
//!
//! * `answer.json`, or `answer.txt` where it is no JSON: the body, byte for byte;
//! * `meta.json`, optional: `about` (why the case is there), `status`, `headers`, `secrets` that must show up nowhere,
//!   and what the vendor's own tests read;
//! * `expected.json`: what the answer becomes. `TAPEDECK_BLESS=1` writes it anew.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;

use super::files::{blesses, differences, entries, folder, json_file, known_keys, name, pairs, texts};
use super::http::everything;

/// What every case has.
pub struct Answered {
    pub folder: PathBuf,
    pub meta: Value,
    pub response: Response,
    pub secrets: Vec<String>,
}

impl Answered {
    /// Reads a case. `own` are the keys of `meta.json` that only this vendor has.
    pub fn read(folder: &Path, own: &[&str]) -> Answered {
        let body = std::fs::read(folder.join("answer.json")).or_else(|_| std::fs::read(folder.join("answer.txt")));
        let body = body.unwrap_or_else(|_| panic!("{}: no answer.json and no answer.txt", folder.display()));
        let meta = json_file(&folder.join("meta.json")).unwrap_or_default();
        known_keys("meta.json", &meta, &[&["about", "status", "headers", "secrets"], own].concat());
        let status = meta["status"].as_u64().unwrap_or(200) as u16;
        let response = Response { status, headers: pairs(&meta["headers"]), body };
        Answered { folder: folder.to_path_buf(), secrets: texts(&meta["secrets"]), meta, response }
    }

    /// Another file of the case.
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(name)).ok()
    }

    /// What is wrong with an error that this answer became: the answer and its status are kept, and secrets are not.
    pub fn lost_by(&self, error: &Error) -> Vec<String> {
        let mut out = self.shown_by(error);
        if self.secrets.is_empty() && error.answer != self.response.excerpt() {
            out.push(format!("the answer is not kept: {:?}", error.answer));
        }
        if error.status != Some(self.response.status) {
            out.push(format!("the status is not kept: {:?}", error.status));
        }
        out
    }

    /// Which secrets an error shows.
    pub fn shown_by(&self, error: &Error) -> Vec<String> {
        let text = everything(error);
        let shown = self.secrets.iter().filter(|secret| text.contains(*secret));
        shown.map(|secret| format!("shows {secret}: {text}")).collect()
    }
}

/// Compares all cases of a vendor with what is expected of them, or writes that. `look` says what an answer becomes, and
/// what is wrong whatever is expected. `own` are the files that only this vendor's cases have.
pub fn check_cases(vendor: &str, least: usize, own: &[&str], look: impl Fn(&Path) -> (Value, Vec<String>)) {
    let folders = entries(&folder(vendor));
    assert!(folders.len() >= least, "{} cases: some are lost", folders.len());
    let known = [&["answer.json", "answer.txt", "expected.json", "meta.json"], own].concat();
    let mut report = String::new();
    for folder in &folders {
        let (outcome, mut wrong) = look(folder);
        let files = entries(folder).iter().map(|path| name(path)).collect::<Vec<_>>();
        wrong.extend(files.iter().filter(|file| !known.contains(&file.as_str())).map(|f| format!("{f} has no use")));
        wrong.extend(compare(&folder.join("expected.json"), &outcome));
        for problem in wrong {
            report += &format!("{}: {problem}\n", name(folder));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// How a file differs from what came out; or it is written.
fn compare(file: &Path, outcome: &Value) -> Option<String> {
    let actual = format!("{}\n", serde_json::to_string_pretty(outcome).expect("JSON"));
    if blesses() {
        std::fs::write(file, actual).expect("expected.json can be written");
        return None;
    }
    match std::fs::read_to_string(file) {
        Ok(expected) if expected == actual => None,
        Ok(expected) => {
            Some(format!("expected.json (-) and what came out (+) differ\n{}", differences(&expected, &actual)))
        }
        Err(error) => Some(format!("expected.json: {error}; TAPEDECK_BLESS=1 writes it")),
    }
}
