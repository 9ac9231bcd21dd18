//! The demo: the simulated vendors answer from memory, through the same vendor code as real ones.
//!
//! They are a program of their own (`crates/demo`), which is loaded at the first question: who does not want the demo
//! does not wait for it.

#[cfg(test)]
mod linked;
#[cfg(not(test))]
mod loaded;

#[cfg(test)]
use linked as program;
#[cfg(not(test))]
use loaded as program;

use gloo_timers::future::TimeoutFuture;
use tapedeck_core::http::{Request, Response, TransportError};

pub(super) use program::Demo;

/// How the address of a demo source begins; its name follows up to the first `/`.
pub(super) const SCHEME: &str = "demo:";

/// The instant in epoch seconds; the system's name; method, path, query, headers and body. As `crates/demo` has it.
type Question = (i64, String, (String, String, String, Vec<(String, String)>, Vec<u8>));

/// Status, headers, body; after how many milliseconds; after how many bytes the connection breaks.
type Answer = (u16, Vec<(String, String)>, Vec<u8>, u64, Option<u64>);

pub(super) async fn send(demo: std::rc::Rc<Demo>, request: Request) -> Result<Response, TransportError> {
    // A turn of the event loop: what is asked meanwhile gets its answer in between.
    TimeoutFuture::new(0).await;
    let now_s = (js_sys::Date::now() / 1000.0) as i64;
    let address = request.url.strip_prefix(SCHEME).unwrap_or_default();
    let (name, rest) = address.split_once('/').unwrap_or((address, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let method = request.method.as_str().to_string();
    let question =
        (now_s, name.to_string(), (method, format!("/{path}"), query.to_string(), request.headers, request.body));
    let (status, headers, body, delay_ms, cut) = demo.ask(question).await?;
    if delay_ms > 0 {
        TimeoutFuture::new(u32::try_from(delay_ms).unwrap_or(u32::MAX)).await;
    }
    if let Some(received) = cut {
        return Err(TransportError::Cut { status, received });
    }
    let headers = headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    Ok(Response { status, headers, body })
}
