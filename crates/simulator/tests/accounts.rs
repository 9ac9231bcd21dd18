//! Signing in, sessions, one-time codes: every account of the table.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Client, NOW, code, get, json as body, post};
use serde_json::{Value, json};
use tapedeck_simulator::synology::Settings;

fn client() -> Client {
    Client::new(Settings::small(1, NOW))
}

const WRONG: &[(&str, &str)] = &[("passwd", "wrong")];

/// An account, what is sent beside it, and the error code.
type Refusal = (&'static str, &'static [(&'static str, &'static str)], i64);

#[test]
fn refusals() {
    let table: [Refusal; 18] = [
        ("admin", &[], 0),
        ("admin", WRONG, 400),
        ("admin", &[("passwd", "")], 400),
        ("", &[], 400),
        ("nobody", &[], 400),
        ("fault-nothing", &[], 400),
        ("guest", &[], 401),
        ("guest", WRONG, 400),
        ("denied", &[], 402),
        ("portal", &[("session", "ActiveBackup")], 402),
        ("portal", &[], 0),
        ("app-portal", &[], 405),
        ("enforce", &[], 406),
        ("blocked", WRONG, 407),
        ("expired-fixed", &[], 408),
        ("expired", &[], 409),
        ("must-change", &[], 410),
        ("locked", &[], 411),
    ];
    for (account, more, wanted) in table {
        assert_eq!(code(&client().login(account, more)), wanted, "{account} {more:?}");
    }
}

