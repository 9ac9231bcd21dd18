//! The shapes of a DSM's answers. Only this file knows them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::failure::{self, Table};
use crate::error::{Error, Kind, not_json, of_status};
use crate::http::Response;
use crate::model::Page;
use crate::vendors::lenient;

/// What every answer is wrapped in. A DSM answers errors with status 200 too.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(default)]
    success: Value,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    error: Option<Value>,
}

/// The body as text. A byte order mark is no part of it, and bytes that are no UTF-8 (file names of old servers) cost
/// their own characters, not the page.
fn text(response: &Response) -> Cow<'_, str> {
    String::from_utf8_lossy(response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body))
}

/// What `data` holds, or the error that the answer is.
fn data<'a, T: Deserialize<'a>>(response: &Response, text: &'a str, table: Table) -> Result<T, Error> {
    let data = payload(response, text, table).and_then(|data| parse(response, data));
    data.map_err(|error| failure::without_secrets(table, error))
}

/// The text of `data`, or the error that the answer is. The body is read as JSON whatever its type says: DSM 6 sends
/// `text/plain`.
fn payload<'a>(response: &Response, text: &'a str, table: Table) -> Result<&'a str, Error> {
    let envelope: Envelope = match serde_json::from_str(text) {
        Ok(envelope) => envelope,
        // An answer that is no envelope is judged by its status first: a proxy's 502 is a web page too.
        Err(error) => return Err(of_status(response).unwrap_or_else(|| not_json(response, &error))),
    };
    if let Some(error) = &envelope.error {
        let code = error.get("code").and_then(lenient::integer);
        let errors = error.get("errors").unwrap_or(&Value::Null);
        return Err(match code {
            Some(code) => of_code(table, code, errors).with_answer(response),
            // Not the NAS's own shape: a gateway's, whose status says more.
            None => of_status(response)
                .unwrap_or_else(|| Error::new(Kind::Vendor).with_answer(response))
                .with_detail(lenient::short(error)),
        });
    }
    match (is_true(&envelope.success), envelope.data) {
        (true, data) => Ok(data.map_or("{}", RawValue::get)),
        (false, Some(data)) if envelope.success.is_null() => Ok(data.get()),
        // It says that it failed: not an empty list, whatever else is in it.
        (false, _) => Err(of_status(response).unwrap_or_else(|| {
            Error::new(Kind::Unreadable).with_answer(response).with_detail("no success, and no error")
        })),
    }
}

fn of_code(table: Table, code: i64, errors: &Value) -> Error {
    match table {
        Table::Login => super::auth::login_error(code, errors),
        Table::Call => failure::of_code(Table::Call, code, errors),
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        Value::String(text) => text == "true",
        other => other == 1,
    }
}

/// One entry of `SYNO.API.Info`.
pub(super) struct Api {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) min_version: i64,
    pub(super) max_version: i64,
}

/// The interfaces that a DSM says it has.
pub(super) fn discovery(response: &Response) -> Result<Vec<Api>, Error> {
    let apis: BTreeMap<String, Value> = data(response, &text(response), Table::Call)?;
    let number = |api: &Value, key: &str| api.get(key).and_then(lenient::integer);
    Ok(apis
        .into_iter()
        .map(|(name, api)| Api {
            name,
            path: api.get("path").and_then(Value::as_str).unwrap_or("entry.cgi").to_string(),
            min_version: number(&api, "minVersion").unwrap_or(1),
            max_version: number(&api, "maxVersion").unwrap_or(6),
        })
        .collect())
}

/// A login that let us in.
pub(super) struct Login {
    pub(super) sid: String,
    pub(super) syno_token: String,
    pub(super) device_id: String,
}

/// The answer to a login. The device's number is `did` in version 6 and `device_id` in version 7.
pub(super) fn login(response: &Response) -> Result<Login, Error> {
    let data: BTreeMap<String, Value> = data(response, &text(response), Table::Login)?;
    let text = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    let sid = text("sid");
    if sid.is_empty() {
        let error = Error::new(Kind::Unreadable).with_answer(response).with_detail("the login answer has no sid");
        return Err(failure::without_secrets(Table::Login, error));
    }
    let did = text("did");
    Ok(Login { sid, syno_token: text("synotoken"), device_id: if did.is_empty() { text("device_id") } else { did } })
}

/// A page of records: each row as it came goes through `read`, which never fails.
pub(super) fn rows<T>(response: &Response, key: &str, read: impl Fn(&str) -> T) -> Result<Page<T>, Error> {
    let text = text(response);
    let data: BTreeMap<String, &RawValue> = data(response, &text, Table::Call)?;
    let total = ["count", "total"]
        .into_iter()
        .find_map(|key| data.get(key))
        .and_then(|count| serde_json::from_str::<Value>(count.get()).ok())
        .and_then(|count| lenient::integer(&count))
        .and_then(|count| u64::try_from(count).ok());
    let rows = match data.get(key) {
        Some(list) if list.get() != "null" => parse::<Vec<&RawValue>>(response, list.get())
            .map_err(|error| failure::without_secrets(Table::Call, error))?,
        // A run without lines is answered with `{}`.
        _ => Vec::new(),
    };
    Ok(Page { rows: rows.into_iter().map(|row| read(row.get())).collect(), total, since: None })
}

/// What `data` holds by name; nothing, where a call that worked has nothing to say.
pub(super) fn object(response: &Response) -> Result<Map<String, Value>, Error> {
    match data::<Value>(response, &text(response), Table::Call)? {
        Value::Object(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        // PHP-like back ends write an empty object as an empty list.
        Value::Array(list) if list.is_empty() => Ok(Map::new()),
        other => {
            let error = Error::new(Kind::Unreadable).with_answer(response);
            let detail = format!("data is not an object: {}", lenient::short(&other));
            Err(failure::without_secrets(Table::Call, error.with_detail(detail)))
        }
    }
}

fn parse<'a, T: Deserialize<'a>>(response: &Response, text: &'a str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| not_json(response, &error))
}
