//! The vendor's envelope: `{"data":…,"success":true}` or `{"error":…,"success":false}`, with HTTP status 200 for both.

use crate::Response;
use crate::json::Json;

/// What a method answers: the JSON of `data`, or nothing when it has none.
pub(crate) type Answer = Result<Option<String>, ApiError>;

/// An `error` object.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    code: i64,
    /// The JSON of `errors`.
    errors: Option<String>,
}

impl ApiError {
    pub(crate) fn new(code: i64) -> Self {
        Self { code, errors: None }
    }

    pub(crate) fn with(code: i64, errors: &str) -> Self {
        Self { code, errors: Some(errors.to_owned()) }
    }

    /// 120: a parameter is missing (`required`) or of the wrong kind (`type`).
    pub(crate) fn parameter(name: &str, reason: &str) -> Self {
        let mut json = Json::new();
        json.open('{').text("name", name).text("reason", reason).close('}');
        Self { code: 120, errors: Some(json.finish()) }
    }
}

/// The answer as it goes over the wire.
pub(crate) fn respond(answer: &Answer) -> Response {
    let data = answer.as_ref().ok().and_then(|data| data.as_deref());
    let mut json = Json::with_capacity(data.map_or(0, str::len) + 64);
    json.open('{');
    match answer {
        Ok(_) => {
            if let Some(data) = data {
                json.key("data").raw(data);
            }
        }
        Err(error) => {
            json.key("error").open('{').int("code", error.code);
            if let Some(errors) = &error.errors {
                json.key("errors").raw(errors);
            }
            json.close('}');
        }
    }
    json.flag("success", answer.is_ok()).close('}');
    Response::new(200, "application/json; charset=\"UTF-8\"", json.finish())
}
