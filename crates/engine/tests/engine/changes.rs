//! Calls that change something are sent once.
//!
//! A cut answer used to be asked for again whatever it was an answer to: where only the answer was lost, there were two
//! exports at the source then, or a second message at the log server.

use tapedeck_core::error::Kind;
use tapedeck_core::model::{Action, Source};
use tapedeck_core::vendors::{Answer, Call};

use tapedeck_engine::protocol::ViewSpec;

use crate::harness::{Bench, lines, source};

fn act(name: &str, values: &[(&str, &str)]) -> Call {
    Call::Act(Action::new(name, values))
}

/// A system of each vendor that has changes, with somebody signed in.
fn signed_in() -> Bench {
    let of = |name: &str, vendor: &str| Source { vendor: vendor.into(), ..source(name) };
    let region = |name: &str, vendor: &str, region: &str| Source {
        settings: [("region".to_string(), region.to_string())].into(),
        ..of(name, vendor)
    };
    let mut bench = Bench::of_vendors(vec![
        source("nas"),
        of("vbaz", "veeam-azure"),
        region("clouddc", "huawei-clouddc", "ap-southeast-3"),
        region("surfercloud", "surfercloud", "cn-zj"),
    ]);
    bench.sign_in("nas", "admin");
    bench.sign_in_with("vbaz", &[("userName", "admin"), ("password", "tapedeck")]);
    bench.sign_in_with("clouddc", &[("userName", "admin"), ("password", "tapedeck"), ("domain", "tapedeck-ltd")]);
    bench.sign_in_with("surfercloud", &[("publicKey", "admin"), ("privateKey", "tapedeck")]);
    bench
}

fn first(bench: &mut Bench, name: &str, question: Call) -> String {
    match bench.ask(name, question) {
        Ok(Answer::Facts(facts)) => facts[0].1.split(", ").next().unwrap().to_string(),
        other => panic!("no facts: {other:?}"),
    }
}

/// Makes a change whose answer is lost: what came of it, and how often it was sent.
fn lost(bench: &mut Bench, name: &str, method: &str, sent: &str, fault: &str, change: Call) -> (Kind, String, usize) {
    bench.fault(name, &format!(r#"{{"fault":"{fault}","method":"{method}","count":9}}"#));
    bench.asked("");
    let error = bench.ask(name, change).unwrap_err();
    let times = bench.asked(sent);
    (error.kind, error.remedy, times)
}

#[test]
fn a_change_whose_answer_is_lost_is_not_made_twice() {
    let settings = [("retention_days", "400")];
    for (method, change, look_at) in [
        ("set_info", act("set_info", &settings), "settings"),
        ("clear", act("clear", &[]), "one line"),
        ("send_test_log", act("send_test_log", &[]), "log server"),
        ("download", act("download", &[]), "export"),
    ] {
        for fault in ["cut", "truncated", "hang", "502"] {
            let mut bench = signed_in();
            let (kind, remedy, times) = lost(&mut bench, "nas", method, method, fault, change.clone());
            assert_eq!((kind, times), (Kind::AnswerLost, 1), "{method}, {fault}");
            assert!(remedy.contains(look_at), "{method}: {remedy}");
        }
    }
}

#[test]
fn nor_at_the_other_vendors() {
    let mut bench = signed_in();
    let server = first(&mut bench, "clouddc", act("servers", &[]));
    let path = format!("v1/0a1b5c7e9d2f4863a1c0e5b7d9f20416/physicalservers/{server}/logs/exports");
    let export = act("exportLog", &[("server", &server)]);
    let (kind, _, times) = lost(&mut bench, "clouddc", "ExportServerLogs", &path, "cut", export);
    assert_eq!((kind, times), (Kind::AnswerLost, 1), "Huawei");

    let instance = first(&mut bench, "surfercloud", act("instances", &[]));
    let pack = act("packLog", &[("instance", &instance), ("backupName", "x"), ("backupFile", "y")]);
    let (kind, _, times) = lost(&mut bench, "surfercloud", "BackupUPgSQLLog", "BackupUPgSQLLog", "cut", pack);
    assert_eq!((kind, times), (Kind::AnswerLost, 1), "SurferCloud");

    let stop = act("stop", &[("run", "11111111-1111-1111-1111-111111111111")]);
    let path = "api/v8.1/jobSessions/11111111-1111-1111-1111-111111111111/stop";
    let (kind, _, times) = lost(&mut bench, "vbaz", "stop", path, "hang", stop);
    assert_eq!((kind, times), (Kind::AnswerLost, 1), "Veeam");
}

#[test]
fn what_was_lost_has_happened_and_is_there_to_be_seen() {
    let mut bench = signed_in();
    let (kind, ..) = lost(&mut bench, "nas", "clear", "clear", "cut", act("clear", &[]));
    assert_eq!(kind, Kind::AnswerLost);
    bench.open(ViewSpec { sources: vec!["nas".into()], ..lines() });
    assert_eq!(bench.state().rows, 1, "the line that says who cleared it: it was cleared once");
}

/// "Too many requests" comes before anything is done, and what only reads can be read again.
#[test]
fn what_was_not_done_is_still_tried_again() {
    for (method, fault) in [("set_info", "429"), ("set_info", "503"), ("get_info", "cut"), ("get_info", "502")] {
        let mut bench = signed_in();
        bench.fault("nas", &format!(r#"{{"fault":"{fault}","method":"{method}"}}"#));
        let changed = bench.ask("nas", act("set_info", &[("retention_days", "400")]));
        assert!(matches!(changed, Ok(Answer::Facts(_))), "{method}, {fault}: {changed:?}");
    }
}
