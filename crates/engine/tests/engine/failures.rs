//! What goes wrong while reading.

use tapedeck_core::error::{Kind, Reaction};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::SourceState;

use crate::harness::{Bench, lines, runs};

fn signed_in() -> Bench {
    let mut bench = Bench::new(&["nas"]);
    bench.sign_in("nas", "admin");
    bench
}

#[test]
fn every_failure_says_what_to_do_and_can_be_tried_again() {
    for (fault, kind, reaction, keeps_answer) in [
        ("html", Kind::Html, Reaction::FixAddress, true),
        ("garbage", Kind::Unreadable, Reaction::Report, true),
        ("truncated", Kind::Cut, Reaction::RetryLater, true),
        ("cut", Kind::Cut, Reaction::RetryLater, false),
        ("hang", Kind::TimedOut, Reaction::RetryLater, false),
        ("502", Kind::Busy, Reaction::RetryLater, true),
        ("503", Kind::Busy, Reaction::RetryLater, true),
        ("429", Kind::RateLimited, Reaction::RetryLater, true),
    ] {
        let mut bench = signed_in();
        bench.open(lines());
        let before = bench.rows();
        // More often than it is tried again by itself.
        bench.fault("nas", &format!(r#"{{"fault":"{fault}","method":"list_log","count":8}}"#));
        bench.show(15_000, 50);
        let state = bench.state();
        let error = state.sources[0].error.clone().unwrap_or_else(|| panic!("{fault}: no error"));
        assert_eq!((error.kind, error.reaction), (kind, reaction), "{fault}");
        assert_eq!(!error.answer.is_empty(), keeps_answer, "{fault}: {}", error.answer);
        assert_eq!(state.rows, 29_286, "{fault}: what was read stays");
        for _ in 0..8 {
            bench.command(Command::Resume { view: 1 });
        }
        assert!(bench.rows().contains_key(&15_000), "{fault}: it goes on");
        bench.show(0, 50);
        assert!(before.iter().all(|(place, row)| bench.rows().get(place) == Some(row)), "{fault}");
    }
}

#[test]
fn what_passes_is_waited_for() {
    for fault in ["429", "502", "503", "cut", "truncated"] {
        let mut bench = signed_in();
        bench.fault("nas", &format!(r#"{{"fault":"{fault}","method":"list_result","count":1}}"#));
        bench.open(runs());
        assert_eq!(bench.state().rows, 7_553, "{fault}");
        assert_eq!(bench.state().sources[0].error, None, "{fault}");
    }
}

#[test]
fn nothing_answers() {
    let mut bench = signed_in();
    bench.open(lines());
    bench.kill("nas", true);
    bench.show(15_000, 50);
    assert_eq!(bench.state().sources[0].error.as_ref().map(|error| error.kind), Some(Kind::Unreachable));
    bench.kill("nas", false);
    bench.command(Command::Resume { view: 1 });
    assert!(bench.rows().contains_key(&15_000));
}

#[test]
fn nothing_answers_a_sign_in() {
    let mut bench = Bench::new(&["nas"]);
    bench.kill("nas", true);
    bench.sign_in("nas", "admin");
    assert!(matches!(bench.source("nas"), SourceState::Refused(error) if error.kind == Kind::Unreachable));
}

/// The network fails just when a session is renewed: that is no reason to ask for the password.
#[test]
fn a_network_that_fails_during_a_renewal_does_not_sign_out() {
    let mut bench = signed_in();
    bench.open(lines());
    bench.expire("nas");
    bench.fault("nas", r#"{"fault":"cut","method":"login","count":1}"#);
    bench.show(15_000, 50);
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
    bench.command(Command::Resume { view: 1 });
    assert!(bench.rows().contains_key(&15_000));
}

#[test]
fn an_account_without_the_right_is_told_so() {
    for (account, kind) in [("viewer", Kind::PermissionDenied), ("nopackage", Kind::NotInstalled)] {
        let mut bench = Bench::new(&["nas"]);
        bench.sign_in("nas", account);
        bench.open(lines());
        let told = match bench.source("nas") {
            SourceState::Refused(error) => error.kind,
            _ => bench.state().sources[0].error.as_ref().unwrap().kind,
        };
        assert_eq!(told, kind, "{account}");
    }
}

#[test]
fn a_bad_row_is_shown_with_its_problem_and_the_others_too() {
    for (fault, bad) in [("badrow", 1), ("badrows", 2)] {
        let mut bench = signed_in();
        bench.fault("nas", &format!(r#"{{"fault":"{fault}","method":"list_log","count":1}}"#));
        bench.open(lines());
        let state = bench.state();
        assert_eq!(state.problems, bad, "{fault}");
        bench.show(0, 200);
        let rows = bench.rows();
        assert_eq!(rows.len(), 200, "{fault}: no row is lost");
        let noted: Vec<_> = rows.values().filter_map(|row| row.problem()).collect();
        assert_eq!(noted.len() as u64, bad, "{fault}: {noted:?}");
    }
}
