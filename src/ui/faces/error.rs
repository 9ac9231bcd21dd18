//! Went wrong.

use crate::prelude::*;

use crate::messages::ui as messages;
use crate::ui::{CopyButton, Facts, Icon, Tone};
use crate::view::{Children, Part, view};

/// Says what happened, what it means, what to do, and keeps the raw answer one click away.
#[component]
pub fn ErrorFace(
    /// What happened, in a few words.
    #[prop(into)]
    title: String,
    /// What it means.
    #[prop(into)]
    text: String,
    /// What to do.
    #[prop(into)]
    remedy: String,
    /// What a report should name: status, request id.
    #[prop(optional)]
    facts: Vec<(String, String)>,
    /// The answer as it came; empty if there was none.
    #[prop(optional, into)]
    answer: String,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> Part {
    let facts: Vec<_> = facts.into_iter().map(|(name, value)| (name, value.into())).collect();
    view! {
        <section class="face error-face">
            <div role="alert">
                <h2><span class="st bad"><Icon glyph=Tone::Bad.glyph() /></span><span>{title}</span></h2>
                <p>{text}</p>
                <p class="remedy">{remedy}</p>
            </div>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
            {(!facts.is_empty()).then(|| view! { <Facts rows=facts /> })}
            {(!answer.is_empty()).then(|| answer_view(answer))}
        </section>
    }
}

fn answer_view(answer: String) -> Part {
    view! {
        <details class="answer">
            <summary>{messages::show_answer()}</summary>
            <pre tabindex="0">{answer.clone()}</pre>
            <CopyButton label=messages::copy() text=answer />
        </details>
    }
}
