//! Errors: problem details (RFC 7807).

use crate::Response;
use crate::json::Json;

/// An error answer.
#[derive(Debug)]
pub(crate) struct Problem {
    status: u16,
    detail: String,
    /// The refused field and why, with 400.
    field: Option<(String, String)>,
    licence: bool,
    retry_after_s: Option<u32>,
}

impl Problem {
    pub(crate) fn new(status: u16, detail: &str) -> Self {
        Self { status, detail: detail.to_owned(), field: None, licence: false, retry_after_s: None }
    }

    /// A value that is refused.
    pub(crate) fn field(name: &str, reason: &str) -> Self {
        Self { field: Some((name.to_owned(), reason.to_owned())), ..Self::new(400, "") }
    }

    pub(crate) fn licence() -> Self {
        Self { licence: true, ..Self::new(403, "") }
    }

    pub(crate) fn too_many(seconds: u32) -> Self {
        Self { retry_after_s: Some(seconds), ..Self::new(429, "Too many requests.") }
    }

    pub(crate) fn response(&self) -> Response {
        let mut json = Json::new();
        json.open('{').text("type", &format!("https://httpstatuses.io/{}", self.status));
        json.text("title", title(self.status)).int("status", i64::from(self.status));
        match &self.field {
            Some((name, reason)) => {
                json.key("detail").raw("null").key("errors").open('{').key(name).open('[').string(reason);
                json.close(']').close('}').text("traceId", TRACE);
            }
            // The schema of these two has extensions and no detail; what is in them is not described.
            None if matches!(self.status, 403) => {
                json.key("extensions").open('{');
                if self.licence {
                    json.flag("licenseAgreementAcceptanceRequired", true);
                }
                json.close('}');
            }
            None => {
                json.text("detail", &self.detail).key("instance").raw("null").text("traceId", TRACE);
            }
        }
        json.close('}');
        let response = Response::new(self.status, "application/problem+json; charset=utf-8", json.finish());
        match self.retry_after_s {
            Some(seconds) => response.with_header("Retry-After", seconds.to_string()),
            None => response,
        }
    }
}

const TRACE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

fn title(status: u16) -> &'static str {
    match status {
        400 => "One or more validation errors occurred.",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        415 => "Unsupported Media Type",
        423 => "Locked",
        429 => "Too Many Requests",
        _ => "Error",
    }
}
