//! Selected text.

use super::reflect;

/// Whether some text is selected: the end of a selection is also a click, and should not act as one.
pub fn has_text() -> bool {
    web_sys::window()
        .and_then(|window| reflect::call(&window, "getSelection", &[]))
        .and_then(|selection| reflect::call(&selection, "toString", &[]))
        .and_then(|text| text.as_string())
        .is_some_and(|text| !text.is_empty())
}
