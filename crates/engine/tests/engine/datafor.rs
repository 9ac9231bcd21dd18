//! Datafor through the whole engine: a session by cookie, a picture to read, sessions that end in the middle, a vendor
//! without pages and without log lines of its own.

use std::sync::LazyLock;

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::Response;
use tapedeck_core::map::Map;
use tapedeck_core::model::{Action, Outcome, Record, Source, Timestamp};
use tapedeck_core::vendors::{self, Answer, Call, Next, PageRequest, Session};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{SourceState, ViewSpec};
use tapedeck_simulator::{Request, System};

use crate::harness::{Bench, NOW_S, lines, runs, source};

const LOGIN: &str = "datafor/plugin/datafor/api/extension/auth/login";
const RECORDS: &str = "datafor/plugin/datafor-backup/api/log/query";

fn bi() -> Source {
    Source { vendor: "datafor".into(), base_url: "sim://datafor-1/datafor/".into(), ..source("bi") }
}

fn bench() -> Bench {
    Bench::of_vendors(vec![bi()])
}

fn signed_in(account: &str) -> Bench {
    let mut bench = bench();
    bench.sign_in("bi", account);
    assert_eq!(bench.source("bi"), SourceState::SignedIn, "{account}");
    bench
}

fn refused(bench: &Bench) -> Error {
    match bench.source("bi") {
        SourceState::Refused(error) => error,
        other => panic!("not refused: {other:?}"),
    }
}

fn run_of(record: &Record) -> &tapedeck_core::model::Run {
    match record {
        Record::Run(run) => run,
        other => panic!("{other:?} is no run"),
    }
}

/// How many backups there are, by the server itself.
fn all() -> u64 {
    *ALL
}

static ALL: LazyLock<u64> = LazyLock::new(|| {
    let mut system = tapedeck_simulator::system("datafor-1", 1, NOW_S, true).unwrap();
    let request = Request {
        method: "POST".into(),
        path: format!("/{RECORDS}"),
        headers: vec![("Authorization".into(), "Bearer admin.tapedeck".into())],
        ..Request::default()
    };
    let text = String::from_utf8(system.answer(NOW_S, &request).body).unwrap();
    text.matches("\"id\":\"Backup_").count() as u64
});

#[test]
fn all_runs_come_at_once_and_are_filtered_here() {
    let mut bench = signed_in("admin");
    bench.open(runs());
    let state = bench.state();
    assert_eq!((state.rows, state.problems, state.growing), (all(), 0, false));
    let newest = bench.rows().remove(&0).unwrap();
    let newest = run_of(&newest);
    assert_eq!((newest.outcome, newest.kind.as_str()), (Outcome::Running, "Every 6 hours"));
    assert_eq!(newest.items, ["Content and settings"]);

    bench.asked("");
    bench.open(ViewSpec { query: "outcome:failed".into(), ..runs() });
    let failed = bench.state().rows;
    assert!(failed > 100 && failed < all() / 3, "{failed}");
    assert!(bench.rows().values().all(|row| run_of(row).outcome == Outcome::Failed));
    bench.open(ViewSpec { query: "outcome:unknown".into(), ..runs() });
    assert_eq!(bench.state().rows, 1, "the status that nobody knows");
    assert_eq!(bench.asked(RECORDS), 0, "nothing is asked twice");
}

#[test]
fn a_run_is_found_with_what_the_server_says_about_it() {
    let mut bench = signed_in("admin");
    bench.open(ViewSpec { query: "outcome:failed nightly".into(), ..runs() });
    let failed = bench.rows().remove(&0).unwrap();
    let id = failed.id().to_string();
    bench.command(Command::Run { source: "bi".into(), run: id.clone() });
    let found = bench.run_found().unwrap().unwrap().unwrap();
    let found = run_of(&found);
    assert_eq!((found.id.as_str(), found.job.as_str(), found.kind.as_str()), (id.as_str(), "Nightly", "Every day"));
    bench.command(Command::Run { source: "bi".into(), run: "Backup_x".into() });
    assert_eq!(bench.run_found(), Some(Ok(None)));
    let call = Call::Items { run: id, kind: String::new(), page: PageRequest::default() };
    let Ok(Answer::Items(items)) = ask("admin", &call) else { panic!("no items") };
    assert!(items.rows.iter().all(|item| item.text.contains("No space left on device")), "{items:?}");
}

