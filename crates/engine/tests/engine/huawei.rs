//! Huawei CloudDC from signing in to signing out: one list made of alarms and events, keys, tokens that end, exports.

mod direct;

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::{Record, Severity, Source, TimeRange, Timestamp};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Pushed, SourceState, ViewSpec};

use crate::harness::{Bench, NOW_S, lines, runs};

const DAY: i64 = 86_400_000;
const NAME: &str = "clouddc";

fn source() -> Source {
    Source {
        id: NAME.into(),
        vendor: "huawei-clouddc".into(),
        name: "Rack 4".into(),
        base_url: format!("sim://{NAME}/"),
        time_zone: None,
        settings: [("region".to_string(), "ap-southeast-3".to_string())].into(),
    }
}

fn bench() -> Bench {
    Bench::of_vendors(vec![source()])
}

fn password(account: &str) -> [(&str, &str); 3] {
    [("userName", account), ("password", "tapedeck"), ("domain", "tapedeck-ltd")]
}

fn keys(account: &str) -> [(&str, &str); 3] {
    [("method", "keys"), ("accessKey", account), ("secretKey", "tapedeck")]
}

fn signed_in(account: &str) -> Bench {
    let mut bench = bench();
    bench.sign_in_with(NAME, &password(account));
    assert_eq!(bench.source(NAME), SourceState::SignedIn, "{account}");
    bench
}

fn shown(bench: &Bench) -> Vec<tapedeck_core::model::Line> {
    let line = |record| match record {
        Record::Line(line) => *line,
        Record::Run(run) => panic!("{run:?}"),
    };
    bench.rows().into_values().map(line).collect()
}

fn error(bench: &Bench) -> Option<Error> {
    bench.state().sources[0].error.clone()
}

#[test]
fn alarms_and_events_are_one_list() {
    let mut bench = signed_in("admin");
    bench.open(lines());
    let state = bench.state();
    assert!(state.rows > 1_000 && !state.growing && state.problems == 0, "{state:?}");
    assert_eq!((state.total, state.changed), (Some(state.rows), false));
    let since = state.sources[0].since;
    assert_eq!(since, Some(Timestamp(NOW_S * 1000 - 90 * DAY)), "the page says what was not asked for");
    bench.show(0, state.rows as u32);
    let rows = shown(&bench);
    assert!(rows.is_sorted_by(|a, b| a.time >= b.time));
    let alarms = rows.iter().filter(|line| line.id.starts_with("ah")).count();
    assert!(alarms > 300 && rows.len() - alarms > 1_000, "{alarms} of {}", rows.len());
    assert!(
        rows.iter().all(|line| line.job.starts_with("rack4-") && !line.text.is_empty()),
        "every line names its server"
    );
    let unknown: Vec<_> = rows.iter().filter(|line| line.severity == Severity::Unknown).collect();
    let codes: Vec<_> = unknown.iter().map(|line| line.severity_code.as_str()).collect();
    assert_eq!(codes, ["notice", "5", "notice"], "what nobody knows is called unknown, whatever it may be");
}

#[test]
fn every_row_is_there_once() {
    let mut bench = signed_in("paged");
    bench.open(lines());
    let total = bench.state().rows;
    bench.show(0, total as u32);
    let ids: std::collections::BTreeSet<_> = shown(&bench).into_iter().map(|line| line.id).collect();
    assert_eq!(ids.len() as u64, total);
}

#[test]
fn an_access_key_reads_the_same() {
    let mut bench = signed_in("admin");
    bench.open(lines());
    let (total, rows) = (bench.state().rows, shown(&bench));
    for credentials in
        [keys("admin").to_vec(), [&keys("temporary")[..], &[("securityToken", "tapedeck-token")]].concat()]
    {
        let mut bench = self::bench();
        bench.sign_in_with(NAME, &credentials);
        assert_eq!(bench.source(NAME), SourceState::SignedIn);
        bench.open(lines());
        assert_eq!((bench.state().rows, shown(&bench)), (total, rows.clone()));
    }
}

#[test]
fn every_refusal_says_what_it_is() {
    let wrong = [("userName", "admin"), ("password", "wrong")];
    let wrong_key = [("method", "keys"), ("accessKey", "admin"), ("secretKey", "wrong")];
    for (credentials, kind) in [
        (&wrong[..], Kind::WrongPassword),
        (&password("nobody")[..], Kind::WrongPassword),
        (&password("refused")[..], Kind::SignInDenied),
        (&password("noheader")[..], Kind::Unreadable),
        (&wrong_key[..], Kind::WrongPassword),
        (&keys("nobody")[..], Kind::WrongPassword),
        (&keys("temporary")[..], Kind::WrongPassword),
        (&keys("blocked")[..], Kind::Blocked),
    ] {
        let mut bench = bench();
        bench.sign_in_with(NAME, credentials);
        match bench.source(NAME) {
            SourceState::Refused(error) => {
                assert_eq!(error.kind, kind, "{credentials:?}");
                assert!(!error.meaning.is_empty(), "{error:?}");
            }
            other => panic!("{credentials:?}: {other:?}"),
        }
    }
}

