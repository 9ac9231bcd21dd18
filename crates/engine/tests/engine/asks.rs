//! Questions about no list: the connection test, settings, tasks, the log server, clearing, exports.

use tapedeck_core::error::{Kind, Reaction};
use tapedeck_core::model::{Action, ExportState, Job, Outcome, Tally};
use tapedeck_core::vendors::{Answer, Call};
use tapedeck_engine::protocol::SourceState;

use crate::harness::{Bench, lines, source};

fn signed_in(account: &str) -> Bench {
    let mut bench = Bench::of_vendors(vec![source("nas")]);
    bench.sign_in("nas", account);
    bench
}

fn act(name: &str, values: &[(&str, &str)]) -> Call {
    Call::Act(Action::new(name, values))
}

fn facts(bench: &mut Bench, question: Call) -> Vec<(String, String)> {
    match bench.ask("nas", question) {
        Ok(Answer::Facts(facts)) => facts,
        other => panic!("no facts: {other:?}"),
    }
}

fn fact<'a>(facts: &'a [(String, String)], name: &str) -> &'a str {
    facts.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

fn kind(bench: &mut Bench, question: Call) -> (Kind, String) {
    match bench.ask("nas", question) {
        Err(error) => (error.kind, error.code),
        Ok(reply) => panic!("not refused: {reply:?}"),
    }
}

#[test]
fn the_connection_test_says_what_is_there_and_what_may_be_read() {
    let mut admin = signed_in("admin");
    let told = facts(&mut admin, Call::About);
    assert_eq!(fact(&told, "Signed in as"), "admin");
    assert_eq!(fact(&told, "SYNO.ActiveBackup.Log"), "versions 1 to 2, version 1 is used");
    assert_eq!(fact(&told, "SYNO.ActiveBackup.Overview"), "versions 1 to 2, version 1 is used");
    assert_eq!((fact(&told, "Log lines"), fact(&told, "Runs"), fact(&told, "Jobs")), ("29286", "7553", "5"));
    assert_eq!(fact(&told, "Settings of the log"), "readable");
    let operator = facts(&mut signed_in("operator"), Call::About);
    assert_eq!(fact(&operator, "Settings of the log"), "this account may not read them (1036)");
    assert_eq!(fact(&operator, "Runs"), "7553");
}

#[test]
fn the_connection_test_fails_where_nothing_may_be_read() {
    let mut bench = signed_in("viewer");
    assert_eq!(kind(&mut bench, Call::About), (Kind::PermissionDenied, "105".into()));
    assert_eq!(bench.asked("login"), 2, "105 can be an old session, so one new one is tried");
    bench.kill("nas", true);
    assert_eq!(kind(&mut bench, Call::About).0, Kind::Unreachable);
}

#[test]
fn a_session_that_ends_in_the_middle_of_a_question_is_renewed() {
    let mut bench = signed_in("short");
    for _ in 0..4 {
        assert_eq!(fact(&facts(&mut bench, Call::About), "Runs"), "7553");
    }
    bench.expire("nas");
    let told = facts(&mut bench, act("set_info", &[("retention_days", "30")]));
    assert_eq!(fact(&told, "retention_days"), "30");
    assert_eq!(bench.source("nas"), SourceState::SignedIn);
}

#[test]
fn settings_are_changed_and_read_back() {
    let mut bench = signed_in("admin");
    let told = facts(&mut bench, act("get_info", &[]));
    assert_eq!((fact(&told, "retention_days"), fact(&told, "port"), fact(&told, "enable_send")), ("0", "514", "no"));
    assert_eq!(told.len(), 9);

    let told = facts(&mut bench, act("set_info", &[("retention_days", "365")]));
    assert_eq!((fact(&told, "retention_days"), fact(&told, "retention_counts")), ("365", "0"));
    let server = [("enable_send", "yes"), ("destination_ip", "logs.example"), ("protocol", "1"), ("port", "6514")];
    let told = facts(&mut bench, act("set_send_log_setting", &server));
    assert_eq!((fact(&told, "destination_ip"), fact(&told, "enable_send")), ("logs.example", "yes"));
    let told = facts(&mut bench, act("set_send_log_setting", &[("enable_ssl", "yes"), ("format", "1")]));
    assert_eq!(fact(&told, "port"), "6514", "what is not given stays");
    assert_eq!(facts(&mut bench, act("get_info", &[])), told);

    bench.asked("");
    assert_eq!(kind(&mut bench, act("set_info", &[])).0, Kind::BadValue);
    assert_eq!(bench.asked("set_info"), 0, "an empty call would succeed and do nothing");
    assert_eq!(kind(&mut bench, act("set_send_log_setting", &[("protocol", "0")])), (Kind::BadValue, "1035".into()));
    assert_eq!(fact(&facts(&mut bench, act("get_info", &[])), "protocol"), "1");
}

