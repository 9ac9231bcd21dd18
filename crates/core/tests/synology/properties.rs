//! What holds for every answer, however broken: no panic, no lost row, nothing made up, nothing unknown called good.
//!
//! The same cases in every run: the seed is fixed.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value};
use tapedeck_core::http::Response;
use tapedeck_core::model::{Outcome, Severity, TimeRange, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Credentials, PageRequest, SignInInput, SignInStep, VendorFilter};

use crate::fixtures::cases;
use crate::support::*;

pub fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x7A9E_DEC5), failure_persistence: None, ..Config::default() }
}

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

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        // Codes, levels, statuses and times, as numbers and as text.
        (-2i64..10).prop_map(Value::from),
        (-2i64..10).prop_map(|number| Value::from(number as f64)),
        (-2i64..10).prop_map(|number| Value::from(format!(" {number} "))),
        (1_000i64..9_100).prop_map(Value::from),
        (1_700_000_000i64..1_800_000_000).prop_map(Value::from),
        (-200i64..0).prop_map(Value::from),
        select(vec!["", "soon", "0", "2", "{task}", "[x]", "NaN", "1e3", "\u{feff}", "\u{0}", "日本"])
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

pub fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((select(KEYS.to_vec()), inner), 0..5).prop_map(object),
        ]
    })
}

fn object(pairs: Vec<(&str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>())
}

/// A row of random values under the keys that matter, now and then something that is no row at all.
fn row() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => prop::collection::vec((select(KEYS.to_vec()), value()), 0..14).prop_map(object),
        1 => value(),
    ]
}

/// A row's text, with or without spaces in it: it must be kept as it is.
fn row_text() -> impl Strategy<Value = String> {
    (row(), any::<bool>()).prop_map(|(row, spaced)| {
        let text = if spaced { serde_json::to_string_pretty(&row) } else { serde_json::to_string(&row) };
        text.expect("JSON")
    })
}

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
                prop_assert_eq!(&run.source, "nas-1");
                if let (Some(start), Some(end)) = (run.started, run.ended) {
                    prop_assert!(start <= end, "{}", run.raw);
                    prop_assert_eq!(run.duration, Some(end.0 - start.0));
                } else {
                    prop_assert_eq!(run.duration, None);
                }
                prop_assert!(row.is_object() || run.problem.is_some(), "{} without a note", run.raw);
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
                prop_assert_eq!(&line.source, "nas-1");
                prop_assert!(line.run.as_deref() != Some("0") && line.run.as_deref() != Some(""), "{}", line.raw);
                let told = whole(row.get("log_type")).is_none() || !line.text.is_empty();
                prop_assert!(told, "{} says nothing", line.raw);
                prop_assert!(row.is_object() || line.problem.is_some(), "{} without a note", line.raw);
            }
        }
        other => panic!("{other:?} is no list"),
    }
    Ok(())
}

/// Reads an answer that may be anything, and checks what can be checked without the vendor.
fn check_answer(call: &Call, response: &Response) -> Result<(), TestCaseError> {
    let rows = rows_in(&response.body, list_key(call));
    match parse(call, response) {
        Ok(answer) => {
            if let Some(rows) = rows {
                prop_assert_eq!(raws(&answer), rows);
            }
            let text = String::from_utf8_lossy(&response.body);
            for raw in raws(&answer) {
                prop_assert!(text.contains(raw), "{raw} is not in the answer");
            }
            check_records(&answer)?;
        }
        Err(error) => {
            prop_assert_eq!(error.status, Some(response.status));
            prop_assert!(error.answer.len() <= 3 * 2048);
        }
    }
    Ok(())
}

/// One thing that happens to an answer.
#[derive(Clone, Debug)]
pub enum Change {
    Delete,
    Replace(Value),
    Insert(String, Value),
}

pub fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Delete),
        value().prop_map(Change::Replace),
        (select(KEYS.to_vec()), value()).prop_map(|(key, value)| Change::Insert(key.to_string(), value)),
    ]
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

