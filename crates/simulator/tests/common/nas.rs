//! A small client of the simulated NAS.

use serde_json::Value;
use tapedeck_simulator::synology::{Dsm, Settings};
use tapedeck_simulator::{Request, Response};

use super::{NOW, control, get, json, post};

pub struct Client {
    pub dsm: Dsm,
    pub now: i64,
    pub sid: String,
}

impl Client {
    pub fn new(settings: Settings) -> Self {
        Self { now: settings.until_s, dsm: Dsm::new(settings), sid: String::new() }
    }

    /// The whole NAS, signed in as `admin`.
    pub fn admin() -> Self {
        Self::signed_in(Settings::new(1, NOW), "admin")
    }

    /// A small NAS, signed in as somebody.
    pub fn small(account: &str) -> Self {
        Self::signed_in(Settings::small(1, NOW), account)
    }

    fn signed_in(settings: Settings, account: &str) -> Self {
        let mut client = Self::new(settings);
        let answer = client.login(account, &[]);
        assert_eq!(answer["success"], true, "{answer}");
        client
    }

    pub fn send(&mut self, request: &Request) -> Response {
        self.dsm.answer(self.now, request)
    }

    /// Signs in with version 6, and keeps the session when it works.
    pub fn login(&mut self, account: &str, more: &[(&str, &str)]) -> Value {
        self.login_with("6", account, more)
    }

    pub fn login_with(&mut self, version: &str, account: &str, more: &[(&str, &str)]) -> Value {
        let mut pairs = vec![("api", "SYNO.API.Auth"), ("version", version), ("method", "login")];
        pairs.extend([("account", account), ("passwd", "tapedeck")]);
        pairs.retain(|(key, _)| !more.iter().any(|(other, _)| other == key));
        pairs.extend(more);
        let answer = json(&self.send(&post("/webapi/auth.cgi", &pairs)));
        if let Some(sid) = answer["data"]["sid"].as_str() {
            self.sid = sid.to_owned();
        }
        answer
    }

    pub fn log_raw(&mut self, method: &str, more: &[(&str, &str)]) -> Response {
        let sid = self.sid.clone();
        let mut pairs = vec![("api", "SYNO.ActiveBackup.Log"), ("version", "1"), ("method", method), ("_sid", &sid)];
        pairs.retain(|(key, _)| !more.iter().any(|(other, _)| other == key));
        pairs.extend(more);
        self.send(&get("/webapi/entry.cgi", &pairs))
    }

    /// A call to `SYNO.ActiveBackup.Log`.
    pub fn log(&mut self, method: &str, more: &[(&str, &str)]) -> Value {
        json(&self.log_raw(method, more))
    }

    /// All rows of a list, without paging.
    pub fn all(&mut self, method: &str, name: &str, more: &[(&str, &str)]) -> Vec<Value> {
        let answer = self.log(method, more);
        let rows = answer["data"][name].as_array().unwrap_or_else(|| panic!("no rows: {answer}")).clone();
        assert_eq!(answer["data"]["count"], rows.len());
        rows
    }

    pub fn code(&mut self, method: &str, more: &[(&str, &str)]) -> i64 {
        code(&self.log(method, more))
    }

    pub fn control(&mut self, method: &str, path: &str, body: &str) -> Response {
        self.send(&control(method, path, body))
    }
}

/// The error code of an answer; 0 when it is a success.
pub fn code(answer: &Value) -> i64 {
    assert_eq!(answer["success"] == true, answer.get("error").is_none(), "{answer}");
    answer["error"]["code"].as_i64().unwrap_or(0)
}
