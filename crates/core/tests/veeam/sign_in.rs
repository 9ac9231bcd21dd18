//! Sign-in conversations as files: every `tests/fixtures/veeam-sign-in/*.json` is one.
//!
//! * `about`: why it is there. `settings`: of the source. `earlier`: what the session before holds; with it the sign-in
//!   is a renewal, unless `renewal` is false.
//! * `steps`: what the client must do, and what it then hears.
//!   * `form`: a POST to the token endpoint with exactly these fields; `get`: a GET of this path, with the token. Then it
//!     hears `answer` (JSON) or `text`, with `status` and `headers`.
//!   * `ask`: it must ask for a one-time code; `null` for the first time, else the kind of the error that it tells. Then
//!     a person gives `code`.
//! * `ends`: `session` with all that it holds, or `failed` with fields of the error.
//!
//! Whatever a file says, no secret is ever in an address, a printed value or an error.

use std::path::Path;

use serde_json::{Map, Value, json};
use tapedeck_core::error::Kind;
use tapedeck_core::http::{Method, Request, Response};
use tapedeck_core::model::{Source, Timestamp};
use tapedeck_core::vendors::{Attempt, Credentials, Session, SignIn, SignInInput, SignInStep};

use crate::support::*;

pub const PASSWORD: &str = "pa55 w&rd=ü+%";
const KEYS: [&str; 6] = ["access_token", "refresh_token", "renew_at", "role", "user", "version"];

pub fn credentials() -> Credentials {
    [("userName", "ada"), ("password", PASSWORD)].into_iter().collect()
}

pub fn signing_in<'a>(source: &'a Source, earlier: Option<&'a Session>, renewal: bool) -> Box<dyn SignIn> {
    vendor().sign_in(&Attempt { source, credentials: &credentials(), earlier, renewal })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not text: {value}")).to_string()
}

fn known_keys(value: &Value, keys: &[&str]) {
    for key in value.as_object().into_iter().flat_map(Map::keys) {
        assert!(keys.contains(&key.as_str()), "no key {key:?}");
    }
}

