//! Saving a file.

use wasm_bindgen::JsCast;

use super::clock;

/// How long an object URL is kept for the browser to begin the download.
const KEPT_MS: u32 = 60_000;

/// An address of bytes in memory. It is revoked when this value is dropped.
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// Makes an address for bytes of a media type.
    pub fn new(bytes: &[u8], media_type: &str) -> Option<ObjectUrl> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        web_sys::Url::create_object_url_with_blob(&blob).ok().map(ObjectUrl)
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        let _ = web_sys::Url::revoke_object_url(&self.0);
    }
}

/// Saves bytes under a name. Says whether the browser took them.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    let Some(url) = ObjectUrl::new(bytes, media_type) else { return false };
    let clicked = click(name, url.address()).is_some();
    // The download begins after the click; the address must live until then, whatever becomes of the page's components.
    if let Some(timer) = clock::after(KEPT_MS, move || drop(url)) {
        std::mem::forget(timer);
    }
    clicked
}

fn click(name: &str, address: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let link = document.create_element("a").ok()?.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    link.set_href(address);
    link.set_download(name);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    Some(())
}
