//! Questions to an element and orders to it.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use super::reflect;

/// A rectangle in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// Where an element is in the window.
pub fn place(element: &Element) -> Place {
    let rectangle = element.get_bounding_client_rect();
    Place { left: rectangle.left(), top: rectangle.top(), width: rectangle.width(), height: rectangle.height() }
}

/// The width and height of the window.
pub fn window_size() -> (f64, f64) {
    let size = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    web_sys::window().map_or((0.0, 0.0), |window| (size(window.inner_width()), size(window.inner_height())))
}

/// Sets one property of an element's own style.
pub fn set_style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Moves the focus to an element.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Hides the element with the attribute `popover` in which an event happened.
pub fn close_popover_of(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(popover) = target.and_then(|target| target.closest("[popover]").ok().flatten()) {
        // By name, because a browser without popovers must not stop the program.
        reflect::call(&popover, "hidePopover", &[]);
    }
}

/// Whether the element of a `beforetoggle` or `toggle` event is open, or about to be.
pub fn opens(event: &Event) -> bool {
    reflect::get(event, "newState").and_then(|state| state.as_string()).as_deref() == Some("open")
}

/// Whether an event happened at the element that listens, and not at one inside of it.
pub fn is_at_listener(event: &Event) -> bool {
    event.target() == event.current_target()
}

/// All moves of a pointer go to the element at which it was pressed, until it is released.
pub fn capture_pointer(event: &web_sys::PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether an event came from a key that writes, or in a field in which one writes.
pub fn is_typing(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|element| {
        element.closest("input, textarea, select, [contenteditable], dialog").ok().flatten().is_some()
    })
}

/// Brings the focus to the element with an id.
pub fn focus_by_id(id: &str) {
    focus_in(&format!("#{id}"));
}

/// Scrolls the element with an id into sight inside of what scrolls it, with the least movement.
pub fn reveal_by_id(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        let nearest = js_sys::Object::new();
        reflect::set(&nearest, "block", &"nearest".into());
        reflect::call(&element, "scrollIntoView", &[&nearest]);
    }
}

/// Brings the focus to the first element that a selector finds.
pub fn focus_in(selector: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus(&element);
    }
}
