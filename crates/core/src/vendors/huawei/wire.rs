//! The shapes of the answers of CloudDC, of IAM and of the gateway before them. Only this file knows them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::failure::{self, During, Told};
use crate::error::{Error, Kind, not_json};
use crate::file_name::of_disposition;
use crate::http::Response;
use crate::vendors::lenient;

/// The body as text. A byte order mark is no part of it, and bytes that are no UTF-8 cost their own characters only.
fn text(response: &Response) -> Cow<'_, str> {
    String::from_utf8_lossy(response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body))
}

/// One page of a list.
pub(super) struct Rows {
    /// The rows as they came.
    pub(super) rows: Vec<String>,
    /// How many there are in all, if it says so.
    pub(super) count: Option<u64>,
    /// From where the next page goes on; empty at the end.
    pub(super) next_marker: String,
}

/// A page of the list of a name.
pub(super) fn rows(response: &Response, during: During, key: &str) -> Result<Rows, Error> {
    let text = text(response);
    let fields = fields(response, &text, during)?;
    let rows: Vec<&RawValue> = match fields.get(key) {
        Some(list) if list.get() != "null" => parse(response, list.get())?,
        _ => Vec::new(),
    };
    let value = |key: &str| fields.get(key).and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok());
    let count = value("count").as_ref().and_then(lenient::integer).and_then(|count| u64::try_from(count).ok());
    let marker = value("page_info").and_then(|page| page.get("next_marker").map(plain)).unwrap_or_default();
    Ok(Rows { rows: rows.into_iter().map(|row| row.get().to_string()).collect(), count, next_marker: marker })
}

/// An answer that is one record.
pub(super) fn record(response: &Response, during: During) -> Result<Map<String, Value>, Error> {
    let text = text(response);
    fields(response, &text, during)?;
    parse(response, &text)
}

/// The fields of an answer, or the error that it is.
fn fields<'a>(response: &Response, text: &'a str, during: During) -> Result<BTreeMap<String, &'a RawValue>, Error> {
    let parsed = serde_json::from_str::<BTreeMap<String, &RawValue>>(text);
    let told = parsed.as_ref().ok().and_then(told);
    match parsed {
        _ if !(200..300).contains(&response.status) => Err(failure::of(response, told, during)),
        Ok(_) if told.is_some() => Err(failure::of(response, told, during)),
        Ok(fields) => Ok(fields),
        Err(error) => Err(not_json(response, &error)),
    }
}

/// What an error looks like, from whomever it comes.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Failure {
    error_code: Value,
    error_msg: Value,
    code: Value,
    message: Value,
    request_id: Value,
}

/// What an answer says of its failure: `{error_code, error_msg}` of CloudDC and the gateway, or `{error: {code,
/// message}}` of IAM.
fn told(fields: &BTreeMap<String, &RawValue>) -> Option<Told> {
    let own = |key: &str| fields.get(key).and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    let object = fields.get("error").map(|error| error.get()).filter(|error| error.starts_with('{'));
    let inside: Failure = object.and_then(|error| serde_json::from_str(error).ok()).unwrap_or_default();
    let first = |values: [&Value; 2]| values.into_iter().find_map(filled);
    let code = first([&inside.code, &inside.error_code]).or_else(|| filled(&own("error_code")));
    let message = first([&inside.message, &inside.error_msg]).or_else(|| filled(&own("error_msg")));
    if code.is_none() && (message.is_none() || object.is_none()) {
        return None;
    }
    Some(Told {
        code: code.unwrap_or_default(),
        message: message.unwrap_or_default(),
        request_id: filled(&inside.request_id).or_else(|| filled(&own("request_id"))),
    })
}

/// A value as text: texts without quotation marks, nothing for `null`.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn filled(value: &Value) -> Option<String> {
    Some(plain(value)).filter(|text| !text.is_empty())
}

fn parse<'a, T: Deserialize<'a>>(response: &Response, text: &'a str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| not_json(response, &error))
}

/// A token that IAM gave.
pub(super) struct Token {
    pub(super) token: String,
    /// The number of the project it is for; empty if IAM does not say.
    pub(super) project: String,
    /// When it ends, as IAM writes it.
    pub(super) expires_at: String,
}

/// The answer to a token request: the token is a header, what it is good for is the body.
pub(super) fn token(response: &Response) -> Result<Token, Error> {
    let body = record(response, During::SignIn)?;
    let token = response.header("x-subject-token").unwrap_or_default().trim().to_string();
    if token.is_empty() {
        let mut error = Error::new(Kind::Unreadable).with_answer(response);
        error.meaning = "IAM's answer has no X-Subject-Token that this page may read.".into();
        error.remedy = "A proxy in between must pass this header on, and to another origin it must also expose it \
                        (Access-Control-Expose-Headers)."
            .into();
        return Err(error);
    }
    let about = body.get("token").unwrap_or(&Value::Null);
    let project = about.get("project").and_then(|project| project.get("id")).map(plain).unwrap_or_default();
    let expires_at = about.get("expires_at").map(plain).unwrap_or_default();
    Ok(Token { token, project, expires_at })
}

/// The projects that IAM lists: name and number.
pub(super) fn projects(response: &Response) -> Result<Vec<(String, String)>, Error> {
    let list = rows(response, During::SignIn, "projects")?;
    let read = |raw: &String| serde_json::from_str::<Map<String, Value>>(raw).ok();
    let text = |map: &Map<String, Value>, key: &str| map.get(key).map(plain).unwrap_or_default();
    Ok(list.rows.iter().filter_map(read).map(|map| (text(&map, "name"), text(&map, "id"))).collect())
}

/// A file's content and its name, or the error that came instead.
pub(super) fn content(response: &Response, during: During) -> Result<(Option<String>, Vec<u8>), Error> {
    let looks_like_an_error = response.body.first().is_none_or(|byte| b"{<".contains(byte));
    if response.status != 200 || looks_like_an_error {
        // An archive begins with neither a brace nor a tag.
        record(response, during)?;
        return Err(Error::new(Kind::Unreadable).with_answer(response));
    }
    let name = response.header("content-disposition").and_then(of_disposition);
    Ok((name, response.body.clone()))
}
