//! The browser's modal dialog.

use web_sys::HtmlDialogElement;

/// Opens or closes a dialog. The browser moves the focus into it, and back when it closes.
pub fn set_open(dialog: &HtmlDialogElement, open: bool) {
    if open && !dialog.open() {
        // Refused only for a dialog that is not in the document, which then is not shown either.
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}
