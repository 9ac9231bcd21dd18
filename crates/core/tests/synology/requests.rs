//! The exact form fields of every call.

use tapedeck_core::http::{Method, Request, TIMEOUT_MS};
use tapedeck_core::model::{Outcome, Severity, Source, TimeRange, Timestamp};
use tapedeck_core::query::Query;
use tapedeck_core::vendors::{Call, PageRequest, Session, Subject, VendorFilter};

use crate::vendor::*;

fn known() -> Session {
    session(&[("sid", "SID-1"), ("syno_token", "TOK-1"), ("auth_path", "auth.cgi"), ("log_path", "entry.cgi")])
}

fn build(call: &Call) -> Request {
    built(&source(), &known(), call)
}

fn sent(call: &Call) -> Vec<(String, String)> {
    fields(&build(call))
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
}

fn lines_with(filter: VendorFilter) -> Call {
    Call::Lines(PageRequest { offset: 0, limit: 200, filter })
}

fn filter_sent(filter: VendorFilter) -> String {
    field(&build(&lines_with(filter)), "filter").expect("a filter")
}

#[test]
fn a_page_of_lines() {
    let call = Call::Lines(PageRequest { offset: 400, limit: 200, filter: VendorFilter::default() });
    let expected = [
        ("api", "SYNO.ActiveBackup.Log"),
        ("version", "1"),
        ("method", "list_log"),
        ("offset", "400"),
        ("limit", "200"),
        ("filter", "{}"),
        ("_sid", "SID-1"),
        ("SynoToken", "TOK-1"),
    ];
    assert_eq!(sent(&call), pairs(&expected));
}

#[test]
fn a_page_of_runs() {
    let call = Call::Runs(PageRequest { offset: 0, limit: 1000, filter: VendorFilter::default() });
    let expected = [
        ("api", "SYNO.ActiveBackup.Log"),
        ("version", "1"),
        ("method", "list_result"),
        ("offset", "0"),
        ("limit", "1000"),
        ("filter", "{}"),
        ("_sid", "SID-1"),
        ("SynoToken", "TOK-1"),
    ];
    assert_eq!(sent(&call), pairs(&expected));
}

/// The only list of which the order can be asked for. It is never filtered by the NAS.
#[test]
fn a_page_of_the_lines_of_a_run() {
    let filter = VendorFilter { severity: Some(Severity::Error), ..VendorFilter::default() };
    let call = Call::RunLines { run: "592".into(), page: PageRequest { offset: 200, limit: 200, filter } };
    let expected = [
        ("api", "SYNO.ActiveBackup.Log"),
        ("version", "1"),
        ("method", "list_result_detail"),
        ("result_id", "592"),
        ("offset", "200"),
        ("limit", "200"),
        ("order_by", "\"log_time\""),
        ("direction", "\"ASC\""),
        ("filter", "{}"),
        ("_sid", "SID-1"),
        ("SynoToken", "TOK-1"),
    ];
    assert_eq!(sent(&call), pairs(&expected));
}

#[test]
fn one_run_is_asked_for_by_its_number() {
    let expected = [
        ("api", "SYNO.ActiveBackup.Log"),
        ("version", "1"),
        ("method", "list_result"),
        ("result_id", "592"),
        ("offset", "0"),
        ("limit", "1"),
        ("filter", "{}"),
        ("_sid", "SID-1"),
        ("SynoToken", "TOK-1"),
    ];
    assert_eq!(sent(&one_run()), pairs(&expected));
}

/// No preflight, nothing secret in an address, no cookie of the person's own DSM tab.
#[test]
fn every_call_is_a_simple_request() {
    for call in calls() {
        let request = build(&call);
        assert_eq!(request.method, Method::Post);
        assert_eq!(request.url, "https://nas.example/webapi/entry.cgi");
        assert_eq!(
            request.headers,
            pairs(&[("Content-Type", "application/x-www-form-urlencoded")]),
            "the token is a field, not a header"
        );
        assert!(!request.cookies, "{call:?}");
        assert_eq!(request.timeout_ms, TIMEOUT_MS);
        let printed = format!("{request:?}");
        assert!(!printed.contains("SID-1") && !printed.contains("TOK-1"), "{printed}");
    }
}

#[test]
fn every_call_sends_version_one_and_a_limit() {
    for call in calls() {
        let request = build(&call);
        assert_eq!(field(&request, "version").as_deref(), Some("1"), "{call:?}");
        let limit: u32 = field(&request, "limit").expect("a limit").parse().expect("a number");
        assert!(limit > 0, "{call:?}");
    }
}

#[test]
fn no_field_is_sent_twice() {
    for call in calls() {
        let mut names: Vec<_> = sent(&call).into_iter().map(|(name, _)| name).collect();
        let before = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), before, "{call:?}");
    }
}

#[test]
fn a_session_without_a_token_sends_none() {
    let session = session(&[("sid", "SID-1"), ("log_path", "entry.cgi")]);
    for call in calls() {
        assert_eq!(field(&built(&source(), &session, &call), "SynoToken"), None, "{call:?}");
    }
}

#[test]
fn the_path_is_the_one_that_the_nas_named() {
    let session = session(&[("sid", "SID-1"), ("log_path", "other.cgi")]);
    let source = Source { base_url: "https://proxy.example/vendors/nas-1/".into(), ..source() };
    let request = built(&source, &session, &lines());
    assert_eq!(request.url, "https://proxy.example/vendors/nas-1/webapi/other.cgi");
}

