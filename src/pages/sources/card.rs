use crate::prelude::*;
use tapedeck_core::vendors;
use tapedeck_engine::Command;
use tapedeck_engine::protocol::SourceState;

use super::connection::ConnectionTest;
use crate::messages::{errors, forms, shell, sources as messages};
use crate::state::address::{Address, Place};
use crate::state::app::{App, SourceDialog};
use crate::state::sources::{Origin, SourceEntry};
use crate::ui::{Button, Facts, Glyph, Icon};
use crate::view::{Part, changing, text, view};

/// One source: what it is, how it stands with it, what can be done.
#[component]
pub(crate) fn SourceCard(
    /// The source.
    entry: SourceEntry,
) -> Part {
    let app = expect_context::<App>();
    let SourceEntry { source, origin } = entry;
    let id = StoredValue::new(source.id.clone());
    let state = Memo::new(move |_| app.state_of(&id.get_value()));
    let descriptor = vendors::descriptor(&source.vendor);
    let vendor = descriptor.map_or(source.vendor.clone(), |descriptor| descriptor.name.to_string());
    let has_runs = descriptor.is_none_or(|descriptor| descriptor.capabilities.runs);
    let has_lines = descriptor.is_none_or(|descriptor| descriptor.capabilities.lines);
    let place = match origin {
        Origin::Demo => messages::SIMULATED.to_string(),
        Origin::Offered | Origin::Added => source.base_url.clone(),
    };
    let mut facts = vec![(forms::VENDOR.to_string(), vendor.into()), (forms::ADDRESS.to_string(), place.into())];
    if let Some(zone) = source.time_zone.clone() {
        facts.push((forms::ZONE.to_string(), zone.into()));
    }
    let link = move |place: Place| {
        text(move || Address { sources: vec![id.get_value()], ..app.address.read().at(place.clone()) }.to_string())
    };
    let open = move |dialog: fn(String) -> SourceDialog| move |()| app.dialog.set(Some(dialog(id.get_value())));
    let sign_out = move |()| app.send(Command::SignOut { source: id.get_value() });
    let actions = move || match state.get() {
        SourceState::SignedIn => view! {
            {has_runs.then(|| view! { <a class="control primary" href=link(Place::Runs)>{messages::SHOW_RUNS}</a> })}
            {has_lines.then(|| view! { <a class="control" href=link(Place::Logs)>{messages::SHOW_LOGS}</a> })}
            {app.can_administer(&id.get_value()).then(|| {
                let place = Place::Administration { source: id.get_value() };
                view! { <a class="control" href=link(place)>{shell::ADMINISTRATION}</a> }
            })}
        },
        other => {
            let busy = other == SourceState::SigningIn;
            view! {
                <Button
                    label=messages::SIGN_IN.to_string()
                    primary=true
                    busy=busy
                    on_press=open(SourceDialog::SignIn)
                />
            }
        }
    };
    let leave = move || match state.get() {
        SourceState::SignedIn => {
            view! { <Button label=messages::SIGN_OUT.to_string() quiet=true on_press=sign_out /> }
        }
        _ => Part::Nothing,
    };
    let own = (origin != Origin::Offered).then(|| {
        let edit = (origin == Origin::Added).then(
            || view! { <Button label=messages::EDIT.to_string() quiet=true on_press=open(SourceDialog::Edit) /> },
        );
        view! {
            {edit}
            <Button
                label=messages::REMOVE.to_string()
                glyph=Glyph::Trash
                quiet=true
                on_press=open(SourceDialog::Remove)
            />
        }
    });
    let refusal = text(move || match &*state.read() {
        SourceState::Refused(error) => format!("{}. {}", errors::title(error), errors::remedy(error)),
        _ => String::new(),
    });
    view! {
        <li class="panel card">
            <div class="card-head">
                <h2>{source.name.clone()}</h2>
                <StateMark state=state />
            </div>
            <Facts rows=facts />
            {(origin == Origin::Offered).then(|| view! { <p class="second">{messages::OFFERED}</p> })}
            <p class="why bad">{refusal}</p>
            {changing(move || match state.read().clone() {
                SourceState::SignedIn => view! { <ConnectionTest source=id.get_value() /> },
                _ => Part::Nothing,
            })}
            <div class="row">{changing(actions)}</div>
            <div class="row card-foot">{changing(leave)}<span class="grow"></span>{own}</div>
        </li>
    }
}

/// How it stands with a source, as icon, word and colour.
#[component]
fn StateMark(
    /// How it stands.
    state: Memo<SourceState>,
) -> Part {
    let class = text(move || state_class(&state.read()).to_string());
    let icon = move || view! { <Icon glyph=state_glyph(&state.read()) /> };
    view! {
        <span class=class role="status">
            {changing(icon)}
            <span>{text(move || messages::state(&state.read()).to_string())}</span>
        </span>
    }
}

/// The class that colours a source's state.
pub(crate) fn state_class(state: &SourceState) -> &'static str {
    match state {
        SourceState::SignedIn => "st ok",
        SourceState::SigningIn => "st run",
        SourceState::CodeNeeded { .. } | SourceState::Refused(_) => "st warn",
        SourceState::SignedOut => "st off",
    }
}

/// The shape of a source's state.
pub(crate) fn state_glyph(state: &SourceState) -> Glyph {
    match state {
        SourceState::SignedIn => Glyph::Check,
        SourceState::SigningIn => Glyph::Running,
        SourceState::CodeNeeded { .. } | SourceState::Refused(_) => Glyph::Warning,
        SourceState::SignedOut => Glyph::Dash,
    }
}
