//! Answers as files, as `support/cases.rs` says. What only this vendor has: in `meta.json`, `action` (the vendor's action
//! that is answered with it, by default `ListUPgSQLBackup`; everything else is answered with one instance, or with
//! nothing).

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Answer, Call};

use crate::vendor::*;

/// One case as it is on disk.
pub struct Case {
    pub action: String,
    pub response: Response,
    answered: Answered,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let answered = Answered::read(folder, &["action"]);
        let action = answered.meta["action"].as_str().unwrap_or("ListUPgSQLBackup").to_string();
        Case { action, response: answered.response.clone(), answered }
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

fn shown(outcome: Result<Answer, Error>) -> Value {
    // Counters of no run of this vendor.
    const UNSAID: &[&str] = &["counts"];
    match outcome {
        Err(error) => error_fields(&error, &[]),
        Ok(Answer::Runs(page)) => json!({ "runs": records(&page.rows, UNSAID), "total": page.total }),
        Ok(Answer::Files(page)) => {
            json!({ "files": records(&page.rows, UNSAID), "since": page.since.map(|since| since.iso()) })
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
    let text = String::from_utf8_lossy(&case.response.body);
    match case.outcome() {
        Ok(answer) => {
            let made_up =
                raws_and_notes(&answer).into_iter().filter(|(raw, note)| !text.contains(raw) && note.is_none());
            made_up.map(|(raw, _)| format!("raw is made up: {raw}")).collect()
        }
        Err(error) => {
            let mut out = case.answered.lost_by(&error);
            if error.meaning.is_empty() != error.remedy.is_empty() {
                out.push(format!("a meaning without a remedy, or the other way round: {error:?}"));
            }
            out
        }
    }
}

#[test]
fn every_answer_becomes_what_is_expected() {
    check_cases("surfercloud", 40, &[], |folder| {
        let case = Case::read(folder);
        (shown(case.outcome()), problems(&case))
    });
}
