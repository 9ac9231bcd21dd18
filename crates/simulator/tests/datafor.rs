//! The simulated Datafor server: who is let in, what the lists say, what goes wrong, and the shapes of the samples.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod common;

use std::collections::BTreeSet;

use common::{NOW, get, header, json, post, sample};
use serde_json::Value;
use tapedeck_simulator::datafor::Server;
use tapedeck_simulator::{Jar, Request, Response};

const LOGIN: &str = "/datafor/plugin/datafor/api/extension/auth/login";
const LOGOUT: &str = "/datafor/plugin/datafor/api/extension/auth/logout";
const USER: &str = "/datafor/plugin/datafor/api/extension/auth/fetchUser";
const PICTURE: &str = "/datafor/plugin/datafor/api/extension/auth/captcha.jpg";
const VERSION: &str = "/datafor/plugin/datafor/api/version/info";
const RECORDS: &str = "/datafor/plugin/datafor-backup/api/log/query";
const SCHEDULES: &str = "/datafor/plugin/datafor-backup/api/query";
const DOWNLOAD: &str = "/datafor/plugin/datafor-backup/api/log/download";

/// A server and a browser of one person.
struct Client {
    server: Server,
    jar: Jar,
    authorization: Option<String>,
    now: i64,
}

impl Client {
    fn new() -> Self {
        Self { server: Server::new(1, NOW, true), jar: Jar::default(), authorization: None, now: NOW }
    }

    fn signed_in(account: &str) -> Self {
        let mut client = Self::new();
        let answer = client.login(account, "tapedeck", &[]);
        assert_eq!(answer["data"], "1", "{answer}");
        client
    }

    fn with(authorization: &str) -> Self {
        Self { authorization: Some(authorization.into()), ..Self::new() }
    }

    fn send(&mut self, mut request: Request) -> Response {
        match &self.authorization {
            Some(value) => request.headers.push(("Authorization".into(), value.clone())),
            None => self.jar.attach(&mut request),
        }
        let answer = self.server.answer(self.now, &request);
        self.jar.keep(&answer);
        answer
    }

    fn login(&mut self, account: &str, password: &str, more: &[(&str, &str)]) -> Value {
        let pairs = [&[("username", account), ("password", password)], more].concat();
        json(&self.send(post(LOGIN, &pairs)))
    }

    fn user(&mut self) -> Value {
        json(&self.send(get(USER, &[])))
    }

    fn records(&mut self) -> Value {
        json(&self.send(post(RECORDS, &[])))
    }

    fn rows(&mut self) -> Vec<Value> {
        let answer = self.records();
        answer["data"].as_array().unwrap_or_else(|| panic!("no rows: {answer}")).clone()
    }

    fn control(&mut self, method: &str, path: &str, body: &str) -> Response {
        self.send(common::control(method, path, body))
    }
}

#[test]
fn a_login_opens_a_session_by_cookie() {
    let mut client = Client::new();
    assert_eq!(client.user()["islogged"], false);
    assert_eq!(client.records()["code"], 403, "anonymous, and the plugin says it with a number");
    let answer = client.send(post(LOGIN, &[("username", "admin"), ("password", "tapedeck")]));
    let id = json(&answer)["jsessionid"].as_str().unwrap().to_owned();
    assert_eq!(header(&answer, "Set-Cookie"), Some(format!("JSESSIONID={id}; Path=/datafor; HttpOnly").as_str()));
    assert_eq!(header(&answer, "Authorization"), Some(format!("Session {id}").as_str()));
    let user = client.user();
    assert_eq!(
        (&user["islogged"], &user["canAdminister"], &user["userid"]),
        (&true.into(), &true.into(), &"admin".into())
    );
    assert!(user["plugins"].as_array().unwrap().contains(&"datafor-backup".into()));
    assert_eq!(client.login("admin", "wrong", &[])["data"], "2", "already signed in");
    assert_eq!(json(&client.send(get(LOGOUT, &[])))["success"], true);
    assert_eq!(client.user()["islogged"], false);
    assert_eq!(json(&client.send(get(VERSION, &[])))["current"]["version"], "6.06", "anybody may ask");
}

#[test]
fn refusals() {
    for (account, password, more, code, message) in [
        ("admin", "wrong", [("x", "")], Value::Null, "wrong password"),
        ("nobody", "tapedeck", [("x", "")], Value::Null, "wrong password"),
        ("", "tapedeck", [("x", "")], "400".into(), "username cannot be empty"),
        ("admin", "tapedeck", [("tenantId", "nowhere")], "403".into(), "tenant not exist"),
        ("admin", "tapedeck", [("tenantId", "closed")], "403".into(), "tenant is disabled"),
        ("otp", "tapedeck", [("captchaCode", "1")], Value::Null, "wrong captcha"),
    ] {
        let answer = Client::new().login(account, password, &more);
        assert_eq!((&answer["success"], &answer["code"], &answer["msg"]), (&false.into(), &code, &message.into()));
    }
    assert_eq!(Client::new().login("admin", "tapedeck", &[("tenantId", "north")])["data"], "1");
}

