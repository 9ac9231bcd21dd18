//! Parts of a view that change, with their closures behind one type.
//!
//! Every closure that is put into a view as it is makes the compiler write the code that builds and updates it once
//! more, some 5 KB each. Behind one type that code exists once.

use std::sync::Arc;

use leptos::prelude::*;

/// A part of a view that is drawn anew when what it reads changes.
pub fn dynamic(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    erased(Arc::new(view))
}

fn erased(view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || view()).into_any()
}

/// A text that changes, for a text node or an attribute.
pub fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// Something that holds or not, for a class or an attribute.
pub fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(flag)
}

/// A text that is there or not, for an attribute.
pub fn maybe(text: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(text)
}

/// What an attribute of the kind `aria-…` says about something that holds or not.
pub fn yes_or_no(holds: Signal<bool>) -> Signal<String> {
    text(move || if holds.get() { "true" } else { "false" }.to_string())
}
