//! Answers as files, as `support/cases.rs` says. What only this vendor has: in `meta.json`, `call` (`runs` by default,
//! `run`, `run_lines`, `about`, or the name of a list of items).

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
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
        let call = match answered.meta["call"].as_str().unwrap_or("runs") {
            "runs" => runs(),
            "run" => one_run(),
            "run_lines" => run_lines(),
            "about" => Call::About,
            list => items(list),
        };
        Case { call, response: answered.response.clone(), answered }
    }
}

/// All cases, read once.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> =
        LazyLock::new(|| entries(&folder("veeam")).iter().map(|path| Case::read(path)).collect());
    &CASES
}

fn outcome(case: &Case) -> Value {
    // The appliance counts nothing that we show.
    const UNSAID: &[&str] = &["counts"];
    match parse(&case.call, &case.response) {
        Err(error) => error_fields(&error, &[]),
        Ok(Answer::Runs(page)) => dense(json!({ "total": page.total, "runs": records(&page.rows, UNSAID) })),
        Ok(Answer::Lines(page)) => dense(json!({ "total": page.total, "lines": records(&page.rows, UNSAID) })),
        Ok(Answer::Items(page)) => dense(json!({ "total": page.total, "items": records(&page.rows, UNSAID) })),
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(other) => panic!("{other:?} is no answer to this"),
    }
}

/// What holds for every case, whatever is expected of it.
fn wrong(case: &Case) -> Vec<String> {
    match parse(&case.call, &case.response) {
        Ok(Answer::Facts(_)) => Vec::new(),
        // A run that is not there is an empty page.
        Ok(answer) if case.response.status == 404 => raws(&answer).into_iter().map(str::to_string).collect(),
        Ok(answer) => match rows_in(&case.call, &case.response.body) {
            Some(rows) if raws(&answer) != rows => vec![format!("raw: {:#?}, not {rows:#?}", raws(&answer))],
            _ => Vec::new(),
        },
        Err(error) => {
            let mut out = case.answered.lost_by(&error);
            let unnamed = error.code_name.is_empty();
            if unnamed != error.meaning.is_empty() || unnamed != error.remedy.is_empty() {
                out.push(format!("a name without a meaning, or the other way round: {error:?}"));
            }
            if everything(&error).contains("ACCESS-1") {
                out.push("the token is shown".to_string());
            }
            out
        }
    }
}

#[test]
fn every_answer_becomes_what_is_expected() {
    check_cases("veeam", 40, &[], |folder| {
        let case = Case::read(folder);
        (outcome(&case), wrong(&case))
    });
}