fn check_sent(step: &Value, request: &Request, secrets: &[&str]) {
    assert!(!request.cookies, "the cookies of the appliance's own page stay out of it");
    assert_eq!(header(request, "Accept"), Some("application/json"));
    if let Some(form) = step["form"].as_object() {
        assert_eq!((request.method, request.url.as_str()), (Method::Post, "https://vbaz.example/api/oauth2/token"));
        assert_eq!(header(request, "Content-Type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(header(request, "Authorization"), None);
        let form: Vec<_> = form.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        assert_eq!(fields(request), form);
    } else {
        assert_eq!((request.method, request.url.clone()), (Method::Get, format!("{BASE_URL}{}", text(&step["get"]))));
        let token = header(request, "Authorization").expect("the token");
        assert!(token.starts_with("Bearer ACCESS"), "{token}");
    }
    let printed = format!("{request:?}");
    for secret in secrets {
        assert!(!printed.contains(secret) && !request.url.contains(secret), "{secret} in {printed}");
    }
}

fn heard(step: &Value) -> Response {
    let body = step.get("answer").map_or_else(|| text(&step["text"]), Value::to_string);
    let headers = step["headers"].as_object().into_iter().flatten();
    let headers = headers.map(|(name, value)| (name.clone(), text(value))).collect();
    Response { status: step["status"].as_u64().unwrap_or(200) as u16, headers, body: body.into_bytes() }
}

fn check_end(ends: &Value, end: SignInStep, secrets: &[&str]) {
    let printed = format!("{end:?}");
    assert!(!secrets.iter().any(|secret| printed.contains(secret)), "{printed}");
    match end {
        SignInStep::Done(session) => {
            let held: Map<String, Value> = KEYS
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
            assert!(!secrets.iter().any(|secret| all.contains(secret)), "{all}");
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
    let script = json_file(file).expect("a file");
    known_keys(&script, &["about", "settings", "earlier", "renewal", "steps", "ends"]);
    let settings = script["settings"].as_object().into_iter().flatten();
    let settings = settings.map(|(key, value)| (key.clone(), text(value))).collect();
    let source = Source { settings, ..source() };
    let earlier: Option<Session> = script["earlier"].as_object().map(|held| {
        let mut session = Session::default();
        for (key, value) in held {
            session.set(KEYS.iter().find(|known| *known == key).expect("a key of a session"), text(value));
        }
        session
    });
    let secrets = [PASSWORD, "ACCESS-", "REFRESH-", "MFA-", "123456", "000000"];
    let renewal = script["renewal"].as_bool().unwrap_or(earlier.is_some());
    let mut conversation = signing_in(&source, earlier.as_ref(), renewal);
    let mut now = conversation.next(NOW, SignInInput::Start);
    for step in script["steps"].as_array().expect("steps") {
        known_keys(step, &["form", "get", "answer", "text", "status", "headers", "ask", "code"]);
        now = match now {
            SignInStep::Send(request) if step.get("ask").is_none() => {
                check_sent(step, &request, &secrets);
                conversation.next(NOW, SignInInput::Answer(&heard(step)))
            }
            SignInStep::AskCode { error, picture } if step.get("ask").is_some() => {
                let told = error.as_ref().map(|error| format!("{:?}", error.kind));
                assert_eq!((told.as_deref(), picture), (step["ask"].as_str(), None), "{step}");
                let all = error.as_ref().map(everything).unwrap_or_default();
                assert!(!secrets.iter().any(|secret| all.contains(secret)), "{all}");
                conversation.next(NOW, SignInInput::Code(&text(&step["code"])))
            }
            other => panic!("{other:?} instead of {step}"),
        };
    }
    check_end(&script["ends"], now, &secrets);
}

#[test]
fn every_conversation_goes_as_written() {
    let files = entries(&folder("veeam-sign-in"));
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

/// Every version is asked for before it is said that there is none.
#[test]
fn all_versions_are_looked_for_the_newest_first() {
    let source = source();
    let mut conversation = signing_in(&source, None, false);
    let mut step = conversation.next(NOW, SignInInput::Start);
    let mut asked = Vec::new();
    let token = ok(r#"{"access_token":"ACCESS-1","expires_in":3600}"#);
    let error = loop {
        step = match step {
            SignInStep::Send(request) if request.method == Method::Get => {
                asked.push(request.url.split('/').nth(4).unwrap().to_string());
                conversation.next(NOW, SignInInput::Answer(&answer(404, &[], "")))
            }
            SignInStep::Send(_) => conversation.next(NOW, SignInInput::Answer(&token)),
            SignInStep::Failed(error) => break error,
            other => panic!("{other:?}"),
        };
    };
    assert_eq!(asked, ["v8.1", "v8", "v7", "v6", "v5", "v4", "v3", "v2", "v1"]);
    assert_eq!(error.kind, Kind::NotSupported);
    assert!(!error.meaning.is_empty() && !error.remedy.is_empty());
}

#[test]
fn a_session_is_renewed_a_minute_before_its_end() {
    for (lifetime, until) in [(3600, 3540), (120, 60), (60, 30), (1, 0)] {
        let mut conversation = {
            let source = source_of("v8");
            signing_in(&source, None, false)
        };
        conversation.next(NOW, SignInInput::Start);
        let token = ok(format!(r#"{{"access_token":"ACCESS-1","expires_in":{lifetime}}}"#));
        let SignInStep::Done(session) = conversation.next(NOW, SignInInput::Answer(&token)) else { panic!() };
        let at = vendor().renew_at(&session).expect("an end").0 - NOW.0;
        assert_eq!(at / 1000, until, "{lifetime}");
    }
    assert_eq!(vendor().renew_at(&session(&[])), None);
}

#[test]
fn signing_out_revokes_the_token() {
    let request = vendor().sign_out(&source(), &signed_in(), Timestamp(0)).expect("a request");
    assert_eq!((request.method, request.url.as_str()), (Method::Delete, "https://vbaz.example/api/oauth2/token"));
    assert_eq!(header(&request, "Authorization"), Some("Bearer ACCESS-1"));
    assert!(request.body.is_empty() && !format!("{request:?}").contains("ACCESS-1"));
}
