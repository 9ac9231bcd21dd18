//! Names and values.

use leptos::prelude::*;

/// A list of names and their values.
#[component]
pub fn Facts(
    /// The rows: name and value.
    rows: Vec<(String, AnyView)>,
) -> impl IntoView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|(name, value)| {
            view! {
                <dt>{name}</dt>
                <dd>{value}</dd>
            }
            .into_any()
        })
        .collect();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}
