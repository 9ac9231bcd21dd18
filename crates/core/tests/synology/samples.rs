//! The recorded samples, read as the fixtures are. They are not part of this repository: where they are missing, nothing
//! is read.

use tapedeck_core::error::Kind;
use tapedeck_core::model::{Action, Line, Outcome, Run};
use tapedeck_core::vendors::{Answer, Call, Credentials, SignInInput, SignInStep};

use crate::vendor::*;

fn read(call: &Call, name: &str) -> Option<(Vec<Run>, Vec<Line>)> {
    let body = sample(name)?;
    let expected = rows_in(&body, list_key(call)).expect("a list");
    let answer = parse(call, &ok(body)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    assert_eq!(raws(&answer), expected, "{name}");
    Some(match answer {
        Answer::Runs(page) => (page.rows, Vec::new()),
        Answer::Lines(page) => (Vec::new(), page.rows),
        other => panic!("{other:?} is no list"),
    })
}

#[test]
fn records() {
    if let Some((_, lines)) = read(&lines(), "pmilano1_log_list_log.json") {
        for line in lines {
            assert_eq!(line.problem, None, "{line:?}");
            assert!(line.time.is_some() && !line.text.is_empty() && !line.code_name.is_empty(), "{line:?}");
        }
    }
    if let Some((runs, _)) = read(&runs(), "pmilano1_log_list_result.json") {
        for run in runs {
            assert_eq!(run.problem, None, "{run:?}");
            assert!(run.started.is_some() && run.duration.is_some() && !run.items.is_empty(), "{run:?}");
        }
    }
}

#[test]
fn errors() {
    for (name, kind) in [
        ("err_119.json", Kind::SessionEnded),
        ("err_120_object.json", Kind::BadValue),
        ("err_errors_as_string.json", Kind::Vendor),
    ] {
        if let Some(body) = sample(name) {
            assert_eq!(parse_error(&lines(), &ok(body)).kind, kind, "{name}");
        }
    }
}

#[test]
fn sign_in() {
    let Some(info) = sample("api_info_query_activebackup_dsm7.json") else { return };
    for (name, ends) in [
        ("login_ok_v6.json", "done"),
        ("login_ok_v7_2fa_device_id.json", "done"),
        ("login_err_403_2fa_dsm7.json", "code"),
    ] {
        let Some(login) = sample(name) else { continue };
        let credentials: Credentials = [("account", "ada"), ("password", "pw")].into_iter().collect();
        let mut conversation = signing_in(&source(), &credentials, None);
        assert!(matches!(next(&mut conversation, SignInInput::Start), SignInStep::Send(_)));
        assert!(
            matches!(next(&mut conversation, SignInInput::Answer(&ok(info.clone()))), SignInStep::Send(_)),
            "{name}"
        );
        let end = match next(&mut conversation, SignInInput::Answer(&ok(login))) {
            SignInStep::Done(session) => {
                assert!(!session.get("sid").is_empty() && !session.get("syno_token").is_empty(), "{name}");
                "done"
            }
            SignInStep::AskCode { error: None, .. } => "code",
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(end, ends, "{name}");
    }
}

fn asked(name: &str, body: Vec<u8>) -> Answer {
    let call = Call::Act(Action::new(name, &[]));
    parse(&call, &ok(body)).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

#[test]
fn settings_tasks_and_counts() {
    if let Some(body) = sample("pmilano1_log_get_info.json") {
        let Answer::Facts(facts) = asked("get_info", body) else { panic!("no facts") };
        let fact = |key: &str| facts.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        assert_eq!(fact("retention_days"), Some("0"));
        assert_eq!(fact("port"), Some("514"));
        assert_eq!(fact("enable_send"), Some("no"));
        assert_eq!(facts.len(), 9);
    }
    if let Some(body) = sample("pmilano1_task_list.json") {
        let Answer::Jobs(jobs) = asked("list_tasks", body) else { panic!("no jobs") };
        assert_eq!(jobs.len(), 1);
        assert_eq!((jobs[0].schedule.as_str(), jobs[0].kind.as_str()), ("Sunday at 03:00", "PC"));
        assert_eq!((&jobs[0].problem, jobs[0].outcome), (&None, None));
        assert_eq!(jobs[0].items, ["HOSTNAME"]);
        assert!(!jobs[0].raw.contains("REDACTED"), "a password of a device: {}", jobs[0].raw);
    }
    if let Some(body) = sample("pmilano1_overview_list_result_status_summary.json") {
        let Answer::Tallies(tallies) = asked("list_result_status_summary", body) else { panic!("no tallies") };
        assert_eq!(tallies.len(), 1);
        assert_eq!((tallies[0].outcome, tallies[0].count, &tallies[0].problem), (Outcome::Success, 1, &None));
    }
}
