//! Answers as files, as `support/cases.rs` says. What only this vendor has:
//!
//! * `schedules.json`, optional: what the list of schedules answers; without it that is an empty list;
//! * `user.json`, optional: what `fetchUser` answers; without it an administrator is signed in;
//! * `meta.json`: `call`, by default `runs`.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::Answer;

use crate::vendor::*;

/// One case as it is on disk.
pub struct Case {
    pub call: String,
    pub response: Response,
    schedules: Response,
    user: Response,
    answered: Answered,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let answered = Answered::read(folder, &["call"]);
        Case {
            call: answered.meta["call"].as_str().unwrap_or("runs").to_string(),
            response: answered.response.clone(),
            schedules: ok(answered.file("schedules.json").unwrap_or_else(|| r#"{"success":true,"data":[]}"#.into())),
            user: ok(answered.file("user.json").unwrap_or_else(|| ADMIN.into())),
            answered,
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

fn outcome(case: &Case) -> Value {
    const UNSAID: &[&str] = &["counts", "covers"];
    match case.parse() {
        Err(error) => error_fields(&error, &[]),
        Ok(Answer::Runs(page)) => json!({ "total": page.total, "runs": records(&page.rows, UNSAID) }),
        Ok(Answer::Items(page)) => json!({ "total": page.total, "items": records(&page.rows, UNSAID) }),
        Ok(Answer::Files(page)) => json!({ "total": page.total, "files": records(&page.rows, UNSAID) }),
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(Answer::Content { name, bytes }) => json!({ "name": name, "bytes": bytes.len() }),
        Ok(other) => panic!("{other:?} is no answer of this vendor"),
    }
}

/// What holds for every case, whatever is expected of it.
fn problems(case: &Case) -> Vec<String> {
    match case.parse() {
        Ok(answer) => {
            let text = String::from_utf8_lossy(&case.response.body);
            match rows_in(&case.response.body) {
                Some(rows) if case.call == "runs" && raws(&answer) != rows => {
                    vec![format!("raw: {:#?}, not {rows:#?}", raws(&answer))]
                }
                // The parts of a backup stand in a text inside of its record.
                _ if case.call != "items" && raws(&answer).iter().any(|raw| !text.contains(raw)) => {
                    vec!["raw is made up".to_string()]
                }
                _ => Vec::new(),
            }
        }
        // The answer that it keeps may be that of another request.
        Err(error) => case.answered.shown_by(&error),
    }
}

#[test]
fn every_answer_becomes_what_is_expected() {
    check_cases("datafor", 30, &["schedules.json", "user.json"], |folder| {
        let case = Case::read(folder);
        (outcome(&case), problems(&case))
    });
}
