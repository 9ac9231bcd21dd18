//! What holds for every action, whatever the NAS answers to it: no panic, no secret, no row lost, nothing called done or
//! good that is not.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use tapedeck_core::http::Response;
use tapedeck_core::model::{Action, ExportState, Outcome, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Next};

use crate::actions::{call_of, scripts, session_with};
use crate::properties::{WORDS, whole};
use crate::vendor::*;

/// The conversations of the files that send something: what is asked, and the answers.
static CONVERSATIONS: LazyLock<Vec<(Value, Vec<Response>)>> = LazyLock::new(|| {
    let heard = |script: Value| {
        let answers = script["steps"].as_array().expect("steps").iter().map(heard).collect::<Vec<_>>();
        (script, answers)
    };
    scripts().into_iter().map(heard).filter(|(_, answers)| !answers.is_empty()).collect()
});

/// Leads a conversation with these answers; the last is given again and again.
fn lead(script: &Value, answers: &[Response]) -> Result<(), TestCaseError> {
    let session = session_with(script);
    let mut exchange = vendor().ask(&source(), &session, &call_of(&script["call"])).expect("it begins");
    let mut set = false;
    for at in 0..12 {
        let request = exchange.request(Timestamp(0));
        prop_assert!(!request.url.contains("SID-1"));
        // A certificate goes in parts, everything else as a form.
        let form = request.headers[0].1 == "application/x-www-form-urlencoded";
        set = set || (form && field(&request, "method").is_some_and(|method| method.starts_with("set_")));
        let answer = &answers[at.min(answers.len() - 1)];
        match exchange.take(answer) {
            Ok(Next::Done(done)) => return check(script, &done, answer, set),
            Ok(_) => {}
            Err(error) => {
                prop_assert!(!everything(&error).contains("SID-1"));
                return Ok(());
            }
        }
    }
    prop_assert!(false, "it goes on for ever");
    Ok(())
}

