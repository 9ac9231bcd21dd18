//! Answers as files. Every folder of `tests/fixtures/surfercloud` is one case:
//!
//! * `answer.json`, or `answer.txt` where it is no JSON: the body, byte for byte;
//! * `meta.json`, optional: `about` (why the case is there), `action` (the vendor's action that is answered with it, by
//!   default `ListUPgSQLBackup`; everything else is answered with one instance, or with nothing), `status`, `headers`;
//! * `expected.json`: the records without empty fields and without `raw`, which must stand in the answer; or the error.
//!
//! `TAPEDECK_BLESS=1 cargo test -p tapedeck-core --test surfercloud` writes `expected.json` anew. Read the diff.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Answer, Call};

use crate::support::*;

/// One case as it is on disk.
pub struct Case {
    pub action: String,
    pub response: Response,
}

impl Case {
    pub fn read(folder: &Path) -> Case {
        let body = match std::fs::read(folder.join("answer.json")) {
            Ok(body) => body,
            Err(_) => std::fs::read(folder.join("answer.txt")).expect("answer.json or answer.txt"),
        };
        let meta: Value = match std::fs::read(folder.join("meta.json")) {
            Ok(text) => serde_json::from_slice(&text).expect("meta.json is JSON"),
            Err(_) => Value::Null,
        };
        for key in meta.as_object().into_iter().flat_map(|map| map.keys()) {
            assert!(["about", "action", "status", "headers"].contains(&key.as_str()), "meta.json: {key}");
        }
        let text = |value: &Value| value.as_str().expect("text").to_string();
        let headers = meta["headers"].as_object().into_iter().flatten();
        let headers = headers.map(|(name, value)| (name.clone(), text(value))).collect();
        let status = meta["status"].as_u64().unwrap_or(200) as u16;
        let action = meta["action"].as_str().unwrap_or("ListUPgSQLBackup").to_string();
        Case { action, response: Response { status, headers, body } }
    }

    /// The question in which the vendor's action comes.
    pub fn call(&self) -> Call {
        match self.action.as_str() {
            "ListUPgSQLBackup" | "ListUPgSQLInstance" => runs(),
            "ListUPgSQLLog" => files(),
            "GetUPgSQLBackupURL" => Call::Download { file: "backup/cn-zj-01/upgsql-1/b-1".into() },
            "GetUPgSQLInstanceLog" => Call::Download { file: "log/cn-zj-01/upgsql-1/100/200/pg%2Fslow.log".into() },
            "GetUPgSQLBackupStrategy" => act("backupStrategy", &[("instance", "upgsql-1")]),
            "GetUPgSQLInstance" => act("instance", &[("instance", "upgsql-1")]),
            "BackupUPgSQLLog" => act("packLog", &[("instance", "upgsql-1"), ("backupName", "n"), ("backupFile", "f")]),
            "GetRegion" | "GetProjectList" => Call::About,
            other => panic!("no such action: {other}"),
        }
    }

    pub fn outcome(&self) -> Result<Answer, Error> {
        one_instance(&self.call(), &self.action, &self.response)
    }
}

/// All cases, read once.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> =
        LazyLock::new(|| entries(&folder("surfercloud")).iter().map(|path| Case::read(path)).collect());
    &CASES
}

fn records<T: serde::Serialize>(rows: &[T]) -> Value {
    let row = |row: &T| {
        let mut row = serde_json::to_value(row).expect("a record is data");
        for key in ["raw", "source"] {
            row.as_object_mut().expect("an object").remove(key);
        }
        // Counters of no run of this vendor.
        row.as_object_mut().expect("an object").remove("counts");
        dense(row)
    };
    Value::Array(rows.iter().map(row).collect())
}

fn shown(outcome: Result<Answer, Error>) -> Value {
    match outcome {
        Err(error) => {
            let mut error = serde_json::to_value(&error).expect("an error is data");
            error.as_object_mut().expect("an object").remove("answer");
            json!({ "error": dense(error) })
        }
        Ok(Answer::Runs(page)) => json!({ "runs": records(&page.rows), "total": page.total }),
        Ok(Answer::Files(page)) => {
            json!({ "files": records(&page.rows), "since": page.since.map(|since| since.iso()) })
        }
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(Answer::Content { name, bytes }) => json!({ "name": name, "text": String::from_utf8(bytes).unwrap() }),
        Ok(Answer::Link { url }) => json!({ "url": url }),
        Ok(Answer::Done) => json!("done"),
        Ok(other) => panic!("{other:?}"),
    }
}

/// What holds for every case, whatever is expected of it.
fn problems(case: &Case) -> Vec<String> {
    let mut out = Vec::new();
    let text = String::from_utf8_lossy(&case.response.body).into_owned();
    let mut raw = |raw: &str, noted: bool| {
        if !text.contains(raw) && !noted {
            out.push(format!("raw is made up: {raw}"));
        }
    };
    match case.outcome() {
        Ok(Answer::Runs(page)) => page.rows.iter().for_each(|run| raw(&run.raw, run.problem.is_some())),
        Ok(Answer::Files(page)) => page.rows.iter().for_each(|file| raw(&file.raw, file.problem.is_some())),
        Ok(_) => {}
        Err(error) => {
            if error.answer != case.response.excerpt() {
                out.push(format!("the answer is not kept: {:?}", error.answer));
            }
            if error.status != Some(case.response.status) {
                out.push(format!("the status is not kept: {:?}", error.status));
            }
            if error.meaning.is_empty() != error.remedy.is_empty() {
                out.push(format!("a meaning without a remedy, or the other way round: {error:?}"));
            }
        }
    }
    out
}

#[test]
fn every_answer_becomes_what_is_expected() {
    let bless = std::env::var_os("TAPEDECK_BLESS").is_some_and(|value| value == "1");
    let folders = entries(&folder("surfercloud"));
    assert!(folders.len() >= 40, "{} cases: some are lost", folders.len());
    let mut report = String::new();
    for folder in &folders {
        let case = Case::read(folder);
        for problem in problems(&case) {
            report += &format!("{}: {problem}\n", name(folder));
        }
        let actual = format!("{}\n", serde_json::to_string_pretty(&shown(case.outcome())).expect("JSON"));
        let file = folder.join("expected.json");
        if bless {
            std::fs::write(&file, actual).expect("expected.json can be written");
        } else if std::fs::read_to_string(&file).ok().as_deref() != Some(&actual) {
            report += &format!("{}: expected.json is not what came out:\n{actual}", name(folder));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
