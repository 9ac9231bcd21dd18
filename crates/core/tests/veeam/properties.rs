//! What holds for every answer, however broken: no panic, no lost row, nothing made up, nothing unknown called good.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Outcome, Severity, TimeRange, Timestamp};
use tapedeck_core::query::Query;
use tapedeck_core::vendors::{Answer, Call, PageRequest, SignInInput, SignInStep, Subject, VendorFilter};

use crate::fixtures::cases;
use crate::sign_in::{PASSWORD, signing_in};
use crate::vendor::*;

/// The keys that the vendor looks at, and one that it does not.
const KEYS: [&str; 30] = [
    "id",
    "type",
    "localizedType",
    "status",
    "executionStartTime",
    "executionStopTime",
    "executionDuration",
    "backupJobInfo",
    "healthCheckJobInfo",
    "restoreJobInfo",
    "fileLevelRestoreJobInfo",
    "repositoryJobInfo",
    "policyName",
    "policyId",
    "backupPolicyDisplayName",
    "vmName",
    "logTime",
    "message",
    "resourceHashId",
    "resource",
    "name",
    "resourceType",
    "runs",
    "rates",
    "jobSessionId",
    "startTime",
    "endTime",
    "transferredDataBytes",
    "error",
    "another_key",
];

const TEXTS: [&str; 24] = [
    "",
    " ",
    "soon",
    "Success",
    "success ",
    "SUCCESS",
    "Successful",
    "Error",
    "Failed",
    "Running",
    "NeverExecuted",
    "0",
    "2026-11-19T22:00:03.629258Z",
    "0001-01-01T00:00:00",
    "9999-12-31T23:59:59.9999999Z",
    "-1.00:00:00",
    "1.02:03:04.5",
    "99999999.23:59:59.9999999",
    "00:00:00.9999999999",
    "'a' of 'b'",
    "can't 'ü'",
    "\u{feff}",
    "\u{0}",
    "日本",
];

const WORDS: Words = Words { keys: &KEYS, texts: &TEXTS, numbers: &[(-2, 10), (1_700_000_000, 1_800_000_000)] };

fn call() -> impl Strategy<Value = Call> {
    select([calls().to_vec(), vec![items("checkedItems"), items("deletedItems"), items("restoredDatabases")]].concat())
}

/// Whether a word of the appliance stands for a good end, by the rule of the product, written again.
fn is(row: &Value, key: &str, word: &str) -> bool {
    row.get(key).and_then(Value::as_str).is_some_and(|code| code.trim().eq_ignore_ascii_case(word))
}

/// What must be true of every record, whatever it was made of.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
fn check_records(answer: &Answer) -> Result<(), TestCaseError> {
    check_rows(answer, "vbaz")?;
    match answer {
        Answer::Runs(page) => {
            for run in &page.rows {
                let row: Value = serde_json::from_str(&run.raw).unwrap_or_default();
                prop_assert_eq!(run.outcome == Outcome::Success, is(&row, "status", "Success"), "{}", &run.raw);
                prop_assert!(run.duration.is_none() || run.outcome != Outcome::Running || run.ended.is_some());
            }
        }
        Answer::Lines(page) => {
            for line in &page.rows {
                let row: Value = serde_json::from_str(&line.raw).unwrap_or_default();
                let quiet = ["Success", "Running", "Pending", "NeverExecuted"];
                let info = quiet.into_iter().any(|word| is(&row, "status", word));
                prop_assert_eq!(line.severity == Severity::Info, info, "{}", &line.raw);
                prop_assert_eq!(line.run.as_deref(), Some("38"));
                prop_assert!(line.text.contains(&line.item));
            }
        }
        Answer::Items(page) => {
            for item in &page.rows {
                let good = item.code.trim().eq_ignore_ascii_case("Success");
                prop_assert_eq!(item.outcome == Outcome::Success, good, "{}", &item.raw);
                prop_assert!(item.code.is_empty() || item.raw.contains("status"), "{}", &item.raw);
            }
        }
        other => panic!("{other:?} is no list"),
    }
    Ok(())
}

/// Reads an answer that may be anything, and checks what can be checked without the vendor.
fn check_answer(call: &Call, response: &Response) -> Result<(), TestCaseError> {
    match parse(call, response) {
        Ok(Answer::Facts(_) | Answer::Done | Answer::Content { .. }) => {}
        Ok(answer) => {
            let rows = rows_in(call, &response.body).filter(|_| response.status != 404);
            if let Some(rows) = rows {
                prop_assert_eq!(raws(&answer), rows);
            }
            check_origin(&answer, &response.body)?;
            check_records(&answer)?;
        }
        Err(error) => {
            prop_assert_eq!(error.status, Some(response.status));
            check_error(&error, &["ACCESS-1"])?;
        }
    }
    Ok(())
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
        let count = total.map(|total| format!("\"totalCount\":{total},")).unwrap_or_default();
        let key = if matches!(call, Call::RunLines { .. }) { "log" } else { "results" };
        let body = format!("{{{count}\"{key}\":[{spaces}{list}{spaces}]}}");
        let answer = parse(&call, &ok(body.clone()));
        prop_assert!(answer.is_ok(), "{answer:?}");
        let answer = answer.unwrap();
        // One session is the object itself.
        let expected = if matches!(call, Call::Run { .. }) { vec![body] } else { rows };
        prop_assert_eq!(raws(&answer), expected);
        check_records(&answer)?;
    }
}

