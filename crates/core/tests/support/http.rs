//! Answers, and what is in a request.

use serde_json::Value;
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::vendors::Session;

use super::files::{pairs, text};

pub fn ok(body: impl Into<Vec<u8>>) -> Response {
    answer(200, &[], body)
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Response {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Response { status, headers, body: body.into() }
}

/// What a step of a script hears: `answer` (JSON) or `text`, with `status` and `headers`.
pub fn heard(step: &Value) -> Response {
    let body = step.get("answer").map_or_else(|| text(&step["text"]), Value::to_string);
    let status = step["status"].as_u64().unwrap_or(200) as u16;
    Response { status, headers: pairs(&step["headers"]), body: body.into_bytes() }
}

pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
}

/// The names and values of a query or of a form, in their order.
pub fn decoded(encoded: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8().expect("UTF-8").into_owned()
    };
    let parts = encoded.split('&').filter(|pair| !pair.is_empty());
    let parts = parts.map(|pair| pair.split_once('=').expect("name=value"));
    parts.map(|(name, value)| (decode(name), decode(value))).collect()
}

/// The form fields of a request, in their order.
pub fn fields(request: &Request) -> Vec<(String, String)> {
    decoded(std::str::from_utf8(&request.body).expect("a form is text"))
}

/// A form field of a request.
pub fn field(request: &Request, name: &str) -> Option<String> {
    fields(request).into_iter().find(|(field, _)| field == name).map(|(_, value)| value)
}

/// The names and values of the query of a request, in their order.
pub fn query(request: &Request) -> Vec<(String, String)> {
    decoded(request.url.split_once('?').map_or("", |(_, query)| query))
}

pub fn session(pairs: &[(&'static str, &str)]) -> Session {
    let mut session = Session::default();
    for (key, value) in pairs {
        session.set(key, *value);
    }
    session
}

/// Where secrets could get out of an error: everything that it carries.
pub fn everything(error: &Error) -> String {
    format!("{error:?} {}", serde_json::to_string(error).expect("an error is data"))
}

/// Where secrets could get out of a request, but for its body and the values of its headers.
pub fn printed(request: &Request) -> String {
    format!("{request:?} {}", request.url)
}

/// No secret stands in a text.
pub fn shows_none_of(secrets: &[String], text: &str) {
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
