//! How a sign-in goes: one signed request, and no key anywhere but in the signature.

use tapedeck_core::error::{Kind, Reaction};
use tapedeck_core::http::Response;
use tapedeck_core::vendors::{Attempt, Credentials, SignInInput, SignInStep};

use crate::vendor::*;

const TOKEN: &str = "sts-t0ken";

fn sign_in(credentials: &Credentials, answer: &Response) -> SignInStep {
    let source = source();
    let attempt = Attempt { source: &source, credentials, earlier: None, renewal: false };
    let mut conversation = vendor().sign_in(&attempt);
    match conversation.next(NOW, SignInInput::Start) {
        SignInStep::Send(request) => {
            assert_eq!(field(&request, "Action"), "ListUPgSQLInstance");
            assert_eq!(field(&request, "SecurityToken"), credentials.get("securityToken").trim());
            let text = format!("{request:?} {} {:?}", request.url, request.headers);
            assert!(!text.contains(TOKEN) && !text.contains("Signature"), "{text}");
            assert!(!String::from_utf8_lossy(&request.body).contains(PRIVATE), "the private key is never sent");
            conversation.next(NOW, SignInInput::Answer(answer))
        }
        step => step,
    }
}

#[test]
fn a_good_key_is_kept_in_the_session() {
    let credentials: Credentials = [
        ("publicKey", format!(" {PUBLIC}\n")),
        ("privateKey", format!("{PRIVATE} ")),
        ("securityToken", TOKEN.to_string()),
    ]
    .into_iter()
    .collect();
    match sign_in(&credentials, &ok(r#"{"RetCode":"0","DataSet":[]}"#)) {
        SignInStep::Done(session) => {
            assert_eq!(session.get("public_key"), PUBLIC, "blanks around a pasted key are no part of it");
            assert_eq!(session.get("private_key"), PRIVATE);
            assert_eq!(session.get("security_token"), TOKEN);
            assert_eq!(vendor().renew_at(&session), None);
            assert_eq!(vendor().sign_out(&source(), &session, NOW), None, "a key is not signed out");
            let text = format!("{session:?}");
            assert!(!text.contains(PRIVATE) && !text.contains(TOKEN), "{text}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_refusal_says_what_it_is() {
    for (code, kind, reaction) in [
        (171, Kind::WrongPassword, Reaction::SignIn),
        (172, Kind::WrongPassword, Reaction::SignIn),
        (174, Kind::SessionEnded, Reaction::SignIn),
        (292, Kind::BadValue, Reaction::FixAddress),
        (293, Kind::PermissionDenied, Reaction::FixAddress),
        (294, Kind::SignInDenied, Reaction::GrantPermission),
        (295, Kind::PermissionDenied, Reaction::GrantPermission),
        (299, Kind::PermissionDenied, Reaction::GrantPermission),
        (153, Kind::RateLimited, Reaction::RetryLater),
        (150, Kind::Busy, Reaction::RetryLater),
    ] {
        let body =
            format!(r#"{{"RetCode":{code},"Action":"ListUPgSQLInstanceResponse","Message":"{PRIVATE} {TOKEN}"}}"#);
        match sign_in(&credentials(TOKEN), &ok(body)) {
            SignInStep::Failed(error) => {
                assert_eq!((error.kind, error.reaction), (kind, reaction), "{code}");
                assert_eq!(error.code, code.to_string());
                assert!(!error.meaning.is_empty() && !error.remedy.is_empty(), "{code}");
                let all = everything(&error);
                assert!(!all.contains(PRIVATE) && !all.contains(TOKEN), "{all}");
            }
            other => panic!("{code}: {other:?}"),
        }
    }
}

#[test]
fn nothing_is_sent_without_both_keys() {
    for missing in ["publicKey", "privateKey"] {
        let mut credentials = credentials("");
        credentials.set(missing, " ");
        match sign_in(&credentials, &ok("")) {
            SignInStep::Failed(error) => assert_eq!(error.kind, Kind::WrongPassword),
            other => panic!("{missing}: {other:?}"),
        }
    }
}

#[test]
fn nothing_is_sent_without_a_region() {
    let (source, credentials) = (with_settings(&[("zone", "cn-zj-01")]), credentials(""));
    let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
    match vendor().sign_in(&attempt).next(NOW, SignInInput::Start) {
        SignInStep::Failed(error) => assert_eq!((error.kind, error.reaction), (Kind::BadValue, Reaction::FixAddress)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_portal_is_no_sign_in() {
    for (status, body, kind) in [
        (200, "<!doctype html><title>Portal</title>", Kind::Html),
        (502, "<html>Bad Gateway</html>", Kind::Busy),
        (200, "", Kind::Unreadable),
        (200, "[]", Kind::Unreadable),
        (200, "{}", Kind::Unreadable),
        (200, r#"{"RetCode":0,"DataSet":[{"Inst"#, Kind::Cut),
    ] {
        match sign_in(&credentials(""), &Response { status, ..ok(body) }) {
            SignInStep::Failed(error) => assert_eq!(error.kind, kind, "{body}"),
            other => panic!("{body}: {other:?}"),
        }
    }
}