pub fn apply(root: &mut Value, which: Index, change: Change) {
    let mut all = Vec::new();
    places(root, "", &mut all);
    if all.is_empty() {
        return;
    }
    let place = which.get(&all);
    let (parent, key) = place.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    match (change, root.pointer_mut(parent).expect("a parent")) {
        (Change::Delete, Value::Object(map)) => drop(map.shift_remove(&key)),
        (Change::Delete, Value::Array(list)) => drop(list.remove(key.parse().expect("a place"))),
        (Change::Replace(value), parent) => {
            let place = match parent {
                Value::Object(map) => map.get_mut(&key),
                Value::Array(list) => list.get_mut(key.parse::<usize>().expect("a place")),
                _ => None,
            };
            *place.expect("what is there") = value;
        }
        (Change::Insert(name, value), Value::Object(map)) => drop(map.insert(name, value)),
        (Change::Insert(_, value), Value::Array(list)) => list.insert(key.parse().expect("a place"), value),
        _ => {}
    }
}

/// What happens to bytes on the way.
pub fn damage(body: &mut Vec<u8>, flips: &[(Index, u8)], cut: Option<Index>) {
    for (at, bit) in flips.iter().filter(|_| !body.is_empty()).collect::<Vec<_>>() {
        let at = at.index(body.len());
        body[at] ^= 1 << (bit % 8);
    }
    if let Some(cut) = cut.filter(|_| !body.is_empty()) {
        body.truncate(cut.index(body.len()));
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_page_of_any_rows_gives_exactly_these_rows(
        call in call(),
        rows in prop::collection::vec(row_text(), 0..6),
        total in prop::option::of(value()),
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
        changes in prop::collection::vec((any::<Index>(), change()), 1..5),
        own in any::<bool>(),
    ) {
        let case = which.get(cases());
        let call = if own { case.call.clone() } else { call };
        // A fixture that is no JSON is damaged by the next test.
        if let Ok(mut root) = serde_json::from_slice::<Value>(&case.response.body) {
            for (place, change) in changes {
                apply(&mut root, place, change);
            }
            let body = serde_json::to_vec(&root).expect("JSON");
            check_answer(&call, &Response { body, ..case.response.clone() })?;
        }
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        flips in prop::collection::vec((any::<Index>(), any::<u8>()), 0..4),
        cut in prop::option::of(any::<Index>()),
        status in select(vec![200u16, 200, 200, 204, 302, 400, 401, 403, 404, 418, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let mut body = case.response.body.clone();
        damage(&mut body, &flips, cut);
        check_answer(&case.call, &Response { status, body, ..case.response.clone() })?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(call in call(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        check_answer(&call, &ok(body))?;
    }

    /// Whatever a NAS says, the conversation goes on or ends, and the password stays in the bodies of logins.
    #[test]
    fn any_answers_to_a_sign_in(
        seeds in prop::collection::vec((0usize..6, any::<Index>(), change(), prop::option::of(any::<Index>())), 1..8),
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
        for (number, (kind, place, change, cut)) in seeds.into_iter().enumerate() {
            step = match step {
                SignInStep::Send(request) => {
                    let printed = format!("{:?} {}", request, request.url);
                    prop_assert!(!printed.contains("pa55word"));
                    let login = field(&request, "method").as_deref() == Some("login");
                    prop_assert_eq!(String::from_utf8_lossy(&request.body).contains("pa55word"), login);
                    // The first answer is mostly good, or few conversations would go on.
                    let text = if number == 0 && kind != 5 { INFO } else { ANSWERS[kind] };
                    let mut body = text.as_bytes().to_vec();
                    if number > 0 && let Ok(mut root) = serde_json::from_str::<Value>(text) {
                        apply(&mut root, place, change);
                        body = serde_json::to_vec(&root).expect("JSON");
                    }
                    damage(&mut body, &[], cut.filter(|_| number > 1));
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
                    prop_assert!(!everything(&error).contains("pa55word"));
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
    for depth in [10, 126, 127, 128, 129, 5_000] {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let row = format!(r#"{{"log_id":1,"log_level":2,"log_time":1764000000,"log_type":1102,"x":{deep}}}"#);
        let lines = parse_lines(format!(r#"{{"data":{{"logs":[{row},{{"log_id":2}}]}},"success":true}}"#));
        assert_eq!(lines.len(), 2, "{depth}");
        assert_eq!(lines[0].raw, row);
        assert_eq!(lines[0].problem.is_some(), depth > 126, "{depth}: {:?}", lines[0].problem);
    }
}
