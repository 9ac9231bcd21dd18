//! What can be done beside reading lists, as files: every `tests/fixtures/synology-actions/*.json` is one conversation.
//!
//! * `about`: why it is there.
//! * `call`: `{"act": name, "values": {…}, "files": [[key, name, text]]}`, `{"progress": number}`, `{"cancel": number}`,
//!   `{"download": number}`, or `{"about": true}`. `session`: what the session knows beside its usual.
//! * `steps`: what is sent and heard. `api` (the log's if it is not said), `form`: the method and what else is the
//!   call's own, in its order. Then `answer` (JSON) or `text`, with `status` and `headers`.
//! * `ends`: what came of it. `TAPEDECK_BLESS=1` writes it anew. Read the diff.
//!
//! Whatever a file says, no secret is in an address, a printed value, an error or a raw record.

use std::path::Path;

use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::{Method, Request};
use tapedeck_core::model::{Action, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Exchange, Next, Session};

use crate::fixtures::main_fields;
use crate::vendor::*;

/// What no answer may let through.
const SECRETS: [&str; 3] = ["SID-1", "TOK-1", "SECRET"];

pub fn session_with(script: &Value) -> Session {
    let mut known = session(&[("sid", "SID-1"), ("syno_token", "TOK-1"), ("account", "ada"), ("auth_version", "6")]);
    for key in
        ["session_name", "log_path", "log_versions", "task_path", "task_versions", "overview_path", "overview_versions"]
    {
        known.set(key, script["session"][key].as_str().unwrap_or_default());
    }
    known
}

pub fn call_of(call: &Value) -> Call {
    let number = |key: &str| call.get(key).map(text);
    if let Some(name) = number("act") {
        let files = call["files"].as_array().into_iter().flatten();
        let files = files.map(|file| (text(&file[0]), text(&file[1]), text(&file[2]).into_bytes())).collect();
        return Call::Act(Action { name, values: pairs(&call["values"]).into_iter().collect(), files });
    }
    match (number("progress"), number("cancel"), number("download")) {
        (Some(export), ..) => Call::Progress { export },
        (_, Some(export), _) => Call::Cancel { export },
        (.., Some(file)) => Call::Download { file },
        _ => Call::About,
    }
}

fn check_sent(step: &Value, request: &Request) {
    let api = step["api"].as_str().unwrap_or("SYNO.ActiveBackup.Log");
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, format!("{BASE_URL}webapi/{}", step["path"].as_str().unwrap_or("entry.cgi")));
    assert!(!request.cookies);
    if step.get("form").is_none() {
        return;
    }
    let mut expected = vec![("api".to_string(), api.to_string()), ("version".into(), "1".into())];
    expected.extend(pairs(&step["form"]));
    expected.extend([("_sid".into(), "SID-1".into()), ("SynoToken".into(), "TOK-1".into())]);
    assert_eq!(fields(request), expected);
}

/// What came of it, as JSON.
fn told(result: &Result<Answer, Error>) -> Value {
    let list = |rows: Value| dense(json!({ "rows": rows }))["rows"].clone();
    let rows = |rows: Value| -> Value {
        let row = |row: &Value| {
            let mut row = row.clone();
            row.as_object_mut().expect("a record").shift_remove("source");
            dense(row)
        };
        rows.as_array().expect("rows").iter().map(row).collect()
    };
    match result {
        Err(error) => main_fields(error),
        Ok(Answer::Facts(facts)) => json!({ "facts": facts }),
        Ok(Answer::Jobs(jobs)) => json!({ "jobs": rows(serde_json::to_value(jobs).expect("data")) }),
        Ok(Answer::Tallies(tallies)) => json!({ "tallies": rows(serde_json::to_value(tallies).expect("data")) }),
        Ok(Answer::Export(export)) => json!({ "export": list(serde_json::to_value(export).expect("data")) }),
        Ok(Answer::Content { name, bytes }) => {
            json!({ "content": { "name": name, "text": String::from_utf8_lossy(bytes) } })
        }
        Ok(Answer::Done) => json!("done"),
        Ok(other) => panic!("{other:?} is no answer to this"),
    }
}

/// Leads a conversation through the steps of a file.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn converse(
    mut exchange: Box<dyn Exchange>,
    steps: &[Value],
    mut sent: impl FnMut(&Value, &Request),
) -> Result<Answer, Error> {
    for (at, step) in steps.iter().enumerate() {
        let request = exchange.request(Timestamp(0));
        sent(step, &request);
        // A request that got no answer is asked for again: it is the same.
        assert!(exchange.request(Timestamp(0)) == request);
        match exchange.take(&heard(step))? {
            Next::Done(answer) => {
                assert_eq!(at + 1, steps.len(), "it ended early");
                return Ok(answer);
            }
            Next::Send => {}
            other => panic!("{other:?}"),
        }
    }
    panic!("it goes on after the last step")
}

#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
fn check(file: &Path, bless: bool) -> Result<(), String> {
    let script = json_file(file).expect("a file");
    known_keys("script", &script, &["about", "call", "session", "steps", "ends"]);
    let steps = script["steps"].as_array().expect("steps");
    let result = match vendor().ask(&source(), &session_with(&script), &call_of(&script["call"])) {
        Ok(exchange) => converse(exchange, steps, check_sent),
        Err(error) => {
            assert!(steps.is_empty(), "refused before anything was sent");
            Err(error)
        }
    };
    let printed = format!("{result:?} {}", result.as_ref().err().map(everything).unwrap_or_default());
    for secret in SECRETS {
        assert!(!printed.contains(secret), "{secret} gets out: {printed}");
    }
    let ends = told(&result);
    if bless {
        let mut map = script.clone();
        map["ends"] = ends;
        let text = format!("{}\n", serde_json::to_string_pretty(&map).expect("JSON"));
        std::fs::write(file, text).expect("the file can be written");
        return Ok(());
    }
    if script.get("ends") == Some(&ends) {
        return Ok(());
    }
    let print = |value: &Value| serde_json::to_string_pretty(value).expect("JSON");
    Err(differences(&print(&script["ends"]), &print(&ends)))
}

pub fn scripts() -> Vec<Value> {
    entries(&folder("synology-actions")).iter().map(|path| json_file(path).expect("a file")).collect()
}

#[test]
fn every_conversation_ends_as_written() {
    let mut report = String::new();
    for file in entries(&folder("synology-actions")) {
        let checked = std::panic::catch_unwind(|| check(&file, blesses()));
        match checked {
            Ok(Ok(())) => {}
            Ok(Err(difference)) => report += &format!("{}:\n{difference}\n", name(&file)),
            Err(_) => report += &format!("{}: stopped\n", name(&file)),
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// What the descriptor offers is what there are conversations for, and nothing else is begun.
#[test]
fn every_action_has_a_conversation() {
    let offered = vendor().descriptor().capabilities.actions;
    let scripts = scripts();
    for name in offered {
        let tried = scripts.iter().any(|script| script["call"]["act"] == *name);
        assert!(tried, "{name} is in no file");
    }
    let unknown = Call::Act(Action::new("format_disk", &[]));
    let error = vendor().ask(&source(), &session(&[]), &unknown).err().expect("an error");
    assert_eq!((error.kind, error.detail.as_str()), (tapedeck_core::error::Kind::NotSupported, "format_disk"));
}
