//! The lines of a SurferCloud account: the texts of its instances' logs, by a call that is experimental.

use std::collections::BTreeSet;

use tapedeck_core::error::Kind;
use tapedeck_core::model::{Line, Record, Severity, Source, TimeRange, Timestamp};
use tapedeck_engine::protocol::ViewSpec;

use crate::harness::{Bench, NOW_S, lines, source};

const DAY: i64 = 86_400;

fn cloud(more: &[(&str, &str)]) -> Source {
    let settings = [("region", "cn-zj")].iter().chain(more);
    Source {
        vendor: "surfercloud".into(),
        settings: settings.map(|(key, value)| (key.to_string(), value.to_string())).collect(),
        ..source("surfercloud")
    }
}

fn signed_in(key: &str, settings: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::of_vendors(vec![cloud(settings)]);
    bench.sign_in_with("surfercloud", &[("publicKey", key), ("privateKey", "tapedeck")]);
    bench.asked("");
    bench
}

fn shown(bench: &mut Bench) -> Vec<Line> {
    bench.show(0, u32::try_from(bench.state().rows).unwrap());
    let line = |record: Record| match record {
        Record::Line(line) => *line,
        Record::Run(run) => panic!("{run:?}"),
    };
    bench.rows().into_values().map(line).collect()
}

#[test]
fn a_week_of_all_instances_newest_first() {
    let mut bench = signed_in("admin", &[]);
    bench.open(lines());
    let state = bench.state();
    assert!(!state.growing && state.sources[0].error.is_none() && state.problems == 0, "{state:?}");
    assert_eq!(state.sources[0].since, Some(Timestamp((NOW_S - 7 * DAY) * 1000)), "a week is told");
    let rows = shown(&mut bench);
    // A line every half hour of six running instances, and of the slow log of one. The two ends of the week are cut.
    assert!((7 * 48 * 7 - 14..=7 * 48 * 7 + 14).contains(&rows.len()), "{}", rows.len());
    assert!(rows.is_sorted_by(|newer, older| newer.time >= older.time));
    let jobs: BTreeSet<_> = rows.iter().map(|row| row.job.as_str()).collect();
    assert_eq!(
        jobs.into_iter().collect::<Vec<_>>(),
        ["billing", "crm", "orders-prod", "orders-replica", "reporting", "sandbox"]
    );
    let with = |text: &str| rows.iter().find(|row| row.text.contains(text)).unwrap_or_else(|| panic!("no {text}"));
    let error = with(
        "DETAIL: Key (id)=(8121) already exists.\nSTATEMENT: INSERT INTO orders (id, customer_id)\nVALUES ($1, $2)",
    );
    assert_eq!(
        (error.severity, error.severity_code.as_str(), error.code.as_str()),
        (Severity::Error, "ERROR", "error")
    );
    assert_eq!(with("adress").remedy, "Perhaps you meant to reference the column \"customers.address\".");
    assert_eq!((with("duration: ").severity, with("duration: ").code.as_str()), (Severity::Info, "slow"));
    assert_eq!(with("GROUP BY day").code, "slow", "a statement of two lines is one row");
}

#[test]
fn the_vendor_gives_the_time_and_the_engine_the_rest() {
    let mut bench = signed_in("admin", &[]);
    let range =
        TimeRange { from: Some(Timestamp((NOW_S - 2 * DAY) * 1000)), to: Some(Timestamp((NOW_S - DAY) * 1000)) };
    bench.open(ViewSpec { range, query: "severity:error job:crm".into(), ..lines() });
    let state = bench.state();
    assert!(state.pushed.range && !state.pushed.severity && state.sources[0].since.is_none(), "{state:?}");
    let rows = shown(&mut bench);
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row.job == "crm" && row.severity == Severity::Error && range.contains(row.time)));
    let asked = bench.asked("GetUPgSQLInstanceLog");
    assert_eq!(asked, 7 * 2, "two days of seven logs, and no other days");
}

#[test]
fn an_account_without_the_numbers_is_told_what_to_do_instead() {
    let mut bench = signed_in("strict", &[]);
    bench.open(lines());
    let state = bench.state();
    let error = state.sources[0].error.clone().unwrap();
    assert_eq!((state.rows, error.kind, error.detail.as_str()), (0, Kind::Vendor, "Missing params [CompanyID]"));
    assert!(error.meaning.contains("experimental"), "{error:?}");
    // With the numbers, it is read.
    let mut bench = signed_in("strict", &[("companyId", "5"), ("accountId", "6")]);
    bench.open(lines());
    assert!(bench.state().sources[0].error.is_none() && bench.state().rows > 1_900);
}

#[test]
fn faults_are_told_or_overcome() {
    let whole = {
        let mut bench = signed_in("admin", &[]);
        bench.open(lines());
        bench.state().rows
    };
    for (fault, kind) in
        [("html", Kind::Html), ("truncated", Kind::Cut), ("502", Kind::Busy), ("429", Kind::RateLimited)]
    {
        for count in [1, 8] {
            let mut bench = signed_in("admin", &[]);
            let json = format!(r#"{{"fault":"{fault}","method":"GetUPgSQLInstanceLog","count":{count}}}"#);
            bench.fault("surfercloud", &json);
            bench.open(lines());
            let error = bench.state().sources[0].error.clone();
            if count == 1 && kind != Kind::Html {
                assert_eq!((bench.state().rows, error), (whole, None), "{fault}");
            } else {
                assert_eq!(error.map(|error| error.kind), Some(kind), "{fault}");
            }
        }
    }
    for (fault, notes) in [("badrow", 1), ("badrows", 2)] {
        let mut bench = signed_in("admin", &[]);
        bench.fault("surfercloud", &format!(r#"{{"fault":"{fault}","method":"ListUPgSQLLog"}}"#));
        bench.open(lines());
        assert_eq!(bench.state().problems, notes, "{fault}: a log file that cannot be read is told");
    }
}
