//! The shapes of a server's answers. Only this file knows them.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::failure;
use crate::error::{Error, Kind, not_json, of_status};
use crate::file_name::of_disposition;
use crate::http::Response;
use crate::vendors::lenient;

/// What nearly every answer is wrapped in. The status is 200 for failures too.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(default)]
    success: Value,
    /// Text by the documentation, a number from the backup plugin.
    #[serde(default)]
    code: Value,
    #[serde(default)]
    msg: Value,
    /// Some answers name it so.
    #[serde(default)]
    message: Value,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

impl Envelope<'_> {
    fn refused(&self, response: &Response) -> Error {
        let message = if self.msg.is_null() { &self.message } else { &self.msg };
        let (code, message) = (plain(&self.code), plain(message));
        let mut error = failure::refused(&code, &message);
        if error.kind == Kind::Vendor
            && let Some(by_status) = of_status(response)
        {
            error.kind = by_status.kind;
            error.reaction = by_status.reaction;
        }
        failure::without_secrets(error.with_answer(response))
    }
}

/// A text or a number as text.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => *flag,
        Value::String(text) => text == "true" || text == "1",
        other => *other == 1,
    }
}

fn text(response: &Response) -> Cow<'_, str> {
    String::from_utf8_lossy(response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body))
}

fn parse<'a, T: Deserialize<'a>>(response: &Response, text: &'a str) -> Result<T, Error> {
    // An answer that is no JSON is judged by its status first: a proxy's 502 is a web page too.
    serde_json::from_str(text)
        .map_err(|error| failure::without_secrets(of_status(response).unwrap_or_else(|| not_json(response, &error))))
}

/// The envelope of an answer. A list would be read as one too, its values as the fields in their order.
fn envelope<'a>(response: &Response, text: &'a str) -> Result<Envelope<'a>, Error> {
    let envelope = parse(response, text)?;
    if text.trim_start().starts_with('{') {
        return Ok(envelope);
    }
    let error = of_status(response).unwrap_or_else(|| Error::new(Kind::Unreadable).with_answer(response));
    Err(error.with_detail("not an object"))
}

/// The rows of a list as they came. None at all can also mean that nobody is signed in: then `data` may be `{}`.
pub(super) fn rows(response: &Response) -> Result<Vec<String>, Error> {
    let text = text(response);
    let envelope = envelope(response, &text)?;
    let data = envelope.data.map_or("", RawValue::get);
    let list = data.starts_with('[');
    if !(is_true(&envelope.success) || envelope.success.is_null() && list) {
        return Err(envelope.refused(response));
    }
    if let Some(error) = of_status(response) {
        return Err(error);
    }
    if list {
        let rows: Vec<&RawValue> = parse(response, data)?;
        return Ok(rows.into_iter().map(|row| row.get().to_string()).collect());
    }
    let empty =
        data.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).is_some_and(|rest| rest.trim().is_empty());
    if data.is_empty() || data == "\"\"" || empty {
        return Ok(Vec::new());
    }
    Err(Error::new(Kind::Unreadable).with_answer(response).with_detail("data is not a list"))
}

/// Who the server takes this page for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct User {
    pub(super) signed_in: bool,
    pub(super) name: String,
    pub(super) roles: Vec<String>,
    /// Absent where the server does not say.
    pub(super) administrator: Option<bool>,
    /// Absent where the server does not say.
    pub(super) plugins: Option<Vec<String>>,
    pub(super) server: String,
}