#[test]
fn a_source_without_lines_is_named() {
    let nas = Source { base_url: "sim://nas-1/".into(), ..source("nas") };
    let mut bench = Bench::of_vendors(vec![bi(), nas]);
    bench.sign_in("bi", "admin");
    bench.sign_in("nas", "admin");
    bench.open(lines());
    assert_eq!(bench.state().without, ["bi"]);
    assert_eq!(bench.state().rows, 29_286);
    bench.open(runs());
    assert_eq!(bench.state().without, [""; 0]);
    assert_eq!(bench.state().rows, 7_553 + all());
}

#[test]
fn every_way_of_signing_in() {
    let by: [&[(&str, &str)]; 5] = [
        &[("account", "admin"), ("password", "tapedeck")],
        &[("method", "session"), ("account", "form"), ("password", "tapedeck")],
        &[("method", "basic"), ("account", "admin"), ("password", "tapedeck")],
        &[("method", "token"), ("token", "admin.tapedeck")],
        &[("method", "basic"), ("account", "json"), ("password", "tapedeck")],
    ];
    for credentials in by {
        let mut bench = bench();
        bench.sign_in_with("bi", credentials);
        assert_eq!(bench.source("bi"), SourceState::SignedIn, "{credentials:?}");
        bench.open(runs());
        assert_eq!(bench.state().rows, all(), "{credentials:?}");
    }
}

#[test]
fn every_refusal_says_what_it_is() {
    let by: [(&[(&str, &str)], Kind); 7] = [
        (&[("account", "admin"), ("password", "wrong")], Kind::WrongPassword),
        (&[("account", "form"), ("password", "wrong")], Kind::WrongPassword),
        (&[("account", "analyst"), ("password", "tapedeck")], Kind::PermissionDenied),
        (&[("account", "noplugin"), ("password", "tapedeck")], Kind::NotInstalled),
        (&[("method", "basic"), ("account", "admin"), ("password", "wrong")], Kind::WrongPassword),
        (&[("method", "token"), ("token", "admin.wrong")], Kind::WrongPassword),
        (&[("method", "token"), ("token", "analyst.tapedeck")], Kind::PermissionDenied),
    ];
    for (credentials, kind) in by {
        let mut bench = bench();
        bench.sign_in_with("bi", credentials);
        assert_eq!(refused(&bench).kind, kind, "{credentials:?}");
    }
    let settings: Map<_, _> = [("tenant".to_string(), "nowhere".to_string())].into();
    let mut bench = Bench::of_vendors(vec![Source { settings, ..bi() }]);
    bench.sign_in("bi", "admin");
    assert_eq!(refused(&bench).kind, Kind::BadValue);
}

#[test]
fn the_path_of_the_server_is_found() {
    let mut bench = Bench::of_vendors(vec![Source { base_url: "sim://datafor-1/".into(), ..bi() }]);
    bench.sign_in("bi", "admin");
    bench.open(runs());
    assert_eq!(bench.state().rows, all());
}

#[test]
fn a_picture_is_shown_and_can_be_read_again() {
    let mut bench = bench();
    bench.sign_in("bi", "otp");
    let picture = match bench.source("bi") {
        SourceState::CodeNeeded { error: None, picture: Some(picture) } => picture,
        other => panic!("{other:?}"),
    };
    assert!(picture.mime == "image/jpeg" && picture.bytes.starts_with(b"\xFF\xD8"));
    bench.command(Command::Code { source: "bi".into(), code: "000000".into() });
    match bench.source("bi") {
        SourceState::CodeNeeded { error: Some(error), picture: Some(_) } => assert_eq!(error.kind, Kind::WrongCode),
        other => panic!("{other:?}"),
    }
    bench.command(Command::Code { source: "bi".into(), code: " 123456 ".into() });
    assert_eq!(bench.source("bi"), SourceState::SignedIn);
}

