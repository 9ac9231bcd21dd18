//! An appliance of Veeam Backup for Azure through the whole engine: sign in, sessions, their logs, endings of tokens.

use tapedeck_core::error::{Kind, Reaction};
use tapedeck_core::map::Map;
use tapedeck_core::model::{Outcome, Record, Source, TimeRange, Timestamp};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Pushed, SourceState, ViewSpec};

use crate::harness::{Bench, NOW_S, lines, runs};

const NAME: &str = "vbaz";

fn source(version: &str) -> Source {
    let settings: Map<String, String> = [("apiVersion".to_string(), version.to_string())].into();
    Source {
        id: NAME.into(),
        vendor: "veeam-azure".into(),
        name: "Azure".into(),
        base_url: "sim://vbaz/".into(),
        time_zone: None,
        settings,
    }
}

fn bench(user: &str) -> Bench {
    let mut bench = Bench::of_vendors(vec![source("")]);
    sign_in(&mut bench, user, "tapedeck");
    bench
}

fn sign_in(bench: &mut Bench, user: &str, password: &str) {
    bench.sign_in_with(NAME, &[("userName", user), ("password", password)]);
}

fn signed_in(user: &str) -> Bench {
    let bench = bench(user);
    assert_eq!(bench.source(NAME), SourceState::SignedIn, "{user}");
    bench
}

fn query(text: &str) -> ViewSpec {
    ViewSpec { query: text.into(), ..runs() }
}

fn first_run(bench: &Bench) -> tapedeck_core::model::Run {
    match &bench.rows()[&0] {
        Record::Run(run) => (**run).clone(),
        other => panic!("{other:?}"),
    }
}

