//! Answers as files. Every folder of `tests/fixtures/veeam` is one case:
//!
//! * `answer.json`, or `answer.txt` where it is no JSON: the body, byte for byte;
//! * `meta.json`, optional: `about` (why the case is there), `call` (`runs` by default, `run`, `run_lines`, `about`, or
//!   the name of a list of items), `status`, `headers`;
//! * `expected.json`: the records without empty fields and without `raw`, which is compared with the answer itself; or
//!   the error.
//!
//! `TAPEDECK_BLESS=1 cargo test -p tapedeck-core --test veeam` writes `expected.json` anew. Read the diff.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Answer, Call};

use crate::support::*;

/// One case as it is on disk.
pub struct Case {
    pub name: String,
    pub call: Call,
    pub response: Response,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let body = std::fs::read(folder.join("answer.json")).or_else(|_| std::fs::read(folder.join("answer.txt")));
        let meta = json_file(&folder.join("meta.json")).unwrap_or_default();
        for key in meta.as_object().into_iter().flat_map(|map| map.keys()) {
            assert!(["about", "call", "status", "headers"].contains(&key.as_str()), "meta.json: {key}");
        }
        let call = match meta["call"].as_str().unwrap_or("runs") {
            "runs" => runs(),
            "run" => one_run(),
            "run_lines" => run_lines(),
            "about" => Call::About,
            list => items(list),
        };
        let headers = meta["headers"].as_object().into_iter().flatten();
        let headers = headers.map(|(name, value)| (name.clone(), value.as_str().expect("text").to_string())).collect();
        let status = meta["status"].as_u64().unwrap_or(200) as u16;
        let body = body.expect("answer.json or answer.txt");
        Case { name: name(folder), call, response: Response { status, headers, body } }
    }
}

/// All cases, read once.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> =
        LazyLock::new(|| entries(&folder("veeam")).iter().map(|path| Case::read(path)).collect());
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
    let rows = rows.iter().map(|row| {
        let mut row = serde_json::to_value(row).expect("a record is data");
        // The appliance counts nothing that we show.
        for key in ["raw", "source", "counts"] {
            row.as_object_mut().expect("an object").remove(key);
        }
        dense(row)
    });
    let rows: Value = rows.collect();
    // A page without rows says so.
    if rows == json!([]) { json!("none") } else { rows }
}

fn error_fields(error: &Error) -> Value {
    let mut error = serde_json::to_value(error).expect("an error is data");
    error.as_object_mut().expect("an object").remove("answer");
    json!({ "error": dense(error) })
}

fn outcome(case: &Case) -> Value {
    match parse(&case.call, &case.response) {
        Err(error) => error_fields(&error),
        Ok(Answer::Runs(page)) => dense(json!({ "total": page.total, "runs": records(&page.rows) })),
        Ok(Answer::Lines(page)) => dense(json!({ "total": page.total, "lines": records(&page.rows) })),
        Ok(Answer::Items(page)) => dense(json!({ "total": page.total, "items": records(&page.rows) })),
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(other) => panic!("{other:?} is no answer to this"),
    }
}

/// What holds for every case, whatever is expected of it.
fn wrong(case: &Case) -> Vec<String> {
    let mut out = Vec::new();
    match parse(&case.call, &case.response) {
        Ok(Answer::Facts(_)) => {}
        // A run that is not there is an empty page.
        Ok(answer) if case.response.status == 404 => assert!(raws(&answer).is_empty()),
        Ok(answer) => match rows_in(&case.call, &case.response.body) {
            Some(rows) if raws(&answer) != rows => out.push(format!("raw: {:#?}, not {rows:#?}", raws(&answer))),
            _ => {}
        },
        Err(error) => {
            if error.answer != case.response.excerpt() {
                out.push(format!("the answer is not kept: {:?}", error.answer));
            }
            let unnamed = error.code_name.is_empty();
            if unnamed != error.meaning.is_empty() || unnamed != error.remedy.is_empty() {
                out.push(format!("a name without a meaning, or the other way round: {error:?}"));
            }
            if everything(&error).contains("ACCESS-1") {
                out.push("the token is shown".to_string());
            }
        }
    }
    out
}

#[test]
fn every_answer_becomes_what_is_expected() {
    let bless = std::env::var_os("TAPEDECK_BLESS").is_some_and(|value| value == "1");
    assert!(cases().len() >= 40, "{} cases: some are lost", cases().len());
    let mut report = String::new();
    for case in cases() {
        let file = folder("veeam").join(&case.name).join("expected.json");
        let actual = format!("{}\n", serde_json::to_string_pretty(&outcome(case)).expect("JSON"));
        for problem in wrong(case) {
            report += &format!("{}: {problem}\n", case.name);
        }
        if bless {
            std::fs::write(&file, actual).expect("expected.json can be written");
        } else if std::fs::read_to_string(&file).ok().as_deref() != Some(&actual) {
            report += &format!("{}: this came out, not expected.json:\n{actual}\n", case.name);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