/// The session ends with a code, with an empty success, or with the page to sign in on: each is seen, and renewed.
#[test]
fn a_session_that_ends_is_renewed_and_nobody_notices() {
    for account in ["short", "short-empty", "short-page"] {
        let mut bench = signed_in(account);
        bench.asked("");
        for round in 0..4 {
            bench.command(Command::Refresh);
            bench.open(runs());
            assert_eq!(bench.state().rows, all(), "{account} {round}");
            assert_eq!(bench.state().sources[0].error, None, "{account} {round}");
        }
        assert!(bench.asked(LOGIN) >= 1, "{account}");
        assert_eq!(bench.source("bi"), SourceState::SignedIn);
    }
}

#[test]
fn a_session_that_is_ended_from_outside_is_renewed() {
    for code in [401, 200, 302] {
        let mut bench = signed_in("admin");
        bench.control("datafor-1", "/_simulator/sessions", &format!(r#"{{"expire":true,"code":{code}}}"#));
        bench.open(runs());
        assert_eq!(bench.state().rows, all(), "{code}");
    }
}

/// The end of a token is known before: the source then waits for a person, without a call that fails.
#[test]
fn a_token_that_ends_is_asked_for_again() {
    // {"sub":"admin","exp":1795154460}: a minute after the test begins.
    let token = "e30.eyJzdWIiOiJhZG1pbiIsImV4cCI6MTc5NTE1NDQ2MH0.tapedeck";
    let mut bench = bench();
    bench.sign_in_with("bi", &[("method", "token"), ("token", token)]);
    bench.open(runs());
    assert_eq!(bench.state().rows, all());
    bench.later(61);
    bench.asked("");
    bench.command(Command::Refresh);
    assert_eq!(refused(&bench).kind, Kind::WrongPassword);
    assert_eq!(bench.asked(RECORDS), 0, "no call meets the end");
    bench.sign_in_with("bi", &[("method", "token"), ("token", "admin.tapedeck")]);
    assert_eq!(bench.state().rows, all(), "what was wanted came by itself");
}

#[test]
fn what_goes_wrong_is_said_and_can_be_tried_again() {
    for (fault, kind) in [
        ("html", Kind::Html),
        ("garbage", Kind::Unreadable),
        ("empty", Kind::Unreadable),
        ("truncated", Kind::Cut),
        ("cut", Kind::Cut),
        ("hang", Kind::TimedOut),
        ("502", Kind::Busy),
        ("429", Kind::RateLimited),
    ] {
        let mut bench = signed_in("admin");
        bench.control(
            "datafor-1",
            "/_simulator/faults",
            &format!(r#"{{"fault":"{fault}","method":"log/query","count":4}}"#),
        );
        bench.open(runs());
        let error = bench.state().sources[0].error.clone().unwrap_or_else(|| panic!("{fault}: no error"));
        assert_eq!(error.kind, kind, "{fault}");
        assert_eq!(bench.source("bi"), SourceState::SignedIn, "{fault}: nobody is asked for a password");
        for _ in 0..4 {
            bench.command(Command::Resume { view: 1 });
        }
        assert_eq!(bench.state().rows, all(), "{fault}");
    }
}

#[test]
fn bad_rows_are_shown_with_their_problems() {
    for (fault, bad) in [("badrow", 1), ("badrows", 2)] {
        let mut bench = signed_in(&format!("fault-{fault}"));
        bench.open(runs());
        assert_eq!((bench.state().rows, bench.state().problems), (all(), bad), "{fault}");
    }
}

#[test]
fn an_empty_list_is_one_for_somebody_who_is_signed_in() {
    let mut bench = signed_in("fault-norows");
    bench.open(runs());
    assert_eq!((bench.state().rows, bench.state().sources[0].error.clone()), (0, None));
}

#[test]
fn signing_out_ends_the_session() {
    let mut bench = signed_in("admin");
    bench.asked("");
    bench.command(Command::SignOut { source: "bi".into() });
    assert_eq!(bench.asked("datafor/plugin/datafor/api/extension/auth/logout"), 1);
    let mut bench = self::bench();
    bench.sign_in_with("bi", &[("method", "token"), ("token", "admin.tapedeck")]);
    bench.asked("");
    bench.command(Command::SignOut { source: "bi".into() });
    assert_eq!(bench.asked("datafor/plugin/datafor/api/extension/auth/logout"), 0, "there is no session");
}

/// What no view asks for yet: led here as the engine leads a call.
fn ask(account: &str, call: &Call) -> Result<Answer, Error> {
    let mut system: Box<dyn System> = tapedeck_simulator::system("datafor-1", 1, NOW_S, true).unwrap();
    let mut session = Session::default();
    session.set("authorization", format!("Bearer {account}.tapedeck"));
    let mut exchange = vendors::find("datafor").unwrap().ask(&bi(), &session, call)?;
    loop {
        let request = exchange.request(Timestamp(NOW_S * 1000));
        let url = request.url.strip_prefix("sim://datafor-1").unwrap();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let answer = system.answer(
            NOW_S,
            &Request {
                method: request.method.as_str().into(),
                path: path.into(),
                query: query.into(),
                headers: request.headers.clone(),
                body: request.body.clone(),
            },
        );
        let headers = answer.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        let response = Response { status: answer.status, headers, body: answer.body };
        if let Next::Done(answer) = exchange.take(&response)? {
            return Ok(answer);
        }
    }
}

#[test]
fn files_parts_schedules_and_the_connection_test() {
    let page = PageRequest { limit: 200, ..PageRequest::default() };
    for account in ["admin", "json"] {
        let Ok(Answer::Files(files)) = ask(account, &Call::Files(page.clone())) else { panic!("no files") };
        let problem = files.rows.iter().find_map(|file| file.problem.as_deref());
        assert_eq!(problem, None, "{account}");
        assert!(files.rows.len() > 1_000, "{account}: {}", files.rows.len());
        let file = &files.rows[5];
        match ask(account, &Call::Download { file: file.id.clone() }) {
            Ok(Answer::Content { name, bytes }) => assert!(name == file.name && bytes.starts_with(b"PK")),
            other => panic!("{other:?}"),
        }
        match ask(account, &Call::Items { run: file.id.clone(), kind: String::new(), page: page.clone() }) {
            Ok(Answer::Items(items)) => {
                assert!(!items.rows.is_empty() && items.rows.iter().all(|item| item.outcome == Outcome::Success));
            }
            other => panic!("{other:?}"),
        }
        let Ok(Answer::Facts(schedules)) = ask(account, &Call::Act(Action::new("schedules", &[]))) else { panic!() };
        assert_eq!(schedules.len(), 6);
        assert!(schedules[1].1.starts_with("Every working day; on; NORMAL; last run"), "{schedules:?}");
        assert!(schedules[4].1.starts_with("Every day; off; PAUSED; last run"), "{schedules:?}");
        let Ok(Answer::Facts(about)) = ask(account, &Call::About) else { panic!() };
        assert!(
            about.contains(&("Version".into(), "6.06".into()))
                && about.contains(&("Backup plugin".into(), "Yes".into()))
        );
    }
    let gone = ask("admin", &Call::Download { file: "Backup_x".into() }).unwrap_err();
    assert_eq!((gone.kind, gone.detail.as_str()), (Kind::Vendor, "Backup_x.zip not found"));
    for (account, kind) in
        [("analyst", Kind::PermissionDenied), ("noplugin", Kind::NotInstalled), ("nobody", Kind::SessionEnded)]
    {
        assert_eq!(ask(account, &Call::Files(page.clone())).unwrap_err().kind, kind, "{account}");
        assert_eq!(ask(account, &Call::Download { file: "x".into() }).unwrap_err().kind, kind, "{account}");
    }
}
