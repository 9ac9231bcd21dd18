//! What the tests of all vendors need: forms, JSON and samples, and nothing of the product's own types.
#![allow(dead_code, unused_imports, missing_docs, clippy::expect_used, clippy::panic)]

mod nas;
mod samples;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tapedeck_simulator::{Request, Response};

pub use nas::{Client, code};
pub use samples::{differences, same, sample};

/// 2025-11-22 16:46:24 UTC, a Saturday.
pub const NOW: i64 = 1_763_829_984;

pub fn form(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    pairs.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect::<Vec<_>>().join("&")
}

pub fn get(path: &str, pairs: &[(&str, &str)]) -> Request {
    Request { method: "GET".into(), path: path.into(), query: form(pairs), ..Request::default() }
}

pub fn post(path: &str, pairs: &[(&str, &str)]) -> Request {
    let kind = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
    Request {
        method: "POST".into(),
        path: path.into(),
        headers: vec![kind],
        body: form(pairs).into_bytes(),
        ..Request::default()
    }
}

/// The body of an answer.
pub fn body(response: &Response) -> Value {
    serde_json::from_slice(&response.body).unwrap_or_else(|error| panic!("{error}: {response:?}"))
}

/// The body of a good answer.
pub fn json(response: &Response) -> Value {
    assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
    body(response)
}

pub fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// A request to a control path.
pub fn control(method: &str, path: &str, body: &str) -> Request {
    let path = format!("/_simulator/{path}");
    Request { method: method.into(), path, body: body.into(), ..Request::default() }
}
