//! Answers as files, as `support/cases.rs` says. What only this vendor has:
//!
//! * `meta.json`: `call` (`lines`, `runs`, `run_lines`, `run`; by default what the answer's list says, else `lines`);
//! * `expected.json`: errors without meaning and remedy. The words of the dictionary have their own tests.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Answer, Call};

use crate::vendor::*;

/// One case as it is on disk.
pub struct Case {
    pub call: Call,
    pub response: Response,
    answered: Answered,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let answered = Answered::read(folder, &["call"]);
        let body = &answered.response.body;
        let call = match answered.meta["call"].as_str() {
            Some("lines") => lines(),
            Some("runs") => runs(),
            Some("run_lines") => run_lines(),
            Some("run") => one_run(),
            Some(other) => panic!("no such call: {other}"),
            None => calls().into_iter().find(|call| rows_in(body, list_key(call)).is_some()).unwrap_or_else(lines),
        };
        Case { call, response: answered.response.clone(), answered }
    }
}

/// All cases, read once.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> =
        LazyLock::new(|| entries(&folder("synology")).iter().map(|path| Case::read(path)).collect());
    &CASES
}

/// The fields of an error that decide what a reader sees.
pub fn main_fields(error: &Error) -> Value {
    error_fields(error, &["meaning", "remedy"])
}

fn outcome(case: &Case) -> Value {
    match parse(&case.call, &case.response) {
        Err(error) => main_fields(&error),
        Ok(Answer::Runs(page)) => dense(json!({ "total": page.total, "runs": records(&page.rows, &[]) })),
        Ok(Answer::Lines(page)) => dense(json!({ "total": page.total, "lines": records(&page.rows, &[]) })),
        Ok(other) => panic!("{other:?} is no list"),
    }
}

/// What holds for every case, whatever is expected of it.
fn problems(case: &Case) -> Vec<String> {
    match parse(&case.call, &case.response) {
        Ok(answer) => {
            let text = String::from_utf8_lossy(&case.response.body);
            match rows_in(&case.response.body, list_key(&case.call)) {
                Some(rows) if raws(&answer) != rows => vec![format!("raw: {:#?}, not {rows:#?}", raws(&answer))],
                None if raws(&answer).iter().any(|raw| !text.contains(raw)) => vec!["raw is made up".to_string()],
                _ => Vec::new(),
            }
        }
        Err(error) => {
            let mut out = case.answered.lost_by(&error);
            if error.code_name.is_empty() != error.meaning.is_empty() {
                out.push(format!("a constant without a meaning, or the other way round: {error:?}"));
            }
            out
        }
    }
}

#[test]
fn every_answer_becomes_what_is_expected() {
    check_cases("synology", 40, &[], |folder| {
        let case = Case::read(folder);
        (outcome(&case), problems(&case))
    });
}
