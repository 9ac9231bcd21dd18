//! What holds for every answer, however broken: no panic, no lost row, nothing made up, nothing unknown called good.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use tapedeck_core::http::Response;
use tapedeck_core::model::{Outcome, Severity, TimeRange, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Credentials, PageRequest, SignInInput, SignInStep, VendorFilter};

use crate::fixtures::cases;
use crate::vendor::*;

/// The keys that the vendor looks at, and one that it does not.
const KEYS: [&str; 28] = [
    "log_id",
    "log_time",
    "log_level",
    "log_type",
    "other_params",
    "result_detail_id",
    "result_id",
    "task_name",
    "task_id",
    "device_name",
    "user_name",
    "path",
    "error_code",
    "fs_error",
    "status",
    "time_start",
    "time_end",
    "job_action",
    "backup_type",
    "task_config",
    "device_list",
    "host_name",
    "success_count",
    "warning_count",
    "error_count",
    "none_count",
    "timestamp_list",
    "another_key",
];

/// Codes, levels, statuses and times.
pub const WORDS: Words = Words {
    keys: &KEYS,
    texts: &["", "soon", "0", "2", "{task}", "[x]", "NaN", "1e3", "\u{feff}", "\u{0}", "日本"],
    numbers: &[(-2, 10), (-2, 10), (1_000, 9_100), (1_700_000_000, 1_800_000_000), (-200, 0)],
};

fn call() -> impl Strategy<Value = Call> {
    select(calls().to_vec())
}

/// A whole number by the rule of the product, written again: numbers, whole floats, and numbers as text.
pub fn whole(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            (float.trunc() == float && float.abs() < 9e15).then_some(float as i64)
        }),
        _ => None,
    }
}

/// What must be true of every record, whatever it was made of.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
fn check_records(answer: &Answer) -> Result<(), TestCaseError> {
    check_rows(answer, "nas-1")?;
    match answer {
        Answer::Runs(page) => {
            for run in &page.rows {
                let row: Value = serde_json::from_str(&run.raw).unwrap_or_default();
                let expected = match whole(row.get("status")) {
                    Some(1) => Outcome::Running,
                    Some(2) => Outcome::Success,
                    Some(3) => Outcome::Warning,
                    Some(4) => Outcome::Failed,
                    Some(5) => Outcome::Cancelled,
                    Some(6) => Outcome::Skipped,
                    _ => Outcome::Unknown,
                };
                prop_assert_eq!(run.outcome, expected, "{}", run.raw);
                let both = run.started.zip(run.ended);
                prop_assert_eq!(run.duration, both.map(|(start, end)| end.0 - start.0));
            }
        }
        Answer::Lines(page) => {
            for line in &page.rows {
                let row: Value = serde_json::from_str(&line.raw).unwrap_or_default();
                let expected = match whole(row.get("log_level")) {
                    Some(0) => Severity::Error,
                    Some(1) => Severity::Warning,
                    Some(2) => Severity::Info,
                    Some(3) => Severity::Debug,
                    _ => Severity::Unknown,
                };
                prop_assert_eq!(line.severity, expected, "{}", line.raw);
                prop_assert!(line.run.as_deref() != Some("0") && line.run.as_deref() != Some(""), "{}", line.raw);
                let told = whole(row.get("log_type")).is_none() || !line.text.is_empty();
                prop_assert!(told, "{} says nothing", line.raw);
            }
        }
        other => panic!("{other:?} is no list"),
    }
    Ok(())
}

