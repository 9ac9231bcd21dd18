use leptos::prelude::*;

use crate::messages::notices as messages;
use crate::state::app::App;
use crate::ui::{Notice, Tone, dynamic};

/// What was wrong in `tapedeck.json` and in the address.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let app = expect_context::<App>();
    let config_closed = RwSignal::new(false);
    let config = move || {
        let sentences: Vec<String> = match &*app.config.read() {
            None => Vec::new(),
            Some(Err(error)) => vec![messages::config_error(error)],
            Some(Ok(config)) => config.notices.iter().map(messages::config_notice).collect(),
        };
        if config_closed.get() {
            return ().into_any();
        }
        sentences
            .into_iter()
            .map(|text| {
                view! { <Notice tone=Tone::Warning text=text on_close=move |()| config_closed.set(true) /> }.into_any()
            })
            .collect_view()
            .into_any()
    };
    let address = move || {
        let problems = app.address_problems.get();
        if problems.is_empty() {
            return ().into_any();
        }
        let close = move |()| app.address_problems.set(Vec::new());
        view! { <Notice tone=Tone::Warning text=messages::address(&problems) on_close=close /> }.into_any()
    };
    let unknown = move || {
        if app.config.read().is_none() {
            return ().into_any();
        }
        let known = app.sources.read();
        let asked = app.address.read().sources.clone();
        let missing: Vec<String> =
            asked.into_iter().filter(|id| known.iter().all(|entry| entry.source.id != *id)).collect();
        if missing.is_empty() {
            return ().into_any();
        }
        view! { <Notice tone=Tone::Warning text=messages::unknown_sources(&missing) /> }.into_any()
    };
    view! {
        <div class="notices">{dynamic(config)} {dynamic(address)} {dynamic(unknown)}</div>
    }
    .into_any()
}
