//! A small client: it knows forms and JSON, and nothing of the product's own types.

use serde_json::Value;
use tapedeck_simulator::veeam::{Appliance, Settings};
use tapedeck_simulator::{Request, Response};

pub use crate::common::body as json;
use crate::common::form;

/// 2026-11-20 06:00 UTC.
pub const NOW: i64 = 1_795_154_400;

pub struct Client {
    pub appliance: Appliance,
    pub now: i64,
    pub version: &'static str,
    pub access: String,
    pub refresh: String,
}

impl Client {
    pub fn new(settings: Settings) -> Self {
        let (access, refresh) = (String::new(), String::new());
        Self { now: settings.until_s, appliance: Appliance::new(settings), version: "v8.1", access, refresh }
    }

    pub fn small(user: &str) -> Self {
        let mut client = Self::new(Settings::small(1, NOW));
        let answer = client.token(&[("grant_type", "Password"), ("username", user), ("password", "tapedeck")]);
        assert_eq!(answer.status, 200, "{answer:?}");
        client
    }

    pub fn send(&mut self, method: &str, path: &str, query: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        if !self.access.is_empty() {
            headers.push(("Authorization".into(), format!("Bearer {}", self.access)));
        }
        let request =
            Request { method: method.into(), path: path.into(), query: query.into(), headers, body: body.into() };
        self.appliance.answer(self.now, &request)
    }

    pub fn token(&mut self, pairs: &[(&str, &str)]) -> Response {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let answer = self.send("POST", "/api/oauth2/token", "", &kind, &form(pairs));
        if answer.status == 200 {
            let tokens = json(&answer);
            self.access = tokens["access_token"].as_str().unwrap_or_default().to_owned();
            self.refresh = tokens["refresh_token"].as_str().unwrap_or_default().to_owned();
        }
        answer
    }

    pub fn get(&mut self, path: &str, pairs: &[(&str, &str)]) -> Response {
        self.send("GET", &format!("/api/{}/{path}", self.version), &form(pairs), &[], "")
    }

    pub fn post(&mut self, path: &str, accept: &str, body: &str) -> Response {
        self.send("POST", &format!("/api/{}/{path}", self.version), "", &[("accept", accept)], body)
    }

    pub fn list(&mut self, pairs: &[(&str, &str)]) -> Value {
        let answer = self.get("jobSessions", pairs);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    pub fn rows(&mut self, pairs: &[(&str, &str)]) -> Vec<Value> {
        let pairs = [pairs, &[("Limit", "-1")]].concat();
        self.list(&pairs)["results"].as_array().unwrap().clone()
    }

    pub fn control(&mut self, method: &str, path: &str, body: &str) -> Response {
        self.send(method, &format!("/_simulator/{path}"), "", &[], body)
    }
}

/// An error in the shape of problem details; its status.
pub fn problem(response: &Response) -> u16 {
    assert_eq!(response.headers[0].1, "application/problem+json; charset=utf-8");
    let body = json(response);
    assert_eq!(body["status"], response.status);
    assert!(body["title"].is_string() && body["type"].is_string(), "{body}");
    response.status
}
