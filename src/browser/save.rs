//! Saving a file: the browser's own download of what is in memory, and its SHA-256.
//!
//! This is the only place that knows how a file gets from memory to the disk.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::reflect;

/// For how long the browser may take to begin reading what is to be saved.
const KEPT_MS: u32 = 60_000;

/// The address of something in memory, as long as this value is there.
struct ObjectUrl(String);

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Gives a file to the browser to be saved. Says afterwards whether that was possible, and the SHA-256 of the content
/// where the browser can calculate it: it cannot on a plain `http:` page.
pub fn save_then(name: String, bytes: Vec<u8>, tell: impl FnOnce(bool, Option<String>) + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        let content = Uint8Array::from(bytes.as_slice());
        drop(bytes);
        let sum = sha256(&content).await;
        // Without a type: the browser would open what it knows how to show.
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&content));
        let url = blob.ok().and_then(|blob| offer(&name, &blob));
        tell(url.is_some(), sum);
        TimeoutFuture::new(KEPT_MS).await;
        drop(url);
    });
}

/// Gives a file to the browser to be saved. Whether that was possible.
pub fn offer_for_a_while(name: &str, blob: &Blob) -> bool {
    let url = offer(name, blob);
    let offered = url.is_some();
    wasm_bindgen_futures::spawn_local(async move {
        TimeoutFuture::new(KEPT_MS).await;
        drop(url);
    });
    offered
}

/// Follows a link of our own to the content.
fn offer(name: &str, blob: &Blob) -> Option<ObjectUrl> {
    let url = ObjectUrl(Url::create_object_url_with_blob(blob).ok()?);
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url.0);
    link.set_download(name);
    link.click();
    Some(url)
}

async fn sha256(content: &Uint8Array) -> Option<String> {
    let crypto = reflect::get(&js_sys::global(), "crypto")?;
    let subtle = reflect::get(&crypto, "subtle")?;
    let promise = reflect::call(&subtle, "digest", &[&JsValue::from_str("SHA-256"), content])?;
    let sum = JsFuture::from(js_sys::Promise::resolve(&promise)).await.ok()?;
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    let bytes = Uint8Array::new(&sum).to_vec();
    Some(bytes.into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
}
