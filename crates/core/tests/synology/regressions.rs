//! Bugs that were there once, each with its story.

use tapedeck_core::error::{Kind, Reaction};
use tapedeck_core::model::{TimeRange, Timestamp};
use tapedeck_core::vendors::{Call, Credentials, PageRequest, SignInInput, SignInStep, VendorFilter};

use crate::vendor::*;

const INFO: &str = r#"{"data":{"SYNO.API.Auth":{"maxVersion":7,"minVersion":1,"path":"entry.cgi"},
    "SYNO.ActiveBackup.Log":{"maxVersion":2,"minVersion":1,"path":"entry.cgi"}},"success":true}"#;

/// How a conversation ends when a login is answered with this.
fn login_answered(info: &str, login: &str) -> SignInStep {
    let credentials: Credentials = [("account", "ada"), ("password", "pw")].into_iter().collect();
    let mut conversation = signing_in(&source(), &credentials, None);
    next(&mut conversation, SignInInput::Start);
    next(&mut conversation, SignInInput::Answer(&ok(info)));
    next(&mut conversation, SignInInput::Answer(&ok(login)))
}

/// An error keeps the first 2 KB of the answer for a report. When the connection broke in the middle of the answer to a
/// login, these were a session that lets anybody in, shown on the page with a button to copy it.
#[test]
fn the_answer_to_a_login_is_kept_without_its_session() {
    for login in [
        r#"{"data":{"did":"SECRET-1","is_portal_port":false,"sid":"SECRET-2","synotoken":"SECRET-3"#,
        r#"{"data" : {"sid" : "SECRET-\"1", "synotoken":"SECRET-\\"}, "x": "kept", "success"#,
        r#"{"data":{"synotoken":"SECRET-1","device_id":"SECRET-2"},"success":true}"#,
        r#"{"data":{"sid":12345678,"synotoken":"SECRET-1"},"success":true}"#,
        r#"{"error":{"code":9,"errors":{"token":"SECRET-1"}},"success":false}"#,
        r#"{"error":{"code":9,"errors":[{"a":1,"token":"SECRET-1"}]},"success":false}"#,
        r#"{"data":[{"sid":"SECRET-1"}],"success":true}"#,
        r#"{"sid":"SECRET-1"}"#,
    ] {
        match login_answered(INFO, login) {
            SignInStep::Failed(error) => {
                let all = everything(&error);
                assert!(!all.contains("SECRET") && !all.contains("12345678"), "{all}");
                assert!(error.answer.starts_with('{'), "the rest is kept: {}", error.answer);
                assert_eq!(login.contains("kept"), error.answer.contains("kept"), "{}", error.answer);
            }
            other => panic!("{login}: {other:?}"),
        }
    }
}

/// The token that stands beside 403 was left out of the detail, but the answer above it still had it.
#[test]
fn the_token_beside_an_error_is_kept_nowhere() {
    let body = r#"{"error":{"code":403,"errors":{"token":"SECRET","types":[{"type":"otp"}]}},"success":false}"#;
    for call in calls() {
        let error = parse_error(&call, &ok(body));
        assert!(!everything(&error).contains("SECRET"), "{error:?}");
        assert!(error.answer.contains("otp"), "the rest is kept: {}", error.answer);
    }
}

/// `{"success":false,"data":{}}` was an empty list: "no failures" where nothing had been read.
#[test]
fn an_answer_that_says_it_failed_is_not_an_empty_list() {
    for body in [r#"{"success":false,"data":{}}"#, r#"{"success":"false","data":{"count":0,"logs":[]}}"#] {
        for call in calls() {
            assert_eq!(parse_error(&call, &ok(body)).kind, Kind::Unreadable, "{body}");
        }
    }
}

