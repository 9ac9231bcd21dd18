//! A picture that is held in memory.

use js_sys::JsString;
use wasm_bindgen::JsValue;

use super::reflect;

/// The address of a picture that holds the picture itself; nothing where the browser cannot make one.
pub fn data_url(mime: &str, bytes: &[u8]) -> Option<String> {
    // The browser's own encoder takes one character a byte.
    let text: String = bytes.iter().copied().map(char::from).collect();
    let encoded = reflect::call(&js_sys::global(), "btoa", &[&JsValue::from(JsString::from(text))])?.as_string()?;
    // The type comes from outside: only what a type can be made of.
    let plain = mime.chars().all(|c| c.is_ascii_alphanumeric() || "/+-.".contains(c));
    plain.then(|| format!("data:{mime};base64,{encoded}"))
}