fn refused(bench: &Bench) -> Kind {
    match bench.source(NAME) {
        SourceState::Refused(error) => error.kind,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_refusal_says_what_it_is() {
    for (user, password, kind) in [
        ("admin", "wrong", Kind::WrongPassword),
        ("nobody", "tapedeck", Kind::WrongPassword),
        ("denied", "tapedeck", Kind::SignInDenied),
        ("locked", "tapedeck", Kind::AccountUnusable),
    ] {
        let mut bench = Bench::of_vendors(vec![source("")]);
        sign_in(&mut bench, user, password);
        assert_eq!(refused(&bench), kind, "{user}");
        sign_in(&mut bench, "admin", "tapedeck");
        assert_eq!(bench.source(NAME), SourceState::SignedIn, "it can be corrected");
    }
}

#[test]
fn sessions_are_read_page_by_page() {
    let mut bench = signed_in("admin");
    bench.open(runs());
    let state = bench.state();
    assert!(state.rows > 8_000 && state.total == Some(state.rows), "{state:?}");
    assert!(!state.reads_all && !state.growing && state.problems == 0, "{state:?}");
    assert_eq!(bench.rows().len(), 50);
    let times: Vec<_> = bench.rows().into_values().filter_map(|row| row.time()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    bench.show(5_000, 50);
    assert!(bench.rows().contains_key(&5_049));
}

/// There is no log of all sessions: the source is named, and nothing is made up.
#[test]
fn it_has_no_lines_of_its_own() {
    let mut bench = signed_in("admin");
    bench.open(lines());
    assert_eq!((bench.state().rows, bench.state().without), (0, vec![NAME.to_string()]));
    bench.open(runs());
    assert_eq!(bench.state().without, [""; 0]);
}

#[test]
fn outcomes_and_spans_are_evaluated_by_the_appliance() {
    let mut bench = signed_in("admin");
    for (text, outcome) in [
        ("outcome:failed", Outcome::Failed),
        ("outcome:warning", Outcome::Warning),
        ("outcome:running", Outcome::Running),
        ("outcome:cancelled", Outcome::Cancelled),
        ("outcome:skipped", Outcome::Skipped),
    ] {
        bench.open(query(text));
        let state = bench.state();
        assert!(state.rows > 0 && state.pushed.outcome, "{text}: {state:?}");
        assert_eq!(state.sources[0].read, state.rows, "{text}: nothing was read in vain");
        for row in bench.rows().values() {
            let Record::Run(run) = row else { panic!("{row:?}") };
            assert_eq!(run.outcome, outcome, "{}", run.code);
        }
    }
    let day = TimeRange { from: Some(Timestamp((NOW_S - 86_400) * 1000)), to: Some(Timestamp(NOW_S * 1000)) };
    bench.open(ViewSpec { range: day, ..runs() });
    let state = bench.state();
    assert_eq!(state.pushed, Pushed { range: true, ..Pushed::default() });
    assert!((10..40).contains(&state.rows), "{}", state.rows);
    assert!(bench.rows().values().all(|row| day.contains(row.time())));
}

/// Words that nobody knows are unknown, and only the engine can look for them.
#[test]
fn what_nobody_knows_is_unknown() {
    let mut bench = signed_in("admin");
    bench.open(query("outcome:unknown"));
    assert_eq!((bench.state().rows, bench.state().pushed.outcome), (2, false));
    let codes: Vec<_> = bench
        .rows()
        .values()
        .map(|row| match row {
            Record::Run(run) => run.code.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(codes.contains(&"Suspended".to_string()), "{codes:?}");
    bench.open(query("keyword:\"type:SqlRestore\""));
    assert!(bench.state().pushed.keyword && bench.state().rows > 0);
    assert_eq!(first_run(&bench).action, "Restore");
}

#[test]
fn a_session_and_its_log() {
    let mut bench = signed_in("admin");
    bench.open(query("outcome:failed job:share"));
    let run = first_run(&bench);
    assert_eq!((run.job.as_str(), run.action.as_str(), run.kind.as_str()), ("File shares", "Snapshot", "File share"));
    assert!(run.duration.is_some() && run.ended.is_some() && run.problem.is_none());
    bench.detail(0);
    let (_, record, _) = bench.found().expect("the detail");
    assert!(record.expect("the run").raw().contains("\"localizedType\""), "the record as it came");
    bench.command(Command::Run { source: NAME.into(), run: run.id.clone() });
    let found = bench.run_found().expect("an answer").expect("no error").expect("the run");
    assert_eq!(found.id(), run.id);
    bench.command(Command::Run { source: NAME.into(), run: "no-such-session".into() });
    assert_eq!(bench.run_found(), Some(Ok(None)));

    let log = ViewSpec { run: Some(run.id.clone()), sources: vec![NAME.into()], ..lines() };
    bench.open(log.clone());
    let state = bench.state();
    assert!(state.rows >= 3 && !state.growing, "{state:?}");
    bench.open(ViewSpec { query: "severity:error".into(), ..log });
    // The newest is how the session ended, the one before it why.
    let Record::Line(line) = &bench.rows()[&1] else { panic!() };
    assert_eq!((line.run.as_deref(), line.severity_code.as_str()), (Some(run.id.as_str()), "Error"));
    assert!(["projects", "scans"].contains(&line.item.as_str()), "{}", line.text);
}

/// The log has no pages: all of it comes at once.
#[test]
fn a_very_long_log() {
    let mut bench = signed_in("admin");
    bench.open(runs());
    bench.show(0, 50);
    let ids: Vec<String> = bench.rows().values().map(|row| row.id().to_string()).collect();
    let longest = ids.into_iter().map(|id| {
        bench.open(ViewSpec { run: Some(id), sources: vec![NAME.into()], ..lines() });
        bench.state().rows
    });
    assert!(longest.max() > Some(1_500));
}

#[test]
fn a_second_factor_is_asked_for_and_can_be_corrected() {
    let mut bench = bench("otp");
    assert_eq!(bench.source(NAME), SourceState::CodeNeeded { error: None, picture: None });
    bench.command(Command::Code { source: NAME.into(), code: "000000".into() });
    match bench.source(NAME) {
        SourceState::CodeNeeded { error: Some(error), .. } => assert_eq!(error.kind, Kind::WrongCode),
        other => panic!("{other:?}"),
    }
    bench.command(Command::Code { source: NAME.into(), code: " 123 456 ".into() });
    assert_eq!(bench.source(NAME), SourceState::SignedIn);
    bench.open(runs());
    assert!(bench.state().rows > 8_000);
    // A renewal needs no second code: the refresh token is good.
    bench.expire(NAME);
    bench.show(6_000, 50);
    assert!(bench.rows().contains_key(&6_000));
    assert_eq!(bench.source(NAME), SourceState::SignedIn);
}

/// Tokens that end by the clock, that are revoked, and that cannot be refreshed: nobody notices.
#[test]
fn a_token_that_ends_is_renewed() {
    for user in ["short", "revoked", "norefresh"] {
        let mut bench = signed_in(user);
        bench.open(runs());
        for first in (0..8_000).step_by(400) {
            // A failure on the way makes the clock go on.
            bench.fault(NAME, r#"{"fault":"slow","method":"jobSessions","ms":20000}"#);
            bench.show(first, 50);
            assert!(bench.rows().contains_key(&first), "{user} {first}");
        }
        assert_eq!(bench.source(NAME), SourceState::SignedIn, "{user}");
    }
}

/// The token ends in the middle and renewing it needs a person: what was read stays, and what was wanted comes after.
#[test]
fn signing_in_again_in_the_middle_loses_nothing() {
    let mut bench = bench("otp-short");
    bench.command(Command::Code { source: NAME.into(), code: "123456".into() });
    bench.open(runs());
    let (total, before) = (bench.state().rows, bench.rows());
    let mut first = 0;
    while bench.source(NAME) == SourceState::SignedIn {
        first += 400;
        assert!(first < total, "the token must end some time");
        bench.show(first, 50);
    }
    assert_eq!(bench.source(NAME), SourceState::CodeNeeded { error: None, picture: None });
    assert_eq!(bench.state().rows, total, "the list stays");
    bench.command(Command::Code { source: NAME.into(), code: "123456".into() });
    assert!(bench.rows().contains_key(&first), "what was wanted came by itself");
    bench.show(0, 50);
    assert!(before.iter().all(|(place, row)| bench.rows().get(place) == Some(row)));
}

#[test]
fn older_appliances_are_found_out() {
    for (user, names_policies) in [("old", true), ("first", false)] {
        let mut bench = signed_in(user);
        bench.open(query("action:backup outcome:success kind:virtual"));
        assert!(bench.state().rows > 500, "{user}");
        let run = first_run(&bench);
        assert_eq!(!run.job.is_empty(), names_policies, "{user}");
        bench.open(ViewSpec { run: Some(run.id.clone()), sources: vec![NAME.into()], ..lines() });
        assert!(bench.state().rows > 2, "{user}");
    }
}

/// A version that was set and is not served is said so, with what to do.
#[test]
fn a_version_that_is_not_served() {
    let mut bench = Bench::of_vendors(vec![source("v2")]);
    sign_in(&mut bench, "admin", "tapedeck");
    bench.open(runs());
    let error = bench.state().sources[0].error.clone().expect("an error");
    assert_eq!((error.kind, error.reaction), (Kind::NotSupported, Reaction::FixAddress));
    assert!(error.meaning.contains("version"), "{}", error.meaning);
    let mut bench = Bench::of_vendors(vec![source("v7")]);
    sign_in(&mut bench, "admin", "tapedeck");
    bench.open(runs());
    assert!(bench.state().rows > 8_000);
}

#[test]
fn rights_limits_and_faults() {
    for (user, kind) in [
        ("noaccess", Kind::PermissionDenied),
        ("licence", Kind::PermissionDenied),
        ("fault-html", Kind::Html),
        ("fault-garbage", Kind::Unreadable),
        ("fault-502", Kind::Busy),
    ] {
        let mut bench = signed_in(user);
        bench.open(runs());
        let error = bench.state().sources[0].error.clone().unwrap_or_else(|| panic!("{user}: no error"));
        assert_eq!(error.kind, kind, "{user}");
        assert_eq!(bench.source(NAME), SourceState::SignedIn, "{user}");
    }
    // Too many calls are waited for.
    let mut bench = signed_in("limited");
    bench.open(runs());
    for first in (0..4_000).step_by(400) {
        bench.show(first, 50);
        assert!(bench.rows().contains_key(&first), "{first}");
    }
    let mut bench = signed_in("admin");
    bench.fault(NAME, r#"{"fault":"badrows","method":"jobSessions"}"#);
    bench.open(runs());
    assert_eq!(bench.state().problems, 2, "broken rows are rows");
    for fault in ["429", "502", "cut", "truncated"] {
        let mut bench = signed_in("admin");
        bench.fault(NAME, &format!(r#"{{"fault":"{fault}","method":"jobSessions","count":2}}"#));
        bench.open(runs());
        assert!(bench.state().rows > 8_000, "{fault}");
    }
}

#[test]
fn signing_out_ends_the_session_and_forgets_the_rows() {
    let mut bench = signed_in("admin");
    bench.open(runs());
    bench.command(Command::SignOut { source: NAME.into() });
    assert_eq!((bench.source(NAME), bench.state().rows), (SourceState::SignedOut, 0));
    sign_in(&mut bench, "admin", "tapedeck");
    assert!(bench.state().rows > 8_000, "and it can begin again");
}
