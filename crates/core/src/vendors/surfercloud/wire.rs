//! The shapes of the vendor's answers. Only this file knows them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::failure;
use super::mapping::{self, Instance};
use crate::error::{Error, Kind, not_json, of_status};
use crate::http::Response;
use crate::vendors::lenient;

/// A good answer by its keys: everything stands beside `RetCode`.
type Body<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// The body as text. A byte order mark is no part of it.
fn text(response: &Response) -> Cow<'_, str> {
    String::from_utf8_lossy(response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body))
}

fn parse<'a, T: Deserialize<'a>>(response: &Response, text: &'a str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| failure::request_id(not_json(response, &error), response))
}

/// What is in a good answer, or the error that the answer is. Errors have the status 200 too.
fn body<'a>(response: &Response, text: &'a str) -> Result<Body<'a>, Error> {
    let by_status = || of_status(response).map(|error| failure::request_id(error, response));
    // An answer that is no object is judged by its status first: a proxy's 502 is a web page.
    let body: Body<'a> = parse(response, text).map_err(|error| by_status().unwrap_or(error))?;
    let value = |key: &str| body.get(key).and_then(|value| serde_json::from_str::<Value>(value.get()).ok());
    match value("RetCode").as_ref().and_then(lenient::integer) {
        Some(0) => by_status().map_or(Ok(body), Err),
        Some(code) => {
            let message = value("Message").map(|message| words(&message)).unwrap_or_default();
            Err(failure::of_code(code, &message, response))
        }
        None => Err(by_status().unwrap_or_else(|| {
            let error = Error::new(Kind::Unreadable).with_answer(response).with_detail("no RetCode");
            failure::request_id(error, response)
        })),
    }
}

/// A value as words for a reader.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The rows of the first of some keys that has any. Absent, `null` and `{}` are an empty list.
fn list<'a>(response: &Response, body: &Body<'a>, keys: &[&str]) -> Result<Vec<&'a str>, Error> {
    for key in keys {
        let Some(list) = body.get(*key).map(|list| list.get()).filter(|list| *list != "null") else { continue };
        if list.starts_with('{') && list.trim_matches(['{', '}', ' ', '\n', '\r', '\t']).is_empty() {
            continue;
        }
        let rows: Vec<&RawValue> = parse(response, list)?;
        if !rows.is_empty() {
            return Ok(rows.into_iter().map(RawValue::get).collect());
        }
    }
    Ok(Vec::new())
}

/// The rows of a list are in `DataSet`; an example of the documentation says `Data`.
const ROWS: &[&str] = &["DataSet", "Data"];

/// The instances of a list, replicas after the instance that they follow.
pub(super) fn instances(response: &Response) -> Result<Vec<Instance>, Error> {
    let text = text(response);
    let body = body(response, &text)?;
    let mut out = Vec::new();
    for row in list(response, &body, ROWS)? {
        mapping::instances(row, &mut out);
    }
    Ok(out)
}

/// Rows as they came, and how many there are in all, if the vendor says so.
pub(super) struct Rows {
    pub(super) rows: Vec<String>,
    pub(super) total: Option<u64>,
}

/// A page of backups, or all log files.
pub(super) fn rows(response: &Response) -> Result<Rows, Error> {
    let text = text(response);
    let body = body(response, &text)?;
    let total = body
        .get("TotalCount")
        .and_then(|count| serde_json::from_str::<Value>(count.get()).ok())
        .and_then(|count| lenient::integer(&count))
        .and_then(|count| u64::try_from(count).ok());
    Ok(Rows { rows: list(response, &body, ROWS)?.into_iter().map(str::to_string).collect(), total })
}

/// One value of a good answer as words; empty if it is not there.
pub(super) fn value(response: &Response, key: &str) -> Result<String, Error> {
    let text = text(response);
    let body = body(response, &text)?;
    let value = body.get(key).and_then(|value| serde_json::from_str::<Value>(value.get()).ok());
    Ok(value.map(|value| words(&value)).unwrap_or_default())
}

/// That an answer is a good one.
pub(super) fn done(response: &Response) -> Result<(), Error> {
    body(response, &text(response)).map(|_| ())
}

/// What an answer says of one thing, as names and values: inside of `DataSet` where there is one, else beside `RetCode`.
pub(super) fn facts(response: &Response) -> Result<Vec<(String, String)>, Error> {
    let text = text(response);
    let body = body(response, &text)?;
    if let Some(inside) = body.get("DataSet").and_then(|inside| serde_json::from_str::<Value>(inside.get()).ok())
        && let Some(map) = inside.as_object()
    {
        return Ok(map.iter().map(|(key, value)| (key.clone(), words(value))).collect());
    }
    let own = body.iter().filter(|(key, _)| !["Action", "Message", "RetCode"].contains(&key.as_ref()));
    let value = |value: &RawValue| serde_json::from_str::<Value>(value.get()).map(|value| words(&value));
    Ok(own.map(|(key, raw)| (key.to_string(), value(raw).unwrap_or_else(|_| raw.get().to_string()))).collect())
}

/// The rows of an account's list, each as the values of some of its keys.
pub(super) fn table<const N: usize>(
    response: &Response,
    lists: &[&str],
    keys: [&str; N],
) -> Result<Vec<[String; N]>, Error> {
    let text = text(response);
    let body = body(response, &text)?;
    let row = |raw: &str| {
        let row: Value = serde_json::from_str(raw).unwrap_or_default();
        keys.map(|key| row.get(key).map(words).unwrap_or_default())
    };
    Ok(list(response, &body, lists)?.into_iter().map(row).collect())
}