#[test]
fn a_picture_is_to_be_read_after_three_wrong_passwords_or_always() {
    let mut client = Client::new();
    let asked: Vec<_> = (0..3).map(|_| client.login("admin", "wrong", &[])["needCaptcha"] == true).collect();
    assert_eq!(asked, [false, false, true]);
    assert_eq!(client.login("admin", "tapedeck", &[])["msg"], "wrong captcha");
    let picture = client.send(get(PICTURE, &[]));
    assert_eq!(header(&picture, "Content-Type"), Some("image/jpeg"));
    assert!(picture.body.starts_with(b"\xFF\xD8\xFF") && picture.body.ends_with(b"\xFF\xD9"), "a JPEG");
    assert_eq!(client.login("admin", "tapedeck", &[("captchaCode", "123456")])["data"], "1");
    assert_eq!(Client::new().login("otp", "tapedeck", &[])["needCaptcha"], true);
    assert_eq!(Client::new().login("otp", "tapedeck", &[("captchaCode", "123456")])["data"], "1");
}

#[test]
fn the_platforms_form_redirects_either_way() {
    let mut client = Client::new();
    assert_eq!(client.send(post(LOGIN, &[("username", "form"), ("password", "tapedeck")])).status, 404);
    let path = "/datafor/j_spring_security_check";
    for (password, place, inside) in
        [("wrong", "/datafor/Login?login_error=1", false), ("tapedeck", "/datafor/Home", true)]
    {
        let answer = client.send(post(path, &[("j_username", "form"), ("j_password", password)]));
        assert_eq!((answer.status, header(&answer, "Location")), (302, Some(place)));
        assert_eq!(client.user()["islogged"], inside);
    }
}

#[test]
fn basic_and_tokens() {
    // admin:tapedeck, admin:wrong, nonsense.
    for (value, status) in [("Basic YWRtaW46dGFwZWRlY2s=", 200), ("Basic YWRtaW46d3Jvbmc=", 401), ("Basic %", 401)] {
        assert_eq!(Client::with(value).send(post(RECORDS, &[])).status, status, "{value}");
    }
    // {"sub":"admin","exp":1763830044}, a minute after the instant of the tests; then without an end.
    let ends = "Bearer e30.eyJzdWIiOiJhZG1pbiIsImV4cCI6MTc2MzgzMDA0NH0.tapedeck";
    let never = "Bearer e30.eyJzdWIiOiJhZG1pbiJ9.tapedeck";
    for (value, later, inside) in [
        ("Bearer admin.tapedeck", 0, true),
        ("Bearer admin.other", 0, false),
        ("Bearer nobody.tapedeck", 0, false),
        ("Bearer", 0, false),
        (ends, 0, true),
        (ends, 60, false),
        (never, 1_000_000, true),
    ] {
        let mut client = Client { now: NOW + later, ..Client::with(value) };
        assert_eq!(client.user()["islogged"], inside, "{value}");
        assert_eq!(client.records()["success"], inside, "{value}");
    }
    let mut client = Client::new();
    let by_address = client.send(get(USER, &[("token", "admin.tapedeck")]));
    assert_eq!(json(&by_address)["islogged"], true);
}

#[test]
fn accounts_without_the_right() {
    let mut analyst = Client::signed_in("analyst");
    assert_eq!(analyst.user()["canAdminister"], false);
    assert_eq!(analyst.send(post(RECORDS, &[])).body, br#"{"success": false, "code": 403, "msg": "no permission"}"#);
    let answer = analyst.send(get(DOWNLOAD, &[("id", "x")]));
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"no permission".as_slice()));
    assert_eq!(header(&answer, "Content-Disposition"), Some("attachment; filename=\"info.txt\""));
    let mut without = Client::signed_in("noplugin");
    assert!(!without.user()["plugins"].as_array().unwrap().contains(&"datafor-backup".into()));
    assert_eq!(without.send(post(RECORDS, &[])).status, 404);
}

