//! The completeness bar: what the page rests on, what is still loading, what is missing.

use crate::prelude::*;

use super::{Button, Glyph, Icon, Menu, Tone};
use crate::messages::ui as messages;
use crate::view::{Part, changing, flag, maybe, text, view};

/// What the bar says.
#[derive(Clone)]
pub struct BarState {
    /// How complete everything is.
    pub tone: Tone,
    /// The same in a word or two: "Complete".
    pub headline: String,
    /// What was read: "7,553 of 7,553 runs since 2023-11-21".
    pub facts: Vec<String>,
    /// What is being read: done, of, if that is known, and the same in words.
    pub progress: Option<(u64, Option<u64>, String)>,
    /// What is missing, a sentence each.
    pub warnings: Vec<String>,
    /// What can be done about it.
    pub action: Option<(String, Callback<()>)>,
}

/// The bar in the foot of every page. What does not fit is behind a button.
#[component]
pub fn CompletenessBar(
    /// What it says.
    #[prop(into)]
    state: Signal<BarState>,
) -> Part {
    let tone = move || state.read().tone;
    let headline = text(move || state.read().headline.clone());
    let facts = text(move || state.read().facts.join(" · "));
    let count = move || state.read().warnings.len();
    let first = text(move || state.read().warnings.first().cloned().unwrap_or_default());
    let progress = move || state.read().progress.clone().unwrap_or_default();
    let doing = text(move || progress().2);
    let idle = flag(move || state.read().progress.is_none());
    let list = changing(move || {
        let state = state.read();
        state.warnings.iter().map(|text| view! { <li class="warn">{text.clone()}</li> }).collect()
    });
    let action = changing(move || match state.read().action.clone() {
        Some((label, press)) => view! { <Button label=label on_press=press /> },
        None => Part::Nothing,
    });
    view! {
        <div class="completeness" role="status" aria-label=messages::completeness()>
            <span class=text(move || format!("st {}", tone().class()))>
                {changing(move || view! { <Icon glyph=tone().glyph() /> })}
                <span>{headline}</span>
            </span>
            <span class="completeness-facts">{facts}</span>
        </div>
        <span class="completeness-progress" hidden=idle>
            <progress
                aria-label=doing
                max=text(move || progress().1.unwrap_or(1).max(1).to_string())
                value=maybe(move || progress().1.map(|of| progress().0.min(of).to_string()))
            />
            <span>{doing}</span>
        </span>
        {action}
        <span class="grow"></span>
        <span class="completeness-warning st warn" hidden=flag(move || count() == 0)>
            <Icon glyph=Glyph::Warning />
            <span>{first}</span>
        </span>
        <div class="completeness-more" class:few=flag(move || count() < 2 && state.read().facts.len() < 5)>
            <Menu label=text(move || messages::details(count())) quiet=true>
                <ul class="completeness-list">
                    <li>{facts}</li>
                    {list}
                </ul>
            </Menu>
        </div>
    }
}
