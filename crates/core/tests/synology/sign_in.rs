//! Sign-in conversations as files, as `support/conversations.rs` says. What only this vendor has:
//!
//! * `settings`: of the source. `credentials`: beside account `ada` and the password. `earlier`: what the session before
//!   remembers.
//! * A request is `send`: the path under `webapi/`; `fields` must be there with these values, `lacks` must not be there,
//!   `form` is the whole form in its order.
//!
//! Whatever a file says, no secret is ever in an address, a header, a printed value or an error.

use serde_json::Value;
use tapedeck_core::http::{Method, Request};
use tapedeck_core::model::{Source, Timestamp};
use tapedeck_core::vendors::{Credentials, Session};

use crate::vendor::*;

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

fn play(script: &Value) {
    known_keys("script", script, &["about", "settings", "credentials", "earlier", "steps", "ends"]);
    let source = Source { settings: pairs(&script["settings"]).into_iter().collect(), ..source() };
    let mut credentials: Credentials = [("account", "ada"), ("password", PASSWORD)].into_iter().collect();
    for (key, value) in pairs(&script["credentials"]) {
        credentials.set(&key, value);
    }
    let earlier: Option<Session> = script.get("earlier").map(|held| session_of(held, &SESSION_KEYS));
    let secrets = secrets(script);
    let conversation = signing_in(&source, &credentials, earlier.as_ref());
    let own = ["send", "fields", "lacks", "form"];
    let end = follow(conversation, Timestamp(0), script, &secrets, &own, |step, request| {
        check_sent(step, request, &secrets);
    });
    check_end(&script["ends"], end, &SESSION_KEYS, &secrets);
}

#[test]
fn every_conversation_goes_as_written() {
    play_all("synology-sign-in", 20, play);
}
