//! How CloudDC, IAM and the gateway before them say no.

use super::json;
use crate::Response;
use crate::json::Json;

/// A call that is not answered with data.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// CloudDC's own: status, code, message.
    Own(u16, &'static str, String),
    /// The gateway's: status, code, message. It names the request in its body.
    Gateway(u16, &'static str, String),
    /// IAM's: status, title, message.
    Iam(u16, &'static str, &'static str),
    /// Too many requests: the only answer that is plain text.
    TooMany,
}

impl Refusal {
    pub(crate) fn gateway(status: u16, code: &'static str, message: &str) -> Self {
        Self::Gateway(status, code, message.to_owned())
    }

    /// Something is wrong with what lets a request in.
    pub(crate) fn identity(why: &str) -> Self {
        Self::Gateway(401, "APIGW.0301", format!("Incorrect IAM authentication information: {why}"))
    }

    pub(crate) fn token() -> Self {
        Self::identity("decrypt token fail")
    }

    pub(crate) fn denied() -> Self {
        Self::Own(403, "iMetal.0004", "Insufficient permissions".to_owned())
    }

    pub(crate) fn internal() -> Self {
        Self::Own(500, "iMetal.0099", "Internal server error".to_owned())
    }

    /// A parameter with a value that cannot be.
    pub(crate) fn value(parameter: &str) -> Self {
        let message = format!("A request parameter contains invalid or unsupported value: {parameter}");
        Self::Own(400, "iMetal.0001", message)
    }

    pub(crate) fn missing(parameter: &str) -> Self {
        Self::Own(400, "iMetal.0002", format!("Missing required parameters: {parameter}"))
    }

    pub(crate) fn no_server(id: &str) -> Self {
        Self::Own(404, "iMetal.0100", format!("Physical servers ID not found: [{id}]"))
    }

    pub(crate) fn not_ready(id: &str) -> Self {
        Self::Own(400, "iMetal.0101", format!("Physical servers state is not ready: [{id}]"))
    }

    /// The answer, with the number of the request.
    pub(crate) fn answer(&self, number: &str) -> Response {
        let mut out = Json::new();
        let status = match self {
            Self::Own(status, code, message) => {
                out.open('{').text("error_msg", message).text("error_code", code).close('}');
                *status
            }
            Self::Gateway(status, code, message) => {
                out.open('{').text("error_msg", message).text("error_code", code).text("request_id", number).close('}');
                *status
            }
            Self::Iam(status, title, message) => {
                out.open('{').key("error").open('{').int("code", *status).text("message", message);
                out.text("title", title).close('}').close('}');
                *status
            }
            Self::TooMany => return Response::new(429, "text/plain", "The request is overloaded."),
        };
        json(status, out.finish()).with_header("X-Request-Id", number)
    }
}
