//! Names and values.

use crate::prelude::*;
use crate::view::{Part, view};

/// A list of names and their values.
#[component]
pub fn Facts(
    /// The rows: name and value.
    rows: Vec<(String, Part)>,
) -> Part {
    let rows: Vec<Part> = rows
        .into_iter()
        .map(|(name, value)| {
            view! {
                <dt>{name}</dt>
                <dd>{value}</dd>
            }
        })
        .collect();
    view! { <dl class="facts">{rows}</dl> }
}
