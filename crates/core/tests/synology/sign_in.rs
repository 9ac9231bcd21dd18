//! Sign-in conversations as files: every `tests/fixtures/synology-sign-in/*.json` is one.
//!
//! * `about`: why it is there. `settings`: of the source. `credentials`: beside account `ada` and the password.
//!   `earlier`: what the session before remembers.
//! * `steps`: what the client must do, and what it then hears.
//!   * `send`: the path under `webapi/`; `fields` must be there with these values, `lacks` must not be there, `form` is
//!     the whole form in its order. Then it hears `answer` (JSON) or `text`, with `status` and `headers`.
//!   * `ask`: it must ask for a one-time code; `null` for the first time, else the kind of the error that it tells. Then
//!     a person gives `code`.
//! * `ends`: `session` with all that it holds, or `failed` with fields of the error.
//!
//! Whatever a file says, no secret is ever in an address, a header, a printed value or an error.

use std::path::Path;

use serde_json::{Map, Value, json};
use tapedeck_core::http::{Method, Request, Response};
use tapedeck_core::model::Source;
use tapedeck_core::vendors::{Credentials, Session, SignInInput, SignInStep};

use crate::support::*;

const PASSWORD: &str = "pa55 w&rd=ü+%";
const SESSION_KEYS: [&str; 13] = [
    "account",
    "auth_path",
    "auth_version",
    "device_id",
    "log_path",
    "log_versions",
    "overview_path",
    "overview_versions",
    "session_name",
    "sid",
    "syno_token",
    "task_path",
    "task_versions",
];

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not text: {value}")).to_string()
}

fn pairs(value: &Value) -> Vec<(String, String)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text(value))).collect()
}

fn known_keys(at: &str, value: &Value, keys: &[&str]) {
    for key in value.as_object().into_iter().flat_map(Map::keys) {
        assert!(keys.contains(&key.as_str()), "{at}: no key {key:?}");
    }
}

/// What must not be seen: the password, codes, and all that answers hand out.
fn secrets(script: &Value) -> Vec<String> {
    let mut out = vec![PASSWORD.to_string()];
    let mut data = vec![&script["earlier"]];
    for step in script["steps"].as_array().expect("steps") {
        out.extend(step["code"].as_str().map(|code| code.replace(' ', "")));
        data.extend([&step["answer"]["data"], &step["answer"]["error"]["errors"]]);
    }
    for data in data {
        for key in ["sid", "synotoken", "did", "device_id", "token"] {
            out.extend(data[key].as_str().map(str::to_string));
        }
    }
    out.retain(|secret| !secret.is_empty());
    out
}

fn check_sent(step: &Value, request: &Request, secrets: &[String]) {
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, format!("{BASE_URL}webapi/{}", text(&step["send"])), "{step}");
    assert_eq!(request.headers.len(), 1, "{:?}: no header but the type of the body", request.headers);
    assert!(!request.cookies, "the cookies of the person's own DSM tab stay out of it");
    let sent = fields(request);
    for (name, value) in pairs(&step["fields"]) {
        assert_eq!(field(request, &name), Some(value), "{name} in {sent:?}");
    }
    for name in step["lacks"].as_array().into_iter().flatten().map(text) {
        assert_eq!(field(request, &name), None, "{name} in {sent:?}");
    }
    if let Some(form) = step["form"].as_object() {
        let form: Vec<_> = form.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        assert_eq!(sent, form);
    }
    let login = field(request, "method").as_deref() == Some("login");
    assert_eq!(sent.iter().any(|(_, value)| value == PASSWORD), login, "the password is in a login, and nowhere else");
    assert_eq!(field(request, "passwd").is_some(), login);
    let printed = format!("{request:?}");
    for secret in secrets {
        for place in [&request.url, &printed, &request.headers[0].1] {
            assert!(!place.contains(secret), "{secret} in {place}");
        }
    }
}

fn heard(step: &Value) -> Response {
    let body = match step.get("answer") {
        Some(answer) => answer.to_string(),
        None => text(&step["text"]),
    };
    let headers = pairs(&step["headers"]);
    Response { status: step["status"].as_u64().unwrap_or(200) as u16, headers, body: body.into_bytes() }
}

