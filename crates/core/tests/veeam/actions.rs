//! What is done or prepared: requests, and answers that are files.

use serde_json::{Value, json};
use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::{Method, Response};
use tapedeck_core::model::Action;
use tapedeck_core::vendors::{Answer, Call};

use crate::vendor::*;

fn act(name: &str, values: &[(&str, &str)]) -> Call {
    Call::Act(Action::new(name, values))
}

fn refused(call: &Call) -> Kind {
    vendor().ask(&source(), &signed_in(), call).err().expect("refused").kind
}

#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
fn content(call: &Call, response: &Response) -> Result<(String, Vec<u8>), Error> {
    match parse(call, response)? {
        Answer::Content { name, bytes } => Ok((name, bytes)),
        other => panic!("{other:?} is no file"),
    }
}

#[test]
fn every_action_is_one_that_is_named() {
    assert_eq!(vendor().descriptor().capabilities.actions, ["stop", "exportSessions", "systemLogs", "operation"]);
}

#[test]
fn a_session_is_stopped() {
    let call = act("stop", &[("run", "38")]);
    let request = built(&source(), &signed_in(), &call);
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, "https://vbaz.example/api/v8.1/jobSessions/38/stop");
    assert_eq!(header(&request, "Authorization"), Some("Bearer ACCESS-1"));
    assert!(request.body.is_empty());
    for status in [200, 202, 204] {
        assert_eq!(parse(&call, &answer(status, &[], "")).unwrap(), Answer::Done);
    }
    let conflict = answer(409, &[], r#"{"title":"Conflict","status":409,"detail":"The session has ended."}"#);
    let error = parse(&call, &conflict).unwrap_err();
    assert_eq!((error.kind, error.detail.as_str()), (Kind::Vendor, "Conflict (The session has ended.)"));
}

#[test]
fn sessions_are_exported() {
    let call = act(
        "exportSessions",
        &[
            ("runs", "a, b,"),
            ("statuses", "Error,Warning"),
            ("sessionTypes", "PolicyBackup"),
            ("workloadTypes", ""),
            ("policyId", "0b6f"),
            ("policy", "Nightly"),
            ("from", "2026-11-01"),
            ("to", "2026-11-20T06:00:00.001Z"),
        ],
    );
    let request = built(&source(), &signed_in(), &call);
    assert_eq!(
        (request.method, request.url.as_str()),
        (Method::Post, "https://vbaz.example/api/v8.1/jobSessions/export")
    );
    assert_eq!(header(&request, "Accept"), Some("text/csv"));
    assert_eq!(header(&request, "Content-Type"), Some("application/json"));
    assert!(request.timeout_ms > 60_000, "a large export takes its time");
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(
        body,
        json!({
            "jobSessionIds": ["a", "b"], "status": ["Error", "Warning"], "sessionTypes": ["PolicyBackup"],
            "policyId": "0b6f", "filter": "Nightly",
            "fromUtc": "2026-11-01T00:00:00Z", "toUtc": "2026-11-20T06:00:01Z",
        })
    );
    let all = built(&source(), &signed_in(), &act("exportSessions", &[("format", "xml")]));
    assert_eq!((all.body.as_slice(), header(&all, "Accept")), (&b"{}"[..], Some("application/xml")));
    let first = built(&source_of("v1"), &signed_in(), &act("exportSessions", &[]));
    assert!(first.body.is_empty() && header(&first, "Content-Type").is_none(), "version 1 takes no options");
    for values in [[("format", "pdf")], [("from", "yesterday")], [("to", "x")]] {
        assert_eq!(refused(&act("exportSessions", &values)), Kind::BadValue, "{values:?}");
    }
}

#[test]
fn system_logs_are_packed() {
    for (values, expected) in [
        (&[][..], "ExportLogsType=LastDays&Days=7"),
        (&[("days", "30")][..], "ExportLogsType=LastDays&Days=30"),
        (
            &[("from", "2026-11-01"), ("to", "2026-11-02"), ("days", "3")][..],
            "ExportLogsType=BetweenDates&FromDateUtc=2026-11-01T00%3A00%3A00Z&ToDateUtc=2026-11-02T00%3A00%3A00Z",
        ),
    ] {
        let request = built(&source(), &signed_in(), &act("systemLogs", values));
        assert_eq!(request.url, format!("https://vbaz.example/api/v8.1/system/logs?{expected}"));
        assert_eq!(header(&request, "Accept"), Some("application/octet-stream"));
        assert!(request.timeout_ms > 60_000);
    }
    assert_eq!(refused(&act("systemLogs", &[("from", "2026-11-01")])), Kind::BadValue);
    assert_eq!(parse(&act("systemLogs", &[]), &answer(204, &[], "")).unwrap(), Answer::Done, "there are none");
}