#[test]
fn what_the_vendor_can_filter_it_filters() {
    let mut bench = signed_in("admin");
    let from = Timestamp(NOW_S * 1000 - 45 * DAY);
    let range = TimeRange { from: Some(from), to: Some(Timestamp(NOW_S * 1000 - DAY)) };
    bench.open(ViewSpec { range, ..lines() });
    let all = bench.state();
    bench.show(0, all.rows as u32);
    let expected = shown(&bench);
    assert!(expected.iter().all(|line| range.contains(line.time)) && expected.len() > 300);
    assert_eq!((all.pushed, all.sources[0].since), (Pushed { range: true, ..Pushed::default() }, None));
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        bench.open(ViewSpec { range, query: format!("severity:{}", severity.word()), ..lines() });
        let state = bench.state();
        assert_eq!(state.pushed, Pushed { range: true, severity: true, ..Pushed::default() });
        bench.show(0, state.rows as u32);
        let wanted: Vec<_> = expected.iter().filter(|line| line.severity == severity).cloned().collect();
        assert!(!wanted.is_empty());
        let mut got = shown(&bench);
        // Rows of one instant have no order of their own.
        let key = |line: &tapedeck_core::model::Line| (line.time, line.id.clone());
        got.sort_by_key(key);
        let mut wanted = wanted;
        wanted.sort_by_key(key);
        assert_eq!(got, wanted, "{severity:?}");
    }
    bench.open(ViewSpec { range, query: "job:db-2 severity:error,unknown battery".into(), ..lines() });
    assert_eq!(bench.state().pushed, Pushed { range: true, ..Pushed::default() });
    let rows = shown(&bench);
    assert!(!rows.is_empty() && rows.iter().all(|line| line.job == "rack4-db-2" && line.severity == Severity::Error));
}

#[test]
fn a_line_is_shown_completely() {
    let mut bench = signed_in("admin");
    bench.open(ViewSpec { query: "severity:unknown".into(), ..lines() });
    bench.detail(1);
    let Some((Some(1), Some(Record::Line(line)), false)) = bench.found() else { panic!("{:?}", bench.found()) };
    assert!(line.raw.contains("\"alarm_level\":5") && line.text == "Fan speed too low (active)", "{line:?}");
    bench.find(NAME, &line.id);
    assert!(matches!(bench.found(), Some((Some(1), Some(_), false))), "{:?}", bench.found());
}

#[test]
fn a_source_without_runs_is_named() {
    let mut bench = signed_in("admin");
    bench.open(runs());
    assert_eq!((bench.state().without, bench.state().rows), (vec![NAME.to_string()], 0));
    bench.open(lines());
    assert!(bench.state().without.is_empty());
    bench.open(ViewSpec { run: Some("1".into()), sources: vec![NAME.into()], ..lines() });
    assert_eq!(bench.state().without, [NAME]);
}

#[test]
fn a_token_that_ends_in_the_middle_is_renewed_and_nobody_notices() {
    let mut bench = signed_in("short");
    bench.open(lines());
    let total = bench.state().rows;
    for _ in 0..4 {
        bench.command(Command::Refresh);
        assert_eq!((bench.state().rows, error(&bench)), (total, None));
    }
    bench.expire(NAME);
    bench.command(Command::Refresh);
    assert_eq!((bench.state().rows, bench.source(NAME)), (total, SourceState::SignedIn));
}

/// A token says when it ends: it is renewed before, and not much before.
#[test]
fn a_token_is_renewed_ahead() {
    let mut bench = signed_in("brief");
    bench.fault(NAME, r#"{"fault":"502","method":"CreateToken"}"#);
    bench.pass_ms(9 * 60_000);
    bench.open(lines());
    assert_eq!(error(&bench), None, "nothing was renewed");
    bench.pass_ms(2 * 60_000);
    bench.command(Command::Refresh);
    assert_eq!(error(&bench).map(|error| error.kind), Some(Kind::Busy), "the renewal failed, not the list");
    assert_eq!(bench.source(NAME), SourceState::SignedIn, "a network that fails is no reason to ask for a password");
    bench.command(Command::Refresh);
    assert_eq!(error(&bench), None);
}

#[test]
fn a_renewal_that_is_refused_asks_for_a_person() {
    let mut bench = self::bench();
    bench.sign_in_with(NAME, &password("denied"));
    bench.open(lines());
    assert_eq!(error(&bench).map(|error| error.kind), Some(Kind::PermissionDenied));
    bench.command(Command::SignOut { source: NAME.into() });
    assert_eq!((bench.source(NAME), bench.state().rows), (SourceState::SignedOut, 0));
}

#[test]
fn faults_are_told_or_overcome() {
    let mut bench = signed_in("limited");
    bench.open(lines());
    assert!(bench.state().rows > 1_000 && error(&bench).is_none(), "too many requests are waited for");

    let mut bench = signed_in("admin");
    bench.fault(NAME, r#"{"fault":"html","method":"ListEvents"}"#);
    bench.open(lines());
    assert_eq!(error(&bench).map(|error| error.kind), Some(Kind::Html));
    bench.fault(NAME, r#"{"fault":"cut","method":"ListAlarms","count":2}"#);
    bench.command(Command::Refresh);
    let total = bench.state().rows;
    assert!(total > 1_000 && error(&bench).is_none());
    bench.fault(NAME, r#"{"fault":"badrow","method":"ListAlarms"}"#);
    bench.command(Command::Refresh);
    assert_eq!((bench.state().rows, bench.state().problems), (total, 1));
    bench.fault(NAME, r#"{"fault":"badrows","method":"ListEvents"}"#);
    bench.command(Command::Refresh);
    assert_eq!((bench.state().rows, bench.state().problems), (total, 2));
    bench.fault(NAME, r#"{"fault":"norows","method":"ListAlarms"}"#);
    bench.command(Command::Refresh);
    assert!(bench.state().changed, "a list that lacks what was counted says so");
}

#[test]
fn older_systems_and_users_with_few_rights_are_read_too() {
    let total = |account: &str| {
        let mut bench = signed_in(account);
        bench.open(lines());
        assert_eq!(error(&bench), None, "{account}");
        bench.state().rows
    };
    assert_eq!(total("older"), total("admin"));
    assert_eq!(total("nolist"), total("admin"));
}
