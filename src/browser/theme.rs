//! The theme of the document.

/// Sets `data-theme` on the document: `light`, `dark`, or anything else for the system's choice.
pub fn set(theme: &str) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("data-theme", theme);
    }
}