#[test]
fn a_file_has_a_name_and_its_bytes() {
    let (export, logs) = (act("exportSessions", &[]), act("systemLogs", &[]));
    let xml = act("exportSessions", &[("format", "xml")]);
    let named =
        [("content-disposition", "attachment; filename=\"VBAzSessions.csv\"; filename*=UTF-8''VBAz%20Sessions.csv")];
    for (call, headers, body, name) in [
        (&export, &named[..], &b"a,b\r\n"[..], "VBAz Sessions.csv"),
        (&export, &[][..], b"a,b\r\n", "sessions.csv"),
        (&export, &[][..], b" {\"results\":[]}", "sessions.json"),
        (&xml, &[][..], b"<?xml version=\"1.0\"?><x/>", "sessions.xml"),
        (&logs, &[][..], b"PK\x03\x04...", "system-logs.zip"),
        (&logs, &[][..], b"\x1f\x8b\x08...", "system-logs.tar.gz"),
        (&logs, &[][..], b"2026-11-20 INFO", "system-logs.log"),
    ] {
        assert_eq!(content(call, &answer(200, headers, body)).unwrap(), (name.to_string(), body.to_vec()));
    }
    assert_eq!(content(&logs, &answer(201, &[], "PK")).unwrap().0, "system-logs.zip");
}

#[test]
fn what_is_no_file_is_an_error() {
    for name in ["exportSessions", "systemLogs"] {
        let call = act(name, &[]);
        for (status, body, kind) in [
            (200, "", Kind::Unreadable),
            (202, r#"{"operationId":"7"}"#, Kind::NotSupported),
            (200, "\n<!DOCTYPE html><title>Veeam</title>", Kind::Html),
            (200, "<html></html>", Kind::Html),
            (401, "", Kind::SessionEnded),
            (403, r#"{"title":"Forbidden","status":403}"#, Kind::PermissionDenied),
            (502, "<html></html>", Kind::Busy),
        ] {
            assert_eq!(content(&call, &answer(status, &[], body)).unwrap_err().kind, kind, "{status} {body}");
        }
    }
}

/// Long work can be answered with the number of an operation; where its file is then, is not described.
#[test]
fn work_in_the_background_is_told_with_its_number() {
    for name in ["exportSessions", "systemLogs"] {
        for (body, detail) in [
            (r#"{"operationId":"7-a"}"#, "operation 7-a"),
            (r#"{"operationId":7}"#, "operation 7"),
            ("", "an operation without a number"),
            ("[]", "an operation without a number"),
        ] {
            let error = parse(&act(name, &[]), &answer(202, &[], body)).unwrap_err();
            assert_eq!((error.kind, error.detail.as_str(), error.code.as_str()), (Kind::NotSupported, detail, "202"));
            assert!(error.meaning.contains("background") && !error.remedy.is_empty() && !error.is_transient());
        }
    }
    let look = act("operation", &[("operation", "7-a")]);
    let request = built(&source(), &signed_in(), &look);
    assert_eq!((request.method, request.url.as_str()), (Method::Get, "https://vbaz.example/api/v8.1/operations/7-a"));
    let said = answer(200, &[], r#"{"id":"7-a","status":"Running","percent":40,"result":null,"more":{"a":1}}"#);
    let facts = [("id", "7-a"), ("status", "Running"), ("percent", "40")];
    let facts = facts.map(|(name, value)| (name.to_string(), value.to_string())).to_vec();
    assert_eq!(parse(&look, &said).unwrap(), Answer::Facts(facts));
    let gone = answer(404, &[], r#"{"title":"Not found","status":404}"#);
    assert_eq!(parse(&look, &gone).unwrap_err().code, "404");
    assert_eq!(refused(&act("operation", &[])), Kind::BadValue);
}
