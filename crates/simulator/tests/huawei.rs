//! The simulated Huawei CloudDC: accounts, keys, paging, filters, exports, faults, and the shapes of its answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tapedeck_simulator::huawei::{CloudDc, HOST, IAM_HOST, PROJECT, REGION};
use tapedeck_simulator::{Request, Response};

/// 2026-11-20 06:00 UTC.
const NOW: i64 = 1_795_154_400;
const DAY: i64 = 86_400;

struct Client {
    dc: CloudDc,
    now: i64,
    token: String,
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn body(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&response.body)))
}

fn ok(response: &Response) -> Value {
    assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
    body(response)
}

/// Status and code of an error.
fn refusal(response: &Response) -> (u16, String) {
    let code = body(response)["error_code"].as_str().unwrap_or_default().to_owned();
    (response.status, code)
}

fn request(method: &str, path: &str) -> Request {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    Request { method: method.into(), path: path.into(), query: query.into(), ..Request::default() }
}

fn token_request(user: &str, password: &str, scope: &Value) -> Request {
    let user = json!({"name": user, "password": password, "domain": {"name": "tapedeck-ltd"}});
    let auth = json!({"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope});
    Request { body: json!({ "auth": auth }).to_string().into_bytes(), ..request("POST", "/v3/auth/tokens") }
}

/// Signs as the vendor's guide says, for requests without anything to encode.
fn sign(mut request: Request, key: &str, secret: &str, host: &str, date: &str, token: Option<&str>) -> Request {
    let mut signed = vec![("host", host), ("x-sdk-date", date)];
    signed.extend(token.map(|token| ("x-security-token", token)));
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let fields: String = signed.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let names = signed.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let hash = hex(&Sha256::digest(&request.body));
    let canonical = format!("{}\n{}/\n{}\n{fields}\n{names}\n{hash}", request.method, request.path, request.query);
    let text = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let authorization = format!("SDK-HMAC-SHA256 Access={key}, SignedHeaders={names}, Signature={signature}");
    request.headers.push(("X-Sdk-Date".into(), date.into()));
    request.headers.push(("Authorization".into(), authorization));
    request.headers.extend(token.map(|token| ("X-Security-Token".into(), token.into())));
    request
}

const DATE: &str = "20261120T060000Z";

impl Client {
    fn new(account: &str) -> Self {
        let mut client = Self { dc: CloudDc::new(1, NOW, true), now: NOW, token: String::new() };
        client.sign_in(account);
        client
    }

    fn sign_in(&mut self, account: &str) {
        let answer = self.send(&token_request(account, "tapedeck", &json!({"project": {"name": REGION}})));
        assert_eq!(answer.status, 201, "{account}");
        self.token = header(&answer, "X-Subject-Token").unwrap().to_owned();
    }

    fn send(&mut self, request: &Request) -> Response {
        self.dc.answer(self.now, request)
    }

    fn call(&mut self, method: &str, rest: &str) -> Response {
        let mut request = request(method, &format!("/v1/{PROJECT}/physicalservers{rest}"));
        request.headers.push(("X-Auth-Token".into(), self.token.clone()));
        self.send(&request)
    }

    fn get(&mut self, rest: &str) -> Response {
        self.call("GET", rest)
    }

    fn control(&mut self, method: &str, path: &str, text: &str) {
        let answer = self.send(&Request { body: text.into(), ..request(method, &format!("/_simulator/{path}")) });
        assert_eq!(answer.status, 200);
    }

    fn server(&mut self, name: &str) -> String {
        let list = ok(&self.get("?limit=1000"));
        let servers = list["servers"].as_array().unwrap();
        let found = servers.iter().find(|server| server["name"] == name).expect("a server");
        found["id"].as_str().unwrap().to_owned()
    }

    /// All rows of a list, page by page.
    fn all(&mut self, key: &str, filter: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        loop {
            let page = ok(&self.get(&format!("/{key}?offset={}&limit=100{filter}", rows.len())));
            let got = page[key].as_array().unwrap();
            rows.extend(got.iter().cloned());
            if got.is_empty() || rows.len() as u64 == page["count"].as_u64().unwrap() {
                return rows;
            }
        }
    }
}

fn window(days: i64, level: &str) -> String {
    format!("&from={}&to={}{level}", (NOW - days * DAY) * 1000, NOW * 1000)
}

#[test]
fn token_requests() {
    let mut dc = CloudDc::new(1, NOW, true);
    let scope = json!({"project": {"name": REGION}});
    for (user, password, scope, status) in [
        ("admin", "tapedeck", scope.clone(), 201),
        ("admin", "tapedeck", json!({"project": {"id": PROJECT}}), 201),
        ("admin", "wrong", scope.clone(), 401),
        ("nobody", "tapedeck", scope.clone(), 401),
        ("fault-nothing", "tapedeck", scope.clone(), 401),
        ("refused", "tapedeck", scope.clone(), 403),
        ("admin", "tapedeck", json!({"project": {"name": "mars-1"}}), 404),
        ("admin", "tapedeck", json!({}), 400),
    ] {
        let answer = dc.answer(NOW, &token_request(user, password, &scope));
        assert_eq!(answer.status, status, "{user} {scope}");
        assert_eq!(header(&answer, "X-Subject-Token").is_some(), status == 201);
        assert!(header(&answer, "X-Request-Id").is_some());
        match status {
            201 => assert_eq!(body(&answer)["token"]["project"]["id"], PROJECT),
            _ => assert_eq!(body(&answer)["error"]["code"], status),
        }
    }
    let answer = dc.answer(NOW, &token_request("noheader", "tapedeck", &scope));
    assert_eq!((answer.status, header(&answer, "X-Subject-Token")), (201, None));
}

#[test]
fn tokens_end() {
    let ended = (401, "APIGW.0301".to_owned());
    let mut client = Client::new("admin");
    client.now += DAY - 1;
    assert_eq!(client.get("").status, 200);
    client.now += 1;
    assert_eq!(refusal(&client.get("")), ended);
    let mut short = Client::new("short");
    let codes: Vec<u16> = (0..42).map(|_| short.get("").status).collect();
    assert!(codes[..40].iter().all(|code| *code == 200) && codes[40..] == [401, 401], "{codes:?}");
    let mut brief = Client::new("brief");
    brief.now += 15 * 60;
    assert_eq!(refusal(&brief.get("")), ended);
    let mut client = Client::new("admin");
    client.control("POST", "sessions", r#"{"expire":true}"#);
    assert_eq!(refusal(&client.get("")), ended);
    let mut nobody = Client::new("admin");
    nobody.token = "made up".into();
    assert_eq!(refusal(&nobody.get("")), ended);
}

#[test]
fn signatures() {
    let mut dc = CloudDc::new(1, NOW, true);
    let list = || request("GET", &format!("/v1/{PROJECT}/physicalservers?limit=10"));
    let mut code = |request: Request| dc.answer(NOW, &request).status;
    assert_eq!(code(sign(list(), "admin", "tapedeck", HOST, DATE, None)), 200);
    assert_eq!(code(sign(list(), "admin", "wrong", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "nobody", "tapedeck", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "admin", "tapedeck", "portal.example", DATE, None)), 401, "the proxy's host");
    assert_eq!(code(sign(list(), "admin", "tapedeck", HOST, "20261120T054000Z", None)), 401, "too old");
    assert_eq!(code(sign(list(), "admin", "tapedeck", HOST, "20261120T055000Z", None)), 200);
    assert_eq!(code(sign(list(), "blocked", "tapedeck", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "temporary", "tapedeck", HOST, DATE, None)), 401);
    assert_eq!(code(sign(list(), "temporary", "tapedeck", HOST, DATE, Some("tapedeck-token"))), 200);
    assert_eq!(code(list()), 401);
    let mut changed = sign(list(), "admin", "tapedeck", HOST, DATE, None);
    changed.query = "limit=11".into();
    assert_eq!(code(changed), 401, "what was signed was another request");
    let projects = request("GET", &format!("/v3/projects?name={REGION}"));
    assert_eq!(code(sign(projects.clone(), "admin", "tapedeck", HOST, DATE, None)), 401);
    let answer = ok(&dc.answer(NOW, &sign(projects, "admin", "tapedeck", IAM_HOST, DATE, None)));
    assert_eq!(answer["projects"][0]["id"], PROJECT);
}

#[test]
fn the_gateway_shows_what_it_signed() {
    let mut dc = CloudDc::new(1, NOW, true);
    let list = request("GET", &format!("/v1/{PROJECT}/physicalservers"));
    let answer = dc.answer(NOW, &sign(list, "admin", "wrong", HOST, DATE, None));
    let message = body(&answer)["error_msg"].as_str().unwrap().to_owned();
    assert!(
        message.contains(&format!("canonicalRequest:GET|/v1/{PROJECT}/physicalservers/||host:{HOST}|")),
        "{message}"
    );
}

#[test]
fn permissions() {
    let denied = (403, "iMetal.0004".to_owned());
    assert_eq!(refusal(&Client::new("denied").get("")), denied);
    let mut nolist = Client::new("nolist");
    assert_eq!(refusal(&nolist.get("")), denied);
    assert_eq!(nolist.get("/alarms?limit=1").status, 200);
    let mut viewer = Client::new("viewer");
    let server = viewer.server("rack4-db-1");
    assert_eq!(refusal(&viewer.call("POST", &format!("/{server}/logs/exports"))), denied);
    let mut client = Client::new("admin");
    let mut other = request("GET", "/v1/ffff/physicalservers");
    other.headers.push(("X-Auth-Token".into(), client.token.clone()));
    assert_eq!(refusal(&client.send(&other)), denied);
    let mut limited = Client::new("limited");
    let codes: Vec<u16> = (0..9).map(|_| limited.get("").status).collect();
    assert_eq!(codes.iter().filter(|code| **code == 429).count(), 2, "{codes:?}");
    let busy = (0..9).map(|_| limited.get("")).find(|answer| answer.status == 429).unwrap();
    assert_eq!(
        (header(&busy, "Content-Type"), busy.body.as_slice()),
        (Some("text/plain"), &b"The request is overloaded."[..])
    );
}

#[test]
fn servers_by_marker() {
    let mut client = Client::new("admin");
    let first = ok(&client.get(""));
    assert_eq!((first["servers"].as_array().unwrap().len(), first["count"].as_u64()), (10, Some(12)));
    let marker = first["page_info"]["next_marker"].as_str().unwrap().to_owned();
    assert_eq!(first["servers"][9]["id"], marker.as_str());
    let second = ok(&client.get(&format!("?marker={marker}&limit=3")));
    assert_eq!(second["servers"].as_array().unwrap().len(), 2, "less than ten is ten");
    assert!(second["page_info"].get("next_marker").is_none());
    assert_eq!(ok(&client.get("?limit=5000"))["servers"].as_array().unwrap().len(), 12);
    assert_eq!(ok(&client.get("?manage_state=in-use&limit=100"))["count"], 9);
    assert_eq!(refusal(&client.get("?manage_state=odd")).0, 400);
    assert_eq!(refusal(&client.get("?marker=odd")).0, 400);
    let id = client.server("rack4-gpu-1");
    assert_eq!(ok(&client.get(&format!("/{id}")))["name"], "rack4-gpu-1");
    assert_eq!(refusal(&client.get("/odd")), (404, "iMetal.0100".to_owned()));
    assert_eq!(ok(&Client::new("paged").get("?limit=200"))["servers"].as_array().unwrap().len(), 10);
}

#[test]
fn alarms_page_by_page() {
    let mut client = Client::new("admin");
    let all = client.all("alarms", "");
    assert!(all.len() > 300, "{}", all.len());
    let times: Vec<_> = all.iter().map(|alarm| alarm["begin_time"].as_i64().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    let ids: std::collections::BTreeSet<_> = all.iter().map(|alarm| alarm["alarm_record_id"].as_str()).collect();
    assert_eq!(ids.len(), all.len());
    let active = client.all("alarms", "&alarm_status=alarm");
    assert_eq!((active.len(), client.all("alarms", "&alarm_status=alram").len()), (5, 5));
    assert!(active.iter().all(|alarm| alarm.get("end_time").is_none()));
    assert!(active.iter().any(|alarm| alarm["alarm_level"] == 5), "a level that nobody knows");
    let by_level: usize = (1..=4).map(|level| client.all("alarms", &format!("&alarm_level={level}")).len()).sum();
    assert_eq!(by_level, all.len() - 1);
    let from = NOW - 30 * DAY;
    let recent = client.all("alarms", &format!("&from={from}&to={NOW}"));
    assert_eq!(recent.len(), times.iter().filter(|time| **time >= from * 1000).count());
    let server = client.server("rack4-db-2");
    assert!(client.all("alarms", &format!("&resource_id=x,{server}")).len() > 50, "it rings often");
    for bad in
        ["limit=101", "limit=0", "limit=x", "alarm_level=5", "alarm_status=on", "alarm_type=x", "from=1795154400000"]
    {
        assert_eq!(refusal(&client.get(&format!("/alarms?{bad}"))).0, 400, "{bad}");
    }
}

#[test]
fn events_by_windows() {
    let mut client = Client::new("admin");
    let month = client.all("events", &window(30, ""));
    assert!(month.len() > 300, "{}", month.len());
    let mut by_level = 0;
    for level in ["critical", "major", "minor", "info"] {
        let rows = client.all("events", &window(30, &format!("&event_level={level}")));
        assert!(rows.iter().all(|row| row["event_level"] == level));
        by_level += rows.len();
    }
    assert_eq!(by_level, month.len() - 1, "one has a level that nobody knows");
    let from = (NOW - 31 * DAY) * 1000;
    let to = NOW * 1000;
    for (query, code) in [
        (String::new(), "iMetal.0002"),
        (format!("from={from}"), "iMetal.0002"),
        (format!("from={from}&to={to}"), "iMetal.0001"),
        (format!("from={to}&to={from}"), "iMetal.0001"),
        (format!("from={}&to={NOW}", NOW - DAY), "iMetal.0001"),
        (format!("from={}&to={to}&event_level=odd", to - 1), "iMetal.0001"),
    ] {
        assert_eq!(refusal(&client.get(&format!("/events?{query}"))), (400, code.to_owned()), "{query}");
    }
    let seconds = format!("/events?from={}&to={NOW}", NOW - DAY);
    let mut older = Client::new("older");
    assert_eq!(older.get(&seconds).status, 200);
    assert_eq!(refusal(&older.get(&format!("/events?from={}&to={to}", to - 1))).0, 400);
}

#[test]
fn an_export_takes_its_time() {
    let mut client = Client::new("admin");
    let server = client.server("rack4-db-1");
    let exports = format!("/{server}/logs/exports");
    let begun = client.call("POST", &exports);
    assert_eq!(begun.status, 202);
    assert_eq!((&body(&begun)["status"], &body(&begun)["percentage"]), (&json!("Running"), &json!("0%")));
    assert_eq!(refusal(&client.get(&format!("{exports}/1/content"))), (400, "iMetal.0101".to_owned()));
    client.now += 10;
    assert_eq!(ok(&client.get(&format!("{exports}/1")))["percentage"], "25%");
    let second = body(&client.call("POST", &exports));
    assert_eq!(
        (&second["export_id"], &second["status"], &second["percentage"]),
        (&json!("2"), &json!("processing"), &json!("0"))
    );
    client.now += 30;
    assert_eq!(ok(&client.get(&format!("{exports}/1")))["status"], "completed");
    let content = client.get(&format!("{exports}/1/content"));
    assert_eq!(&content.body[..2], [0x1F, 0x8B]);
    let name = header(&content, "Content-Disposition").unwrap();
    assert!(name.starts_with("attachment; filename=2102353SXY10N4") && name.ends_with("-dump.tar.gz"), "{name}");
    assert_eq!(refusal(&client.get(&format!("{exports}/9"))).0, 400);
    let new = client.server("rack4-new-1");
    assert_eq!(refusal(&client.call("POST", &format!("/{new}/logs/exports"))), (400, "iMetal.0101".to_owned()));
    assert_eq!(refusal(&client.call("POST", "/odd/logs/exports")), (404, "iMetal.0100".to_owned()));
    let mut stuck = Client::new("stuck");
    stuck.call("POST", &exports);
    stuck.now += 3_600;
    assert_eq!(ok(&stuck.get(&format!("{exports}/1")))["status"], "Running");
}

#[test]
fn faults_by_call_and_by_account() {
    let mut client = Client::new("admin");
    client.control("POST", "faults", r#"{"fault":"html","method":"ListAlarms"}"#);
    assert_eq!(client.get("").status, 200, "another call is not met");
    assert!(client.get("/alarms?limit=10").body.starts_with(b"<!doctype html>"));
    assert_eq!(client.get("/alarms?limit=10").status, 200, "it is used up");
    for (fault, rows) in [("badrow", 10), ("badrows", 10), ("norows", 0)] {
        client.control("POST", "faults", &format!(r#"{{"fault":"{fault}"}}"#));
        let page = ok(&client.get("/alarms?limit=10"));
        assert_eq!(page["alarms"].as_array().unwrap().len(), rows, "{fault}");
        assert!(page["count"].as_u64() > Some(300), "{fault}");
        let mut other = Client::new(&format!("fault-{fault}"));
        let page = ok(&other.get("/alarms?limit=10"));
        assert_eq!(page["alarms"].as_array().unwrap().len(), rows, "{fault}");
        let odd = page["alarms"].as_array().unwrap().iter().any(|row| row["begin_time"] == "soon" || !row.is_object());
        assert_eq!(odd, rows > 0, "{fault}");
    }
    assert_eq!(Client::new("fault-502").get("").status, 502);
    client.control("POST", "faults", r#"{"fault":"cut","method":"CreateToken"}"#);
    let answer = client.send(&token_request("admin", "tapedeck", &json!({"project": {"name": REGION}})));
    assert!(answer.cut_after.is_some());
}

#[test]
fn what_does_not_exist() {
    let mut client = Client::new("admin");
    for (method, path) in
        [("GET", "/"), ("DELETE", "/v3/auth/tokens"), ("POST", "/v1/x/physicalservers"), ("GET", "/v2/x")]
    {
        assert_eq!(client.send(&request(method, path)).status, 404, "{path}");
    }
}

#[test]
fn the_same_seed_gives_the_same_answers() {
    let answers = |seed: u64| {
        let mut dc = CloudDc::new(seed, NOW, false);
        let list = request("GET", &format!("/v1/{PROJECT}/physicalservers/alarms?limit=100"));
        dc.answer(NOW, &sign(list, "admin", "tapedeck", HOST, DATE, None))
    };
    assert_eq!(answers(1), answers(1));
    assert_ne!(answers(1).body, answers(2).body);
    let by_name = |name: &str| tapedeck_simulator::system(name, 1, NOW, true).is_some();
    assert!(by_name("clouddc") && by_name("clouddc-2"));
}

fn sample(name: &str) -> Option<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vendors/samples/huawei");
    match std::fs::read(folder.join(name)) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("a sample is JSON")),
        Err(_) => {
            eprintln!("no sample {name}: not compared");
            None
        }
    }
}

/// The same keys, the same kinds of values.
fn same(name: &str, mine: &Value) {
    let Some(theirs) = sample(name) else { return };
    let (mine, theirs) = (mine.as_object().unwrap(), theirs.as_object().unwrap());
    assert_eq!(mine.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{name}");
    for (key, value) in theirs {
        let own = &mine[key];
        assert!(own.is_string() == value.is_string() && own.is_number() == value.is_number(), "{name}: {key} is {own}");
    }
}

#[test]
fn the_shapes_are_those_of_the_samples() {
    let mut client = Client::new("admin");
    let server = client.server("rack4-db-1");
    let begun = body(&client.call("POST", &format!("/{server}/logs/exports")));
    same("export_server_logs.202.json", &begun);
    same("show_logs_export_status.200.json", &ok(&client.get(&format!("/{server}/logs/exports/1"))));
    same("error.json", &body(&client.get("/odd")));
    client.token = "made up".into();
    same("error_apig_signature.json", &body(&client.get("")));
    // The very request of the sample, with an account that is there.
    if let Some(mut asked) = sample("iam_token_request.json") {
        asked["auth"]["identity"]["password"]["user"]["name"] = json!("admin");
        asked["auth"]["identity"]["password"]["user"]["domain"]["name"] = json!("admin");
        asked["auth"]["identity"]["password"]["user"]["password"] = json!("tapedeck");
        asked["auth"]["scope"]["project"]["name"] = json!(REGION);
        let request = Request { body: asked.to_string().into_bytes(), ..request("POST", "/v3/auth/tokens") };
        assert_eq!(client.send(&request).status, 201);
    }
}
