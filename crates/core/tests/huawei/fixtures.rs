//! Answers as files. Every folder of `tests/fixtures/huawei` is one case:
//!
//! * `answer.json`, or `answer.txt` where it is no JSON: the body, byte for byte;
//! * `meta.json`: `call` (`alarms`, `events`, `files`, `servers`, `about`, `export`, `progress`, `download`), and, if
//!   they matter, `about` (why the case is there), `status`, `headers`, `pass` (`keys` instead of a token), and
//!   `secrets` that must show up nowhere;
//! * `expected.json`: what it becomes, without what is empty and without `raw`, which is compared with the answer
//!   itself; or the error.
//!
//! `TAPEDECK_BLESS=1 cargo test -p tapedeck-core --test huawei` writes `expected.json` anew. Read the diff.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Answer, Call};

use crate::support::*;

/// One case as it is on disk.
pub struct Case {
    pub call: String,
    pub response: Response,
    pub keys: bool,
    secrets: Vec<String>,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let body = match std::fs::read(folder.join("answer.json")) {
            Ok(body) => body,
            Err(_) => std::fs::read(folder.join("answer.txt")).expect("answer.json or answer.txt"),
        };
        let meta: Value =
            serde_json::from_slice(&std::fs::read(folder.join("meta.json")).expect("meta.json")).expect("JSON");
        for key in meta.as_object().expect("an object").keys() {
            let known = ["about", "call", "status", "headers", "pass", "secrets"].contains(&key.as_str());
            assert!(known, "meta.json: {key}");
        }
        let headers = meta["headers"].as_object().into_iter().flatten();
        let headers = headers.map(|(name, value)| (name.clone(), text(value))).collect();
        Case {
            call: text(&meta["call"]),
            response: Response { status: meta["status"].as_u64().unwrap_or(200) as u16, headers, body },
            keys: meta["pass"] == "keys",
            secrets: meta["secrets"].as_array().into_iter().flatten().map(text).collect(),
        }
    }

    /// What the answer becomes.
    pub fn outcome(&self) -> Result<Answer, Error> {
        read(&self.call, self.keys, &self.response)
    }
}

/// What an answer to a call becomes. The other requests that the call needs are answered in the ordinary way.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn read(call: &str, with_keys: bool, response: &Response) -> Result<Answer, Error> {
    let session = if with_keys { keys() } else { token() };
    let call = match call {
        "alarms" => return lines_of(&session, List::Alarms, response).map(Answer::Lines),
        "events" => return lines_of(&session, List::Events, response).map(Answer::Lines),
        "files" => Call::Files(page()),
        "servers" => act("servers", &[]),
        "about" => Call::About,
        "export" => act("exportLog", &[("server", SERVER)]),
        "progress" => Call::Progress { export: format!("{SERVER}/17") },
        "download" => Call::Download { file: format!("{SERVER}/17") },
        other => panic!("no such call: {other}"),
    };
    let mut given = false;
    lead(&mut *ask(&session, &call), |_| if std::mem::replace(&mut given, true) { ok("{}") } else { response.clone() })
}

/// All cases, read once.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> =
        LazyLock::new(|| entries(&folder("huawei")).iter().map(|path| Case::read(path)).collect());
    &CASES
}

/// Something as JSON, without what is empty.
fn dense(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| !(value.is_null() || value == "" || value == &json!([]) || value == &json!({})))
                .map(|(key, value)| (key, dense(value)))
                .collect(),
        ),
        other => other,
    }
}

fn records<T: serde::Serialize>(rows: &[T]) -> Value {
    if rows.is_empty() {
        return json!("none");
    }
    rows.iter()
        .map(|row| {
            let mut row = serde_json::to_value(row).expect("a record is data");
            for key in ["raw", "source", "covers"] {
                row.as_object_mut().expect("an object").remove(key);
            }
            dense(row)
        })
        .collect()
}

fn main_fields(error: &Error) -> Value {
    let mut error = serde_json::to_value(error).expect("an error is data");
    error.as_object_mut().expect("an object").remove("answer");
    json!({ "error": dense(error) })
}

fn as_json(outcome: Result<Answer, Error>) -> Value {
    match outcome {
        Err(error) => main_fields(&error),
        Ok(Answer::Lines(page)) => json!({ "total": page.total, "lines": records(&page.rows) }),
        Ok(Answer::Files(page)) => json!({ "total": page.total, "files": records(&page.rows) }),
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(Answer::Export(export)) => json!({ "export": dense(serde_json::to_value(export).expect("data")) }),
        Ok(Answer::Content { name, bytes }) => json!({ "content": { "name": name, "bytes": bytes.len() } }),
        Ok(other) => panic!("{other:?} is no answer of this vendor"),
    }
}

/// The raw text of every record.
pub fn raws(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::Lines(page) => page.rows.iter().map(|line| line.raw.as_str()).collect(),
        Answer::Files(page) => page.rows.iter().map(|file| file.raw.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// What holds for every case, whatever is expected of it.
fn problems(case: &Case, outcome: &Result<Answer, Error>) -> Vec<String> {
    let mut out = Vec::new();
    let key = match case.call.as_str() {
        "files" => "servers",
        call => call,
    };
    match outcome {
        Ok(answer) => {
            let mut mine = raws(answer);
            let mut rows = rows_in(&case.response.body, key).unwrap_or_default();
            mine.sort_unstable();
            rows.sort_unstable();
            if ["alarms", "events", "files"].contains(&case.call.as_str()) && mine != rows {
                out.push(format!("raw: {mine:#?}, not {rows:#?}"));
            }
        }
        Err(error) => {
            if case.secrets.is_empty() && error.answer != case.response.excerpt() {
                out.push(format!("the answer is not kept: {:?}", error.answer));
            }
            if error.status != Some(case.response.status) {
                out.push(format!("the status is not kept: {:?}", error.status));
            }
            let text = everything(error);
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
    let outcome = case.outcome();
    let mut out = problems(&case, &outcome);
    for file in entries(folder).iter().map(|path| name(path)) {
        if !["answer.json", "answer.txt", "expected.json", "meta.json"].contains(&file.as_str()) {
            out.push(format!("{file} is used by nothing"));
        }
    }
    let actual = format!("{}\n", serde_json::to_string_pretty(&as_json(outcome)).expect("JSON"));
    let file = folder.join("expected.json");
    if bless {
        std::fs::write(&file, actual).expect("expected.json can be written");
        return out;
    }
    match std::fs::read_to_string(&file) {
        Ok(expected) if expected == actual => {}
        Ok(expected) => out.push(format!("expected:\n{expected}\nwhat came out:\n{actual}")),
        Err(error) => out.push(format!("expected.json: {error}; TAPEDECK_BLESS=1 writes it")),
    }
    out
}

#[test]
fn every_answer_becomes_what_is_expected() {
    let bless = std::env::var_os("TAPEDECK_BLESS").is_some_and(|value| value == "1");
    let folders = entries(&folder("huawei"));
    assert!(folders.len() >= 40, "{} cases: some are lost", folders.len());
    let mut report = String::new();
    for folder in &folders {
        for problem in check(folder, bless) {
            report += &format!("{}: {problem}\n", name(folder));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
