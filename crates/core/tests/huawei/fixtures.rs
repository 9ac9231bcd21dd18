//! Answers as files, as `support/cases.rs` says. What only this vendor has: in `meta.json`, `call` (`alarms`, `events`,
//! `files`, `servers`, `about`, `export`, `progress`, `download`), and `pass` (`keys` instead of a token).

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Answer, Call};

use crate::vendor::*;

/// One case as it is on disk.
pub struct Case {
    pub call: String,
    pub response: Response,
    pub keys: bool,
    answered: Answered,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let answered = Answered::read(folder, &["call", "pass"]);
        Case {
            call: text(&answered.meta["call"]),
            response: answered.response.clone(),
            keys: answered.meta["pass"] == "keys",
            answered,
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

fn as_json(outcome: &Result<Answer, Error>) -> Value {
    const UNSAID: &[&str] = &["covers"];
    match outcome {
        Err(error) => error_fields(error, &[]),
        Ok(Answer::Lines(page)) => json!({ "total": page.total, "lines": records(&page.rows, UNSAID) }),
        Ok(Answer::Files(page)) => json!({ "total": page.total, "files": records(&page.rows, UNSAID) }),
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(Answer::Export(export)) => json!({ "export": without(export, &[]) }),
        Ok(Answer::Content { name, bytes }) => json!({ "content": { "name": name, "bytes": bytes.len() } }),
        Ok(other) => panic!("{other:?} is no answer of this vendor"),
    }
}

/// What holds for every case, whatever is expected of it.
fn problems(case: &Case, outcome: &Result<Answer, Error>) -> Vec<String> {
    let key = match case.call.as_str() {
        "files" => "servers",
        call => call,
    };
    match outcome {
        Ok(answer) if ["alarms", "events", "files"].contains(&case.call.as_str()) => {
            let mut mine = raws(answer);
            let mut rows = rows_at(&case.response.body, &[key]).unwrap_or_default();
            mine.sort_unstable();
            rows.sort_unstable();
            if mine == rows { Vec::new() } else { vec![format!("raw: {mine:#?}, not {rows:#?}")] }
        }
        Ok(_) => Vec::new(),
        Err(error) => case.answered.lost_by(error),
    }
}

#[test]
fn every_answer_becomes_what_is_expected() {
    check_cases("huawei", 40, &[], |folder| {
        let case = Case::read(folder);
        let outcome = case.outcome();
        (as_json(&outcome), problems(&case, &outcome))
    });
}
