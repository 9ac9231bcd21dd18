//! What holds for every answer, however broken: no panic, no lost row, nothing unknown called good.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use tapedeck_core::http::Response;
use tapedeck_core::model::Outcome;
use tapedeck_core::vendors::{Answer, Attempt, Call, SignInInput, SignInStep};

use crate::fixtures::cases;
use crate::vendor::*;

/// The keys that the vendor looks at, and one that it does not.
const KEYS: [&str; 15] = [
    "BackupID",
    "BackupName",
    "InstanceID",
    "BackupStartTime",
    "BackupEndTime",
    "BackupSize",
    "BackupType",
    "State",
    "Name",
    "Size",
    "BeginTime",
    "EndTime",
    "Zone",
    "DataSet",
    "another_key",
];

const TEXTS: [&str; 12] =
    ["", "soon", "0", "2", "Success", "success ", "Failed", "Backuping", "Expired", "Done", "\u{0}", "日本"];

const WORDS: Words = Words { keys: &KEYS, texts: &TEXTS, numbers: &[(-2, 10), (1_700_000_000, 1_800_000_000)] };

/// What must be true of every record, whatever it was made of.
fn check(answer: &Answer) -> Result<(), TestCaseError> {
    check_rows(answer, "pg")?;
    if let Answer::Runs(page) = answer {
        for run in &page.rows {
            let row: Value = serde_json::from_str(&run.raw).unwrap_or_default();
            let state = match row.get("State") {
                Some(Value::String(state)) => state.trim().to_lowercase(),
                _ => String::new(),
            };
            let expected = match state.as_str() {
                "success" => Outcome::Success,
                "failed" => Outcome::Failed,
                "backuping" => Outcome::Running,
                _ => Outcome::Unknown,
            };
            prop_assert!(run.outcome == expected || run.problem.is_some(), "{} is {:?}", run.raw, run.outcome);
            prop_assert!(run.outcome != Outcome::Success || state == "success", "{}", run.raw);
            let ended = run.started.is_some() && run.ended.is_some();
            prop_assert!(!ended || run.outcome != Outcome::Running, "{}", run.raw);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_page_of_any_rows_gives_exactly_these_rows(
        rows in prop::collection::vec(WORDS.row_text(), 0..6),
        key in select(vec!["DataSet", "Data"]),
        code in select(vec!["0", "\"0\""]),
    ) {
        let count = rows.len();
        let body = format!("{{\"RetCode\":{code},\"TotalCount\":{count},\"{key}\":[{}]}}", rows.join(" ,\n"));
        let answer = one_instance(&runs(), "ListUPgSQLBackup", &ok(body.clone())).unwrap();
        check(&answer)?;
        let raws: Vec<_> = run_rows(answer).into_iter().map(|run| run.raw).collect();
        prop_assert_eq!(&raws, &rows);
        let files = file_rows(one_instance(&files(), "ListUPgSQLLog", &ok(body)).unwrap());
        let raws: Vec<_> = files.into_iter().map(|file| file.raw).collect();
        prop_assert_eq!(&raws, &rows);
    }

    /// Every number of a file that can be read leads to a question again.
    #[test]
    fn any_file_can_be_asked_for(rows in prop::collection::vec(WORDS.row_text(), 1..5)) {
        let body = format!("{{\"RetCode\":0,\"DataSet\":[{}]}}", rows.join(","));
        for action in ["ListUPgSQLLog", "ListUPgSQLBackup"] {
            let rows = file_rows(one_instance(&files(), action, &ok(body.clone())).unwrap());
            for file in rows.into_iter().filter(|file| !file.id.is_empty()) {
                let call = Call::Download { file: file.id.clone() };
                prop_assert!(vendor().ask(&source(), &session(""), &call).is_ok(), "{}", file.id);
            }
        }
    }

    #[test]
    fn any_instances_are_asked_about_or_told(rows in prop::collection::vec(WORDS.row_text(), 0..4)) {
        let body = format!("{{\"RetCode\":0,\"DataSet\":[{}]}}", rows.join(","));
        let mut asked = 0;
        let answer = lead(&runs(), |request| match field(request, "Action").as_str() {
            "ListUPgSQLInstance" => ok(body.clone()),
            _ => {
                asked += 1;
                ok(r#"{"RetCode":0}"#)
            }
        });
        let told = run_rows(answer.unwrap()).len();
        prop_assert!(asked + told >= rows.len(), "{asked} asked, {told} told of {rows:?}");
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn a_changed_answer_is_read_or_refused(which in any::<Index>(), changes in WORDS.changes(1..4)) {
        let case = which.get(cases());
        let response = Response { body: changed(&case.response.body, changes), ..case.response.clone() };
        match one_instance(&case.call(), &case.action, &response) {
            Ok(answer) => check(&answer)?,
            Err(error) => check_error(&error, &[PRIVATE])?,
        }
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        damage in damage(),
        status in select(vec![200u16, 200, 200, 204, 302, 401, 403, 404, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let response = Response { status, body: damage.of(&case.response.body), ..case.response.clone() };
        match one_instance(&case.call(), &case.action, &response) {
            Ok(answer) => check(&answer)?,
            Err(error) => {
                prop_assert_eq!(error.status, Some(status));
                check_error(&error, &[PRIVATE])?;
            }
        }
    }

    #[test]
    fn any_bytes_are_no_sign_in(body in prop::collection::vec(any::<u8>(), 0..100)) {
        let (source, credentials) = (source(), credentials("sts-t0ken"));
        let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: true };
        let mut conversation = vendor().sign_in(&attempt);
        conversation.next(NOW, SignInInput::Start);
        match conversation.next(NOW, SignInInput::Answer(&ok(body))) {
            SignInStep::Failed(error) => check_error(&error, &[PRIVATE])?,
            other => prop_assert!(false, "{other:?}"),
        }
    }
}

/// Depth is not ours to choose.
#[test]
fn a_row_of_any_depth_is_a_row() {
    for depth in DEPTHS {
        let deep = nested(depth);
        let row = format!(r#"{{"BackupID":"b","State":"Success","BackupStartTime":1764000000,"x":{deep}}}"#);
        let body = format!(r#"{{"RetCode":0,"DataSet":[{row},{{"BackupID":"c"}}]}}"#);
        let rows = run_rows(one_instance(&runs(), "ListUPgSQLBackup", &ok(body)).unwrap());
        assert_eq!((rows.len(), &rows[0].raw), (2, &row), "{depth}");
        assert_eq!(rows[0].problem.is_some(), depth > 126, "{depth}");
    }
}
