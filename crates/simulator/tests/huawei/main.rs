//! The simulated Huawei CloudDC: accounts, keys, paging, filters, exports, faults, and the shapes of its answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod exports;
mod faults;
mod lists;
mod samples;
mod signing_in;

use common::{body, control, header, json as ok};
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
        let answer = self.send(&control(method, path, text));
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