/// The answer to `fetchUser`, in the usual envelope or, as is documented, without.
pub(super) fn user(response: &Response) -> Result<User, Error> {
    let text = text(response);
    let map: Map<String, Value> = parse(response, &text)?;
    let map = match map.get("data") {
        Some(Value::Object(inside)) if !map.contains_key("islogged") => inside,
        _ => &map,
    };
    let names = |key: &str| {
        let list = map.get(key)?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_string).collect::<Vec<_>>())
    };
    let field = |key: &str| map.get(key).map(plain).unwrap_or_default();
    let known = ["islogged", "userid", "username"].iter().any(|key| map.contains_key(*key));
    if !known || !(200..300).contains(&response.status) {
        return Err(envelope(response, &text)?.refused(response));
    }
    let id = field("userid");
    let name = if id.is_empty() { field("username") } else { id };
    let roles = names("roles").unwrap_or_default();
    let administrator = match map.get("canAdminister") {
        Some(Value::Null) | None => None,
        Some(flag) => Some(is_true(flag) || roles.iter().any(|role| role == "Administrator")),
    };
    let signed_in = match map.get("islogged") {
        Some(flag) => is_true(flag),
        None => !name.is_empty() && !name.eq_ignore_ascii_case("anonymousUser"),
    };
    Ok(User { signed_in, name, roles, administrator, plugins: names("plugins"), server: field("serverNameFull") })
}

/// What a login led to.
pub(super) enum Login {
    /// Signed in now, or already.
    In,
    /// Not signed in; the next attempt may need what is in a picture.
    Out { error: Error, picture: bool },
}

/// The answer to a login.
pub(super) fn login(response: &Response) -> Result<Login, Error> {
    let text = text(response);
    let envelope = envelope(response, &text)?;
    let data = envelope.data.map(|data| data.get().trim_matches('"'));
    if is_true(&envelope.success) && matches!(data, Some("1" | "2")) {
        return Ok(Login::In);
    }
    let map: Map<String, Value> = parse(response, &text)?;
    let picture = map.get("needCaptcha").is_some_and(is_true);
    let mut error = envelope.refused(response);
    if error.kind == Kind::Vendor && data == Some("0") {
        // Its words may be of any language; the code says that the account was not let in.
        error.kind = Kind::WrongPassword;
        error.reaction = Error::new(Kind::WrongPassword).reaction;
    }
    Ok(Login::Out { error, picture })
}

/// The version and the build of the product.
pub(super) fn version(response: &Response) -> Result<(String, String), Error> {
    let text = text(response);
    let map: Map<String, Value> = parse(response, &text)?;
    let current = map.get("current").or_else(|| map.get("data").and_then(|data| data.get("current")));
    let field = |key: &str| current.and_then(|current| current.get(key)).map(plain).unwrap_or_default();
    Ok((field("version"), field("buildId")))
}

/// A downloaded zip with its name, or the error that is sent as a text file instead. The name is read where the browser
/// lets a page read it; a zip is known by its first bytes too.
pub(super) fn zip(response: &Response, id: &str) -> Result<(String, Vec<u8>), Error> {
    let name = response.header("content-disposition").and_then(of_disposition).unwrap_or_default();
    let is_zip = [b"PK\x03\x04".as_slice(), b"PK\x05\x06"].iter().any(|magic| response.body.starts_with(magic));
    if (200..300).contains(&response.status) && is_zip {
        let name = if name.is_empty() || name == "info.txt" { format!("{id}.zip") } else { name };
        return Ok((name, response.body.clone()));
    }
    let text = text(response);
    if let Ok(envelope) = envelope(response, &text) {
        return Err(envelope.refused(response));
    }
    if let Some(error) = of_status(response) {
        return Err(error);
    }
    let says = text.trim();
    if says.starts_with('<') {
        return Err(Error::new(Kind::Html).with_answer(response));
    }
    let error = failure::refused("", &lenient::cut(says, 300));
    let known = name == "info.txt" || error.kind != Kind::Vendor || !error.meaning.is_empty();
    let error = if known { error } else { Error::new(Kind::Unreadable).with_detail("neither a zip nor a message") };
    Err(error.with_answer(response))
}

/// The end of a JSON web token, in seconds since 1970, if it is one and says so.
pub(super) fn token_end(token: &str) -> Option<i64> {
    let claims = crate::base64::decode(token.split('.').nth(1)?)?;
    let claims: Map<String, Value> = serde_json::from_slice(&claims).ok()?;
    claims.get("exp").and_then(lenient::integer)
}
