//! The fragment of the page's address, in which the whole view is kept.

use wasm_bindgen::JsValue;

use super::Listener;

/// The fragment without `#`; empty if there is none.
pub fn read() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_string).unwrap_or(hash)
}

/// Changes the fragment without a step in the history.
pub fn replace(fragment: &str) {
    write(fragment, false);
}

/// Changes the fragment as a new step in the history. Nobody is called back for it.
pub fn push(fragment: &str) {
    write(fragment, true);
}

/// Calls back when the fragment was changed by the person: back, forward, a link, the address line.
pub fn on_hash_change(mut call: impl FnMut(String) + 'static) -> Option<Listener> {
    // `popstate` comes for every such change, also for those between two entries made by `push`.
    Listener::on_window("popstate", move |_| call(read()))
}

fn write(fragment: &str, step: bool) {
    let fragment = fragment.trim_start_matches('#');
    if fragment == read() {
        return;
    }
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let address = format!("#{fragment}");
        // Refused where a sandbox forbids it: the view works, only its address is not kept.
        let _ = match step {
            true => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
            false => history.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
        };
    }
}