fn check_end(ends: &Value, end: SignInStep, secrets: &[String]) {
    let printed = format!("{end:?}");
    for secret in secrets {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    match end {
        SignInStep::Done(session) => {
            let held: Map<String, Value> = SESSION_KEYS
                .iter()
                .filter(|key| !session.get(key).is_empty())
                .map(|key| (key.to_string(), json!(session.get(key))))
                .collect();
            let printed = format!("{session:?}");
            assert_eq!(printed.matches('"').count(), held.len() * 2, "{printed} has a key that is not looked at");
            assert_eq!(&json!({ "session": held }), ends);
        }
        SignInStep::Failed(error) => {
            let all = everything(&error);
            for secret in secrets {
                assert!(!all.contains(secret), "{secret} in {all}");
            }
            let fields = ends["failed"].as_object().unwrap_or_else(|| panic!("failed, not {ends}: {error:?}"));
            let error = serde_json::to_value(&error).expect("an error is data");
            for (key, value) in fields {
                assert_eq!(&error[key], value, "{key} of {error}");
            }
        }
        other => panic!("{other:?} instead of {ends}"),
    }
}

fn play(file: &Path) {
    let script: Value = serde_json::from_slice(&std::fs::read(file).expect("a file")).expect("JSON");
    known_keys("script", &script, &["about", "settings", "credentials", "earlier", "steps", "ends"]);
    let mut source = Source { base_url: BASE_URL.into(), ..source() };
    source.settings = pairs(&script["settings"]).into_iter().collect();
    let mut credentials: Credentials = [("account", "ada"), ("password", PASSWORD)].into_iter().collect();
    for (key, value) in pairs(&script["credentials"]) {
        credentials.set(&key, value);
    }
    let earlier: Option<Session> = script.get("earlier").map(|held| {
        let known = |name: &str| *SESSION_KEYS.iter().find(|key| **key == name).expect("a key of a session");
        let held = pairs(held);
        session(&held.iter().map(|(key, value)| (known(key), value.as_str())).collect::<Vec<_>>())
    });
    let secrets = secrets(&script);

    let mut conversation = signing_in(&source, &credentials, earlier.as_ref());
    let mut now = next(&mut conversation, SignInInput::Start);
    for step in script["steps"].as_array().expect("steps") {
        let keys = ["send", "fields", "lacks", "form", "answer", "text", "status", "headers", "ask", "code"];
        known_keys("step", step, &keys);
        now = match now {
            SignInStep::Send(request) if step.get("send").is_some() => {
                check_sent(step, &request, &secrets);
                next(&mut conversation, SignInInput::Answer(&heard(step)))
            }
            SignInStep::AskCode { error, .. } if step.get("ask").is_some() => {
                let told = error.as_ref().map(|error| format!("{:?}", error.kind));
                assert_eq!(told.as_deref(), step["ask"].as_str(), "{step}");
                let all = error.as_ref().map(everything).unwrap_or_default();
                assert!(!secrets.iter().any(|secret| all.contains(secret)), "{all}");
                next(&mut conversation, SignInInput::Code(&text(&step["code"])))
            }
            other => panic!("{other:?} instead of {step}"),
        };
    }
    check_end(&script["ends"], now, &secrets);
}

#[test]
fn every_conversation_goes_as_written() {
    let files = entries(&folder("synology-sign-in"));
    assert!(files.len() >= 20, "{} conversations: some are lost", files.len());
    let mut failed = Vec::new();
    for file in &files {
        // All of them, so that one change shows all that it changes. What differs is printed by the assertion itself.
        if std::panic::catch_unwind(|| play(file)).is_err() {
            failed.push(name(file));
        }
    }
    assert!(failed.is_empty(), "not as written: {failed:#?}");
}

/// An end that is not the expected one must be seen.
#[test]
fn a_wrong_end_is_noticed() {
    let done = SignInStep::Done(session(&[("sid", "S")]));
    let ends = json!({"session": {"sid": "other"}});
    assert!(std::panic::catch_unwind(move || check_end(&ends, done, &[])).is_err());
}
