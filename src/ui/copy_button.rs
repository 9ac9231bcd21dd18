//! A button that copies.

use crate::prelude::*;

use super::{Button, Copying, Glyph};
use crate::browser::{clipboard, clock};
use crate::messages::ui as text;
use crate::view::{self, Part, view};

/// How long the answer stands on the button.
const ANSWER_MS: u32 = 2000;

/// Copies a text without its secrets, and says on itself whether that worked.
#[component]
pub fn CopyButton(
    /// The word on it.
    #[prop(into)]
    label: String,
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// Without a border.
    #[prop(optional)]
    quiet: bool,
    /// The text is the page's own, such as an address or a sum: it is copied letter by letter.
    #[prop(optional)]
    own: bool,
) -> Part {
    let answer = RwSignal::new(None::<bool>);
    let timer = StoredValue::new_local(None::<clock::Timer>);
    let copying = expect_context::<Copying>().0;
    let said = move |copied| {
        // The component may be gone by now.
        answer.try_set(Some(copied));
        timer.try_set_value(clock::after(ANSWER_MS, move || {
            answer.try_set(None);
        }));
    };
    let copy = move |()| match own {
        true => clipboard::copy_then(text.get_untracked(), said),
        false => copying.run((text.get_untracked(), Box::new(said))),
    };
    let shown = view::text(move || match answer.get() {
        None => label.clone(),
        Some(true) => text::copied().to_string(),
        Some(false) => text::not_copied().to_string(),
    });
    let said = view::text(move || answer.get().map(|_| shown.get()).unwrap_or_default());
    view! {
        <Button label=shown glyph=Glyph::Copy quiet=quiet on_press=copy />
        <span class="offscreen" role="status">{said}</span>
    }
}