/// Reads an answer that may be anything, and checks what can be checked without the vendor.
fn check_answer(call: &Call, response: &Response) -> Result<(), TestCaseError> {
    match parse(call, response) {
        Ok(answer) => {
            if let Some(rows) = rows_in(&response.body, list_key(call)) {
                prop_assert_eq!(raws(&answer), rows);
            }
            check_origin(&answer, &response.body)?;
            check_records(&answer)
        }
        Err(error) => {
            prop_assert_eq!(error.status, Some(response.status));
            check_error(&error, &[])
        }
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_page_of_any_rows_gives_exactly_these_rows(
        call in call(),
        rows in prop::collection::vec(WORDS.row_text(), 0..6),
        total in prop::option::of(WORDS.value()),
        spaces in select(vec!["", " ", "\n\t"]),
    ) {
        let list = rows.join(&format!("{spaces},{spaces}"));
        let count = total.map(|total| format!("\"count\":{total},")).unwrap_or_default();
        let body = format!("{{\"data\":{{{count}\"{}\":[{spaces}{list}{spaces}]}},\"success\":true}}", list_key(&call));
        let answer = parse(&call, &ok(body));
        prop_assert!(answer.is_ok(), "{answer:?}");
        let answer = answer.unwrap();
        prop_assert_eq!(raws(&answer), rows);
        check_records(&answer)?;
    }
}

proptest! {
    #![proptest_config(config(800))]

    #[test]
    fn a_changed_answer_is_read_or_refused(
        call in call(),
        which in any::<Index>(),
        changes in WORDS.changes(1..5),
        own in any::<bool>(),
    ) {
        let case = which.get(cases());
        let call = if own { case.call.clone() } else { call };
        let body = changed(&case.response.body, changes);
        check_answer(&call, &Response { body, ..case.response.clone() })?;
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        damage in damage(),
        status in select(vec![200u16, 200, 200, 204, 302, 400, 401, 403, 404, 418, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let body = damage.of(&case.response.body);
        check_answer(&case.call, &Response { status, body, ..case.response.clone() })?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(call in call(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        check_answer(&call, &ok(body))?;
    }

    /// Whatever a NAS says, the conversation goes on or ends, and the password stays in the bodies of logins.
    #[test]
    fn any_answers_to_a_sign_in(
        seeds in prop::collection::vec((0usize..6, WORDS.changes(1..2), damage()), 1..8),
    ) {
        const INFO: &str = r#"{"data":{"SYNO.API.Auth":{"maxVersion":7,"minVersion":1,"path":"entry.cgi"},
            "SYNO.ActiveBackup.Log":{"maxVersion":2,"minVersion":1,"path":"entry.cgi"}},"success":true}"#;
        const ANSWERS: [&str; 6] = [
            INFO,
            r#"{"data":{"sid":"SID-1","synotoken":"TOK-1","did":"DEV-1"},"success":true}"#,
            r#"{"error":{"code":403,"errors":{"token":"T","types":[{"type":"otp"}]}},"success":false}"#,
            r#"{"error":{"code":404},"success":false}"#,
            r#"{"error":{"code":402},"success":false}"#,
            r#"<html></html>"#,
        ];
        let credentials: Credentials = [("account", "ada"), ("password", "pa55word")].into_iter().collect();
        let mut conversation = signing_in(&source(), &credentials, None);
        let mut step = next(&mut conversation, SignInInput::Start);
        for (number, (kind, changes, damage)) in seeds.into_iter().enumerate() {
            step = match step {
                SignInStep::Send(request) => {
                    check_hidden(&["pa55word"], &printed(&request))?;
                    let login = field(&request, "method").as_deref() == Some("login");
                    prop_assert_eq!(String::from_utf8_lossy(&request.body).contains("pa55word"), login);
                    // The first answer is mostly good, or few conversations would go on.
                    let text = if number == 0 && kind != 5 { INFO } else { ANSWERS[kind] };
                    let body = match number {
                        0 => text.as_bytes().to_vec(),
                        1 => changed(text.as_bytes(), changes),
                        _ => damage.end_of(&changed(text.as_bytes(), changes)),
                    };
                    next(&mut conversation, SignInInput::Answer(&ok(body)))
                }
                SignInStep::AskCode { .. } => next(&mut conversation, SignInInput::Code("123456")),
                end => end,
            };
            match step {
                SignInStep::Done(session) => {
                    prop_assert!(!session.get("sid").is_empty());
                    prop_assert_eq!(session.get("account"), "ada");
                    break;
                }
                SignInStep::Failed(error) => {
                    check_error(&error, &["pa55word"])?;
                    break;
                }
                _ => {}
            }
        }
    }

    /// Any span and any words make a request whose form can be read again, and whose seconds are inside of the span.
    #[test]
    fn any_filter_makes_a_readable_request(
        from in prop::option::of(any::<i64>()),
        to in prop::option::of(any::<i64>()),
        keyword in prop::option::of(any::<String>()),
        offset in any::<u64>(),
        limit in any::<u32>(),
    ) {
        let range = TimeRange { from: from.map(Timestamp), to: to.map(Timestamp) };
        let filter = VendorFilter { range, keyword: keyword.clone(), ..VendorFilter::default() };
        let call = Call::Lines(PageRequest { offset, limit, filter });
        let request = built(&source(), &session(&[("sid", "S"), ("log_path", "entry.cgi")]), &call);
        prop_assert_eq!(field(&request, "offset"), Some(offset.to_string()));
        prop_assert_eq!(field(&request, "limit"), Some(limit.to_string()));
        let sent: Value = serde_json::from_str(&field(&request, "filter").unwrap()).unwrap();
        prop_assert_eq!(sent.get("key_word").and_then(Value::as_str), keyword.as_deref());
        // Compared in a wider type: the ends of the calendar are values too.
        if let Some(from) = from {
            let first = i128::from(sent["from_timestamp"].as_i64().unwrap()) * 1000;
            prop_assert!(first >= i128::from(from) && first - 1000 < i128::from(from));
        }
        if let Some(to) = to {
            let last = i128::from(sent["to_timestamp"].as_i64().unwrap()) * 1000;
            prop_assert!(to == i64::MIN || (last < i128::from(to) && last + 1000 >= i128::from(to)));
        }
    }
}

/// Depth is not ours to choose.
#[test]
fn a_row_of_any_depth_is_a_row() {
    for depth in DEPTHS {
        let deep = nested(depth);
        let row = format!(r#"{{"log_id":1,"log_level":2,"log_time":1764000000,"log_type":1102,"x":{deep}}}"#);
        let lines = parse_lines(format!(r#"{{"data":{{"logs":[{row},{{"log_id":2}}]}},"success":true}}"#));
        assert_eq!(lines.len(), 2, "{depth}");
        assert_eq!(lines[0].raw, row);
        assert_eq!(lines[0].problem.is_some(), depth > 126, "{depth}: {:?}", lines[0].problem);
    }
}
