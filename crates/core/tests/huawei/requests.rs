//! The exact request of every call.

use tapedeck_core::error::Kind;
use tapedeck_core::http::{Method, Request, TIMEOUT_MS};
use tapedeck_core::model::{Severity, TimeRange, Timestamp};
use tapedeck_core::query::Query;
use tapedeck_core::vendors::{Call, Session, Subject, VendorFilter};

use crate::vendor::*;

fn first(session: &Session, call: &Call) -> Request {
    ask(session, call).request(NOW)
}

/// All calls that this vendor answers.
fn calls() -> Vec<Call> {
    vec![
        lines(),
        Call::Files(page()),
        Call::About,
        act("servers", &[]),
        act("exportLog", &[("server", SERVER)]),
        Call::Progress { export: format!("{SERVER}/17") },
        Call::Download { file: format!("{SERVER}/17") },
        Call::Download { file: SERVER.into() },
    ]
}

#[test]
fn paths_queries_and_bodies() {
    let servers = "v1/0a1b/physicalservers?limit=200".to_string();
    let exports = format!("v1/0a1b/physicalservers/{SERVER}/logs/exports");
    let expected = [
        (Method::Get, servers.clone(), ""),
        (Method::Get, servers.clone(), ""),
        (Method::Get, servers.clone(), ""),
        (Method::Get, servers, ""),
        (Method::Post, exports.clone(), "{}"),
        (Method::Get, format!("{exports}/17"), ""),
        (Method::Get, format!("{exports}/17/content"), ""),
        (Method::Post, exports, "{}"),
    ];
    for (call, (method, path, body)) in calls().iter().zip(expected) {
        let request = first(&token(), call);
        assert_eq!((request.method, below(&request)), (method, path.as_str()), "{call:?}");
        assert_eq!(request.body, body.as_bytes(), "{call:?}");
        let kind = (!body.is_empty()).then_some("application/json");
        assert_eq!(header(&request, "Content-Type"), kind, "{call:?}");
    }
}

#[test]
fn a_token_is_a_header_and_nothing_else() {
    for call in calls() {
        let request = first(&token(), &call);
        assert_eq!(header(&request, "X-Auth-Token"), Some("T0KEN-9f"), "{call:?}");
        assert!(header(&request, "Authorization").is_none() && !request.cookies, "{call:?}");
        let printed = format!("{request:?} {}", request.url);
        assert!(!printed.contains("T0KEN"), "{printed}");
    }
}

#[test]
fn a_key_signs_every_request() {
    for call in calls() {
        let request = first(&keys(), &call);
        let authorization = header(&request, "Authorization").expect("a signature");
        let names = "SDK-HMAC-SHA256 Access=AK-1, SignedHeaders=host;x-sdk-date;x-security-token, Signature=";
        let signature = authorization.strip_prefix(names).unwrap_or_else(|| panic!("{authorization}"));
        assert!(signature.len() == 64 && signature.bytes().all(|byte| byte.is_ascii_hexdigit()), "{signature}");
        assert_eq!(header(&request, "X-Sdk-Date"), Some("20261120T060000Z"));
        assert_eq!(header(&request, "X-Security-Token"), Some("ST-hidden"));
        assert!(header(&request, "X-Auth-Token").is_none() && header(&request, "Host").is_none());
        let all = format!("{request:?} {} {:?}", request.url, request.headers);
        assert!(!all.contains("SK-s3cret"), "{all}");
        assert!(!format!("{request:?} {}", request.url).contains("ST-hidden"));
    }
}

/// Every attempt is signed anew: a signature is good for fifteen minutes.
#[test]
fn a_repeated_request_has_another_signature() {
    let mut exchange = ask(&keys(), &lines());
    let (one, two) = (exchange.request(NOW), exchange.request(Timestamp(NOW.0 + 1000)));
    assert_eq!(one.url, two.url);
    assert_ne!(header(&one, "Authorization"), header(&two, "Authorization"));
}

#[test]
fn a_file_may_take_its_time() {
    for call in calls() {
        let fetches = matches!(&call, Call::Download { file } if file.contains('/'));
        let timeout = first(&token(), &call).timeout_ms;
        assert_eq!(timeout > TIMEOUT_MS, fetches, "{call:?}: {timeout}");
    }
}

#[test]
fn numbers_cannot_lead_elsewhere() {
    let odd = act("exportLog", &[("server", "../a?b#c/ü")]);
    let request = first(&token(), &odd);
    assert_eq!(below(&request), "v1/0a1b/physicalservers/..%2Fa%3Fb%23c%2F%C3%BC/logs/exports");
    for file in ["", "..", "a/..", "/b", "a/", " / "] {
        for call in [Call::Download { file: file.into() }, Call::Progress { export: file.into() }] {
            let error = vendor().ask(&source(), &token(), &call).err().map(|error| error.kind);
            assert_eq!(error, Some(Kind::BadValue), "{call:?}");
        }
    }
    assert!(vendor().ask(&source(), &token(), &act("exportLog", &[])).is_err());
}

#[test]
fn what_it_does_not_answer_it_says() {
    let run = "1".to_string();
    for (call, name) in [
        (Call::Runs(page()), "Runs"),
        (Call::Run { run: run.clone() }, "Run"),
        (Call::RunLines { run: run.clone(), page: page() }, "RunLines"),
        (Call::Items { run, kind: String::new(), page: page() }, "Items"),
        (Call::Cancel { export: "a/b".into() }, "Cancel"),
        (act("stop", &[]), "Act"),
    ] {
        let error = vendor().ask(&source(), &token(), &call).err().expect("not answered");
        assert_eq!((error.kind, error.detail.as_str()), (Kind::NotSupported, name));
    }
    assert_eq!(vendor().ask(&source(), &session(&[]), &lines()).err().map(|e| e.kind), Some(Kind::NotSignedIn));
    assert_eq!(vendor().sign_out(&source(), &token(), NOW), None);
}

#[test]
fn what_is_pushed_down() {
    let range = TimeRange { from: Some(Timestamp(5)), to: None };
    let split = |subject, query: &str| {
        let query: Query = query.parse().unwrap();
        let (filter, rest) = vendor().push_down(subject, range, &query);
        (filter, rest.to_string())
    };
    let with = |severity| VendorFilter { range, severity, ..VendorFilter::default() };
    for (query, severity, rest) in [
        ("", None, ""),
        ("severity:error fan", Some(Severity::Error), "fan"),
        ("severity:warning", Some(Severity::Warning), ""),
        ("severity:info", Some(Severity::Info), ""),
        ("severity:debug", None, "severity:debug"),
        ("severity:unknown", None, "severity:unknown"),
        ("severity:error,warning", None, "severity:error,warning"),
        ("-severity:info", None, "-severity:info"),
        ("job:rack4", None, "job:rack4"),
    ] {
        assert_eq!(split(Subject::Lines, query), (with(severity), rest.to_string()), "{query}");
    }
    assert_eq!(split(Subject::Runs, "outcome:failed"), (VendorFilter::default(), "outcome:failed".to_string()));
}

#[test]
fn every_code_says_where_it_is_known_from() {
    let descriptor = vendor().descriptor();
    assert_eq!(descriptor.meanings.len(), 8);
    assert!(descriptor.meanings.iter().all(|meaning| !meaning.basis.is_empty()));
    assert_eq!(descriptor.severity("Critical"), Severity::Error);
    assert_eq!(descriptor.severity("5"), Severity::Unknown);
}
