//! Sign-in conversations as files, as `support/conversations.rs` says. What only this vendor has:
//!
//! * `baseUrl` and `settings`: of the source. `credentials`: all of them.
//! * A request is `send`: method and address. `body` is what is sent as JSON; `signed` says that it is signed instead of
//!   open.
//!
//! Whatever a file says, no secret is ever in an address, a printed value or an error.

use serde_json::Value;
use tapedeck_core::http::Request;
use tapedeck_core::model::Timestamp;
use tapedeck_core::vendors::{Attempt, Credentials};

use crate::vendor::*;

const SESSION_KEYS: [&str; 7] = ["access_key", "expires", "project", "region", "secret_key", "security_token", "token"];

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
    assert_eq!(format!("{} {}", request.method.as_str(), request.url), text(&step["send"]));
    let sent: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    assert_eq!(sent, step["body"], "{step}");
    assert_eq!(header(request, "Authorization").is_some(), step["signed"] == true, "{step}");
    assert!(header(request, "X-Auth-Token").is_none() && !request.cookies);
    shows_none_of(secrets, &printed(request));
}

fn play(script: &Value) {
    known_keys("script", script, &["about", "baseUrl", "settings", "credentials", "steps", "ends"]);
    let settings = pairs(&script["settings"]);
    let settings: Vec<_> = settings.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let source = source_with(script["baseUrl"].as_str().unwrap_or(BASE_URL), &settings);
    let credentials: Credentials = pairs(&script["credentials"]).into_iter().collect();
    let secrets = secrets(script);
    let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
    let own = ["send", "body", "signed"];
    let end = follow(vendor().sign_in(&attempt), NOW, script, &secrets, &own, |step, request| {
        check_sent(step, request, &secrets);
    });
    check_end(&script["ends"], end, &SESSION_KEYS, &secrets);
}

#[test]
fn every_conversation_goes_as_written() {
    play_all("huawei-sign-in", 18, play);
}

#[test]
fn a_token_is_renewed_before_it_ends() {
    let with = |expires: &str| session(&[("token", "T"), ("project", "p"), ("expires", expires)]);
    let at = vendor().renew_at(&with("2026-11-21T05:00:00Z"));
    assert_eq!(at, Timestamp::parse_iso("2026-11-21T04:55:00Z"));
    assert_eq!(vendor().renew_at(&keys()), None);
    assert_eq!(vendor().renew_at(&with("")), None);
}
