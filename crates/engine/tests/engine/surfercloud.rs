//! The journey through a SurferCloud account: runs out of many lists, keys that end, what goes wrong on the way.

use tapedeck_core::error::{Kind, Reaction};
use tapedeck_core::model::{Outcome, Record, Run, Source};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{SourceState, ViewSpec};

use crate::harness::{Bench, lines, runs, source};

/// All backups of all zones.
const RUNS: u64 = 4_767;

fn cloud(settings: &[(&str, &str)]) -> Source {
    Source {
        vendor: "surfercloud".into(),
        settings: settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
        ..source("surfercloud")
    }
}

fn bench() -> Bench {
    Bench::of_vendors(vec![cloud(&[("region", "cn-zj")])])
}

fn sign_in(bench: &mut Bench, key: &str) {
    sign_in_with_token(bench, key, "");
}

fn sign_in_with_token(bench: &mut Bench, key: &str, token: &str) {
    let given = [("publicKey", key), ("privateKey", "tapedeck"), ("securityToken", token)];
    bench.sign_in_with("surfercloud", &given);
}

fn signed_in(key: &str) -> Bench {
    let mut bench = bench();
    sign_in(&mut bench, key);
    assert_eq!(bench.source("surfercloud"), SourceState::SignedIn, "{key}");
    bench
}

fn refused(bench: &Bench) -> Kind {
    match bench.source("surfercloud") {
        SourceState::Refused(error) => error.kind,
        other => panic!("not refused: {other:?}"),
    }
}

fn shown(bench: &Bench) -> Vec<Run> {
    let run = |record: Record| match record {
        Record::Run(run) => *run,
        Record::Line(line) => panic!("{line:?}"),
    };
    bench.rows().into_values().map(run).collect()
}

fn filtered(query: &str) -> ViewSpec {
    ViewSpec { query: query.into(), ..runs() }
}

#[test]
fn all_backups_of_all_instances_newest_first() {
    let mut bench = signed_in("admin");
    bench.asked("");
    bench.open(runs());
    let state = bench.state();
    assert_eq!((state.rows, state.problems), (RUNS, 0));
    assert!(!state.growing && state.sources[0].error.is_none());
    let rows = shown(&bench);
    assert!(rows.is_sorted_by(|newer, older| newer.started >= older.started));
    assert_eq!((rows[0].job.as_str(), rows[0].outcome, rows[0].ended), ("billing", Outcome::Running, None));
    assert_eq!(bench.asked("ListUPgSQLInstance"), 1, "one list of instances for all of it");
}

#[test]
fn filters_are_the_engines() {
    let mut bench = signed_in("admin");
    for (query, rows) in [("outcome:running", 1), ("code:merging", 1), ("outcome:unknown code:expired", 148)] {
        bench.open(filtered(query));
        assert_eq!(bench.state().rows, rows, "{query}");
    }
    bench.open(filtered("outcome:failed job:crm"));
    let rows = shown(&bench);
    assert!(rows.len() > 10 && rows.iter().all(|run| run.job == "crm" && run.outcome == Outcome::Failed));
    let known = [Outcome::Success, Outcome::Failed, Outcome::Running];
    bench.open(filtered("code:merging"));
    assert!(!known.contains(&shown(&bench)[0].outcome), "a state that nobody knows is unknown");
}

#[test]
fn a_row_and_a_run_can_be_given_completely() {
    let mut bench = signed_in("admin");
    bench.open(filtered("job:sandbox"));
    bench.detail(0);
    let (_, record, _) = bench.found().unwrap();
    let Some(Record::Run(run)) = record else { panic!("no run") };
    assert!(run.raw.starts_with("{\"BackupID\":") && run.raw.contains(&run.id), "{}", run.raw);
    bench.command(Command::Run { source: "surfercloud".into(), run: run.id.clone() });
    assert_eq!(bench.run_found(), Some(Ok(Some(Record::Run(run)))));
    bench.command(Command::Run { source: "surfercloud".into(), run: "none".into() });
    assert_eq!(bench.run_found(), Some(Ok(None)));
}

