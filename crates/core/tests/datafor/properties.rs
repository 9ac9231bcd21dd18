//! What holds for every answer, however broken: no panic, no lost row, nothing made up, nothing unknown called good.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use tapedeck_core::http::Response;
use tapedeck_core::model::{Outcome, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Credentials, SignInInput, SignInStep};

use crate::fixtures::cases;
use crate::vendor::*;

/// The keys that the vendor looks at, and one that it does not.
const KEYS: [&str; 30] = [
    "id",
    "backupid",
    "name",
    "status",
    "msg",
    "config",
    "cron",
    "add_by",
    "add_time",
    "update_time",
    "success",
    "code",
    "message",
    "data",
    "type",
    "islogged",
    "userid",
    "username",
    "roles",
    "plugins",
    "canAdminister",
    "needCaptcha",
    "current",
    "version",
    "enable",
    "state",
    "lastRun",
    "nextRun",
    "simpleJobTrigger",
    "another_key",
];

const TEXTS: [&str; 18] = [
    "",
    "0",
    "1",
    "2",
    " 1 ",
    "+1",
    "01",
    "10",
    "soon",
    "true",
    "Backup_2026.10.10-02.00.00.205+0800",
    "Backup_2026.10.10-02.00.00.205",
    "Backup_9999.99.99-99.99.99.999-9999",
    "2026-10-10 02:00:00.2",
    "-262144-01-01 00:00:00",
    "[{\"id\":\"db\"},{\"id\":\"x\"}]",
    "{\"simpleJobTrigger\":{\"uiPassParam\":\"DAILY\",\"repeatInterval\":-9223372036854775808,\"daysOfWeek\":[-1,7]}}",
    "日本_+",
];

const WORDS: Words = Words { keys: &KEYS, texts: &TEXTS, numbers: &[(-2, 5)] };

/// What matters in a row.
const ROW_WORDS: Words = Words { keys: KEYS.split_at(10).0, ..WORDS };

/// What a status means, by the documentation, written again: a text of one digit, or that number.
fn meant(status: Option<&Value>) -> Option<i64> {
    match status? {
        Value::String(text) => ["0", "1", "2"].iter().position(|digit| *digit == text.trim()).map(|at| at as i64),
        Value::Number(number) => number.as_f64().filter(|n| [0.0, 1.0, 2.0].contains(n)).map(|n| n as i64),
        _ => None,
    }
}

/// What must be true of every record, whatever it was made of.
fn check_records(answer: &Answer) -> Result<(), TestCaseError> {
    let status = |raw: &str| meant(serde_json::from_str::<Value>(raw).unwrap_or_default().get("status"));
    match answer {
        Answer::Runs(page) => {
            check_rows(answer, "bi")?;
            prop_assert_eq!(page.total, Some(page.rows.len() as u64));
            for run in &page.rows {
                let expected = match status(&run.raw) {
                    Some(0) => Outcome::Running,
                    Some(1) => Outcome::Success,
                    Some(2) => Outcome::Failed,
                    _ => Outcome::Unknown,
                };
                prop_assert_eq!(run.outcome, expected, "{}", run.raw);
                let both = run.started.zip(run.ended);
                prop_assert_eq!(run.duration, both.map(|(start, end)| end.0 - start.0));
                prop_assert!(run.started.is_some() || run.problem.is_some(), "{} without a note", run.raw);
            }
        }
        Answer::Files(page) => {
            for file in &page.rows {
                prop_assert!(!matches!(status(&file.raw), Some(0 | 2)), "{} has no zip", file.raw);
                prop_assert!(!file.id.is_empty() || file.problem.is_some(), "{}", file.raw);
            }
        }
        Answer::Items(page) => {
            prop_assert!(
                page.rows
                    .iter()
                    .all(|item| !item.name.is_empty() || item.problem.is_some() || item.raw.contains("\"\""))
            );
        }
        _ => {}
    }
    Ok(())
}

