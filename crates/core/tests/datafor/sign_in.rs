//! Sign-in conversations as files, as `support/conversations.rs` says. What only this vendor has:
//!
//! * `base`: the address of the source. `settings`: of the source. `credentials`: beside account `ada` and the password.
//! * A request is `get` or `post`: the path below the root, or a whole address; `form` is the whole form, `authorization`
//!   the header.
//!
//! Whatever a file says, no secret is ever in an address, a printed value or an error, and the cookie goes along only
//! where nothing else proves who asks.

use serde_json::Value;
use tapedeck_core::http::{Method, Request};
use tapedeck_core::model::Timestamp;
use tapedeck_core::vendors::Credentials;

use crate::vendor::*;

const PASSWORD: &str = "pa55 w&rd=ü+%";
const ENCODED: &str = "YWRhOnBhNTUgdyZyZD3DvCsl";
const SESSION_KEYS: [&str; 4] = ["account", "authorization", "ends", "root"];

fn check_sent(step: &Value, request: &Request, secrets: &[String]) {
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
    let own = usize::from(authorization.is_some()) + usize::from(method == Method::Post);
    assert_eq!(request.headers.len(), own, "no other header: a browser would ask for permission first");
    shows_none_of(secrets, &printed(request));
}

fn play(script: &Value) {
    known_keys("script", script, &["about", "base", "settings", "credentials", "steps", "ends"]);
    let mut source = source();
    source.settings = pairs(&script["settings"]).into_iter().collect();
    if let Some(base) = script["base"].as_str() {
        source.base_url = base.into();
    }
    let mut credentials: Credentials = [("account", "ada"), ("password", PASSWORD)].into_iter().collect();
    for (key, value) in pairs(&script["credentials"]) {
        credentials.set(&key, value);
    }
    let secrets = [PASSWORD, ENCODED, "SECRET"].map(str::to_string);
    let own = ["get", "post", "form", "authorization"];
    let end = follow(signing_in(&source, &credentials), NOW, script, &secrets, &own, |step, request| {
        check_sent(step, request, &secrets);
    });
    if let Some(session) = check_end(&script["ends"], end, &SESSION_KEYS, &secrets) {
        let end = session.get("ends").parse().ok().map(Timestamp);
        assert_eq!(vendor().renew_at(&session), end, "renewed when it ends");
    }
}

#[test]
fn every_conversation_goes_as_written() {
    play_all("datafor-sign-in", 30, play);
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