#[test]
fn the_log_server_wants_a_certificate() {
    let mut bench = signed_in("admin");
    let server = |name| [("destination_ip", name), ("protocol", "1"), ("enable_ssl", "yes")];
    facts(&mut bench, act("set_send_log_setting", &server("nowhere.example")));
    assert_eq!(kind(&mut bench, act("send_test_log", &[])), (Kind::BadValue, "1035".into()));
    facts(&mut bench, act("set_send_log_setting", &server("tls.example")));
    assert_eq!(kind(&mut bench, act("send_test_log", &[])).1, "1035");
    let upload = |content: &[u8]| {
        let files = vec![("file_tmp".to_string(), "log \"server\".pem".to_string(), content.to_vec())];
        Call::Act(Action { files, ..Action::new("upload_cert", &[]) })
    };
    assert_eq!(kind(&mut bench, upload(b"----tapedeck-0\r\n")).1, "1035", "it is no certificate");
    assert_eq!(bench.asked("upload_cert"), 1);
    assert_eq!(bench.ask("nas", upload(b"-----BEGIN CERTIFICATE-----\r\n\xff\r\n")), Ok(Answer::Done));
    assert_eq!(bench.ask("nas", act("send_test_log", &[])), Ok(Answer::Done));
}

#[test]
fn a_certificate_is_looked_at_before_anything_is_sent() {
    let mut bench = Bench::new(&["nas"]);
    let file = include_bytes!("../../../core/tests/certificate/files/with-key.pem");
    let Ok(Answer::Certificates(seen)) = bench.ask("nas", Call::Inspect { content: file.to_vec() }) else {
        panic!("not looked at")
    };
    assert_eq!((seen.certificates.len(), seen.is_usable()), (1, false), "there is a key in it");
    assert_eq!(bench.asked(""), 0, "nothing was sent, and nobody had to be signed in");
}

