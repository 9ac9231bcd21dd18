//! Still loading.

use leptos::prelude::*;

/// Says what is being loaded.
#[component]
pub fn Loading(
    /// What is being loaded, as a sentence.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="face" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <p>{text}</p>
        </div>
    }
    .into_any()
}
