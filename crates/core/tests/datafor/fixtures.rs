//! Answers as files. Every folder of `tests/fixtures/datafor` is one case:
//!
//! * `answer.json`, or `answer.txt` where it is no JSON: the body, byte for byte;
//! * `schedules.json`, optional: what the list of schedules answers; without it that is an empty list;
//! * `user.json`, optional: what `fetchUser` answers; without it an administrator is signed in;
//! * `meta.json`, optional: `about` (why the case is there), `call` (by default `runs`), `status`, `headers`, and
//!   `secrets` that must show up nowhere;
//! * `expected.json`: the records without empty fields and without `raw`, which is compared with the answer itself; or
//!   the error.
//!
//! `TAPEDECK_BLESS=1 cargo test -p tapedeck-core --test datafor` writes `expected.json` anew. Read the diff.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::Answer;

use crate::support::*;

/// One case as it is on disk.
pub struct Case {
    pub call: String,
    pub response: Response,
    schedules: Response,
    user: Response,
    secrets: Vec<String>,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let read = |name: &str| std::fs::read(folder.join(name)).ok();
        let body = read("answer.json").or_else(|| read("answer.txt")).expect("answer.json or answer.txt");
        let meta = read("meta.json").map_or(Value::Null, |text| serde_json::from_slice(&text).expect("JSON"));
        for key in meta.as_object().into_iter().flat_map(|map| map.keys()) {
            assert!(["about", "call", "status", "headers", "secrets"].contains(&key.as_str()), "meta.json: {key}");
        }
        let text = |value: &Value| value.as_str().expect("text").to_string();
        let headers = meta["headers"].as_object().into_iter().flatten();
        let headers = headers.map(|(name, value)| (name.clone(), text(value))).collect();
        let status = meta["status"].as_u64().unwrap_or(200) as u16;
        Case {
            call: meta["call"].as_str().unwrap_or("runs").to_string(),
            response: Response { status, headers, body },
            schedules: ok(read("schedules.json").unwrap_or_else(|| r#"{"success":true,"data":[]}"#.into())),
            user: ok(read("user.json").unwrap_or_else(|| ADMIN.into())),
            secrets: meta["secrets"].as_array().into_iter().flatten().map(text).collect(),
        }
    }

    fn parse(&self) -> Result<Answer, Error> {
        parse(&call(&self.call), &self.response, &self.schedules, &self.user)
    }
}

/// All cases, read once.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> =
        LazyLock::new(|| entries(&folder("datafor")).iter().map(|path| Case::read(path)).collect());
    &CASES
}

/// A record or an error as JSON, without what is empty.
fn dense(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| !(value.is_null() || value == "" || value == &json!([])))
                .map(|(key, value)| (key, dense(value)))
                .collect(),
        ),
        other => other,
    }
}

fn records<T: serde::Serialize>(rows: &[T]) -> Value {
    let without = |row: &T| {
        let mut row = serde_json::to_value(row).expect("a record is data");
        for key in ["raw", "source", "counts", "covers"] {
            row.as_object_mut().expect("an object").remove(key);
        }
        dense(row)
    };
    // A page without rows says so.
    if rows.is_empty() { json!("none") } else { rows.iter().map(without).collect() }
}

fn outcome(case: &Case) -> Value {
    match case.parse() {
        Err(error) => {
            let mut error = serde_json::to_value(&error).expect("an error is data");
            error.as_object_mut().expect("an object").remove("answer");
            json!({ "error": dense(error) })
        }
        Ok(Answer::Runs(page)) => json!({ "total": page.total, "runs": records(&page.rows) }),
        Ok(Answer::Items(page)) => json!({ "total": page.total, "items": records(&page.rows) }),
        Ok(Answer::Files(page)) => json!({ "total": page.total, "files": records(&page.rows) }),
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(Answer::Content { name, bytes }) => json!({ "name": name, "bytes": bytes.len() }),
        Ok(other) => panic!("{other:?} is no answer of this vendor"),
    }
}

/// What holds for every case, whatever is expected of it.
fn problems(case: &Case) -> Vec<String> {
    let mut out = Vec::new();
    match case.parse() {
        Ok(answer) => {
            let text = String::from_utf8_lossy(&case.response.body);
            match rows_in(&case.response.body) {
                Some(rows) if case.call == "runs" && raws(&answer) != rows => {
                    out.push(format!("raw: {:#?}, not {rows:#?}", raws(&answer)));
                }
                // The parts of a backup stand in a text inside of its record.
                _ if case.call != "items" && raws(&answer).iter().any(|raw| !text.contains(raw)) => {
                    out.push("raw is made up".to_string());
                }
                _ => {}
            }
        }
        Err(error) => {
            let text = everything(&error);
            out.extend(case.secrets.iter().filter(|secret| text.contains(*secret)).map(|s| format!("shows {s}")));
        }
    }
    out
}

fn check(folder: &Path, bless: bool) -> Vec<String> {
    let case = Case::read(folder);
    let mut out = problems(&case);
    for file in entries(folder).iter().map(|path| name(path)) {
        let known = ["answer.json", "answer.txt", "schedules.json", "user.json", "expected.json", "meta.json"];
        if !known.contains(&file.as_str()) {
            out.push(format!("{file} is used by nothing"));
        }
    }
    let actual = format!("{}\n", serde_json::to_string_pretty(&outcome(&case)).expect("JSON"));
    let file = folder.join("expected.json");
    if bless {
        std::fs::write(&file, actual).expect("expected.json can be written");
        return out;
    }
    match std::fs::read_to_string(&file) {
        Ok(expected) if expected == actual => {}
        Ok(expected) => out.push(format!("expected\n{expected}\nbut it is\n{actual}")),
        Err(error) => out.push(format!("expected.json: {error}; TAPEDECK_BLESS=1 writes it")),
    }
    out
}

#[test]
fn every_answer_becomes_what_is_expected() {
    let bless = std::env::var_os("TAPEDECK_BLESS").is_some_and(|value| value == "1");
    let folders = entries(&folder("datafor"));
    assert!(folders.len() >= 30, "{} cases: some are lost", folders.len());
    let mut report = String::new();
    for folder in &folders {
        for problem in check(folder, bless) {
            report += &format!("{}: {problem}\n", name(folder));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// What a case compares with must not hide a difference.
#[test]
fn only_what_is_empty_is_left_out() {
    let full = json!({"a": "", "b": null, "c": [], "d": 0, "e": false, "f": {"g": "", "h": "x"}, "i": [null, ""]});
    assert_eq!(dense(full), json!({"d": 0, "e": false, "f": {"h": "x"}, "i": [null, ""]}));
}
