//! A request and a response as plain values: what a vendor builds and what it parses.
//!
//! The same values are sent by the browser's fetch, answered by the simulator in memory, and sent by a native client.

use std::fmt;

/// The method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Send.
    Post,
    /// Set.
    Put,
    /// Remove.
    Delete,
}

impl Method {
    /// As it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// What is to be sent. It can hold secrets, so it prints without its query, headers and body.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute address.
    pub url: String,
    /// Header fields by name. No header that a browser refuses to set.
    pub headers: Vec<(String, String)>,
    /// The body; empty for none.
    pub body: Vec<u8>,
    /// Whether the browser's cookies go with it. Off wherever a token will do, because a vendor's cookie also belongs to
    /// the vendor's own page in the next tab.
    pub cookies: bool,
    /// After how many milliseconds without a complete answer to give up; of a file that is told or handed over while it
    /// arrives, without the beginning of one.
    pub timeout_ms: u32,
    /// Whether it changes something at the other side. Such a request is sent once: when its answer is lost, nobody knows
    /// whether it was done, and a second one may do it twice.
    pub changes: bool,
}

/// How long to wait for an answer unless a call says otherwise. `list_log` "may take longer to respond" (API page).
pub const TIMEOUT_MS: u32 = 60_000;

impl Request {
    /// A request without a body.
    pub fn new(method: Method, url: String) -> Request {
        Request {
            method,
            url,
            headers: Vec::new(),
            body: Vec::new(),
            cookies: false,
            timeout_ms: TIMEOUT_MS,
            changes: false,
        }
    }

    /// The same request as one that changes something.
    pub fn changing(self) -> Request {
        Request { changes: true, ..self }
    }

    /// A POST of a JSON text. A browser asks the other side for permission first.
    pub fn json(url: String, body: impl Into<Vec<u8>>) -> Request {
        Request { body: body.into(), ..Request::new(Method::Post, url) }.with_header("Content-Type", "application/json")
    }

    /// The same request with one more header field.
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Request {
        self.headers.push((name.to_string(), value.into()));
        self
    }

    /// A POST of form fields. It is a "simple" request: no preflight, and nothing secret in the address.
    pub fn form(url: String, fields: &[(&str, &str)]) -> Request {
        Request { body: encode_form(fields).into_bytes(), ..Request::new(Method::Post, url) }
            .with_header("Content-Type", "application/x-www-form-urlencoded")
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        write!(f, "{} {} ({} bytes)", self.method.as_str(), url, self.body.len())
    }
}

/// Form fields as `application/x-www-form-urlencoded`.
pub fn encode_form(fields: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        if !out.is_empty() {
            out.push('&');
        }
        out.extend(percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC));
        out.push('=');
        out.extend(percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC));
    }
    out
}

/// What came back, completely.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header fields, names in lower case, as far as the browser lets a page read them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// A header field by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The start of the body as text: at most the first 2 KB, for an error's detail.
    pub fn excerpt(&self) -> String {
        excerpt(&self.body)
    }
}

/// The start of an answer as text: at most the first 2 KB.
pub fn excerpt(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(2048)]).into_owned()
}

/// Why no complete answer came.
#[derive(Clone, Debug, PartialEq)]
pub enum TransportError {
    /// Nothing answered. A browser does not say why: wrong host, refused, no CORS header, bad certificate, mixed content.
    Unreachable {
        /// What the browser said.
        detail: String,
    },
    /// No complete answer in time.
    TimedOut,
    /// The connection ended in the middle of the answer.
    Cut {
        /// The status that had arrived.
        status: u16,
        /// How many bytes had arrived.
        received: u64,
    },
    /// The address is not one that can be called.
    BadAddress {
        /// What is wrong with it.
        detail: String,
    },
    /// What would send it or answer it is a file of this program, and could not be loaded.
    PartMissing {
        /// Which, and why.
        detail: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_values_survive_any_character() {
        assert_eq!(encode_form(&[("a b", "1&2=3+ü"), ("c", "")]), "a%20b=1%262%3D3%2B%C3%BC&c=");
    }

    #[test]
    fn printing_a_request_shows_no_secret() {
        let request = Request::form("https://nas/webapi/entry.cgi?_sid=s3cret".into(), &[("passwd", "hunter2")]);
        let text = format!("{request:?}");
        assert!(!text.contains("s3cret") && !text.contains("hunter2"), "{text}");
    }
}
