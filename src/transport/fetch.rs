//! The browser's fetch.
//!
//! - Dropping the future aborts the request: an aborted Rust future alone would not.
//! - The body is read piece by piece, so that a cut answer is told from one that never came.
//! - The reason of an abort is never given as text: that makes gloo-net panic.

use gloo_net::http::{Method as FetchMethod, RequestBuilder};
use tapedeck_core::http::{Method, Request, Response, TransportError};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, ReadableStreamDefaultReader, RequestCredentials};

/// Aborts the request when dropped. After a complete answer that does nothing.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

pub(super) async fn send(request: Request) -> Result<Response, TransportError> {
    let controller = AbortController::new().map_err(|error| unreachable(&error))?;
    let signals = js_sys::Array::of2(&controller.signal(), &AbortSignal::timeout_with_u32(request.timeout_ms));
    let signal = AbortSignal::any(&signals);
    let _guard = AbortOnDrop(controller);

    let method = match request.method {
        Method::Get => FetchMethod::GET,
        Method::Post => FetchMethod::POST,
        Method::Put => FetchMethod::PUT,
        Method::Delete => FetchMethod::DELETE,
    };
    let credentials = if request.cookies { RequestCredentials::Include } else { RequestCredentials::Omit };
    let mut builder =
        RequestBuilder::new(&request.url).method(method).credentials(credentials).abort_signal(Some(&signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let built = if request.body.is_empty() {
        builder.build()
    } else {
        builder.body(js_sys::Uint8Array::from(request.body.as_slice()))
    };
    let response = match built {
        Ok(built) => built.send().await.map_err(classify)?,
        Err(error) => return Err(TransportError::BadAddress { detail: error.to_string() }),
    };
    let status = response.status();
    let headers = response.headers().entries().map(|(name, value)| (name.to_lowercase(), value)).collect();
    let body = match response.body() {
        Some(stream) => read(stream.get_reader().unchecked_into(), status).await?,
        None => Vec::new(),
    };
    Ok(Response { status, headers, body })
}

async fn read(reader: ReadableStreamDefaultReader, status: u16) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(|error| {
            if name_of(&error) == "TimeoutError" {
                TransportError::TimedOut
            } else {
                TransportError::Cut { status, received: body.len() as u64 }
            }
        })?;
        let value = js_sys::Reflect::get(&piece, &JsValue::from_str("value")).unwrap_or(JsValue::UNDEFINED);
        match value.dyn_into::<js_sys::Uint8Array>() {
            Ok(bytes) => {
                let start = body.len();
                body.resize(start + bytes.length() as usize, 0);
                bytes.copy_to(&mut body[start..]);
            }
            // Done: there is no value any more.
            Err(_) => return Ok(body),
        }
    }
}

fn classify(error: gloo_net::Error) -> TransportError {
    match error {
        gloo_net::Error::JsError(error) if error.name == "TimeoutError" => TransportError::TimedOut,
        gloo_net::Error::JsError(error) => TransportError::Unreachable { detail: error.message },
        other => TransportError::Unreachable { detail: other.to_string() },
    }
}

fn unreachable(error: &JsValue) -> TransportError {
    TransportError::Unreachable { detail: format!("{error:?}") }
}

fn name_of(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name())).unwrap_or_default()
}
