//! The heading of a page.

use crate::prelude::*;
use crate::view::{Part, view};

/// A page's heading, a line below it, and what can be done beside them.
pub fn page_head(title: Signal<String>, below: Signal<String>, actions: Part) -> Part {
    view! {
        <div class="head">
            <div>
                <h1 id="page-title">{title}</h1>
                <p class="why">{below}</p>
            </div>
            {actions}
        </div>
    }
}
