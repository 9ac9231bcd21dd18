//! Still loading.

use crate::prelude::*;
use crate::view::{Part, view};

/// Says what is being loaded.
#[component]
pub fn Loading(
    /// What is being loaded, as a sentence.
    #[prop(into)]
    text: Signal<String>,
) -> Part {
    view! {
        <div class="face" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <p>{text}</p>
        </div>
    }
}
