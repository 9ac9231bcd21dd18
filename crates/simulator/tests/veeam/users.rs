//! Users, tokens, one-time codes, versions.

use tapedeck_simulator::veeam::Settings;

use crate::client::{Client, NOW, json, problem};

#[test]
fn passwords_codes_and_refresh_tokens() {
    let mut client = Client::new(Settings::small(1, NOW));
    let password = |user, password| [("grant_type", "Password"), ("username", user), ("password", password)];
    for (user, word, status) in
        [("admin", "wrong", 401), ("nobody", "tapedeck", 401), ("denied", "tapedeck", 403), ("locked", "tapedeck", 423)]
    {
        assert_eq!(problem(&client.token(&password(user, word))), status, "{user}");
    }
    assert_eq!(problem(&client.token(&[("grant_type", "password")])), 400, "grant types are written as they are");
    assert_eq!(problem(&client.token(&[])), 400);
    let tokens = json(&client.token(&[("grant_type", "Password"), ("Username", "admin"), ("Password", "tapedeck")]));
    assert_eq!(tokens["expires_in"], 3_600);
    assert_eq!(
        (&tokens[".issued"], &tokens[".expires"]),
        (&"2026-11-20T06:00:00Z".into(), &"2026-11-20T07:00:00Z".into())
    );

    let (access, refresh) = (client.access.clone(), client.refresh.clone());
    let again = [("grant_type", "Refresh_token"), ("refresh_token", refresh.as_str())];
    assert_eq!(client.token(&again).status, 200);
    assert!(client.access != access && client.refresh != refresh);
    assert_eq!(problem(&client.token(&again)), 401, "a refresh token is good once");
    client.now += 3_601;
    assert_eq!(problem(&client.get("jobSessions", &[])), 401, "the hour is over");
    let refresh = client.refresh.clone();
    assert_eq!(client.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)]).status, 200);
    assert_eq!(client.get("jobSessions", &[]).status, 200);
    assert_eq!(client.send("DELETE", "/api/oauth2/token", "", &[], "").status, 204);
    assert_eq!(problem(&client.get("jobSessions", &[])), 401);
    let refresh = client.refresh.clone();
    assert_eq!(problem(&client.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)])), 401);
}

#[test]
fn a_second_factor() {
    let mut client = Client::small("otp");
    assert_eq!(client.access, "");
    let half = json(&client.token(&[("grant_type", "Password"), ("username", "otp"), ("password", "tapedeck")]));
    assert!(half["access_token"].is_null() && half["mfa_enabled"] == true);
    let half = half["mfa_token"].as_str().unwrap().to_owned();
    let code = |code| [("grant_type", "Mfa"), ("mfa_token", half.as_str()), ("mfa_code", code)];
    assert_eq!(problem(&client.token(&code("000000"))), 401);
    assert_eq!(client.token(&code("123456")).status, 200);
    assert_eq!(client.get("jobSessions", &[]).status, 200);
    assert_eq!(problem(&client.token(&code("123456"))), 401, "it is used up");
}

#[test]
fn users_of_every_kind() {
    let mut viewer = Client::small("viewer");
    assert_eq!(viewer.get("jobSessions", &[]).status, 200);
    assert_eq!(problem(&viewer.post("jobSessions/export", "text/csv", "{}")), 403);
    assert_eq!(problem(&Client::small("noaccess").get("jobSessions", &[])), 403);
    let licence = Client::small("licence").get("jobSessions", &[]);
    assert_eq!(json(&licence)["extensions"]["licenseAgreementAcceptanceRequired"], true);
    let mut limited = Client::small("limited");
    let statuses: Vec<u16> = (0..8).map(|_| limited.get("jobSessions", &[]).status).collect();
    assert_eq!(statuses, [200, 200, 200, 429, 200, 200, 200, 429]);
    let mut revoked = Client::small("revoked");
    let statuses: Vec<u16> = (0..7).map(|_| revoked.get("jobSessions", &[]).status).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 401, 401]);
    let refresh = revoked.refresh.clone();
    assert_eq!(revoked.token(&[("grant_type", "Refresh_token"), ("refresh_token", &refresh)]).status, 200);
    let mut short = Client::small("short");
    short.now += 91;
    assert_eq!(problem(&short.get("jobSessions", &[])), 401);
}

#[test]
fn versions() {
    for (user, served, not) in
        [("admin", ["v8.1", "v8", "v7"], "v6"), ("old", ["v5", "v4", "v3"], "v8"), ("first", ["v1", "v1", "v1"], "v2")]
    {
        let mut client = Client::small(user);
        for version in served {
            client.version = version;
            let about = client.get("system/about", &[]);
            assert!(json(&about)["serverVersion"].is_string(), "{version}");
            assert_eq!(
                client.list(&[("Limit", "1")])["results"][0].get("backupJobInfo").is_some(),
                !matches!(version, "v1" | "v3")
            );
        }
        client.version = not;
        let answer = client.get("system/about", &[]);
        assert_eq!((answer.status, answer.body.len()), (404, 0));
    }
    let mut first = Client::small("first");
    first.version = "v1";
    let rows = first.rows(&[]);
    assert_eq!(rows.last().unwrap()["id"], "1");
    assert_eq!(json(&first.get("jobSessions/38", &[]))["id"], "38");
    assert_eq!(json(&first.get("jobSessions/38/log", &[]))["jobSessionId"], "38");
    assert_eq!(json(&first.post("jobSessions/export", "text/csv", ""))["totalCount"], rows.len());
    let page = first.send("GET", "/dashboard", "", &[], "");
    assert!(page.body.starts_with(b"<!doctype html>"));
}
