use crate::prelude::*;

use crate::messages::{notices as messages, opened};
use crate::state::app::App;
use crate::state::zone;
use crate::ui::{Button, Notice, Tone};
use crate::view::{Part, changing, view};

/// What was wrong in `tapedeck.json` and in the address.
#[component]
pub(crate) fn Notices() -> Part {
    let app = expect_context::<App>();
    let closed = RwSignal::new(Vec::<String>::new());
    let config = move || {
        let sentences: Vec<String> = match &*app.config.read() {
            None => Vec::new(),
            Some(Err(error)) => vec![messages::config_error(error)],
            Some(Ok(config)) => config.notices.iter().map(messages::config_notice).collect(),
        };
        let open = sentences.into_iter().filter(|text| !closed.read().contains(text));
        open.map(|text| {
            let close = {
                let text = text.clone();
                move |()| closed.update(|closed| closed.push(text.clone()))
            };
            view! { <Notice tone=Tone::Warning text=text on_close=close /> }
        })
        .collect()
    };
    let address = move || {
        let problems = app.address_problems.get();
        if problems.is_empty() {
            return Part::Nothing;
        }
        let close = move |()| app.address_problems.set(Vec::new());
        view! { <Notice tone=Tone::Warning text=messages::address(&problems) on_close=close /> }
    };
    let unknown = move || {
        if app.config.read().is_none() {
            return Part::Nothing;
        }
        let known = app.sources.read();
        let asked = app.address.read().sources.clone();
        let missing: Vec<String> =
            asked.into_iter().filter(|id| known.iter().all(|entry| entry.source.id != *id)).collect();
        if missing.is_empty() {
            return Part::Nothing;
        }
        view! { <Notice tone=Tone::Warning text=messages::unknown_sources(&missing) /> }
    };
    let lost = move || {
        let names = app.opened.lost.get();
        if names.is_empty() {
            return Part::Nothing;
        }
        let close = move |()| app.forget_lost();
        view! {
            <Notice tone=Tone::Warning text=opened::lost(&names) on_close=close>
                <Button label=opened::AGAIN.to_string() on_press=move |()| app.choose_files() />
            </Notice>
        }
    };
    let zone = move || {
        let asked = zone::resolve(&app.zone());
        match app.times() {
            Some(times) if times.zone() != asked => {
                view! { <Notice tone=Tone::Warning text=messages::unknown_zone(&asked, times.zone()) /> }
            }
            _ => Part::Nothing,
        }
    };
    view! {
        <div class="notices">{changing(config)} {changing(address)} {changing(unknown)} {changing(lost)}
            {changing(zone)}</div>
    }
}
