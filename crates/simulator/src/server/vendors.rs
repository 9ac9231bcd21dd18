//! The vendors' addresses: `vendors/nas-1/` and every other name that begins with a vendor's word, each a system of
//! its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::Options;
use crate::System;

/// The largest request that is read.
const LARGEST: usize = 8 * 1024 * 1024;
/// More names than these are turned away.
const MOST: usize = 256;

/// All simulated vendors. A system is made at its first request.
pub(super) struct Vendors {
    seed: u64,
    now_s: i64,
    started: Instant,
    control: bool,
    cors: bool,
    /// Where the page is; it begins and ends with a slash.
    base: String,
    systems: Mutex<HashMap<String, Box<dyn System>>>,
}

impl Vendors {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            seed: options.seed,
            now_s: options.now_s,
            started: Instant::now(),
            control: options.control,
            cors: options.cors,
            base: options.base.clone(),
            systems: Mutex::default(),
        }
    }

    /// Answers `<name>/<path>`.
    pub(super) async fn answer(&self, path: &str, request: Request) -> Response {
        let origin = request.headers().get(header::ORIGIN).cloned().filter(|_| self.cors);
        let mut response = if self.cors && request.method() == Method::OPTIONS {
            preflight(request.headers())
        } else {
            self.relay(path, request).await
        };
        if let Some(origin) = origin {
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            let exposed = HeaderValue::from_static("Retry-After, Content-Disposition, X-Subject-Token, X-Request-Id");
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        response
    }

    async fn relay(&self, path: &str, request: Request) -> Response {
        let Some((name, path)) = path.split_once('/') else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let (parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, LARGEST).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let request = crate::Request {
            method: parts.method.as_str().to_owned(),
            path: format!("/{path}"),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers.iter().map(|(key, value)| (key.as_str().to_owned(), text(value))).collect(),
            body: body.to_vec(),
        };
        let at = [&self.base, "vendors/", name].concat();
        match self.ask(name, &request) {
            Some(response) => send(moved(response, &at)).await,
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }

    fn ask(&self, name: &str, request: &crate::Request) -> Option<crate::Response> {
        let elapsed = i64::try_from(self.started.elapsed().as_secs()).unwrap_or(0);
        let mut all = self.systems.lock().unwrap_or_else(PoisonError::into_inner);
        let full = all.len() >= MOST;
        let system = match all.entry(name.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(_) if full => return None,
            Entry::Vacant(new) => new.insert(crate::system(name, self.seed, self.now_s, self.control)?),
        };
        Some(system.answer(self.now_s + elapsed, request))
    }
}

/// The paths that an answer names, moved below the system's address, as a reverse proxy does it.
fn moved(mut response: crate::Response, at: &str) -> crate::Response {
    for (name, value) in &mut response.headers {
        if name.eq_ignore_ascii_case("location") && value.starts_with('/') {
            value.insert_str(0, at);
        } else if name.eq_ignore_ascii_case("set-cookie")
            && let Some(path) = value.to_ascii_lowercase().find("path=/")
        {
            value.insert_str(path + "path=".len(), at);
        }
    }
    response
}

fn preflight(asked: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    if let Some(wanted) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}

/// Sends an answer the way it says: late, never, or with a connection that breaks.
async fn send(response: crate::Response) -> Response {
    if response.delay_ms == crate::Response::NEVER {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_millis(response.delay_ms)).await;
    let mut builder = Response::builder().status(response.status);
    for (name, value) in &response.headers {
        builder = builder.header(name, value);
    }
    let body = match response.cut_after {
        None if response.drip_ms > 0 => {
            builder = builder.header(header::CONTENT_LENGTH, response.body.len());
            drip(Bytes::from(response.body), response.drip_ms)
        }
        None if response.stalls_after.is_some() => {
            builder = builder.header(header::CONTENT_LENGTH, response.body.len());
            let mut sent = response.body;
            sent.truncate(response.stalls_after.unwrap_or_default());
            stall(Bytes::from(sent))
        }
        None if response.grown_to > 0 && !response.body.is_empty() => {
            builder = builder.header(header::CONTENT_LENGTH, response.grown_to);
            grown(Bytes::from(response.body), response.grown_to)
        }
        None => Body::from(response.body),
        Some(after) => {
            builder = builder.header(header::CONTENT_LENGTH, response.body.len().max(after + 1));
            let mut sent = response.body;
            sent.truncate(after);
            cut(Bytes::from(sent))
        }
    };
    builder.body(body).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Sends these bytes in pieces, one after the other.
fn drip(bytes: Bytes, ms: u64) -> Body {
    const PIECES: usize = 20;
    let piece = bytes.len().div_ceil(PIECES).max(1);
    Body::from_stream(stream::unfold(bytes, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(ms / PIECES as u64)).await;
        let now = left.split_to(piece.min(left.len()));
        Some((Ok::<_, std::io::Error>(now), left))
    }))
}

/// Sends these bytes, and then nothing until the client gives up.
fn stall(bytes: Bytes) -> Body {
    Body::from_stream(stream::unfold(Some(bytes), async |left| match left {
        Some(bytes) => Some((Ok::<_, std::io::Error>(bytes), None)),
        None => std::future::pending().await,
    }))
}

/// Sends these bytes again and again, so many in all. None of them is kept twice.
fn grown(bytes: Bytes, size: u64) -> Body {
    Body::from_stream(stream::unfold(size, move |left| {
        let now = bytes.slice(..bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
        let sent = now.len() as u64;
        std::future::ready((sent > 0).then_some((Ok::<_, std::io::Error>(now), left - sent)))
    }))
}

/// Sends these bytes, lets them go out, and breaks the connection.
fn cut(bytes: Bytes) -> Body {
    Body::from_stream(stream::unfold(Some(bytes), async |left| match left {
        Some(bytes) if !bytes.is_empty() => Some((Ok(bytes), Some(Bytes::new()))),
        Some(_) => {
            tokio::time::sleep(Duration::from_millis(30)).await;
            Some((Err(std::io::Error::other("cut")), None))
        }
        None => None,
    }))
}
