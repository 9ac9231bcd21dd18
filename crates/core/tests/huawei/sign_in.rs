//! Sign-in conversations as files: every `tests/fixtures/huawei-sign-in/*.json` is one.
//!
//! * `about`: why it is there. `baseUrl` and `settings`: of the source. `credentials`: all of them.
//! * `steps`: what the client must do, and what it then hears.
//!   * `send`: method and address. `body` is what is sent as JSON; `signed` says that it is signed instead of open.
//!     Then it hears `answer` (JSON) or `text`, with `status` and `headers`.
//! * `ends`: `session` with all that it holds, or `failed` with fields of the error.
//!
//! Whatever a file says, no secret is ever in an address, a printed value or an error.

use std::path::Path;

use serde_json::{Map, Value, json};
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::Timestamp;
use tapedeck_core::vendors::{Attempt, Credentials, SignInInput, SignInStep};

use crate::support::*;

const SESSION_KEYS: [&str; 7] = ["access_key", "expires", "project", "region", "secret_key", "security_token", "token"];

fn pairs(value: &Value) -> Vec<(String, String)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value))).collect()
}

fn known_keys(value: &Value, keys: &[&str]) {
    for key in value.as_object().into_iter().flat_map(Map::keys) {
        assert!(keys.contains(&key.as_str()), "no key {key:?} in {value}");
    }
}

fn secrets(script: &Value) -> Vec<String> {
    let keys = ["password", "secretKey", "securityToken"];
    let mut out: Vec<String> =
        keys.iter().filter_map(|key| script["credentials"][key].as_str()).map(str::to_string).collect();
    for step in script["steps"].as_array().expect("steps") {
        out.extend(step["headers"]["x-subject-token"].as_str().map(str::to_string));
    }
    out.retain(|secret| !secret.is_empty());
    out
}

fn check_sent(step: &Value, request: &Request, secrets: &[String]) {
    known_keys(step, &["send", "body", "signed", "answer", "text", "status", "headers"]);
    assert_eq!(format!("{} {}", request.method.as_str(), request.url), text(&step["send"]));
    let sent: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    assert_eq!(sent, step["body"], "{step}");
    assert_eq!(header(request, "Authorization").is_some(), step["signed"] == true, "{step}");
    assert!(header(request, "X-Auth-Token").is_none() && !request.cookies);
    let printed = format!("{request:?} {}", request.url);
    assert!(!secrets.iter().any(|secret| printed.contains(secret)), "{printed}");
}

fn heard(step: &Value) -> Response {
    let body = match step.get("answer") {
        Some(answer) => answer.to_string(),
        None => text(&step["text"]),
    };
    Response {
        status: step["status"].as_u64().unwrap_or(200) as u16,
        headers: pairs(&step["headers"]),
        body: body.into(),
    }
}

fn check_end(ends: &Value, end: SignInStep, secrets: &[String]) {
    let printed = format!("{end:?}");
    assert!(!secrets.iter().any(|secret| printed.contains(secret)), "{printed}");
    match end {
        SignInStep::Done(session) => {
            let held: Map<String, Value> = SESSION_KEYS
                .iter()
                .filter(|key| !session.get(key).is_empty())
                .map(|key| (key.to_string(), json!(session.get(key))))
                .collect();
            assert_eq!(format!("{session:?}").matches('"').count(), held.len() * 2, "{session:?}");
            assert_eq!(&json!({ "session": held }), ends);
        }
        SignInStep::Failed(error) => {
            let all = serde_json::to_value(&error).expect("data");
            let expected = ends["failed"].as_object().unwrap_or_else(|| panic!("{all:#} instead of {ends}"));
            for (key, value) in expected {
                assert_eq!(&all[key], value, "{key} in {all:#}");
            }
            let all = everything(&error);
            assert!(!secrets.iter().any(|secret| all.contains(secret)), "{all}");
        }
        other => panic!("{other:?} is no end"),
    }
}

fn play(file: &Path) {
    let script: Value = serde_json::from_slice(&std::fs::read(file).expect("a file")).expect("JSON");
    known_keys(&script, &["about", "baseUrl", "settings", "credentials", "steps", "ends"]);
    let settings = pairs(&script["settings"]);
    let settings: Vec<_> = settings.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let source = source_with(script["baseUrl"].as_str().unwrap_or(BASE_URL), &settings);
    let credentials: Credentials = pairs(&script["credentials"]).into_iter().collect();
    let secrets = secrets(&script);
    let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
    let mut conversation = vendor().sign_in(&attempt);
    let mut now = conversation.next(NOW, SignInInput::Start);
    for step in script["steps"].as_array().expect("steps") {
        now = match now {
            SignInStep::Send(request) => {
                check_sent(step, &request, &secrets);
                conversation.next(NOW, SignInInput::Answer(&heard(step)))
            }
            other => panic!("{other:?} instead of {step}"),
        };
    }
    check_end(&script["ends"], now, &secrets);
}

#[test]
fn every_conversation_goes_as_written() {
    let files = entries(&folder("huawei-sign-in"));
    assert!(files.len() >= 18, "{} conversations: some are lost", files.len());
    let mut failed = Vec::new();
    for file in &files {
        if std::panic::catch_unwind(|| play(file)).is_err() {
            failed.push(name(file));
        }
    }
    assert!(failed.is_empty(), "not as written: {failed:#?}");
}

#[test]
fn a_token_is_renewed_before_it_ends() {
    let with = |expires: &str| session(&[("token", "T"), ("project", "p"), ("expires", expires)]);
    let at = vendor().renew_at(&with("2026-11-21T05:00:00Z"));
    assert_eq!(at, Timestamp::parse_iso("2026-11-21T04:55:00Z"));
    assert_eq!(vendor().renew_at(&keys()), None);
    assert_eq!(vendor().renew_at(&with("")), None);
}
