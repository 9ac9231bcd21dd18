//! What holds for every answer, however broken: no panic, no lost row, nothing made up, nothing unknown called harmless.
//!
//! The same cases in every run: the seed is fixed.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value};
use tapedeck_core::error::Error;
use tapedeck_core::http::Response;
use tapedeck_core::model::{Line, Severity};
use tapedeck_core::vendors::{Answer, Attempt, Credentials, SignInInput, SignInStep};

use crate::fixtures::{cases, raws, read};
use crate::support::*;

fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x48_0A_3E_11), failure_persistence: None, ..Config::default() }
}

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

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2i64..9).prop_map(Value::from),
        (-2i64..9).prop_map(|number| Value::from(format!(" {number} "))),
        (1_700_000_000i64..1_800_000_000).prop_map(Value::from),
        select(vec![
            "",
            "soon",
            "major",
            "INFO",
            "critical",
            "completed",
            "30%",
            "日本",
            "1e3",
            "2026-11-20T06:00:00Z"
        ])
        .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((select(KEYS.to_vec()), inner), 0..5).prop_map(object),
        ]
    })
}

fn object(pairs: Vec<(&str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>())
}

/// The text of a row, with or without spaces in it: it must be kept as it is.
fn row_text() -> impl Strategy<Value = String> {
    let row = prop_oneof![
        8 => prop::collection::vec((select(KEYS.to_vec()), value()), 0..10).prop_map(object),
        1 => value(),
    ];
    (row, any::<bool>()).prop_map(|(row, spaced)| {
        let text = if spaced { serde_json::to_string_pretty(&row) } else { serde_json::to_string(&row) };
        text.expect("JSON")
    })
}

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
    prop_assert_eq!(&line.source, "metal");
    prop_assert!(row.is_object() || line.problem.is_some(), "{} without a note", line.raw);
    prop_assert!(!row.is_object() || !line.text.is_empty(), "{} says nothing", line.raw);
    Ok(())
}

/// What holds for every outcome, whatever it is.
fn check(outcome: &Result<Answer, Error>, body: &[u8]) -> Result<(), TestCaseError> {
    match outcome {
        Ok(answer) => {
            let text = String::from_utf8_lossy(body);
            for raw in raws(answer) {
                prop_assert!(text.contains(raw), "{raw} is not in the answer");
            }
            if let Answer::Lines(page) = answer {
                prop_assert!(page.total >= Some(page.rows.len() as u64));
            }
        }
        Err(error) => {
            let all = everything(error);
            prop_assert!(!["SK-s3cret", "ST-hidden", "T0KEN-9f"].iter().any(|secret| all.contains(secret)), "{all}");
        }
    }
    Ok(())
}

/// The places in a value, as pointers; the root is not one.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    let mut go = |key: String, value: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        out.push(at.clone());
        places(value, &at, out);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| go(key.clone(), value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| go(at.to_string(), value)),
        _ => {}
    }
}

fn apply(root: &mut Value, which: Index, change: Value) {
    let mut all = Vec::new();
    places(root, "", &mut all);
    if !all.is_empty() {
        let place: &String = which.get(&all);
        *root.pointer_mut(place).expect("a place") = change;
    }
}

const CALLS: [&str; 8] = ["alarms", "events", "files", "servers", "about", "export", "progress", "download"];

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_page_of_any_rows_gives_exactly_these_rows(
        list in select(vec![List::Alarms, List::Events]),
        rows in prop::collection::vec(row_text(), 0..6),
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
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn a_changed_answer_is_read_or_refused(
        which in any::<Index>(),
        call in select(CALLS.to_vec()),
        own in any::<bool>(),
        changes in prop::collection::vec((any::<Index>(), value()), 1..4),
    ) {
        let case = which.get(cases());
        if let Ok(mut root) = serde_json::from_slice::<Value>(&case.response.body) {
            for (place, change) in changes {
                apply(&mut root, place, change);
            }
            let body = serde_json::to_vec(&root).expect("JSON");
            let response = Response { body: body.clone(), ..case.response.clone() };
            check(&read(if own { &case.call } else { call }, case.keys, &response), &body)?;
        }
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        flips in prop::collection::vec((any::<Index>(), 0u8..8), 0..4),
        cut in prop::option::of(any::<Index>()),
        status in select(vec![200u16, 200, 202, 204, 302, 400, 401, 403, 404, 418, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let mut body = case.response.body.clone();
        for (at, bit) in flips.into_iter().filter(|_| !case.response.body.is_empty()) {
            let at = at.index(body.len());
            body[at] ^= 1 << bit;
        }
        if let Some(cut) = cut.filter(|_| !case.response.body.is_empty()) {
            body.truncate(cut.index(case.response.body.len()));
        }
        let response = Response { status, body: body.clone(), ..case.response.clone() };
        let outcome = read(&case.call, case.keys, &response);
        if let Err(error) = &outcome {
            prop_assert!(error.answer.len() <= 3 * 2048);
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
        kinds in prop::collection::vec((0usize..6, any::<Index>(), prop::option::of(value())), 1..4),
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
        for (kind, place, change) in kinds {
            let SignInStep::Send(request) = &step else { break };
            let printed = format!("{request:?} {}", request.url);
            prop_assert!(!printed.contains("pa55word") && !printed.contains("SK-s3cret"));
            let mut body = ANSWERS[kind].to_string();
            if let (Some(change), Ok(mut root)) = (change, serde_json::from_str::<Value>(ANSWERS[kind])) {
                apply(&mut root, place, change);
                body = root.to_string();
            }
            let status = if kind >= 3 { 401 } else { 200 };
            let heard = answer(status, &[("x-subject-token", "T0KEN-9f")], body);
            step = conversation.next(NOW, SignInInput::Answer(&heard));
        }
        match step {
            SignInStep::Done(session) => prop_assert!(!session.get("project").is_empty()),
            SignInStep::Failed(error) => {
                let all = everything(&error);
                // What is not sent cannot come back.
                let sent: &[&str] = if with_keys { &["SK-s3cret", "ST-hidden"] } else { &["pa55word", "T0KEN-9f"] };
                for secret in sent {
                    prop_assert!(!all.contains(*secret), "{secret} in {all}");
                }
            }
            _ => {}
        }
    }
}
