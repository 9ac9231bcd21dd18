//! What the page knows about itself.

use wasm_bindgen::{JsCast, JsValue};

use super::{Listener, reflect};

/// The flags after `?` of the page's address, without `?`.
pub fn query() -> String {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.strip_prefix('?').map(str::to_string).unwrap_or(search)
}

/// The absolute address of one that is relative to the page. Nothing if it cannot be read as an address.
pub fn absolute(address: &str) -> Option<String> {
    let base = web_sys::window()?.document()?.base_uri().ok().flatten()?;
    Some(web_sys::Url::new_with_base(address, &base).ok()?.href())
}

/// Sets the title of the browser's tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Whether the browser believes that it has a network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Whether nobody can see the page: another tab is before it.
pub fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Calls back whenever the page is hidden or seen again.
pub fn on_visibility(call: impl Fn() + 'static) -> Option<Listener> {
    let document = web_sys::window()?.document()?;
    Some(Listener::new(&document, "visibilitychange", move |_| call()))
}

/// Whether the page came over `https:`, from where `http:` addresses cannot be read.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.location().protocol().is_ok_and(|protocol| protocol == "https:"))
}

/// The content of a `<meta name="…">` of the page.
pub fn meta(name: &str) -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector(&format!("meta[name=\"{name}\"]")).ok()??.get_attribute("content")
}

/// Shows the crash page of `index.html` with a detail for the report, instead of the app.
pub fn show_crash(detail: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Some(text) = document.get_element_by_id("crash-detail") {
        // The first crash is the one to report: what follows is mostly its echo.
        if text.text_content().is_none_or(|text| text.is_empty()) {
            text.set_text_content(Some(detail));
        }
    }
    if let Some(app) = document.get_element_by_id("app") {
        let _ = app.set_attribute("hidden", "");
    }
    if let Some(button) = document.get_element_by_id("crash-reload") {
        // The browser's own function, without a way back into this program, which is no more.
        let location: JsValue = document.location().into();
        let reload = reflect::get(&location, "reload").and_then(|f| reflect::call(&f, "bind", &[&location]));
        if let Some(reload) = reload {
            reflect::set(&button, "onclick", &reload);
        }
    }
    if let Some(page) = document.get_element_by_id("crash") {
        let _ = page.remove_attribute("hidden");
    }
}

/// The element in which the page is mounted.
pub fn root() -> Option<web_sys::HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id("app")?.dyn_into().ok()
}

/// Takes away what an element shows, such as the face of the page while the program was loading.
pub fn empty(element: &web_sys::HtmlElement) {
    element.set_text_content(None);
}
