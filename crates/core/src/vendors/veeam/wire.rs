//! The shapes of the appliance's answers. Only this file knows them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::failure::{self, Table};
use super::time;
use crate::error::{Error, Kind, not_json};
use crate::http::Response;
use crate::model::Page;
use crate::vendors::lenient;

/// The body as text, without a byte order mark.
fn text(response: &Response) -> Cow<'_, str> {
    String::from_utf8_lossy(response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body))
}

fn parse<'a, T: Deserialize<'a>>(response: &Response, text: &'a str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| not_json(response, &error))
}

fn unreadable(response: &Response, detail: &str) -> Error {
    Error::new(Kind::Unreadable).with_answer(response).with_detail(detail)
}

/// The problem details of an error; `None` if the body is no object.
pub(super) fn problem(response: &Response) -> Option<Map<String, Value>> {
    serde_json::from_str(&text(response)).ok()
}

/// An answer that is one object, or the error that it is.
pub(super) fn object(response: &Response) -> Result<Map<String, Value>, Error> {
    match failure::of(Table::Call, response) {
        Some(error) => Err(error),
        None => parse(response, &text(response)),
    }
}

/// A page of records: each one as it came goes through `read`, which never fails.
pub(super) fn rows<T>(response: &Response, read: impl Fn(&str) -> T) -> Result<Page<T>, Error> {
    if let Some(error) = failure::of(Table::Call, response) {
        return Err(error);
    }
    let text = text(response);
    let fields: BTreeMap<String, &RawValue> = parse(response, &text)?;
    let Some(list) = fields.get("results") else { return Err(unreadable(response, "the answer has no results")) };
    let total = fields
        .get("totalCount")
        .and_then(|count| serde_json::from_str::<Value>(count.get()).ok())
        .and_then(|count| lenient::integer(&count))
        .and_then(|count| u64::try_from(count).ok());
    Ok(Page { rows: list_of(response, list, read)?, total, since: None })
}

/// The log of one session. It has no pages. The API page calls `log` an object and shows a list, so one is as good as
/// the other.
pub(super) fn log<T>(response: &Response, read: impl Fn(&str) -> T) -> Result<Page<T>, Error> {
    if let Some(error) = failure::of(Table::Call, response) {
        return Err(error);
    }
    let text = text(response);
    let fields: BTreeMap<String, &RawValue> = parse(response, &text)?;
    match fields.get("log") {
        Some(list) if list.get().starts_with('{') => Ok(Page::whole(vec![read(list.get())])),
        Some(list) => Ok(Page::whole(list_of(response, list, read)?)),
        // Both fields may be null, and what is null may be left out.
        None if fields.contains_key("jobSessionId") => Ok(Page::whole(Vec::new())),
        None => Err(unreadable(response, "the answer has no log")),
    }
}

fn list_of<T>(response: &Response, list: &RawValue, read: impl Fn(&str) -> T) -> Result<Vec<T>, Error> {
    if list.get() == "null" {
        return Ok(Vec::new());
    }
    let rows = parse::<Vec<&RawValue>>(response, list.get())?;
    Ok(rows.into_iter().map(|row| read(row.get())).collect())
}

/// One record. That there is none such is no error.
pub(super) fn one<T>(response: &Response, read: impl Fn(&str) -> T) -> Result<Page<T>, Error> {
    match failure::of(Table::Call, response) {
        Some(_) if response.status == 404 && problem(response).is_some() => return Ok(Page::whole(Vec::new())),
        Some(error) => return Err(error),
        None => {}
    }
    let text = text(response);
    let row: &RawValue = parse(response, &text)?;
    if !row.get().starts_with('{') {
        return Err(unreadable(response, "the answer is no session"));
    }
    Ok(Page::whole(vec![read(row.get())]))
}

/// What the token endpoint hands out.
pub(super) struct Token {
    pub(super) access: String,
    pub(super) refresh: String,
    /// What a one-time code is sent with, if one is needed.
    pub(super) mfa: String,
    /// After how many milliseconds the access token ends.
    pub(super) lifetime_ms: Option<i64>,
    pub(super) role: String,
}

/// An answer of the token endpoint, or the error that it is.
pub(super) fn token(table: Table, response: &Response) -> Result<Token, Error> {
    if let Some(error) = failure::of(table, response) {
        return Err(error);
    }
    let fields: Map<String, Value> = parse(response, &text(response)).map_err(|error| failure::clean(table, error))?;
    let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    let instant = |key: &str| time::parse_instant(&text(key));
    let seconds = fields.get("expires_in").and_then(lenient::integer);
    let span = || Some(instant(".expires")?.0.saturating_sub(instant(".issued")?.0));
    let token = Token {
        access: text("access_token"),
        refresh: text("refresh_token"),
        mfa: text("mfa_token"),
        lifetime_ms: seconds.map(|seconds| seconds.saturating_mul(1000)).or_else(span).filter(|ms| *ms > 0),
        role: text("roleName"),
    };
    if token.access.is_empty() && token.mfa.is_empty() {
        return Err(failure::clean(table, unreadable(response, "the answer has no access token")));
    }
    Ok(token)
}
