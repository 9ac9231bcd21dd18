//! What the window and the person prefer.

use super::{Listener, keep};
use crate::prelude::*;

/// The width below which the page is laid out for a phone. The same number stands in the style sheets.
pub const NARROW: &str = "(max-width: 900px)";

/// Whether a media query holds, followed until the running component is cleaned up.
pub fn match_media(query: &str) -> Signal<bool> {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    let holds = RwSignal::new(list.as_ref().is_some_and(|list| list.matches()));
    if let Some(list) = list {
        let watched = list.clone();
        keep(Listener::new(&list, "change", move |_| holds.set(watched.matches())));
    }
    holds.into()
}