/// Reads an answer that may be anything, and checks what can be checked without the vendor.
fn check_answer(call: &Call, response: &Response, user: &Response) -> Result<(), TestCaseError> {
    match parse(call, response, response, user) {
        Ok(answer) => {
            if let (Some(rows), Call::Runs(_)) = (rows_in(&response.body), call) {
                prop_assert_eq!(raws(&answer), rows);
            }
            check_records(&answer)
        }
        Err(error) => check_error(&error, &[]),
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_list_of_any_rows_gives_exactly_these_rows(
        rows in prop::collection::vec(ROW_WORDS.row_text(), 0..6),
        spaces in select(vec!["", " ", "\n\t"]),
    ) {
        let list = rows.join(&format!("{spaces},{spaces}"));
        let body = format!("{{\"data\":[{spaces}{list}{spaces}],\"success\":true}}");
        let answer = parse(&call("runs"), &ok(body), &ok(r#"{"success":true,"data":[{"id":"1"}]}"#), &ok(ADMIN));
        prop_assert!(answer.is_ok(), "{answer:?}");
        let answer = answer.unwrap();
        prop_assert_eq!(raws(&answer), rows);
        check_records(&answer)?;
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn a_changed_answer_is_read_or_refused(
        name in select(CALLS.to_vec()),
        which in any::<Index>(),
        changes in WORDS.changes(1..5),
        user in WORDS.changes(0..2),
    ) {
        let case = which.get(cases());
        let body = changed(&case.response.body, changes);
        let user = ok(changed(ADMIN.as_bytes(), user));
        check_answer(&call(name), &Response { body, ..case.response.clone() }, &user)?;
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        damage in damage(),
        status in select(vec![200u16, 200, 200, 204, 302, 400, 401, 403, 404, 415, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let body = damage.of(&case.response.body);
        check_answer(&call(&case.call), &Response { status, body, ..case.response.clone() }, &ok(ADMIN))?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        name in select(CALLS.to_vec()),
        body in prop::collection::vec(any::<u8>(), 0..200),
        header in any::<String>(),
    ) {
        let response = answer(200, &[("content-disposition", &header)], body);
        check_answer(&call(name), &response, &response)?;
    }

    /// The number of a backup comes back from an address as it was.
    #[test]
    fn any_number_of_a_backup_is_asked_for_as_it_is(id in any::<String>()) {
        let request = ask(&Call::Download { file: id.clone() }).request(Timestamp(0));
        let (at, sent) = path(&request).split_once("?id=").expect("a query");
        prop_assert_eq!(at, "plugin/datafor-backup/api/log/download");
        prop_assert!(sent.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'%'), "{}", sent);
        let back = percent_encoding::percent_decode_str(sent).decode_utf8().unwrap();
        prop_assert_eq!(back.as_ref(), id.as_str());
    }

    /// Whatever a server says, the conversation goes on or ends, and the password stays where it belongs.
    #[test]
    fn any_answers_to_a_sign_in(
        method in select(vec!["session", "basic"]),
        seeds in prop::collection::vec((0usize..7, WORDS.changes(0..2)), 1..9),
    ) {
        const ANSWERS: [&str; 7] = [
            NOBODY,
            r#"{"success":true,"msg":"login success","data":"1","jsessionid":"SECRET"}"#,
            r#"{"success":false,"data":"0","msg":"wrong password","needCaptcha":true}"#,
            r#"{"success":false,"data":"0","msg":"wrong captcha","needCaptcha":true}"#,
            ADMIN,
            r#"<html></html>"#,
            "JPEG",
        ];
        let credentials: Credentials =
            [("method", method), ("account", "ada"), ("password", "pa55word")].into_iter().collect();
        let mut conversation = signing_in(&source(), &credentials);
        let mut step = next(&mut conversation, SignInInput::Start);
        for (kind, changes) in seeds {
            step = match step {
                SignInStep::Send(request) => {
                    check_hidden(&["pa55word"], &printed(&request))?;
                    let at = path(&request);
                    let login = at.ends_with("auth/login") || at == "j_spring_security_check";
                    prop_assert_eq!(String::from_utf8_lossy(&request.body).contains("pa55word"), login);
                    prop_assert_eq!(request.cookies, method == "session");
                    next(&mut conversation, SignInInput::Answer(&ok(changed(ANSWERS[kind].as_bytes(), changes))))
                }
                SignInStep::AskCode { .. } => next(&mut conversation, SignInInput::Code("123456")),
                end => end,
            };
            match step {
                SignInStep::Done(session) => {
                    prop_assert_eq!(session.get("authorization").is_empty(), method == "session");
                    break;
                }
                SignInStep::Failed(error) => {
                    check_error(&error, &["pa55word", "SECRET"])?;
                    break;
                }
                _ => {}
            }
        }
    }
}

/// Depth is not ours to choose.
#[test]
fn a_row_of_any_depth_is_a_row() {
    for depth in DEPTHS {
        let deep = nested(depth);
        let row = format!(r#"{{"id":"{ID}","status":"1","x":{deep}}}"#);
        let body = format!(r#"{{"data":[{row},{{"id":"2","status":"1"}}],"success":true}}"#);
        let answer = parse(&call("runs"), &ok(body), &ok("{}"), &ok(ADMIN)).unwrap();
        let Answer::Runs(page) = &answer else { panic!("{answer:?}") };
        assert_eq!(page.rows.len(), 2, "{depth}");
        assert_eq!(page.rows[0].raw, row);
        assert_eq!(page.rows[0].problem.is_some(), depth > 126, "{depth}: {:?}", page.rows[0].problem);
    }
}
