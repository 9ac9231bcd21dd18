//! Files of the page itself that are loaded when they are wanted.

use tapedeck_core::http::{Method, Request};

use super::fetch;
use crate::browser::reflect;

/// Loads a file, or says why not. Its address is a property of the global object, set by the scripts that start page and
/// engine, where the build writes it.
pub(super) async fn load(name: &str) -> Result<Vec<u8>, String> {
    let address = reflect::get(&js_sys::global(), name).and_then(|address| address.as_string());
    let address = address.ok_or_else(|| format!("it was built without {name}"))?;
    let answer = fetch::send(Request::new(Method::Get, address), None).await;
    let answer = answer.map_err(|error| format!("{error:?}"))?;
    match answer.status {
        200 => Ok(answer.body),
        status => Err(format!("its address answers {status}")),
    }
}
