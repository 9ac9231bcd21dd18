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

/// Moves the focus to an element, unless it is in another field of the same dialog or form.
pub fn focus_if_nobody_writes(element: &HtmlElement) {
    let around = element.closest("dialog, form").ok().flatten();
    let active = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let writes = around.zip(active).is_some_and(|(around, active)| {
        around.contains(Some(&active)) && active.matches("input, textarea, select").unwrap_or_default()
    });
    if !writes {
        focus(element);
    }
}

/// Hides the element with the attribute `popover` in which an event happened.
pub fn close_popover_of(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(popover) = target.and_then(|target| target.closest("[popover]").ok().flatten()) {
        // By name, because a browser without popovers must not stop the program.
        reflect::call(&popover, "hidePopover", &[]);
    }
}

/// Shows an element with the attribute `popover` at a point of the window, moved so far that all of it is seen, and moves
/// the focus to its first button.
pub fn open_popover_at(element: &HtmlElement, (left, top): (f64, f64)) {
    reflect::call(element, "showPopover", &[]);
    let (size, window) = (place(element), window_size());
    let inside = |at: f64, size: f64, room: f64| format!("{}px", at.min(room - size - 4.0).max(4.0).round() as i64);
    set_style(element, "left", &inside(left, size.width, window.0));
    set_style(element, "top", &inside(top, size.height, window.1));
    let first = element.query_selector("button").ok().flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        focus(&first);
    }
}

/// Hides an element with the attribute `popover`.
pub fn close_popover(element: &HtmlElement) {
    reflect::call(element, "hidePopover", &[]);
}

/// Moves the focus to the next button beside the one at which an event happened, or to the one before, around the end.
pub fn focus_beside(event: &Event, forward: bool) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let step = |from: &Element| if forward { from.next_element_sibling() } else { from.previous_element_sibling() };
    let parent = target.parent_element();
    let end =
        parent.and_then(|parent| if forward { parent.first_element_child() } else { parent.last_element_child() });
    let beside = std::iter::successors(step(&target), step).chain(std::iter::successors(end, step));
    if let Some(button) = beside.into_iter().find(|element| element.tag_name() == "BUTTON")
        && let Ok(button) = button.dyn_into::<HtmlElement>()
    {
        focus(&button);
    }
}

/// Whether the focus of a `focusout` goes to something else inside of the element that listens.
pub fn stays_inside(event: &web_sys::FocusEvent) -> bool {
    let into = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let around = event.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    around.is_some_and(|around| into.is_some_and(|into| around.contains(Some(&into))))
}

/// Whether the element of a `beforetoggle` or `toggle` event is open, or about to be.
pub fn opens(event: &Event) -> bool {
    reflect::get(event, "newState").and_then(|state| state.as_string()).as_deref() == Some("open")
}

/// Whether the `details` at which a `toggle` event happened is open.
pub fn is_open(event: &Event) -> bool {
    let target = event.target().and_then(|target| reflect::get(&target, "open"));
    target.and_then(|open| open.as_bool()).unwrap_or_default()
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

/// Whether an event happened in an element that a selector finds.
pub fn is_in(event: &Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(selector).ok().flatten().is_some())
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
