//! Sign-in conversations as files, as `support/conversations.rs` says. What only this vendor has:
//!
//! * `settings`: of the source. `earlier`: what the session before holds; with it the sign-in is a renewal, unless
//!   `renewal` is false.
//! * A request is `form`: a POST to the token endpoint with exactly these fields; or `get`: a GET of this path, with the
//!   token.
//!
//! Whatever a file says, no secret is ever in an address, a printed value or an error.

use serde_json::Value;
use tapedeck_core::error::Kind;
use tapedeck_core::http::{Method, Request};
use tapedeck_core::model::{Source, Timestamp};
use tapedeck_core::vendors::{Attempt, Credentials, Session, SignIn, SignInInput, SignInStep};

use crate::vendor::*;

pub const PASSWORD: &str = "pa55 w&rd=ü+%";
const KEYS: [&str; 6] = ["access_token", "refresh_token", "renew_at", "role", "user", "version"];

pub fn credentials() -> Credentials {
    [("userName", "ada"), ("password", PASSWORD)].into_iter().collect()
}

pub fn signing_in<'a>(source: &'a Source, earlier: Option<&'a Session>, renewal: bool) -> Box<dyn SignIn> {
    vendor().sign_in(&Attempt { source, credentials: &credentials(), earlier, renewal })
}

fn check_sent(step: &Value, request: &Request, secrets: &[String]) {
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
    shows_none_of(secrets, &printed(request));
}

fn play(script: &Value) {
    known_keys("script", script, &["about", "settings", "earlier", "renewal", "steps", "ends"]);
    let source = Source { settings: pairs(&script["settings"]).into_iter().collect(), ..source() };
    let earlier: Option<Session> = script.get("earlier").map(|held| session_of(held, &KEYS));
    let secrets = [PASSWORD, "ACCESS-", "REFRESH-", "MFA-", "123456", "000000"].map(str::to_string);
    let renewal = script["renewal"].as_bool().unwrap_or(earlier.is_some());
    let conversation = signing_in(&source, earlier.as_ref(), renewal);
    let end = follow(conversation, NOW, script, &secrets, &["form", "get"], |step, request| {
        check_sent(step, request, &secrets);
    });
    check_end(&script["ends"], end, &KEYS, &secrets);
}

#[test]
fn every_conversation_goes_as_written() {
    play_all("veeam-sign-in", 20, play);
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
