//! Where one writes in a field, counted in characters and not in the browser's units of 16 bits.

use web_sys::HtmlInputElement;

/// Before which character the caret stands; at the end if the browser does not say.
pub fn get(input: &HtmlInputElement) -> usize {
    let text = input.value();
    let units = input.selection_end().ok().flatten().unwrap_or(u32::MAX) as usize;
    let mut passed = 0;
    text.chars()
        .take_while(|letter| {
            passed += letter.len_utf16();
            passed <= units
        })
        .count()
}

/// Gives a field another text, with the caret before a character.
pub fn put(input: &HtmlInputElement, text: &str, caret: usize) {
    input.set_value(text);
    let units: usize = text.chars().take(caret).map(char::len_utf16).sum();
    let _ = input.set_selection_range(units as u32, units as u32);
}