#[test]
fn what_a_login_answers() {
    let keys = |answer: &Value| answer["data"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut client = client();
    assert_eq!(keys(&client.login("admin", &[])), ["is_portal_port", "sid"]);
    let token = [("enable_syno_token", "yes")];
    assert_eq!(keys(&client.login("admin", &token)), ["is_portal_port", "sid", "synotoken"]);
    let device = [("otp_code", "123456"), ("enable_device_token", "yes"), ("device_name", "Tapedeck")];
    assert_eq!(keys(&client.login("otp", &device)), ["did", "is_portal_port", "sid"]);
    let answer = client.login_with("7", "otp", &device);
    assert_eq!(keys(&answer), ["account", "device_id", "is_portal_port", "sid"]);
    for version in ["1", "3", "7"] {
        assert_eq!(code(&client.login_with(version, "admin", &[])), 0);
    }
    assert_eq!(code(&client.login_with("8", "admin", &[])), 104);
    assert_eq!(code(&client.login("admin", &[("account", "\"admin\""), ("passwd", "\"tapedeck\"")])), 0);
}

#[test]
fn the_cookie_comes_unless_the_format_is_sid() {
    let mut client = client();
    let login = [
        ("api", "SYNO.API.Auth"),
        ("version", "6"),
        ("method", "login"),
        ("account", "admin"),
        ("passwd", "tapedeck"),
        ("format", "sid"),
    ];
    let cookie = |response: &tapedeck_simulator::Response| response.headers.iter().any(|(key, _)| key == "Set-Cookie");
    assert!(!cookie(&client.send(&post("/webapi/auth.cgi", &login))));
    assert!(cookie(&client.send(&get("/webapi/entry.cgi", &login[..5]))));
}

#[test]
fn one_time_codes_and_remembered_devices() {
    let mut client = client();
    let needed = client.login("otp", &[]);
    assert_eq!(code(&needed), 403);
    assert!(needed["error"]["errors"]["token"].is_string());
    assert_eq!(needed["error"]["errors"]["types"][2], json!({"type": "otp"}));
    assert_eq!(code(&client.login("otp", &[("passwd", "wrong"), ("otp_code", "123456")])), 400);
    assert_eq!(code(&client.login("otp", &[("otp_code", "000000")])), 404);
    let remember = [("otp_code", "123456"), ("enable_device_token", "yes"), ("device_name", "Tapedeck")];
    let did = client.login("otp", &remember)["data"]["did"].as_str().unwrap().to_owned();
    assert_eq!(code(&client.login("otp", &[("device_id", &did), ("device_name", "Tapedeck")])), 0);
    assert_eq!(code(&client.login("otp", &[("device_id", &did)])), 0);
    assert_eq!(code(&client.login("otp", &[("device_id", "other")])), 403);
    assert_eq!(code(&client.login("otp-nosid", &[("device_id", &did)])), 403, "of another account");
}

#[test]
fn a_code_that_only_works_without_format() {
    let mut client = client();
    assert_eq!(code(&client.login("otp-nosid", &[("format", "sid")])), 403);
    assert_eq!(code(&client.login("otp-nosid", &[("format", "sid"), ("otp_code", "123456")])), 404);
    assert_eq!(code(&client.login("otp-nosid", &[("otp_code", "123456")])), 0);
    assert_eq!(client.code("get_info", &[]), 0);
}

#[test]
fn sessions_time_out_only_when_idle() {
    let mut client = Client::small("admin");
    for _ in 0..5 {
        client.now += 29 * 60;
        assert_eq!(client.code("get_info", &[]), 0);
    }
    client.now += 30 * 60 + 1;
    assert_eq!(client.code("get_info", &[]), 106);
    assert_eq!(client.code("get_info", &[]), 106);
    client.login("admin", &[]);
    assert_eq!(client.code("get_info", &[]), 0);
}

#[test]
fn the_same_session_name_displaces() {
    let mut client = client();
    client.login("admin", &[("session", "ActiveBackup")]);
    let first = client.sid.clone();
    client.login("admin", &[("session", "Other")]);
    client.login("admin", &[]);
    client.login("portal", &[]);
    assert_eq!(client.code("get_info", &[("_sid", &first)]), 0);
    client.login("admin", &[("session", "ActiveBackup")]);
    assert_eq!(client.code("get_info", &[("_sid", &first)]), 107);
    assert_eq!(client.code("get_info", &[]), 0);
}

#[test]
fn signing_out() {
    let mut client = Client::small("admin");
    let sid = client.sid.clone();
    let logout = [("api", "SYNO.API.Auth"), ("version", "6"), ("method", "logout"), ("_sid", sid.as_str())];
    assert_eq!(body(&client.send(&get("/webapi/auth.cgi", &logout))), json!({"success": true}));
    assert_eq!(client.code("get_info", &[]), 119);
}

#[test]
fn permissions() {
    assert_eq!(Client::small("viewer").code("list_log", &[]), 105);
    let mut hidden = Client::small("nopackage");
    assert_eq!(hidden.code("list_log", &[]), 102);
    let sid = hidden.sid.clone();
    let query = [("api", "SYNO.API.Info"), ("version", "1"), ("method", "query"), ("query", "all"), ("_sid", &sid)];
    let apis = body(&hidden.send(&get("/webapi/query.cgi", &query)));
    assert!(apis["data"].get("SYNO.ActiveBackup.Log").is_none() && apis["data"].get("SYNO.API.Auth").is_some());
}

#[test]
fn sessions_that_die() {
    let mut short = Client::small("short");
    for _ in 0..2 {
        let codes: Vec<i64> = (0..7).map(|_| short.code("list_log", &[("limit", "1")])).collect();
        assert_eq!(codes, [0, 0, 0, 0, 0, 106, 106]);
        short.login("short", &[]);
    }
    let mut displaced = Client::small("displaced");
    let codes: Vec<i64> = (0..4).map(|_| displaced.code("get_info", &[])).collect();
    assert_eq!(codes, [0, 0, 107, 107]);
    displaced.login("displaced", &[]);
    assert!((0..9).all(|_| displaced.code("get_info", &[]) == 0));

    let mut otp = client();
    let remember = [("otp_code", "123456"), ("enable_device_token", "yes")];
    let did = otp.login("otp-short", &remember)["data"]["did"].as_str().unwrap().to_owned();
    let codes: Vec<i64> = (0..8).map(|_| otp.code("get_info", &[])).collect();
    assert_eq!(codes, [0, 0, 0, 0, 0, 0, 119, 119]);
    assert_eq!(code(&otp.login("otp-short", &[("device_id", &did)])), 403);
    assert_eq!(code(&otp.login("otp-short", &remember)), 0);
}

#[test]
fn syno_tokens() {
    let mut client = client();
    let token =
        client.login("admin", &[("enable_syno_token", "yes")])["data"]["synotoken"].as_str().unwrap().to_owned();
    assert_eq!(client.code("get_info", &[]), 0);
    assert_eq!(client.code("get_info", &[("SynoToken", &token)]), 0);
    assert_eq!(client.code("get_info", &[("SynoToken", "wrong")]), 119);

    let mut strict = Client::new(Settings { require_syno_token: true, ..Settings::small(1, NOW) });
    let token =
        strict.login("admin", &[("enable_syno_token", "yes")])["data"]["synotoken"].as_str().unwrap().to_owned();
    assert_eq!(strict.code("get_info", &[]), 119);
    assert_eq!(strict.code("get_info", &[("SynoToken", &token)]), 0);
    let sid = strict.sid.clone();
    let pairs = [("api", "SYNO.ActiveBackup.Log"), ("version", "1"), ("method", "get_info"), ("_sid", sid.as_str())];
    let mut request = get("/webapi/entry.cgi", &pairs);
    request.headers.push(("X-Syno-Token".into(), token));
    assert_eq!(code(&body(&strict.send(&request))), 0);
}
