use crate::prelude::*;

use crate::messages::shell;
use crate::state::address::{Address, Place};
use crate::state::app::App;
use crate::ui::{Glyph, Icon};
use crate::view::{Part, changing, flag, text, view};

/// The links to the pages, and the sources with how it stands with them.
#[component]
pub(crate) fn Navigation() -> Part {
    let app = expect_context::<App>();
    view! {
        <nav class="navigation" aria-label=shell::NAVIGATION>
            {link(app, Place::Overview, Glyph::Overview, shell::OVERVIEW)}
            {link(app, Place::Runs, Glyph::Runs, shell::RUNS)}
            {link(app, Place::Logs, Glyph::Logs, shell::LOGS)}
            {link(app, Place::Files, Glyph::Files, shell::FILES)}
            {link(app, Place::Sources, Glyph::Sources, shell::SOURCES)}
            <div class="navigation-sources" hidden=flag(move || app.sources.read().is_empty())>
                <h2>{shell::SOURCES}</h2>
                {changing(move || {
                    let sources = app.sources.get();
                    sources
                        .into_iter()
                        .map(|entry| source(app, entry.source.id, entry.source.name))
                        .collect()
                })}
            </div>
        </nav>
    }
}

fn link(app: App, place: Place, glyph: Glyph, label: &'static str) -> Part {
    let here = {
        let place = place.clone();
        text(move || {
            let current = &app.address.read().place;
            let inside = matches!(
                (current, &place),
                (Place::Run { .. }, Place::Runs) | (Place::Administration { .. }, Place::Sources)
            );
            if *current == place || inside { "page".into() } else { "false".into() }
        })
    };
    let target = text(move || app.address.read().at(place.clone()).to_string());
    view! {
        <a href=target aria-current=here>
            <Icon glyph=glyph />
            {label}
        </a>
    }
}

fn source(app: App, id: String, name: String) -> Part {
    let state = {
        let id = id.clone();
        Memo::new(move |_| app.state_of(&id))
    };
    let class = text(move || super::super::sources::state_class(&state.read()).to_string());
    let icon = move || view! { <Icon glyph=super::super::sources::state_glyph(&state.read()) /> };
    let target = text(move || {
        let here = app.address.read();
        let place = match &here.place {
            Place::Logs => Place::Logs,
            Place::Files => Place::Files,
            _ => Place::Runs,
        };
        Address { sources: vec![id.clone()], ..here.at(place) }.to_string()
    });
    view! {
        <a href=target class="source">
            <span class=class>{changing(icon)}</span>
            <span class="name">{name}</span>
            <span class="visually-hidden">{text(move || crate::messages::sources::state(&state.read()).to_string())}</span>
        </a>
    }
}
