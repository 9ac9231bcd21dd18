//! Signing in, one-time codes, sessions that end.

use tapedeck_core::error::Kind;
use tapedeck_core::model::Action;
use tapedeck_core::vendors::{Call, Credentials};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::SourceState;

use crate::harness::{Bench, lines};

fn refused(bench: &Bench) -> Kind {
    match bench.source("nas") {
        SourceState::Refused(error) => error.kind,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_refusal_says_what_it_is() {
    for (account, kind) in [
        ("nobody", Kind::WrongPassword),
        ("guest", Kind::AccountUnusable),
        ("denied", Kind::SignInDenied),
        ("blocked", Kind::Blocked),
        ("locked", Kind::AccountUnusable),
        ("expired", Kind::AccountUnusable),
    ] {
        let mut bench = Bench::new(&["nas"]);
        bench.sign_in("nas", account);
        assert_eq!(refused(&bench), kind, "{account}");
        assert_eq!(
            bench.asked("login"),
            if account == "denied" { 2 } else { 1 },
            "{account}: a login is never repeated"
        );
    }
}

#[test]
fn a_wrong_password_can_be_corrected() {
    let mut bench = Bench::new(&["nas"]);
    let wrong: Credentials = [("account", "admin"), ("password", "wrong")].into_iter().collect();
    bench.command(Command::SignIn { source: "nas".into(), credentials: wrong });
    assert_eq!(refused(&bench), Kind::WrongPassword);
    bench.sign_in("nas", "admin");
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
}

#[test]
fn an_account_that_may_not_name_its_session_gets_in_without() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "portal");
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
    bench.open(lines());
    assert_eq!(bench.state().rows, 29_286);
}

#[test]
fn a_one_time_code_is_asked_for_and_can_be_corrected() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "otp");
    assert_eq!(bench.source("nas"), SourceState::CodeNeeded { error: None, picture: None });
    bench.command(Command::Code { source: "nas".into(), code: "000000".into() });
    match bench.source("nas") {
        SourceState::CodeNeeded { error: Some(error), .. } => assert_eq!(error.kind, Kind::WrongCode),
        other => panic!("{other:?}"),
    }
    bench.command(Command::Code { source: "nas".into(), code: " 123 456 ".into() });
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
}

#[test]
fn a_remembered_device_needs_no_second_code() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "otp");
    bench.command(Command::Code { source: "nas".into(), code: "123456".into() });
    bench.open(lines());
    bench.expire("nas");
    bench.show(10_000, 50);
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
    assert!(bench.rows().contains_key(&10_000));
}

/// DSM 7.0.1 Update 2 refused good codes when the login also said `format=sid`.
#[test]
fn a_code_refused_because_of_the_format_is_tried_without_it() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "otp-nosid");
    bench.command(Command::Code { source: "nas".into(), code: "123456".into() });
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
}

#[test]
fn a_session_that_ends_is_renewed_once_and_nobody_notices() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "short");
    bench.open(lines());
    for first in (0..20_000).step_by(2_000) {
        bench.show(first, 50);
        assert!(bench.rows().contains_key(&first), "{first}");
    }
    assert!(bench.asked("login") > 1);
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
}

#[test]
fn a_displaced_session_is_renewed() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "displaced");
    bench.open(lines());
    for first in (0..10_000).step_by(2_000) {
        bench.show(first, 50);
    }
    assert!(bench.rows().contains_key(&8_000));
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
}

/// The session ends in the middle of paging, and renewing it needs a person: what was read stays, and what was wanted
/// comes after the code, without asking again.
#[test]
fn signing_in_again_in_the_middle_loses_nothing() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "otp-short");
    bench.command(Command::Code { source: "nas".into(), code: "123456".into() });
    bench.open(lines());
    let before = bench.rows();
    let mut first = 0;
    while bench.source("nas") == SourceState::SignedIn {
        first += 1_000;
        assert!(first < 20_000, "the session must end some time");
        bench.show(first, 50);
    }
    assert_eq!(bench.source("nas"), SourceState::CodeNeeded { error: None, picture: None });
    assert_eq!(bench.state().rows, 29_286, "the list stays");
    assert!(!bench.rows().contains_key(&first));
    bench.command(Command::Code { source: "nas".into(), code: "123456".into() });
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
    assert!(bench.rows().contains_key(&first), "what was wanted came by itself");
    bench.show(0, 50);
    assert!(before.iter().all(|(place, row)| bench.rows().get(place) == Some(row)));
}

#[test]
fn many_calls_that_find_the_session_ended_renew_it_once() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "admin");
    bench.open(lines());
    bench.expire("nas");
    bench.asked("");
    // Two pages at once.
    bench.show(10_150, 100);
    assert_eq!(bench.asked("login"), 1);
    assert!(bench.rows().contains_key(&10_249));
}

/// A page was asked for; while its answer was on the way, the session ended, was renewed by another call, and ended
/// again. The page was asked for once more with that second session, and its end was shown as an error.
#[test]
fn a_session_that_others_have_renewed_may_be_over_too() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "admin");
    bench.open(lines());
    bench.expire("nas");
    bench.hold("list_log");
    bench.show(10_150, 50);
    bench.ask("nas", Call::Act(Action::new("get_info", &[]))).expect("renews the session");
    bench.expire("nas");
    bench.asked("");
    bench.release();
    assert_eq!(bench.asked("login"), 1);
    assert!(bench.rows().contains_key(&10_199));
    assert!(bench.state().sources.iter().all(|source| source.error.is_none()));
}

#[test]
fn signing_out_ends_the_session_and_forgets_the_rows() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "admin");
    bench.open(lines());
    bench.asked("");
    bench.command(Command::SignOut { source: "nas".into() });
    assert_eq!(bench.asked("logout"), 1);
    assert_eq!(bench.source("nas"), SourceState::SignedOut);
    assert_eq!(bench.state().rows, 0);
}

#[test]
fn a_source_that_is_removed_is_signed_out() {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "admin");
    bench.asked("");
    bench.command(Command::Sources(Vec::new()));
    assert_eq!(bench.asked("logout"), 1);
}
