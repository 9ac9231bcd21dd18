//! Whether anybody can see the page.

use leptos::prelude::{ReadSignal, Set, signal};

use super::{Listener, keep, reflect};

/// Whether the page is in a visible tab now.
pub fn is_visible() -> bool {
    let state = web_sys::window().and_then(|w| w.document()).and_then(|d| reflect::get(&d, "visibilityState"));
    state.is_none_or(|state| state.as_string().as_deref() != Some("hidden"))
}

/// The same, followed until the running component is cleaned up.
pub fn visible() -> ReadSignal<bool> {
    let (visible, set) = signal(is_visible());
    keep(Listener::on_document("visibilitychange", move |_| set.set(is_visible())));
    visible
}
