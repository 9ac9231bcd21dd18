//! What holds for every answer, however broken: no panic, no lost row, nothing made up, nothing unknown called harmless.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::model::{Line, Severity};
use tapedeck_core::vendors::{Answer, Attempt, Credentials, SignInInput, SignInStep};

use crate::fixtures::{cases, read};
use crate::vendor::*;

/// The keys that the vendor looks at, and one that it does not.
const KEYS: [&str; 30] = [
    "alarms",
    "events",
    "servers",
    "count",
    "page_info",
    "next_marker",
    "error",
    "error_code",
    "error_msg",
    "alarm_record_id",
    "alarm_id",
    "alarm_name",
    "alarm_status",
    "alarm_level",
    "begin_time",
    "last_alarm_time",
    "metric",
    "dimensions",
    "resource_id",
    "event_id",
    "event_message",
    "event_level",
    "status",
    "time",
    "id",
    "hardware_attributes",
    "export_id",
    "percentage",
    "created_at",
    "another_key",
];

const WORDS: Words = Words {
    keys: &KEYS,
    texts: &["", "soon", "major", "INFO", "critical", "completed", "30%", "日本", "1e3", "2026-11-20T06:00:00Z"],
    numbers: &[(-2, 9), (1_700_000_000, 1_800_000_000)],
};

/// The severity of a level by the rule of the product, written again.
fn severity(level: Option<&Value>) -> Severity {
    let word = match level {
        Some(Value::String(text)) => text.trim().to_ascii_lowercase(),
        Some(Value::Number(number)) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => format!("{}", float as i64),
            _ => number.to_string(),
        },
        _ => return Severity::Unknown,
    };
    // Numbers as text: with a sign or zeros before them they are the same numbers.
    match word.parse::<i64>().map(|number| number.to_string()).unwrap_or(word).as_str() {
        "1" | "2" | "critical" | "major" => Severity::Error,
        "3" | "4" | "minor" => Severity::Warning,
        "info" => Severity::Info,
        _ => Severity::Unknown,
    }
}

fn check_line(line: &Line, list: List) -> Result<(), TestCaseError> {
    let row: Value = serde_json::from_str(&line.raw).unwrap_or_default();
    let level = row.get(if list == List::Alarms { "alarm_level" } else { "event_level" });
    prop_assert_eq!(line.severity, severity(level), "{}", line.raw);
    prop_assert!(!row.is_object() || !line.text.is_empty(), "{} says nothing", line.raw);
    Ok(())
}

/// What holds for every outcome, whatever it is.
fn check(outcome: &Result<Answer, Error>, body: &[u8]) -> Result<(), TestCaseError> {
    match outcome {
        Ok(answer) => {
            if let Answer::Lines(page) = answer {
                prop_assert!(page.total >= Some(page.rows.len() as u64));
            }
            check_origin(answer, body)?;
            check_rows(answer, "metal")
        }
        Err(error) => check_error(error, &["SK-s3cret", "ST-hidden", "T0KEN-9f"]),
    }
}

const CALLS: [&str; 8] = ["alarms", "events", "files", "servers", "about", "export", "progress", "download"];

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_page_of_any_rows_gives_exactly_these_rows(
        list in select(vec![List::Alarms, List::Events]),
        rows in prop::collection::vec(WORDS.row_text(), 0..6),
        count in prop::option::of(-3i64..5),
        spaces in select(vec!["", " ", "\n\t"]),
    ) {
        let joined = rows.join(&format!("{spaces},{spaces}"));
        let count = count.map(|count| format!("\"count\":{count},")).unwrap_or_default();
        let body = format!("{{{count}\"{}\":[{spaces}{joined}{spaces}]}}", list.word());
        let page = lines_of(&token(), list, &ok(body));
        prop_assert!(page.is_ok(), "{page:?}");
        let page = page.unwrap();
        let mut mine: Vec<_> = page.rows.iter().map(|line| line.raw.clone()).collect();
        let mut rows = rows;
        mine.sort();
        rows.sort();
        prop_assert_eq!(mine, rows);
        prop_assert!(page.rows.is_sorted_by(|a, b| a.time >= b.time));
        for line in &page.rows {
            check_line(line, list)?;
        }
        check_rows(&Answer::Lines(page), "metal")?;
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn a_changed_answer_is_read_or_refused(
        which in any::<Index>(),
        call in select(CALLS.to_vec()),
        own in any::<bool>(),
        changes in WORDS.changes(1..4),
    ) {
        let case = which.get(cases());
        let response = Response { body: changed(&case.response.body, changes), ..case.response.clone() };
        check(&read(if own { &case.call } else { call }, case.keys, &response), &response.body)?;
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        damage in damage(),
        status in select(vec![200u16, 200, 202, 204, 302, 400, 401, 403, 404, 418, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let response = Response { status, body: damage.of(&case.response.body), ..case.response.clone() };
        if let Err(error) = read(&case.call, case.keys, &response) {
            check_error(&error, &[])?;
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(call in select(CALLS.to_vec()), body in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&read(call, true, &ok(body.clone())), &body)?;
    }

    /// Whatever IAM says, the conversation ends, and nothing secret gets out of it.
    #[test]
    fn any_answers_to_a_sign_in(
        with_keys in any::<bool>(),
        kinds in prop::collection::vec((0usize..6, WORDS.changes(0..2)), 1..4),
    ) {
        const ANSWERS: [&str; 6] = [
            r#"{"token":{"expires_at":"2026-11-21T06:00:00Z","project":{"id":"0a1b","name":"ap-southeast-3"}}}"#,
            r#"{"projects":[{"id":"0a1b","name":"ap-southeast-3"}]}"#,
            r#"{"servers":[{"id":"a"}],"count":1}"#,
            r#"{"error":{"code":401,"message":"pa55word SK-s3cret ST-hidden","title":"Unauthorized"}}"#,
            r#"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail SK-s3cret|x-security-token:ST-hidden|"}"#,
            "<html>pa55word</html>",
        ];
        let method = if with_keys { "keys" } else { "password" };
        let credentials: Credentials = [
            ("method", method), ("userName", "ada"), ("password", "pa55word"),
            ("accessKey", "AK-1"), ("secretKey", "SK-s3cret"), ("securityToken", "ST-hidden"),
        ].into_iter().collect();
        let source = source();
        let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
        let mut conversation = vendor().sign_in(&attempt);
        let mut step = conversation.next(NOW, SignInInput::Start);
        for (kind, changes) in kinds {
            let SignInStep::Send(request) = &step else { break };
            check_hidden(&["pa55word", "SK-s3cret"], &printed(request))?;
            let body = changed(ANSWERS[kind].as_bytes(), changes);
            let status = if kind >= 3 { 401 } else { 200 };
            let heard = answer(status, &[("x-subject-token", "T0KEN-9f")], body);
            step = conversation.next(NOW, SignInInput::Answer(&heard));
        }
        match step {
            SignInStep::Done(session) => prop_assert!(!session.get("project").is_empty()),
            SignInStep::Failed(error) => {
                // What is not sent cannot come back.
                let sent: &[&str] = if with_keys { &["SK-s3cret", "ST-hidden"] } else { &["pa55word", "T0KEN-9f"] };
                check_error(&error, sent)?;
            }
            _ => {}
        }
    }
}