fn check(script: &Value, done: &Answer, last: &Response, set: bool) -> Result<(), TestCaseError> {
    let body: Value = serde_json::from_slice(&last.body).unwrap_or_default();
    match done {
        Answer::Jobs(jobs) => {
            let rows = body["data"]["tasks"].as_array().map_or(0, Vec::len);
            prop_assert_eq!(jobs.len(), rows);
            for (job, row) in jobs.iter().zip(body["data"]["tasks"].as_array().into_iter().flatten()) {
                let good = whole(row["last_result"].get("status")) == Some(2);
                prop_assert_eq!(job.outcome == Some(Outcome::Success), good, "{}", row);
                prop_assert!(row.is_object() || job.problem.is_some());
            }
        }
        Answer::Tallies(tallies) => {
            let rows = body["data"]["info_list"].as_array().map_or(0, Vec::len);
            prop_assert_eq!(tallies.len(), rows);
            for (tally, row) in tallies.iter().zip(body["data"]["info_list"].as_array().into_iter().flatten()) {
                prop_assert_eq!(tally.outcome == Outcome::Success, whole(row.get("status")) == Some(2), "{}", row);
                prop_assert!(row.is_object() || tally.problem.is_some());
            }
        }
        Answer::Content { name, bytes } => {
            prop_assert!(!bytes.is_empty() && bytes == &last.body);
            prop_assert!(!name.is_empty() && !name.contains(['/', '\\']) && !name.chars().any(char::is_control));
        }
        // Only what was read back is a change.
        Answer::Facts(facts) if set => {
            for (key, wanted) in script["call"]["values"].as_object().into_iter().flatten() {
                let there = facts.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
                let wanted = wanted.as_str().unwrap_or_default().trim();
                let same = |there: &str| match wanted {
                    "yes" | "true" | "1" => !["no", "false", "0", ""].contains(&there),
                    "no" | "false" | "0" => ["no", "false", "0"].contains(&there),
                    wanted => there.eq_ignore_ascii_case(wanted) || there.parse::<f64>().ok() == wanted.parse().ok(),
                };
                prop_assert!(there.is_some_and(same), "{key}: {there:?}, not {wanted}");
            }
        }
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_changed_answer_is_read_or_refused(
        which in any::<Index>(),
        at in any::<Index>(),
        changes in WORDS.changes(1..5),
    ) {
        let (script, answers) = which.get(&CONVERSATIONS);
        let mut answers = answers.clone();
        let answer = &mut answers[at.index(script["steps"].as_array().map_or(1, Vec::len))];
        answer.body = changed(&answer.body, changes);
        lead(script, &answers)?;
    }

    #[test]
    fn a_damaged_answer_is_read_or_refused(
        which in any::<Index>(),
        at in any::<Index>(),
        damage in damage(),
        status in select(vec![200u16, 200, 200, 204, 302, 401, 403, 404, 429, 500, 502, 999]),
    ) {
        let (script, answers) = which.get(&CONVERSATIONS);
        let mut answers = answers.clone();
        let answer = &mut answers[at.index(script["steps"].as_array().map_or(1, Vec::len))];
        answer.body = damage.of(&answer.body);
        answer.status = status;
        lead(script, &answers)?;
    }

    /// A progress of any values: ready is only what says so.
    #[test]
    fn any_progress_is_read(
        pairs in prop::collection::vec(
            (select(vec!["progress", "percent", "status", "state", "finished", "done", "export_id", "x"]), WORDS.value()),
            0..5,
        ),
    ) {
        let data: serde_json::Map<String, Value> = pairs.into_iter().map(|(key, value)| (key.into(), value)).collect();
        let body = serde_json::json!({ "data": data, "success": true }).to_string();
        let call = Call::Progress { export: "csv:42".into() };
        let Ok(Answer::Export(export)) = parse(&call, &ok(body)) else { panic!("{data:?}") };
        prop_assert_eq!(export.id, "csv:42");
        prop_assert!(export.percent.is_none_or(|percent| percent <= 100));
        let says_nothing = !data.keys().any(|key| !["export_id", "x"].contains(&key.as_str()));
        prop_assert!(export.state == ExportState::Running || !says_nothing, "{data:?}");
    }

    /// Any name and any bytes make a form with exactly one file in it, as it was.
    #[test]
    fn any_file_goes_as_it_is(name in any::<String>(), content in prop::collection::vec(any::<u8>(), 0..300)) {
        let files = vec![("file_tmp".to_string(), name, content.clone())];
        let call = Call::Act(Action { files, ..Action::new("upload_cert", &[]) });
        let request = built(&source(), &session(&[("sid", "S")]), &call);
        let boundary = request.headers[0].1.split_once("boundary=").expect("a boundary").1;
        let head = b"Content-Type: application/octet-stream\r\n\r\n";
        let start = request.body.windows(head.len()).position(|window| window == head).expect("a file") + head.len();
        let end = format!("\r\n--{boundary}--\r\n");
        prop_assert_eq!(&request.body[start..request.body.len() - end.len()], content.as_slice());
        prop_assert!(request.body.ends_with(end.as_bytes()));
    }

    /// Passwords of devices are in no raw record, wherever they stand.
    #[test]
    fn no_password_of_a_device_is_kept(
        key in select(vec!["login_password", "agent_token", "ssh_passphrase", "newToken", "client_secret"]),
        before in WORDS.value(),
        inside in any::<bool>(),
    ) {
        let mut device = serde_json::json!({ "before": before, "host_name": "H" });
        device[key] = "SECRET-\"1\\".into();
        let mut task = serde_json::json!({ "task_id": 1, "task_name": "T", "devices": [device] });
        if !inside {
            task[key] = "SECRET-2".into();
        }
        let body = serde_json::json!({ "data": { "tasks": [task, [task]] }, "success": true }).to_string();
        let call = Call::Act(Action::new("list_tasks", &[]));
        let Ok(Answer::Jobs(jobs)) = parse(&call, &ok(body)) else { panic!("no jobs") };
        prop_assert_eq!(jobs.len(), 2);
        let printed = format!("{jobs:?}");
        prop_assert!(!printed.contains("SECRET"), "{}", printed);
    }
}
