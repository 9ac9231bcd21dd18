//! Sign-in conversations as files: every `tests/fixtures/datafor-sign-in/*.json` is one.
//!
//! * `about`: why it is there. `base`: the address of the source. `settings`: of the source. `credentials`: beside
//!   account `ada` and the password.
//! * `steps`: what the client must do, and what it then hears.
//!   * `get` or `post`: the path below the root, or a whole address; `form` is the whole form, `authorization` the header.
//!     Then it hears `answer` (JSON) or `text`, with `status` and `headers`.
//!   * `ask`: it must ask for what is in a picture of the type `picture`; `null`, or the kind of the error that it tells.
//!     Then a person gives `code`.
//! * `ends`: `session` with all that it holds, or `failed` with fields of the error.
//!
//! Whatever a file says, no secret is ever in an address, a printed value or an error, and the cookie goes along only
//! where nothing else proves who asks.

use std::path::Path;

use serde_json::{Map, Value, json};
use tapedeck_core::http::{Method, Request, Response};
use tapedeck_core::model::Timestamp;
use tapedeck_core::vendors::{Credentials, SignInInput, SignInStep};

use crate::support::*;

const PASSWORD: &str = "pa55 w&rd=ü+%";
const ENCODED: &str = "YWRhOnBhNTUgdyZyZD3DvCsl";
const SESSION_KEYS: [&str; 4] = ["account", "authorization", "ends", "root"];

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

fn shows_no_secret(text: &str) {
    for secret in [PASSWORD, ENCODED, "SECRET"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

fn check_sent(step: &Value, request: &Request) {
    let (method, at) = match step.get("get") {
        Some(at) => (Method::Get, text(at)),
        None => (Method::Post, text(&step["post"])),
    };
    let url = if at.starts_with("https://") { at } else { format!("{BASE_URL}{at}") };
    assert_eq!((request.method, &request.url), (method, &url));
    assert_eq!(fields(request), pairs(&step["form"]), "{step}");
    let authorization = step["authorization"].as_str();
    assert_eq!(header(request, "Authorization"), authorization, "{step}");
    assert_eq!(request.cookies, authorization.is_none(), "{step}");
    let own = if authorization.is_some() { 1 } else { 0 };
    let form = usize::from(method == Method::Post);
    assert_eq!(request.headers.len(), own + form, "no other header: a browser would ask for permission first");
    shows_no_secret(&request.url);
    shows_no_secret(&format!("{request:?}"));
}

fn heard(step: &Value) -> Response {
    let body = match step.get("answer") {
        Some(answer) => answer.to_string(),
        None => text(&step["text"]),
    };
    let headers = pairs(&step["headers"]);
    Response { status: step["status"].as_u64().unwrap_or(200) as u16, headers, body: body.into_bytes() }
}

fn check_end(ends: &Value, end: SignInStep) {
    shows_no_secret(&format!("{end:?}"));
    match end {
        SignInStep::Done(session) => {
            let held: Map<String, Value> = SESSION_KEYS
                .iter()
                .filter(|key| !session.get(key).is_empty())
                .map(|key| (key.to_string(), json!(session.get(key))))
                .collect();
            assert_eq!(format!("{session:?}").matches('"').count(), held.len() * 2, "a key that is not looked at");
            assert_eq!(&json!({ "session": held }), ends);
            let end = session.get("ends").parse().ok().map(Timestamp);
            assert_eq!(vendor().renew_at(&session), end, "renewed when it ends");
        }
        SignInStep::Failed(error) => {
            shows_no_secret(&everything(&error));
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
    known_keys("script", &script, &["about", "base", "settings", "credentials", "steps", "ends"]);
    let mut source = source();
    source.settings = pairs(&script["settings"]).into_iter().collect();
    if let Some(base) = script["base"].as_str() {
        source.base_url = base.into();
    }
    let mut credentials: Credentials = [("account", "ada"), ("password", PASSWORD)].into_iter().collect();
    for (key, value) in pairs(&script["credentials"]) {
        credentials.set(&key, value);
    }
    let mut conversation = signing_in(&source, &credentials);
    let mut now = next(&mut conversation, SignInInput::Start);
    for step in script["steps"].as_array().expect("steps") {
        let sent = ["get", "post", "form", "authorization", "answer", "text", "status", "headers"];
        known_keys("step", step, &[sent.as_slice(), &["ask", "picture", "code"]].concat());
        now = match now {
            SignInStep::Send(request) if step.get("ask").is_none() => {
                check_sent(step, &request);
                next(&mut conversation, SignInInput::Answer(&heard(step)))
            }
            SignInStep::AskCode { error, picture } if step.get("ask").is_some() => {
                let told = error.as_ref().map(|error| format!("{:?}", error.kind));
                assert_eq!(told.as_deref(), step["ask"].as_str(), "{step}");
                assert_eq!(picture.map(|picture| picture.mime).as_deref(), step["picture"].as_str());
                shows_no_secret(&error.as_ref().map(everything).unwrap_or_default());
                next(&mut conversation, SignInInput::Code(&text(&step["code"])))
            }
            other => panic!("{other:?} instead of {step}"),
        };
    }
    check_end(&script["ends"], now);
}

#[test]
fn every_conversation_goes_as_written() {
    let files = entries(&folder("datafor-sign-in"));
    assert!(files.len() >= 30, "{} conversations: some are lost", files.len());
    let mut failed = Vec::new();
    for file in &files {
        // All of them, so that one change shows all that it changes. What differs is printed by the assertion itself.
        if std::panic::catch_unwind(|| play(file)).is_err() {
            failed.push(name(file));
        }
    }
    assert!(failed.is_empty(), "not as written: {failed:#?}");
}

/// The form shows the fields of the chosen way of signing in, and of the first while nobody chose.
#[test]
fn the_form_shows_what_the_method_needs() {
    let form = vendor().descriptor().credentials;
    for (method, shown) in [
        ("", ["method", "account", "password"].as_slice()),
        ("session", &["method", "account", "password"]),
        ("basic", &["method", "account", "password"]),
        ("token", &["method", "token"]),
    ] {
        let keys: Vec<_> =
            form.iter().filter(|field| field.is_shown(form, |_| method.into())).map(|field| field.key).collect();
        assert_eq!(keys, shown, "{method:?}");
    }
}