/// A gateway that answers 502 or 429 in JSON of its own was "an error of the source", which is never tried again.
#[test]
fn json_of_a_gateway_is_judged_by_its_status() {
    for (status, body, kind, reaction) in [
        (502, r#"{"error":"upstream unavailable"}"#, Kind::Busy, Reaction::RetryLater),
        (429, r#"{"error":{"message":"slow down"}}"#, Kind::RateLimited, Reaction::RetryLater),
        (401, r#"{"error":"unauthorized"}"#, Kind::SessionEnded, Reaction::SignIn),
        (503, r#"{"message":"maintenance"}"#, Kind::Busy, Reaction::RetryLater),
        (200, r#"{"error":"not today"}"#, Kind::Vendor, Reaction::Report),
    ] {
        let error = parse_error(&lines(), &answer(status, &[], body));
        assert_eq!((error.kind, error.reaction), (kind, reaction), "{body}");
    }
}

/// One file name in Latin-1, passed on by the NAS as it is on the disk, made the whole page unreadable for ever.
#[test]
fn bytes_that_are_no_text_cost_their_character_only() {
    let mut body =
        br#"{"data":{"logs":[{"log_id":1,"log_level":0,"log_time":1764000000,"log_type":6002,"path":"/B"#.to_vec();
    body.extend(b"\xfccher");
    body.extend(br#""},{"log_id":2,"log_level":2,"log_time":1764000000,"log_type":1102}]},"success":true}"#);
    let lines = parse_lines(body);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].item, "/B\u{fffd}cher");
    assert_eq!(lines[1].problem, None);
}

/// A byte order mark before the JSON made the answer unreadable, and one before a web page hid that it is one.
#[test]
fn a_byte_order_mark_is_no_part_of_an_answer() {
    assert_eq!(parse_lines("\u{feff}{\"data\":{\"logs\":[{}]},\"success\":true}").len(), 1);
    assert_eq!(parse_error(&lines(), &ok("\u{feff}<!doctype html>")).kind, Kind::Html);
}

/// An answer of blanks was "cut in the middle" and tried again, an empty one was not.
#[test]
fn blanks_are_an_empty_answer() {
    for body in ["", " ", "\r\n\r\n"] {
        assert_eq!(parse_error(&lines(), &ok(body)).kind, Kind::Unreadable, "{body:?}");
    }
}

/// `"status": null` was an Unknown that did not say why: only a missing field was noted.
#[test]
fn an_empty_field_without_which_a_row_says_little_is_noted() {
    let runs = parse_runs(
        r#"{"data":{"results":[{"result_id":1,"status":null,"time_start":""},
            {"result_id":2,"status":2,"time_start":0}]},"success":true}"#,
    );
    assert_eq!(runs[0].problem.as_deref(), Some("status is empty; time_start is empty"));
    assert_eq!(runs[1].problem, None, "0 is how a NAS says that there is none");
    let lines = parse_lines(r#"{"data":{"logs":[{"log_time":null,"log_level":" ","log_type":null}]},"success":true}"#);
    assert_eq!(lines[0].problem.as_deref(), Some("log_time is empty; log_level is empty; log_type is empty"));
}

/// Two things beside a code ran into one word: `line: 3path: "/x"`.
#[test]
fn things_beside_a_code_are_told_apart() {
    let body = r#"{"error":{"code":120,"errors":{"line":3,"path":"/x"}},"success":false}"#;
    assert_eq!(parse_error(&lines(), &ok(body)).detail, r#"line: 3; path: "/x""#);
}

/// A DSM that speaks version 3 only was asked to log out in version 6, answered 104, and the session stayed open.
#[test]
fn signing_out_speaks_the_version_of_the_sign_in() {
    let info = INFO.replace("\"maxVersion\":7", "\"maxVersion\":3");
    let SignInStep::Done(session) = login_answered(&info, r#"{"data":{"sid":"S"},"success":true}"#) else {
        panic!("not signed in")
    };
    let request = vendor().sign_out(&source(), &session, Timestamp(0)).expect("a request");
    assert_eq!(field(&request, "version").as_deref(), Some("3"));
}

/// The earliest instant there is as the end of a range stopped the program.
#[test]
fn the_ends_of_the_calendar_are_ends_of_ranges_too() {
    for (from, to) in [(i64::MIN, i64::MIN), (i64::MAX, i64::MAX), (i64::MAX, i64::MIN)] {
        let range = TimeRange { from: Some(Timestamp(from)), to: Some(Timestamp(to)) };
        let filter = VendorFilter { range, ..VendorFilter::default() };
        let request = built(&source(), &session(&[]), &Call::Lines(PageRequest { filter, ..PageRequest::default() }));
        assert!(field(&request, "filter").expect("a filter").contains("to_timestamp"));
    }
}

/// A list that is none was told with the start of the answer as it came, also with what was hidden in every other error.
#[test]
fn what_stands_where_a_list_should_be_is_kept_without_its_secrets() {
    for call in calls() {
        let key = list_key(&call);
        let error = parse_error(&call, &ok(format!(r#"{{"data":{{"{key}":{{"token":"SECRET"}}}},"success":true}}"#)));
        assert_eq!(error.kind, Kind::Unreadable);
        assert!(!everything(&error).contains("SECRET"), "{error:?}");
    }
}
