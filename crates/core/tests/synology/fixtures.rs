//! Answers as files. Every folder of `tests/fixtures/synology` is one case:
//!
//! * `answer.json`, or `answer.txt` where it is no JSON: the body, byte for byte;
//! * `meta.json`, optional: `about` (why the case is there), `call` (`lines`, `runs`, `run_lines`, `run`; by default what
//!   the answer's list says, else `lines`), `status`, `headers`, and `secrets` that must show up nowhere;
//! * `expected.json`: the records without empty fields and without `raw`, which is compared with the answer itself; or
//!   the error.
//!
//! `TAPEDECK_BLESS=1 cargo test -p tapedeck-core --test synology` writes `expected.json` anew. Read the diff.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Answer, Call};

use crate::support::*;

/// One case as it is on disk.
pub struct Case {
    pub call: Call,
    pub response: Response,
    secrets: Vec<String>,
}

impl Case {
    pub fn read(folder: &Path) -> Case {
        let body = match std::fs::read(folder.join("answer.json")) {
            Ok(body) => body,
            Err(_) => std::fs::read(folder.join("answer.txt")).expect("answer.json or answer.txt"),
        };
        let meta = match std::fs::read(folder.join("meta.json")) {
            Ok(text) => serde_json::from_slice(&text).expect("meta.json is JSON"),
            Err(_) => Value::Null,
        };
        if let Some(map) = meta.as_object() {
            for key in map.keys() {
                assert!(["about", "call", "status", "headers", "secrets"].contains(&key.as_str()), "meta.json: {key}");
            }
        }
        let call = match meta["call"].as_str() {
            Some("lines") => lines(),
            Some("runs") => runs(),
            Some("run_lines") => run_lines(),
            Some("run") => one_run(),
            Some(other) => panic!("no such call: {other}"),
            None => calls().into_iter().find(|call| rows_in(&body, list_key(call)).is_some()).unwrap_or_else(lines),
        };
        let text = |value: &Value| value.as_str().expect("text").to_string();
        let headers = meta["headers"].as_object().into_iter().flatten();
        let headers = headers.map(|(name, value)| (name.clone(), text(value))).collect();
        let status = meta["status"].as_u64().unwrap_or(200) as u16;
        let secrets = meta["secrets"].as_array().into_iter().flatten().map(text).collect();
        Case { call, response: Response { status, headers, body }, secrets }
    }
}

/// All cases, read once.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> =
        LazyLock::new(|| entries(&folder("synology")).iter().map(|path| Case::read(path)).collect());
    &CASES
}

/// A record or an error as JSON, without what is empty.
pub fn dense(value: Value) -> Value {
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
    rows.iter()
        .map(|row| {
            let mut row = serde_json::to_value(row).expect("a record is data");
            for key in ["raw", "source"] {
                row.as_object_mut().expect("an object").remove(key);
            }
            dense(row)
        })
        .collect()
}

/// The fields of an error that decide what a reader sees. The words of the dictionary have their own tests.
pub fn main_fields(error: &Error) -> Value {
    let mut error = serde_json::to_value(error).expect("an error is data");
    let map = error.as_object_mut().expect("an object");
    for key in ["answer", "meaning", "remedy"] {
        map.remove(key);
    }
    json!({ "error": dense(error) })
}

fn outcome(case: &Case) -> Value {
    match parse(&case.call, &case.response) {
        Err(error) => main_fields(&error),
        Ok(Answer::Runs(page)) => dense(json!({ "total": page.total, "runs": dense_list(records(&page.rows)) })),
        Ok(Answer::Lines(page)) => dense(json!({ "total": page.total, "lines": dense_list(records(&page.rows)) })),
        Ok(other) => panic!("{other:?} is no list"),
    }
}

/// A page without rows says so: an empty list stays.
fn dense_list(rows: Value) -> Value {
    if rows == json!([]) { json!("none") } else { rows }
}

/// What holds for every case, whatever is expected of it.
fn problems(case: &Case) -> Vec<String> {
    let mut out = Vec::new();
    match parse(&case.call, &case.response) {
        Ok(answer) => {
            let text = String::from_utf8_lossy(&case.response.body);
            match rows_in(&case.response.body, list_key(&case.call)) {
                Some(rows) if raws(&answer) != rows => out.push(format!("raw: {:#?}, not {rows:#?}", raws(&answer))),
                None if raws(&answer).iter().any(|raw| !text.contains(raw)) => out.push("raw is made up".to_string()),
                _ => {}
            }
        }
        Err(error) => {
            if case.secrets.is_empty() && error.answer != case.response.excerpt() {
                out.push(format!("the answer is not kept: {:?}", error.answer));
            }
            if error.status != Some(case.response.status) {
                out.push(format!("the status is not kept: {:?}", error.status));
            }
            let known = error.code_name.is_empty() == error.meaning.is_empty();
            if !known {
                out.push(format!("a constant without a meaning, or the other way round: {error:?}"));
            }
            let text = everything(&error);
            out.extend(
                case.secrets.iter().filter(|secret| text.contains(*secret)).map(|s| format!("shows {s}: {text}")),
            );
        }
    }
    out
}

/// Runs one case, or writes what it expects.
fn check(folder: &Path, bless: bool) -> Vec<String> {
    let case = Case::read(folder);
    let mut out = problems(&case);
    for file in entries(folder).iter().map(|path| name(path)) {
        if !["answer.json", "answer.txt", "expected.json", "meta.json"].contains(&file.as_str()) {
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
        Ok(expected) => {
            out.push(format!("expected.json (-) and what came out (+) differ\n{}", differences(&expected, &actual)))
        }
        Err(error) => out.push(format!("expected.json: {error}; TAPEDECK_BLESS=1 writes it")),
    }
    out
}

#[test]
fn every_answer_becomes_what_is_expected() {
    let bless = std::env::var_os("TAPEDECK_BLESS").is_some_and(|value| value == "1");
    let folders = entries(&folder("synology"));
    assert!(folders.len() >= 40, "{} cases: some are lost", folders.len());
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
    assert_eq!(dense(Value::Object(Map::new())), json!({}));
}