#[test]
fn settings_choose_the_zone_and_the_project() {
    for (settings, rows) in [
        (&[("region", "cn-zj"), ("zone", "cn-zj-02")][..], 157),
        (&[("region", "cn-zj"), ("projectId", "org-2")], 0),
        (&[("region", "hk"), ("zone", "hk-02")], 0),
        (&[("region", "cn-zj"), ("zone", "cn-zj-01"), ("projectId", "org-1")], RUNS - 157),
    ] {
        let mut bench = Bench::of_vendors(vec![cloud(settings)]);
        sign_in(&mut bench, "admin");
        bench.open(runs());
        assert_eq!(bench.state().rows, rows, "{settings:?}");
    }
}

#[test]
fn shapes_that_differ_give_the_same_runs() {
    let mut plain = signed_in("admin");
    plain.open(runs());
    for key in ["text", "data", "reader"] {
        let mut other = signed_in(key);
        other.open(runs());
        let without_raw = |bench: &Bench| bench.rows();
        assert_eq!(other.state().rows, RUNS, "{key}");
        assert_eq!(without_raw(&other), without_raw(&plain), "{key}");
    }
}

#[test]
fn every_refusal_says_what_it_is() {
    for (key, kind) in [
        ("nobody", Kind::WrongPassword),
        ("ip", Kind::SignInDenied),
        ("nozone", Kind::PermissionDenied),
        ("otp", Kind::PermissionDenied),
        ("viewer", Kind::PermissionDenied),
        ("sub", Kind::BadValue),
        ("sts", Kind::SessionEnded),
    ] {
        let mut bench = bench();
        sign_in(&mut bench, key);
        assert_eq!(refused(&bench), kind, "{key}");
    }
    let mut bench = bench();
    bench.sign_in_with("surfercloud", &[("publicKey", "admin"), ("privateKey", "wrong")]);
    assert_eq!(refused(&bench), Kind::WrongPassword);
    sign_in(&mut bench, "admin");
    assert_eq!(bench.source("surfercloud"), SourceState::SignedIn, "it can be corrected");
}

#[test]
fn too_many_requests_and_busy_services_are_waited_for() {
    for key in ["limited", "busy"] {
        let mut bench = bench();
        if key == "busy" {
            // The very first call is refused, and a sign-in is not repeated by itself.
            sign_in(&mut bench, key);
            assert_eq!(refused(&bench), Kind::Busy);
        }
        sign_in(&mut bench, key);
        bench.open(runs());
        assert_eq!(bench.state().rows, RUNS, "{key}: {:?}", bench.state().sources[0].error);
    }
}

/// The security token ends while the lists are read: nothing goes on until a person gives another one, and then the
/// list comes by itself.
#[test]
fn a_token_that_ends_in_the_middle_needs_another_one() {
    let mut bench = bench();
    sign_in_with_token(&mut bench, "short", "sts-1");
    bench.open(runs());
    assert_eq!(bench.state().rows, RUNS);
    bench.command(Command::Refresh);
    assert_eq!(refused(&bench), Kind::SessionEnded);
    sign_in_with_token(&mut bench, "short", "sts-2");
    assert_eq!(bench.source("surfercloud"), SourceState::SignedIn);
    assert_eq!(bench.state().rows, RUNS);
    assert!(bench.state().sources[0].error.is_none());
}

#[test]
fn a_token_that_was_ended_elsewhere_is_asked_for_again() {
    let mut bench = bench();
    sign_in_with_token(&mut bench, "sts", "sts-1");
    bench.expire("surfercloud");
    bench.open(runs());
    assert_eq!(refused(&bench), Kind::SessionEnded);
    sign_in_with_token(&mut bench, "sts", "sts-2");
    assert_eq!(bench.state().rows, RUNS);
}

