//! A record or an answer as it came.

use crate::prelude::*;

use super::CopyButton;
use crate::messages::ui as text;
use crate::view::{self, Part, view};

/// So many bytes are drawn: a browser needs seconds for a record of megabytes.
const DRAWN: usize = 100_000;

/// Text as it came, with a button that copies it.
#[component]
pub fn Raw(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// The heading above it; "Raw record" if nothing else is said.
    #[prop(optional, into)]
    label: Option<String>,
) -> Part {
    let label = label.unwrap_or_else(|| text::raw_record().to_string());
    let drawn = view::text(move || text::beginning(&text.read(), DRAWN));
    view! {
        <section class="raw" aria-label=label.clone()>
            <div class="raw-head">
                <h3>{label.clone()}</h3>
                <CopyButton label=text::copy() text=text quiet=true />
            </div>
            <pre tabindex="0">{drawn}</pre>
        </section>
    }
}