#[test]
fn an_upload_outlives_its_session_and_is_refused_with_the_reason() {
    let upload = || {
        let content = include_bytes!("../../../core/tests/certificate/files/rsa.pem").to_vec();
        let files = vec![("file_tmp".to_string(), "server.pem".to_string(), content)];
        Call::Act(Action { files, ..Action::new("upload_cert", &[]) })
    };
    let mut bench = signed_in("admin");
    bench.expire("nas");
    assert_eq!(bench.ask("nas", upload()), Ok(Answer::Done));
    assert_eq!(bench.asked("upload_cert"), 2, "sent again with the new session");
    for (account, expected) in [
        ("upload-108", (Kind::Vendor, "108")),
        ("upload-115", (Kind::PermissionDenied, "115")),
        ("upload-120", (Kind::BadValue, "120")),
        ("operator", (Kind::PermissionDenied, "1036")),
    ] {
        let (kind, code) = kind(&mut signed_in(account), upload());
        assert_eq!((kind, code.as_str()), expected, "{account}");
    }
    bench.fault("nas", r#"{"fault":"429","method":"upload_cert","count":9}"#);
    let refused = bench.ask("nas", upload()).unwrap_err();
    assert_eq!((refused.kind, refused.status), (Kind::RateLimited, Some(429)));
    assert!(refused.answer.contains("Too many requests"), "the text is kept: {}", refused.answer);
}

#[test]
fn clearing_empties_the_log_and_leaves_the_runs() {
    let mut bench = signed_in("admin");
    bench.open(lines());
    assert_eq!(bench.state().rows, 29_286);
    assert_eq!(bench.ask("nas", act("clear", &[])), Ok(Answer::Done));
    bench.command(tapedeck_engine::Command::Refresh);
    assert_eq!(bench.state().rows, 1);
    let row = bench.rows()[&0].clone();
    assert_eq!((row.text(tapedeck_core::model::Field::Code), row.text(tapedeck_core::model::Field::User)), {
        ("1009".into(), "admin".into())
    });
    assert_eq!(fact(&facts(&mut bench, Call::About), "Runs"), "7553");
}

#[test]
fn an_export_is_begun_watched_and_fetched() {
    let mut bench = signed_in("admin");
    let Ok(Answer::Export(begun)) = bench.ask("nas", act("download", &[("output_format", "html")])) else {
        panic!("not begun")
    };
    assert_eq!((begun.state, begun.id.starts_with("html:")), (ExportState::Running, true));
    let export = begun.id;
    assert_eq!(kind(&mut bench, Call::Download { file: export.clone() }).1, "1202", "not yet");
    let mut percent = Vec::new();
    loop {
        let Ok(Answer::Export(now)) = bench.ask("nas", Call::Progress { export: export.clone() }) else {
            panic!("no progress")
        };
        assert_eq!(now.id, export);
        percent.extend(now.percent);
        if now.state != ExportState::Running {
            assert_eq!(now.state, ExportState::Ready);
            break;
        }
    }
    assert_eq!(percent, [25, 50, 75, 100]);
    let Ok(Answer::Content { name, bytes }) = bench.ask("nas", Call::Download { file: export }) else {
        panic!("no file")
    };
    assert_eq!(name, "ActiveBackup_log.html");
    assert_eq!(String::from_utf8(bytes).unwrap().matches("<tr>").count(), 29_287);
}

#[test]
fn an_export_with_a_number_of_ones_own_is_the_file_itself() {
    let mut bench = signed_in("operator");
    let errors = [("output_format", "csv"), ("export_id", "mine"), ("log_level", "0"), ("task_id", "1")];
    let Ok(Answer::Content { name, bytes }) = bench.ask("nas", act("download", &errors)) else { panic!("no file") };
    assert_eq!(name, "ActiveBackup_log.csv");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.lines().count() > 3 && text.lines().skip(1).all(|line| line.contains(r#","0","#)), "{text}");
    let Ok(Answer::Export(done)) = bench.ask("nas", Call::Progress { export: "mine".into() }) else {
        panic!("no progress")
    };
    assert_eq!(done.state, ExportState::Ready);
}

#[test]
fn an_export_is_given_up_or_fails() {
    let mut bench = signed_in("admin");
    let begin = |bench: &mut Bench, values: &[(&str, &str)]| match bench.ask("nas", act("download", values)) {
        Ok(Answer::Export(export)) => export.id,
        other => panic!("not begun: {other:?}"),
    };
    let export = begin(&mut bench, &[]);
    assert_eq!(bench.ask("nas", Call::Cancel { export: export.clone() }), Ok(Answer::Done));
    assert_eq!(kind(&mut bench, Call::Progress { export }).1, "1201");
    let export = begin(&mut bench, &[("key_word", "export-fails")]);
    let states = [(); 3].map(|()| match bench.ask("nas", Call::Progress { export: export.clone() }) {
        Ok(Answer::Export(export)) => export.state,
        other => panic!("{other:?}"),
    });
    assert_eq!(states, [ExportState::Running, ExportState::Failed, ExportState::Failed]);
}

#[test]
fn faults_on_the_way_of_an_export() {
    let mut bench = signed_in("admin");
    bench.fault("nas", r#"{"fault":"503","method":"download"}"#);
    assert!(
        matches!(bench.ask("nas", act("download", &[("export_id", "x")])), Ok(Answer::Content { .. })),
        "tried again"
    );
    bench.fault("nas", r#"{"fault":"html","method":"download"}"#);
    assert_eq!(kind(&mut bench, act("download", &[("output_format", "html")])).0, Kind::Html, "a portal is no export");
    bench.fault("nas", r#"{"fault":"empty","method":"download"}"#);
    assert_eq!(kind(&mut bench, act("download", &[("export_id", "y")])).0, Kind::Unreadable);
}

#[test]
fn tasks_and_counts_of_results() {
    let mut bench = signed_in("admin");
    let Ok(Answer::Jobs(jobs)) = bench.ask("nas", act("list_tasks", &[])) else { panic!("no jobs") };
    let about = |job: &Job| (job.id.clone(), job.name.clone(), job.schedule.clone());
    let told: Vec<_> = jobs.iter().map(about).collect();
    let job = |id: &str, name: &str, schedule: &str| (id.to_string(), name.to_string(), schedule.to_string());
    assert!(told.contains(&job("1", "Laptops nightly", "Every day at 01:00")), "{told:?}");
    assert!(told.contains(&job("8", "File server", "Monday to Friday at 20:00")), "{told:?}");
    assert!(told.contains(&job("3", "Archive weekly", "Sunday at 03:00")), "{told:?}");
    let laptops = jobs.iter().find(|job| job.id == "1").unwrap();
    assert_eq!(laptops.outcome, Some(Outcome::Failed));
    assert!(!laptops.items.is_empty() && laptops.next_run > laptops.last_run);
    assert!(jobs.iter().all(|job| job.problem.is_none() && job.source == "nas"));
    assert!(!format!("{jobs:?}").contains("device-secret"), "no password of a device");

    let day = [("time_start", "1795068000"), ("time_end", "1795154400")];
    let Ok(Answer::Tallies(tallies)) = bench.ask("nas", act("list_result_status_summary", &day)) else {
        panic!("no tallies")
    };
    let sum = |tallies: &[Tally]| tallies.iter().map(|tally| tally.count).sum::<u64>();
    assert!((20..60).contains(&sum(&tallies)), "{tallies:?}");
    let Ok(Answer::Tallies(all)) = bench.ask("nas", act("list_result_status_summary", &[])) else { panic!("none") };
    assert_eq!(sum(&all), 7_552, "all but the running one");
    assert!(all.iter().any(|tally| tally.outcome == Outcome::Unknown && tally.code == "8"));
}

#[test]
fn who_may_not_is_told_so() {
    let mut viewer = signed_in("viewer");
    for name in ["get_info", "send_test_log", "clear", "download"] {
        assert_eq!(kind(&mut viewer, act(name, &[])), (Kind::PermissionDenied, "105".into()), "{name}");
    }
    let mut operator = signed_in("operator");
    let refused = operator.ask("nas", act("set_info", &[("retention_days", "1")])).unwrap_err();
    assert_eq!((refused.kind, refused.reaction), (Kind::PermissionDenied, Reaction::GrantPermission));
    assert_eq!(kind(&mut operator, act("clear", &[])).1, "1036");
    let mut nobody = Bench::new(&["nas"]);
    assert_eq!(kind(&mut nobody, act("get_info", &[])).0, Kind::NotSignedIn);
    assert_eq!(kind(&mut operator, act("format_disk", &[])).0, Kind::NotSupported);
}
