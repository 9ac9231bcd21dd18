//! Sign-ins as files, and questions that are led to their end.
//!
//! Every `tests/fixtures/<vendor>-sign-in/*.json` is one sign-in. `steps` are what the client must do, and what it then
//! hears:
//!
//! * a request, in the words of the vendor's own tests; then it hears `answer` (JSON) or `text`, with `status` and
//!   `headers`;
//! * `ask`: it must ask for a code; `null`, or the kind of the error that it tells, with a `picture` of this type if
//!   there is one. Then a person gives `code`.
//!
//! `ends` is `session` with all that it holds, or `failed` with fields of the error.

use std::path::Path;

use serde_json::{Map, Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::Timestamp;
use tapedeck_core::vendors::{Answer, Exchange, Next, Session, SignIn, SignInInput, SignInStep};

use super::files::{entries, folder, json_file, known_keys, name, pairs, text};
use super::http::{everything, heard, session, shows_none_of};

/// What a step of a sign-in may have beside the vendor's own words for a request.
const STEP_KEYS: [&str; 7] = ["answer", "text", "status", "headers", "ask", "picture", "code"];

/// Plays all files of a folder. All of them, so that one change shows all that it changes; what differs is printed by
/// the assertion itself.
pub fn play_all(folder_name: &str, least: usize, play: impl Fn(&Value) + std::panic::RefUnwindSafe) {
    let files = entries(&folder(folder_name));
    assert!(files.len() >= least, "{} conversations: some are lost", files.len());
    let plays = |file: &Path| {
        let script = json_file(file).expect("a file");
        play(&script);
    };
    let failed: Vec<_> = files.iter().filter(|file| std::panic::catch_unwind(|| plays(file)).is_err()).collect();
    assert!(failed.is_empty(), "not as written: {:#?}", failed.iter().map(|file| name(file)).collect::<Vec<_>>());
}

/// Leads a sign-in through the steps of a script, up to its end. `own` are the vendor's words for a request, and `sent`
/// compares one with them.
pub fn follow(
    mut conversation: Box<dyn SignIn>,
    now: Timestamp,
    script: &Value,
    secrets: &[String],
    own: &[&str],
    sent: impl Fn(&Value, &Request),
) -> SignInStep {
    let mut step = conversation.next(now, SignInInput::Start);
    for written in script["steps"].as_array().expect("steps") {
        known_keys("step", written, &[&STEP_KEYS, own].concat());
        step = match step {
            SignInStep::Send(request) if written.get("ask").is_none() => {
                sent(written, &request);
                conversation.next(now, SignInInput::Answer(&heard(written)))
            }
            SignInStep::AskCode { error, picture } if written.get("ask").is_some() => {
                let told = error.as_ref().map(|error| format!("{:?}", error.kind));
                assert_eq!(told.as_deref(), written["ask"].as_str(), "{written}");
                assert_eq!(picture.map(|picture| picture.mime).as_deref(), written["picture"].as_str(), "{written}");
                shows_none_of(secrets, &error.as_ref().map(everything).unwrap_or_default());
                conversation.next(now, SignInInput::Code(&text(&written["code"])))
            }
            other => panic!("{other:?} instead of {written}"),
        };
    }
    step
}

/// A session that holds what a script says. `keys` are all that a session may hold.
pub fn session_of(held: &Value, keys: &[&'static str]) -> Session {
    let known = |name: &str| keys.iter().find(|key| **key == name).expect("a key of a session");
    let held = pairs(held);
    session(&held.iter().map(|(key, value)| (*known(key), value.as_str())).collect::<Vec<_>>())
}

/// Compares the end of a sign-in with what is written of it. `keys` are all that a session may hold.
pub fn check_end(ends: &Value, end: SignInStep, keys: &[&str], secrets: &[String]) -> Option<Session> {
    shows_none_of(secrets, &format!("{end:?}"));
    match end {
        SignInStep::Done(session) => {
            let held = keys.iter().filter(|key| !session.get(key).is_empty());
            let held: Map<String, Value> = held.map(|key| (key.to_string(), json!(session.get(key)))).collect();
            let printed = format!("{session:?}");
            assert_eq!(printed.matches('"').count(), held.len() * 2, "{printed} has a key that is not looked at");
            assert_eq!(&json!({ "session": held }), ends);
            Some(session)
        }
        SignInStep::Failed(error) => {
            shows_none_of(secrets, &everything(&error));
            let fields = ends["failed"].as_object().unwrap_or_else(|| panic!("failed, not {ends}: {error:?}"));
            let error = serde_json::to_value(&error).expect("an error is data");
            for (key, value) in fields {
                assert_eq!(&error[key], value, "{key} of {error}");
            }
            None
        }
        other => panic!("{other:?} instead of {ends}"),
    }
}

/// Leads a question to its end, as the engine does: every request is answered by `server`, and what fails for a passing
/// reason is asked again, `tries` times. After more than `most` requests it has no end.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn lead_to_end(
    exchange: &mut dyn Exchange,
    mut now: Timestamp,
    (most, tries): (u32, u32),
    mut server: impl FnMut(&Request) -> Response,
) -> Result<Answer, Error> {
    let mut failed = 0;
    for _ in 0..most {
        let request = exchange.request(now);
        match exchange.take(&server(&request)) {
            Ok(Next::Done(answer)) => return Ok(answer),
            Ok(Next::Send) => failed = 0,
            Ok(Next::SendAfter(ms)) => {
                failed = 0;
                now.0 += i64::from(ms);
            }
            Err(error) if error.is_transient() && failed < tries => failed += 1,
            Err(error) => return Err(error),
        }
    }
    panic!("a question without an end");
}

/// What the answer to a question becomes that is one request.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn read_once(mut exchange: Box<dyn Exchange>, response: &Response) -> Result<Answer, Error> {
    match exchange.take(response)? {
        Next::Done(answer) => Ok(answer),
        next => panic!("{next:?} instead of an answer"),
    }
}

/// An end that is not the expected one must be seen.
#[test]
fn a_wrong_end_is_noticed() {
    let ends = json!({"session": {"sid": "other"}});
    for (keys, secrets) in [(["sid"].as_slice(), Vec::new()), (&[], Vec::new()), (&["sid"], vec!["sid".to_string()])] {
        let (ends, session) = (ends.clone(), session(&[("sid", "S")]));
        let wrong = move || check_end(&ends, SignInStep::Done(session), keys, &secrets).is_some();
        assert!(std::panic::catch_unwind(wrong).is_err());
    }
}