#[test]
fn what_passes_is_waited_for_and_what_stays_is_told() {
    for (fault, kind, passes) in [
        ("html", Kind::Html, false),
        ("garbage", Kind::Unreadable, false),
        ("empty", Kind::Unreadable, false),
        ("truncated", Kind::Cut, true),
        ("cut", Kind::Cut, true),
        ("429", Kind::RateLimited, true),
        ("502", Kind::Busy, true),
        ("503", Kind::Busy, true),
    ] {
        for count in [1, 8] {
            let mut bench = signed_in("admin");
            bench
                .fault("surfercloud", &format!(r#"{{"fault":"{fault}","method":"ListUPgSQLBackup","count":{count}}}"#));
            bench.open(runs());
            let error = bench.state().sources[0].error.clone();
            if passes && count == 1 {
                assert_eq!((bench.state().rows, error), (RUNS, None), "{fault}");
            } else {
                assert_eq!(error.map(|error| error.kind), Some(kind), "{fault}");
                (0..8).for_each(|_| bench.command(Command::Resume { view: 1 }));
                assert_eq!(bench.state().rows, RUNS, "{fault}: it goes on");
            }
        }
    }
}

#[test]
fn what_cannot_be_read_is_a_row_with_a_note() {
    for (fault, notes) in [("badrow", 1), ("badrows", 2)] {
        let mut bench = signed_in("admin");
        bench.fault("surfercloud", &format!(r#"{{"fault":"{fault}","method":"ListUPgSQLBackup"}}"#));
        bench.open(runs());
        assert_eq!((bench.state().rows, bench.state().problems), (RUNS, notes), "{fault}");
    }
    let mut bench = signed_in("admin");
    bench.fault("surfercloud", r#"{"fault":"norows","method":"ListUPgSQLBackup"}"#);
    bench.open(runs());
    assert_eq!(bench.state().problems, 1, "counted, and did not come");
    let mut bench = signed_in("onebad");
    bench.open(runs());
    let state = bench.state();
    assert_eq!((state.rows, state.problems), (RUNS - 1_095 + 1, 1), "the other instances are there");
    assert!(state.sources[0].error.is_none());
}

#[test]
fn nothing_answers() {
    let mut bench = signed_in("admin");
    bench.kill("surfercloud", true);
    bench.open(runs());
    let error = bench.state().sources[0].error.clone().unwrap();
    assert_eq!((error.kind, error.reaction), (Kind::Unreachable, Reaction::FixAddress));
    bench.kill("surfercloud", false);
    bench.command(Command::Resume { view: 1 });
    assert_eq!(bench.state().rows, RUNS);
}

#[test]
fn a_source_without_lines_is_named() {
    let datafor = Source { vendor: "datafor".into(), ..source("datafor") };
    let mut bench = Bench::of_vendors(vec![cloud(&[("region", "cn-zj")]), source("nas"), datafor]);
    sign_in(&mut bench, "admin");
    bench.sign_in("nas", "admin");
    bench.open(lines());
    assert_eq!(bench.state().without, ["datafor"]);
    assert!(bench.state().rows > 29_286, "{}", bench.state().rows);
    bench.open(runs());
    assert_eq!(bench.state().without, [""; 0]);
    assert_eq!(bench.state().rows, RUNS + 7_553);
}

#[test]
fn signing_out_forgets_everything_and_sends_nothing() {
    let mut bench = signed_in("admin");
    bench.open(runs());
    bench.asked("");
    let events = bench.event_count();
    bench.command(Command::SignOut { source: "surfercloud".into() });
    assert_eq!(bench.source("surfercloud"), SourceState::SignedOut);
    assert_eq!((bench.state().rows, bench.asked("")), (0, 0));
    assert!(bench.event_count() > events);
    sign_in(&mut bench, "admin");
    assert_eq!(bench.state().rows, RUNS);
}
