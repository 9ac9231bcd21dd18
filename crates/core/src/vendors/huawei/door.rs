//! How CloudDC is asked with the session of this moment: the address, and the token or the signature.

use super::place;
use super::sign::{self, Keys, Signed};
use crate::error::{Error, Kind};
use crate::http::{Method, Request, Response};
use crate::model::{Source, Timestamp};
use crate::vendors::Session;

/// What lets a request in.
#[derive(Clone)]
pub(super) enum Pass {
    /// An IAM token.
    Token(String),
    /// An access key.
    Keys(Keys),
}

/// One address with what lets a request in.
#[derive(Clone)]
pub(super) struct Door {
    base_url: String,
    /// What every path begins with: the version and the project.
    root: Vec<String>,
    /// The host that the vendor sees.
    host: String,
    pub(super) pass: Pass,
}

impl Door {
    /// CloudDC for somebody who is signed in.
    pub(super) fn of(source: &Source, session: &Session) -> Result<Door, Error> {
        let project = session.get("project");
        let token = session.get("token");
        let pass = if token.is_empty() {
            Pass::Keys(Keys {
                access: session.get("access_key").to_string(),
                secret: session.get("secret_key").to_string(),
                token: session.get("security_token").to_string(),
            })
        } else {
            Pass::Token(token.to_string())
        };
        if project.is_empty() {
            return Err(Error::new(Kind::NotSignedIn));
        }
        Ok(Door::clouddc(source, project, pass))
    }

    /// CloudDC, for one project.
    pub(super) fn clouddc(source: &Source, project: &str, pass: Pass) -> Door {
        let root = vec!["v1".to_string(), project.to_string()];
        Door { base_url: source.base_url.clone(), root, host: place::clouddc_host(source), pass }
    }

    /// IAM.
    pub(super) fn iam(source: &Source, pass: Pass) -> Door {
        Door { base_url: place::iam_url(source), root: vec!["v3".to_string()], host: place::iam_host(source), pass }
    }

    /// The project that is asked about.
    pub(super) fn project(&self) -> &str {
        self.root.get(1).map_or("", String::as_str)
    }

    /// A request that reads.
    pub(super) fn get(&self, parts: &[&str], query: &[(&str, String)], now: Timestamp) -> Request {
        self.request(Method::Get, parts, query, b"", now)
    }

    /// A request that begins something.
    pub(super) fn post(&self, parts: &[&str], body: &[u8], now: Timestamp) -> Request {
        self.request(Method::Post, parts, &[], body, now).changing()
    }

    fn request(
        &self,
        method: Method,
        parts: &[&str],
        query: &[(&str, String)],
        body: &[u8],
        now: Timestamp,
    ) -> Request {
        let all: Vec<&str> = self.root.iter().map(String::as_str).chain(parts.iter().copied()).collect();
        let path = sign::path(&all);
        let mut url = format!("{}{path}", self.base_url);
        if !query.is_empty() {
            url.push('?');
            url.push_str(&sign::query(query));
        }
        let mut request = Request { body: body.to_vec(), ..Request::new(method, url) };
        if !body.is_empty() {
            request = request.with_header("Content-Type", "application/json");
        }
        match &self.pass {
            Pass::Token(token) => request.with_header("X-Auth-Token", token.clone()),
            Pass::Keys(keys) => {
                // The path without that of a proxy: the vendor does not see it.
                let signed = Signed { method, host: &self.host, path: &path, query, body };
                request.headers.extend(sign::headers(&signed, keys, now));
                request
            }
        }
    }

    /// Reads an answer. What lets somebody in never gets into an error: the gateway repeats what was signed, and people
    /// paste errors into reports.
    pub(super) fn read<T>(
        &self,
        response: &Response,
        read: impl Fn(&Response) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match &self.pass {
            Pass::Token(token) => read_without(&[token], response, read),
            Pass::Keys(keys) => read_without(&[&keys.secret, &keys.token], response, read),
        }
    }
}

/// Reads an answer; an error of it is one of the same answer without the secrets.
pub(super) fn read_without<T>(
    secrets: &[&str],
    response: &Response,
    read: impl Fn(&Response) -> Result<T, Error>,
) -> Result<T, Error> {
    read(response).map_err(|error| match hidden(secrets, response) {
        None => error,
        Some(response) => match read(&response) {
            Err(error) => error,
            // It reads without the secrets: then not even its outline may be shown.
            Ok(_) => Error { answer: String::new(), detail: String::new(), ..error },
        },
    })
}

/// The answer without the secrets, if it has any.
fn hidden(secrets: &[&str], response: &Response) -> Option<Response> {
    let whole = String::from_utf8_lossy(&response.body).into_owned();
    let mut text = whole.clone();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        // As it is, and as JSON writes it.
        let quoted = serde_json::Value::from(*secret).to_string();
        for form in [*secret, quoted.trim_matches('"')].into_iter().filter(|form| !form.is_empty()) {
            text = text.replace(form, "(hidden)");
        }
    }
    (text != whole).then(|| Response { body: text.into_bytes(), ..response.clone() })
}