#[test]
fn filters_are_json_with_the_keys_of_the_nas() {
    let none = VendorFilter::default;
    for (filter, expected) in [
        (none(), "{}"),
        (VendorFilter { severity: Some(Severity::Error), ..none() }, r#"{"log_level":0}"#),
        (VendorFilter { severity: Some(Severity::Warning), ..none() }, r#"{"log_level":1}"#),
        (VendorFilter { severity: Some(Severity::Info), ..none() }, r#"{"log_level":2}"#),
        (VendorFilter { severity: Some(Severity::Debug), ..none() }, "{}"),
        (VendorFilter { severity: Some(Severity::Unknown), ..none() }, "{}"),
        (VendorFilter { outcome: Some(Outcome::Success), ..none() }, r#"{"status":2}"#),
        (VendorFilter { outcome: Some(Outcome::Warning), ..none() }, r#"{"status":3}"#),
        (VendorFilter { outcome: Some(Outcome::Failed), ..none() }, r#"{"status":4}"#),
        (VendorFilter { outcome: Some(Outcome::Cancelled), ..none() }, r#"{"status":5}"#),
        (VendorFilter { outcome: Some(Outcome::Skipped), ..none() }, r#"{"status":6}"#),
        (VendorFilter { outcome: Some(Outcome::Running), ..none() }, "{}"),
        (VendorFilter { outcome: Some(Outcome::Missed), ..none() }, "{}"),
        (VendorFilter { outcome: Some(Outcome::Unknown), ..none() }, "{}"),
        (VendorFilter { keyword: Some("a \"b\" & ü=+%".into()), ..none() }, r#"{"key_word":"a \"b\" & ü=+%"}"#),
    ] {
        assert_eq!(filter_sent(filter.clone()), expected, "{filter:?}");
    }
}

#[test]
fn all_filters_at_once() {
    let filter = VendorFilter {
        range: TimeRange { from: Some(Timestamp(1_764_000_000_000)), to: Some(Timestamp(1_764_003_600_000)) },
        severity: Some(Severity::Warning),
        outcome: None,
        keyword: Some("DESK".into()),
    };
    assert_eq!(
        filter_sent(filter),
        r#"{"log_level":1,"key_word":"DESK","from_timestamp":1764000000,"to_timestamp":1764003599}"#
    );
}

/// Our range begins with its first instant and ends before its last; the NAS counts whole seconds and includes both.
#[test]
fn a_range_becomes_the_whole_seconds_inside() {
    for (from, first) in [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (-1, 0), (-1000, -1), (-1001, -1)] {
        let range = TimeRange { from: Some(Timestamp(from)), to: None };
        let expected = format!(r#"{{"from_timestamp":{first}}}"#);
        assert_eq!(filter_sent(VendorFilter { range, ..VendorFilter::default() }), expected, "from {from} ms");
    }
    for (to, last) in [(1, 0), (1000, 0), (1001, 1), (1999, 1), (2000, 1), (2001, 2), (0, -1), (-999, -1), (-1000, -2)]
    {
        let range = TimeRange { from: None, to: Some(Timestamp(to)) };
        let expected = format!(r#"{{"to_timestamp":{last}}}"#);
        assert_eq!(filter_sent(VendorFilter { range, ..VendorFilter::default() }), expected, "to {to} ms");
    }
}

/// What the NAS evaluates is taken out of the query, the rest is left to the engine.
#[test]
fn a_query_is_split_between_the_nas_and_the_engine() {
    let range = TimeRange { from: Some(Timestamp(1000)), to: None };
    for (subject, query, severity, outcome, keyword, rest) in [
        (Subject::Lines, "severity:error", Some(Severity::Error), None, None, ""),
        (Subject::Lines, "severity:error disk", Some(Severity::Error), None, None, "disk"),
        (Subject::Lines, "severity:debug", None, None, None, "severity:debug"),
        (Subject::Lines, "severity:error,warning", None, None, None, "severity:error,warning"),
        (Subject::Lines, "-severity:info", None, None, None, "-severity:info"),
        (Subject::Lines, "keyword:laptop", None, None, Some("laptop"), ""),
        (Subject::Lines, "outcome:failed", None, None, None, "outcome:failed"),
        (Subject::Runs, "outcome:failed", None, Some(Outcome::Failed), None, ""),
        (Subject::Runs, "outcome:unknown", None, None, None, "outcome:unknown"),
        (Subject::Runs, "outcome:running", None, None, None, "outcome:running"),
        (Subject::Runs, "severity:error", None, None, None, "severity:error"),
    ] {
        let parsed: Query = query.parse().expect("a query");
        let (filter, left) = vendor().push_down(subject, range, &parsed);
        assert_eq!(filter, VendorFilter { range, severity, outcome, keyword: keyword.map(str::to_string) }, "{query}");
        assert_eq!(left, rest.parse().expect("a query"), "{query}");
    }
}

#[test]
fn signing_out_ends_the_session_that_was_opened() {
    let mut session = known();
    session.set("session_name", "ActiveBackup");
    session.set("auth_version", "6");
    let request = vendor().sign_out(&source(), &session, Timestamp(0)).expect("a request");
    assert_eq!(request.url, "https://nas.example/webapi/auth.cgi");
    let expected = [
        ("api", "SYNO.API.Auth"),
        ("version", "6"),
        ("method", "logout"),
        ("session", "ActiveBackup"),
        ("_sid", "SID-1"),
    ];
    assert_eq!(fields(&request), pairs(&expected));
}
