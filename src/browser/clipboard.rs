//! Copying text.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::reflect;

/// Copies a text, and says whether that worked.
pub async fn copy(text: &str) -> bool {
    modern(text).await || old_fashioned(text).unwrap_or(false)
}

/// Copies a text, and says afterwards whether that worked.
pub fn copy_then(text: String, done: impl FnOnce(bool) + 'static) {
    wasm_bindgen_futures::spawn_local(async move { done(copy(&text).await) });
}

async fn modern(text: &str) -> bool {
    // Absent on plain `http:` pages.
    let Some(clipboard) = web_sys::window().and_then(|window| reflect::get(&window.navigator(), "clipboard")) else {
        return false;
    };
    let Some(promise) = reflect::call(&clipboard, "writeText", &[&JsValue::from_str(text)]) else { return false };
    JsFuture::from(js_sys::Promise::resolve(&promise)).await.is_ok()
}

/// Selects the text in a field that nobody sees, and asks for a copy.
fn old_fashioned(text: &str) -> Option<bool> {
    let document = web_sys::window()?.document()?;
    let field = document.create_element("textarea").ok()?.dyn_into::<web_sys::HtmlElement>().ok()?;
    reflect::set(&field, "value", &JsValue::from_str(text));
    field.set_class_name("offscreen");
    let before = document.active_element();
    // Inside an open dialog everything outside is inert, so the field must stand inside too.
    let place = before.as_ref().and_then(|element| element.closest("dialog").ok().flatten());
    let place = place.or_else(|| document.body().map(Into::into))?;
    place.append_child(&field).ok()?;
    reflect::call(&field, "select", &[]);
    let copied = reflect::call(&document, "execCommand", &[&JsValue::from_str("copy")]);
    field.remove();
    if let Some(before) = before.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = before.focus();
    }
    copied?.as_bool()
}