proptest! {
    #![proptest_config(config(600))]

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
        status in select(vec![200u16, 200, 200, 201, 204, 302, 400, 401, 403, 404, 409, 418, 423, 429, 500, 502, 504, 999]),
    ) {
        let case = which.get(cases());
        let body = damage.of(&case.response.body);
        check_answer(&case.call, &Response { status, body, ..case.response.clone() })?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(call in call(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        check_answer(&call, &ok(body))?;
    }

    /// Whatever an appliance says, the conversation goes on or ends, and secrets stay where they belong.
    #[test]
    fn any_answers_to_a_sign_in(
        renewal in any::<bool>(),
        steps in prop::collection::vec(
            (0usize..6, WORDS.changes(0..2), select(vec![200u16, 200, 400, 401, 404, 502])),
            1..14,
        ),
    ) {
        const ANSWERS: [&str; 6] = [
            r#"{"access_token":"ACCESS-1","refresh_token":"REFRESH-1","expires_in":3600,".issued":"2026-11-20T06:00:00Z"}"#,
            r#"{"access_token":null,"mfa_token":"MFA-1","mfa_enabled":true}"#,
            r#"{"title":"Unauthorized","status":401,"detail":"no","errors":{"a":["b"]}}"#,
            r#"{"serverVersion":"8.1.0.275"}"#,
            "<html></html>",
            "",
        ];
        let secrets = [PASSWORD, "pa55", "ACCESS-1", "REFRESH-", "MFA-1"];
        let source = source();
        let earlier = session(&[("refresh_token", "REFRESH-0"), ("user", "ada")]);
        let mut conversation = signing_in(&source, Some(&earlier), renewal);
        let mut step = conversation.next(NOW, SignInInput::Start);
        for (kind, changes, status) in steps {
            step = match step {
                SignInStep::Send(request) => {
                    check_hidden(&secrets, &printed(&request))?;
                    let body = changed(ANSWERS[kind].as_bytes(), changes);
                    let status = if kind == 2 { status.max(400) } else if kind > 3 { status } else { 200 };
                    conversation.next(NOW, SignInInput::Answer(&answer(status, &[], body)))
                }
                SignInStep::AskCode { error, .. } => {
                    check_hidden(&secrets, &error.as_ref().map(everything).unwrap_or_default())?;
                    conversation.next(NOW, SignInInput::Code("123456"))
                }
                end => end,
            };
            match step {
                SignInStep::Done(session) => {
                    prop_assert!(!session.get("access_token").is_empty() && !session.get("version").is_empty());
                    prop_assert!(vendor().renew_at(&session).is_none_or(|at| at > NOW));
                    break;
                }
                SignInStep::Failed(error) => {
                    check_error(&error, &secrets)?;
                    break;
                }
                _ => {}
            }
        }
    }

    /// Any span and any words make a request that can be read again, and no instant of the span is left out.
    #[test]
    fn any_filter_makes_a_readable_request(
        from in prop::option::of(any::<i64>()),
        to in prop::option::of(prop_oneof![any::<i64>(), -62_000_000_000_000i64..253_000_000_000_000]),
        keyword in prop::option::of(any::<String>()),
        run in any::<String>(),
        offset in any::<u64>(),
        limit in any::<u32>(),
    ) {
        let range = TimeRange { from: from.map(Timestamp), to: to.map(Timestamp) };
        let (pushed, _) = vendor().push_down(Subject::Runs, range, &Query::default());
        let wider = |inner: Option<Timestamp>, outer: Option<Timestamp>, up: bool| match (inner, outer) {
            (Some(inner), Some(outer)) if up => outer >= inner && outer.0 - inner.0 < 1000,
            (Some(inner), Some(outer)) => outer <= inner && inner.0 - outer.0 < 1000,
            (inner, outer) => outer.is_none() || inner == outer,
        };
        prop_assert!(wider(range.from, pushed.range.from, false) && wider(range.to, pushed.range.to, true));
        let filter = VendorFilter { keyword, ..pushed };
        let request = built(&source(), &signed_in(), &Call::Runs(PageRequest { offset, limit, filter: filter.clone() }));
        readable(&request)?;
        let sent = query(&request);
        let value = |name: &str| sent.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        prop_assert_eq!(value("Offset"), Some(offset.to_string()));
        prop_assert_eq!(value("Limit"), Some(limit.to_string()));
        for (name, time) in [("FromUtc", filter.range.from), ("ToUtc", filter.range.to)] {
            let text = value(name);
            prop_assert_eq!(text.as_deref().and_then(Timestamp::parse_iso), time);
            prop_assert!(text.is_none_or(|text| text.len() == 20 && text.ends_with('Z')));
        }
        let Ok(mut exchange) = vendor().ask(&source(), &signed_in(), &Call::Run { run }) else { return Ok(()) };
        readable(&exchange.request(NOW))?;
    }
}

/// An address without anything that a browser would change or that would lead out of the version's root.
fn readable(request: &Request) -> Result<(), TestCaseError> {
    let rest = request.url.strip_prefix("https://vbaz.example/api/v8.1/jobSessions");
    prop_assert!(rest.is_some(), "{}", request.url);
    let good = |c: char| c.is_ascii_alphanumeric() || "-._~%/?&=".contains(c);
    prop_assert!(rest.unwrap().chars().all(good), "{}", request.url);
    prop_assert!(
        !request.url.split('/').any(|part| !part.is_empty() && part.chars().all(|c| c == '.')),
        "{}",
        request.url
    );
    Ok(())
}

/// Depth is not ours to choose.
#[test]
fn a_row_of_any_depth_is_a_row() {
    for depth in DEPTHS {
        let deep = nested(depth);
        let row = format!(r#"{{"id":"1","status":"Success","x":{deep}}}"#);
        let run = parse_run(&row);
        assert_eq!(run.raw, row);
        assert_eq!(run.problem.is_some(), depth > 126, "{depth}: {:?}", run.problem);
        assert_eq!(run.outcome == Outcome::Success, depth <= 126, "what cannot be read is not called good");
    }
}
