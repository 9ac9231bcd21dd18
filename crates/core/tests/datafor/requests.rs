//! The exact requests of every call.

use tapedeck_core::error::Kind;
use tapedeck_core::http::{Method, Request, TIMEOUT_MS};
use tapedeck_core::model::{Action, Outcome, TimeRange, Timestamp};
use tapedeck_core::query::Query;
use tapedeck_core::vendors::{Call, Session, Subject, VendorFilter};

use crate::vendor::*;

fn first(session: &Session, call: &Call) -> Request {
    vendor().ask(&source(), session, call).unwrap().request(Timestamp(0))
}

#[test]
fn every_call_begins_with_its_request() {
    for (name, method, at, form) in [
        ("runs", Method::Post, RECORDS, vec![]),
        ("run", Method::Post, RECORDS, vec![("id", ID)]),
        ("items", Method::Post, RECORDS, vec![("id", ID)]),
        ("files", Method::Post, RECORDS, vec![]),
        ("schedules", Method::Post, SCHEDULES, vec![]),
        ("about", Method::Get, USER, vec![]),
        (
            "download",
            Method::Get,
            "plugin/datafor-backup/api/log/download?id=Backup%5F2026%2E10%2E10%2D02%2E00%2E00%2E205%2B0800",
            vec![],
        ),
    ] {
        let request = first(&session(&[]), &call(name));
        assert_eq!((request.method, path(&request)), (method, at), "{name}");
        let form: Vec<_> = form.into_iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        assert_eq!(fields(&request), form, "{name}");
        let kind = (method == Method::Post).then_some("application/x-www-form-urlencoded");
        assert_eq!(header(&request, "Content-Type"), kind, "{name}: no preflight");
        assert_eq!(request.timeout_ms > TIMEOUT_MS, name == "download", "{name}: a zip takes its time");
    }
    assert_eq!(CALLS.len(), 7);
}

/// With a session the browser's cookie is the proof; otherwise a header is, and the cookie stays the person's own.
#[test]
fn one_proof_goes_with_every_request() {
    for name in CALLS {
        let by_cookie = first(&session(&[("root", BASE_URL)]), &call(name));
        assert!(by_cookie.cookies && header(&by_cookie, "Authorization").is_none(), "{name}");
        let by_header = first(&session(&[("authorization", "Bearer SECRET")]), &call(name));
        assert!(!by_header.cookies, "{name}");
        assert_eq!(header(&by_header, "Authorization"), Some("Bearer SECRET"), "{name}");
        assert!(!format!("{by_header:?} {}", by_header.url).contains("SECRET"), "{name}");
    }
}

#[test]
fn the_root_that_was_found_at_sign_in_is_used() {
    let request = first(&session(&[("root", "https://bi.example/other/")]), &call("runs"));
    assert_eq!(request.url, format!("https://bi.example/other/{RECORDS}"));
}

#[test]
fn only_a_session_is_signed_out() {
    let out = |session: &Session| vendor().sign_out(&source(), session, Timestamp(0));
    let request = out(&session(&[("root", BASE_URL)])).unwrap();
    assert_eq!((request.method, path(&request)), (Method::Get, "plugin/datafor/api/extension/auth/logout"));
    assert!(request.cookies);
    assert_eq!(out(&session(&[("authorization", "Basic x")])), None);
}

#[test]
fn what_is_not_offered_is_not_asked() {
    for call in [
        Call::Lines(page()),
        Call::RunLines { run: ID.into(), page: page() },
        Call::Act(Action::new("restore", &[])),
        Call::Progress { export: "1".into() },
        Call::Cancel { export: "1".into() },
    ] {
        let error = vendor().ask(&source(), &session(&[]), &call).err().unwrap();
        assert_eq!(error.kind, Kind::NotSupported, "{call:?}");
    }
}

#[test]
fn nothing_is_pushed_down() {
    let query = "outcome:failed nightly".parse::<Query>().unwrap();
    let range = TimeRange { from: Some(Timestamp(1)), to: Some(Timestamp(2)) };
    let (filter, rest) = vendor().push_down(Subject::Runs, range, &query);
    assert_eq!((filter, rest), (VendorFilter::default(), query));
    assert_eq!(vendor().descriptor().outcome("3"), Outcome::Unknown);
}
