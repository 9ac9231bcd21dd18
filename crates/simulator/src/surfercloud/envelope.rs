//! What every answer is wrapped in: `Action`, `Message`, `RetCode`, with HTTP status 200 for errors too.

use crate::Response;
use crate::json::Json;

/// What an action answers: the keys beside `RetCode`, as JSON without braces.
pub(crate) type Answer = Result<Body, ApiError>;

/// The keys of a good answer.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// JSON of an object.
    pub json: String,
    /// Whether there is a `Message`, as the actions of this product have it.
    pub message: bool,
}

/// An answer that is an error.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    code: i64,
    message: String,
}

impl ApiError {
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// A parameter that must be there is not. The vendor's number for it is not known; it is one of the product's.
    pub(crate) fn missing(name: &str) -> Self {
        Self::new(8001, format!("Missing params [{name}]"))
    }

    /// There is no such thing.
    pub(crate) fn absent(what: &str) -> Self {
        Self::new(8002, format!("{what} does not exist"))
    }
}

/// The answer as it goes over the wire. `text` makes the code a text, as some of the vendor's back ends do.
pub(crate) fn respond(action: &str, answer: &Answer, text: bool) -> Response {
    let mut json = Json::with_capacity(answer.as_ref().map_or(0, |body| body.json.len()) + 128);
    json.open('{').text("Action", &format!("{action}Response"));
    let code = match answer {
        Ok(body) => {
            if body.message {
                json.text("Message", "");
            }
            0
        }
        Err(error) => {
            json.text("Message", &error.message);
            error.code
        }
    };
    if text {
        json.text("RetCode", &code.to_string());
    } else {
        json.int("RetCode", code);
    }
    if let Ok(body) = answer
        && !body.json.is_empty()
    {
        json.raw(&body.json);
    }
    json.close('}');
    Response::new(200, "application/json; charset=utf-8", json.finish())
}