#[test]
fn sessions_end_in_three_ways() {
    for account in ["short", "short-empty", "short-page"] {
        let mut client = Client::signed_in(account);
        for _ in 0..5 {
            assert!(!client.rows().is_empty());
        }
        let answer = client.send(post(RECORDS, &[]));
        match account {
            "short" => assert_eq!(json(&answer)["code"], "401"),
            "short-empty" => assert_eq!(answer.body, br#"{"success":true,"msg":"","data":{}}"#),
            _ => assert!(answer.status == 200 && answer.body.starts_with(b"<!doctype html>")),
        }
        assert_eq!(client.user()["islogged"], false);
        assert_eq!(client.login(account, "tapedeck", &[])["data"], "1");
        assert!(!client.rows().is_empty());
    }
    let mut idle = Client::signed_in("admin");
    idle.now += 30 * 60;
    assert!(!idle.rows().is_empty());
    idle.now += 30 * 60 + 1;
    assert_eq!(idle.records()["code"], 403);
}

#[test]
fn the_control_paths() {
    let mut client = Client::signed_in("admin");
    assert_eq!(client.control("GET", "sessions", "").body, br#"{"sessions":1}"#);
    client.control("POST", "sessions", r#"{"expire":true,"code":200}"#);
    assert_eq!(client.records()["data"], serde_json::json!({}));
    client.login("admin", "tapedeck", &[]);
    client.control("POST", "faults", r#"{"fault":"502","method":"log/query"}"#);
    assert_eq!(client.send(post(SCHEDULES, &[])).status, 200, "another call is not met");
    assert_eq!(client.send(post(RECORDS, &[])).status, 502);
    assert!(!client.rows().is_empty());
    client.control("POST", "faults", r#"{"fault":"html"}"#);
    client.control("POST", "reset", "");
    assert_eq!(client.user()["islogged"], false);
    let mut closed = Server::new(1, NOW, false);
    let request = Request { method: "POST".into(), path: "/_simulator/reset".into(), ..Request::default() };
    assert_eq!(closed.answer(NOW, &request).status, 404);
}

#[test]
fn faults_meet_calls_for_data() {
    for (fault, status) in [("html", 200), ("429", 429), ("502", 502), ("503", 503)] {
        let mut client = Client::signed_in(&format!("fault-{fault}"));
        assert_eq!(client.user()["islogged"], true, "{fault}");
        let answer = client.send(post(RECORDS, &[]));
        assert_eq!((answer.status, answer.body.starts_with(b"<")), (status, true), "{fault}");
    }
    let whole = Client::signed_in("admin").send(post(RECORDS, &[])).body;
    assert_eq!(Client::signed_in("fault-cut").send(post(RECORDS, &[])).cut_after, Some(whole.len() / 2));
    assert_eq!(Client::signed_in("fault-truncated").send(post(RECORDS, &[])).body, &whole[..whole.len() / 2]);
    assert!(Client::signed_in("fault-norows").rows().is_empty());
    let good = Client::signed_in("admin").rows();
    for (fault, bad) in [("badrow", 1), ("badrows", 2)] {
        let rows = Client::signed_in(&format!("fault-{fault}")).rows();
        assert_eq!(rows.iter().zip(&good).filter(|(one, other)| one != other).count(), bad, "{fault}");
    }
}

#[test]
fn the_data_has_what_clients_get_wrong() {
    let mut client = Client::signed_in("admin");
    let rows = client.rows();
    assert!((2_000..4_000).contains(&rows.len()), "{}", rows.len());
    let ids: BTreeSet<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rows.len(), "every number once");
    assert!(rows.is_sorted_by(|one, other| one["id"].as_str() > other["id"].as_str()), "the newest first");
    let count = |status: &str| rows.iter().filter(|row| row["status"] == status).count();
    assert_eq!((count("0"), count("3")), (1, 1), "one runs, one has a status that nobody knows");
    assert!(count("2") > 150 && count("1") > count("2"));
    assert!(rows.iter().all(|row| (row["status"] == "2") == row.get("msg").is_some()), "a failed one says why");
    let newest: Vec<_> = rows.iter().filter(|row| row["name"] == "Nightly").take(4).map(|row| &row["status"]).collect();
    assert_eq!(newest, ["2", "2", "2", "1"]);
    assert_eq!(rows.iter().filter(|row| row.get("backupid").is_none()).count(), 9, "started by hand");
    let schedules = json(&client.send(post(SCHEDULES, &[])));
    let schedules = schedules["data"].as_array().unwrap();
    assert_eq!(schedules.len(), 6);
    let known = |row: &&Value| schedules.iter().any(|schedule| schedule["id"] == row["backupid"]);
    assert!(rows.iter().filter(|row| row.get("backupid").is_some() && !known(row)).count() > 5, "a schedule is gone");
    assert_eq!(schedules.iter().filter(|schedule| schedule["state"] == "PAUSED").count(), 1);
    let next = |schedule: &Value| schedule["nextRun"].as_i64();
    assert!(schedules.iter().all(|schedule| next(schedule).is_none_or(|next| next > NOW * 1_000)));
    for row in schedules.iter().chain(&rows) {
        for key in ["cron", "config"] {
            let text = row[key].as_str().unwrap_or("0");
            assert!(serde_json::from_str::<Value>(text).is_ok(), "{text}");
        }
    }
    assert_eq!(client.rows(), rows, "the same again");
}

#[test]
fn one_row_by_its_number() {
    let mut client = Client::signed_in("admin");
    let rows = client.rows();
    let id = rows[7]["id"].as_str().unwrap();
    let one = json(&client.send(post(RECORDS, &[("id", id)])));
    assert_eq!(one["data"], serde_json::json!([rows[7]]));
    assert_eq!(json(&client.send(post(RECORDS, &[("id", "x")])))["data"], serde_json::json!([]));
}

#[test]
fn a_zip_by_its_number_in_which_the_plus_is_written_out() {
    let mut client = Client::signed_in("admin");
    let rows = client.rows();
    let of = |status: &str| rows.iter().find(|row| row["status"] == status).unwrap()["id"].as_str().unwrap().to_owned();
    let good = of("1");
    let answer = client.send(get(DOWNLOAD, &[("id", &good)]));
    assert!(answer.body.starts_with(b"PK\x03\x04"));
    assert_eq!(header(&answer, "Content-Disposition"), Some(format!("attachment; filename=\"{good}.zip\"").as_str()));
    let plain = Request { query: format!("id={good}"), ..get(DOWNLOAD, &[]) };
    let spaced = good.replace('+', " ");
    assert_eq!(client.send(plain).body, format!("{spaced}.zip not found").into_bytes());
    for status in ["0", "2"] {
        let answer = client.send(get(DOWNLOAD, &[("id", &of(status))]));
        assert!(answer.status == 200 && answer.body.ends_with(b".zip not found"), "{status}");
    }
}

#[test]
fn a_server_of_2025_takes_json_only() {
    let mut client = Client::signed_in("json");
    assert_eq!(client.send(post(RECORDS, &[])).status, 415);
    let asked = Request {
        headers: vec![("Content-Type".into(), "application/json".into())],
        body: b"{}".to_vec(),
        ..post(RECORDS, &[])
    };
    let answer = json(&client.send(asked));
    for row in answer["data"].as_array().unwrap() {
        let cron = row["cron"].as_str().map(serde_json::from_str::<Value>);
        assert!(
            cron.map_or(row.get("backupid").is_none(), |cron| cron.is_ok()) && row["update_by"] == "admin",
            "{row}"
        );
    }
    assert_eq!(Client::signed_in("admin").send(get(RECORDS, &[])).status, 405);
}

/// The keys and the types, at every depth; lists by their first element.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.iter().map(|(key, value)| (key.clone(), shape(value))).collect()),
        Value::Array(list) => list.iter().take(1).map(shape).collect(),
        Value::String(_) => "text".into(),
        Value::Number(_) => "number".into(),
        Value::Bool(_) => "flag".into(),
        Value::Null => Value::Null,
    }
}

fn same(name: &str, mine: &Value) {
    if let Some(theirs) = sample("datafor", name) {
        assert_eq!(shape(mine), shape(&theirs), "{name}");
    }
}

#[test]
fn the_shapes_of_the_samples() {
    let mut client = Client::new();
    same("error_not_admin.json", &client.records());
    same("login_failed.2026.json", &client.login("admin", "wrong", &[]));
    same("error_generic.json", &client.login("admin", "tapedeck", &[("tenantId", "nowhere")]));
    same("login_ok.2026.json", &client.login("admin", "tapedeck", &[]));
    let good = |rows: Vec<Value>| rows.into_iter().find(|row| row["status"] == "1").unwrap();
    let list = |row: Value| serde_json::json!({"success": true, "msg": "", "data": [row]});
    same("log_query.2026.json", &list(good(client.rows())));
    same("configs_query.2026.json", &json(&client.send(post(SCHEDULES, &[]))));
    let mut old = Client::signed_in("json");
    let asked = |path: &str| {
        let kind = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        Request { headers: kind, body: b"{}".to_vec(), ..post(path, &[]) }
    };
    let rows = json(&old.send(asked(RECORDS)));
    same("log_query.2025.json", &list(good(rows["data"].as_array().unwrap().clone())));
    same("configs_query.2025.json", &json(&old.send(asked(SCHEDULES))));
}

#[test]
fn every_name_is_a_server_of_its_own() {
    let mut first = tapedeck_simulator::system("datafor-1", 1, NOW, true).unwrap();
    let mut plain = tapedeck_simulator::system("datafor", 1, NOW, true).unwrap();
    let mut other = tapedeck_simulator::system("datafor-2", 1, NOW, true).unwrap();
    let mut request = post(RECORDS, &[]);
    request.headers.push(("Authorization".into(), "Bearer admin.tapedeck".into()));
    let answers = [&mut first, &mut plain, &mut other].map(|system| system.answer(NOW, &request).body);
    assert_eq!(answers[0], answers[1]);
    assert_ne!(answers[0], answers[2]);
}
