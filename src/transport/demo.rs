//! The demo: the simulated vendors answer from memory, through the same vendor code as real ones.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo_timers::future::TimeoutFuture;
use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_simulator::System;

/// How the address of a demo source begins; its name follows up to the first `/`.
pub(super) const SCHEME: &str = "demo:";

/// The seed of the demo's data. The same for everybody, so that two people see the same.
const SEED: u64 = 7;

/// The simulated systems that were called so far, by name.
#[derive(Default)]
pub(super) struct Demo {
    systems: RefCell<BTreeMap<String, Box<dyn System>>>,
}

pub(super) async fn send(demo: std::rc::Rc<Demo>, request: Request) -> Result<Response, TransportError> {
    // A turn of the event loop: what is asked meanwhile gets its answer in between.
    TimeoutFuture::new(0).await;
    let now_s = (js_sys::Date::now() / 1000.0) as i64;
    let address = request.url.strip_prefix(SCHEME).unwrap_or_default();
    let (name, rest) = address.split_once('/').unwrap_or((address, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let question = tapedeck_simulator::Request {
        method: request.method.as_str().to_string(),
        path: format!("/{path}"),
        query: query.to_string(),
        headers: request.headers,
        body: request.body,
    };
    let answer = {
        let mut systems = demo.systems.borrow_mut();
        if !systems.contains_key(name) {
            let detail = || TransportError::BadAddress { detail: format!("the demo has no {name}") };
            let system = tapedeck_simulator::system(name, SEED, now_s, true).ok_or_else(detail)?;
            systems.insert(name.to_string(), system);
        }
        let Some(system) = systems.get_mut(name) else { return Err(TransportError::TimedOut) };
        system.answer(now_s, &question)
    };
    if answer.delay_ms > 0 {
        TimeoutFuture::new(u32::try_from(answer.delay_ms).unwrap_or(u32::MAX)).await;
    }
    if let Some(at) = answer.cut_after {
        return Err(TransportError::Cut { status: answer.status, received: at as u64 });
    }
    let headers = answer.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    Ok(Response { status: answer.status, headers, body: answer.body })
}
