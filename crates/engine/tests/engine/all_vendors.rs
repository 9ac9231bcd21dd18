//! All vendors at once: what befalls one source is its own affair.

use std::collections::BTreeSet;

use tapedeck_core::model::Source;
use tapedeck_core::vendors::{Capabilities, descriptor, descriptors};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Live, News, SourceState, ViewSpec};

use crate::harness::{Bench, NOW_S, lines, runs, source};

/// A source of a vendor, what it is signed in to with, and the requests by which its lists and a session are asked for.
/// The last is empty where a session is asked for with nothing: a key is good by itself.
struct Case {
    vendor: &'static str,
    name: &'static str,
    below: &'static str,
    settings: &'static [(&'static str, &'static str)],
    credentials: &'static [(&'static str, &'static str)],
    list: &'static str,
    sign_in: &'static str,
}

const CASES: [Case; 5] = [
    Case {
        vendor: "synology",
        name: "nas-1",
        below: "",
        settings: &[],
        credentials: &[("account", "admin"), ("password", "tapedeck")],
        list: "list_result",
        sign_in: "login",
    },
    Case {
        vendor: "veeam-azure",
        name: "vbaz-1",
        below: "",
        settings: &[],
        credentials: &[("userName", "admin"), ("password", "tapedeck")],
        list: "api/v8.1/jobSessions",
        sign_in: "api/oauth2/token",
    },
    Case {
        vendor: "huawei-clouddc",
        name: "clouddc-1",
        below: "",
        settings: &[("region", "ap-southeast-3")],
        credentials: &[("userName", "admin"), ("password", "tapedeck"), ("domain", "tapedeck-ltd")],
        list: "v1/0a1b5c7e9d2f4863a1c0e5b7d9f20416/physicalservers/alarms",
        sign_in: "v3/auth/tokens",
    },
    Case {
        vendor: "surfercloud",
        name: "surfercloud-1",
        below: "",
        settings: &[("region", "cn-zj")],
        credentials: &[("publicKey", "admin"), ("privateKey", "tapedeck")],
        list: "ListUPgSQLBackup",
        sign_in: "",
    },
    Case {
        vendor: "datafor",
        name: "datafor-1",
        below: "datafor/",
        settings: &[],
        credentials: &[("account", "admin"), ("password", "tapedeck")],
        list: "datafor/plugin/datafor-backup/api/log/query",
        sign_in: "datafor/plugin/datafor/api/extension/auth/login",
    },
];

impl Case {
    fn source(&self) -> Source {
        let settings = self.settings.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        Source {
            vendor: self.vendor.into(),
            base_url: format!("sim://{}/{}", self.name, self.below),
            settings: settings.collect(),
            ..source(self.name)
        }
    }

    fn can(&self) -> &'static Capabilities {
        &descriptor(self.vendor).expect("a vendor").capabilities
    }

    fn spec(&self) -> ViewSpec {
        if self.can().runs { runs() } else { lines() }
    }
}

fn signed_in(cases: &[&Case]) -> Bench {
    let mut bench = Bench::of_vendors(cases.iter().map(|case| case.source()).collect());
    for case in cases {
        bench.sign_in_with(case.name, case.credentials);
        assert_eq!(bench.source(case.name), SourceState::SignedIn, "{}", case.vendor);
    }
    bench
}

/// Whose rows are in view 1, which shows all that was read.
fn whose(bench: &Bench) -> BTreeSet<String> {
    let state = bench.state();
    let read: Vec<_> = state.sources.into_iter().filter(|read| read.read > 0).collect();
    assert_eq!(state.rows, read.iter().map(|read| read.read).sum::<u64>());
    read.into_iter().map(|read| read.source).collect()
}

#[test]
fn there_is_a_case_for_every_vendor() {
    let cases: BTreeSet<_> = CASES.iter().map(|case| case.vendor).collect();
    assert_eq!(cases, descriptors().iter().map(|descriptor| descriptor.id).collect());
}

#[test]
fn a_source_that_nothing_answers_for_is_the_only_one_that_is_missing() {
    let all: Vec<&Case> = CASES.iter().collect();
    for broken in &CASES {
        let mut bench = signed_in(&all);
        bench.kill(broken.name, true);
        let spec = broken.spec();
        let runs = spec.subject == runs().subject;
        bench.open(spec);
        let state = bench.state();
        assert!(!state.growing, "{}: {state:?}", broken.vendor);
        for read in &state.sources {
            assert_eq!(read.error.is_some(), read.source == broken.name, "{}: {read:?}", broken.vendor);
        }
        let others = CASES.iter().filter(|case| if runs { case.can().runs } else { case.can().lines });
        let others: BTreeSet<String> =
            others.filter(|case| case.name != broken.name).map(|case| case.name.to_string()).collect();
        assert_eq!(whose(&bench), others, "without {}", broken.vendor);
    }
}

#[test]
fn a_source_that_hangs_keeps_nobody_waiting() {
    let all: Vec<&Case> = CASES.iter().collect();
    for slow in &CASES {
        let mut bench = signed_in(&all);
        bench.hold(slow.list);
        let spec = slow.spec();
        bench.open(spec);
        assert!(bench.state().growing, "{}: nothing hangs", slow.vendor);
        let there = whose(&bench);
        assert!(there.len() >= 2 && !there.contains(slow.name), "{}: {there:?}", slow.vendor);
        bench.release();
        assert!(!bench.state().growing && whose(&bench).contains(slow.name), "{}", slow.vendor);
    }
}

#[test]
fn a_session_that_ends_is_renewed_once() {
    for case in CASES.iter().filter(|case| !case.sign_in.is_empty()) {
        let mut bench = signed_in(&[case]);
        bench.open(case.spec());
        let rows = bench.state().rows;
        for _ in 0..2 {
            bench.expire(case.name);
            bench.asked("");
            bench.command(Command::Refresh);
            assert_eq!(bench.asked(case.sign_in), 1, "{}: once for each end", case.vendor);
            assert_eq!((bench.state().rows, bench.source(case.name)), (rows, SourceState::SignedIn), "{}", case.vendor);
        }
    }
}

#[test]
fn a_list_that_is_followed_and_has_nothing_new_is_not_sent_again() {
    for case in &CASES {
        let mut bench = signed_in(&[case]);
        bench.open(case.spec());
        bench.let_time_wait();
        bench.command(Command::Live { view: 1, live: Live::Showing });
        let (before, rows) = (bench.sent_rows(), bench.state().rows);
        bench.wait(11);
        let state = bench.state();
        // Veeam's runs that go on say how long they have, so they are sent again, where they stand.
        let again = usize::from(case.vendor == "veeam-azure");
        assert_eq!((bench.sent_rows(), state.rows), (before + again, rows), "{}", case.vendor);
        assert_eq!(state.news, Some(News::default()), "{}", case.vendor);
        let last = state.sources[0].at.unwrap();
        assert!(last >= (NOW_S + 10) * 1000, "{}: it was asked", case.vendor);
    }
}
