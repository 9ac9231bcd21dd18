//! The two plain values every simulated vendor understands.

/// What a client asks.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// `GET`, `POST`, `DELETE`.
    pub method: String,
    /// Below the vendor's root, for example `/webapi/entry.cgi`.
    pub path: String,
    /// The raw query, without the question mark.
    pub query: String,
    /// Header names in any case.
    pub headers: Vec<(String, String)>,
    /// The body as it was sent.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header, whatever the case of its name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let mut cookies = self.header("cookie")?.split(';');
        cookies.find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
    }

    /// What proves who asks, of a scheme with the blank behind it: `Bearer `.
    pub(crate) fn authorization(&self, scheme: &str) -> Option<&str> {
        self.header("authorization")?.strip_prefix(scheme)
    }
}

/// What the vendor answers, and how the answer travels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers, without `Content-Length`.
    pub headers: Vec<(String, String)>,
    /// The whole body, also when the connection breaks before its end.
    pub body: Vec<u8>,
    /// How long the answer takes, in milliseconds; [`Response::NEVER`] when it never comes.
    pub delay_ms: u64,
    /// Over how many milliseconds the body comes, in pieces; 0 for at once.
    pub drip_ms: u64,
    /// The body comes again and again until it has so many bytes; 0 for once.
    pub grown_to: u64,
    /// Nothing comes after so many bytes of the body, and the connection stays.
    pub stalls_after: Option<usize>,
    /// The connection breaks after so many bytes of the body.
    pub cut_after: Option<usize>,
}

impl Response {
    /// The delay of an answer that never comes: the client has to give up.
    pub const NEVER: u64 = u64::MAX;

    /// An answer of one content type.
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
            body: body.into(),
            ..Self::default()
        }
    }

    /// The same answer with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}
