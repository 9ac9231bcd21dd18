use crate::prelude::*;
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::{SourceState, ViewState};

use crate::messages::{errors, lists, opened, sources};
use crate::state::address::Place;
use crate::state::app::App;
use crate::state::list::List;
use crate::ui::{BarState, CompletenessBar, Tone};
use crate::view::{Part, view};

/// The completeness bar: what the page rests on, what is still loading, what is missing.
#[component]
pub(crate) fn Foot() -> Part {
    let app = expect_context::<App>();
    let state = Signal::derive(move || bar(app));
    view! {
        <footer class="foot">
            <CompletenessBar state=state />
        </footer>
    }
}

fn bar(app: App) -> BarState {
    let list = app.main_list.get();
    let known = list.and_then(|list| list.state.get());
    let runs = matches!(app.address.read().place, Place::Overview | Place::Runs);
    let subject = if runs { Subject::Runs } else { Subject::Lines };
    match (list, known) {
        (Some(list), Some(state)) if !state.sources.is_empty() || !state.without.is_empty() => {
            of_list(app, list, &state, subject)
        }
        _ => BarState {
            tone: Tone::Info,
            headline: sources::signed_in(signed_in(app), app.sources.read().len()),
            facts: Vec::new(),
            progress: None,
            warnings: Vec::new(),
            action: None,
        },
    }
}

fn signed_in(app: App) -> usize {
    app.states.read().values().filter(|state| **state == SourceState::SignedIn).count()
}

fn of_list(app: App, list: List, state: &ViewState, subject: Subject) -> BarState {
    let read: u64 = state.sources.iter().map(|source| source.read).sum();
    let total: Option<u64> = state.sources.iter().map(|source| source.total).sum();
    let answered = state.sources.iter().filter(|source| source.total.is_some()).count();
    let mut warnings = Vec::new();
    for source in &state.sources {
        let name = app.source_name(&source.source);
        match (app.state_of(&source.source), &source.error) {
            (SourceState::SignedIn, None) => {}
            (SourceState::SignedIn, Some(error)) => {
                warnings.push(lists::failed(&source.source, &name, &errors::title(error)));
            }
            (other, _) => warnings.push(lists::without(&name, sources::state(&other))),
        }
    }
    for source in &state.sources {
        if let Some(told) = app.opened.reports.read().get(&source.source).and_then(opened::warning) {
            warnings.push(format!("{}: {told}", app.source_name(&source.source)));
        }
    }
    if state.problems > 0 {
        warnings.push(lists::problems(subject, state.problems));
    }
    if state.changed {
        warnings.push(lists::CHANGED.into());
    }
    let mut facts = vec![lists::sources_read(answered, state.sources.len())];
    facts.push(lists::held(subject, read, total));
    for source in &state.sources {
        if let Some((since, times)) = source.since.zip(app.times()) {
            facts.push(lists::since(&app.source_name(&source.source), &times.full(since)));
        }
    }
    facts.extend(state.without.iter().map(|id| lists::none_of(subject, &app.source_name(id))));
    let parts: Vec<&str> = [
        (state.pushed.range, lists::PUSHED_RANGE),
        (state.pushed.severity, lists::PUSHED_SEVERITY),
        (state.pushed.outcome, lists::PUSHED_OUTCOME),
        (state.pushed.keyword, lists::PUSHED_KEYWORD),
    ]
    .into_iter()
    .filter_map(|(on, name)| on.then_some(name))
    .collect();
    if !parts.is_empty() {
        facts.push(lists::pushed(&parts));
    }
    if let Some((at, times)) = state.sources.iter().filter_map(|source| source.at).max().zip(app.times()) {
        facts.push(lists::last_read(&times.full(tapedeck_core::model::Timestamp(at))));
    }
    let complete = total.is_some_and(|total| read >= total) && warnings.is_empty();
    let reading_all = state.reads_all && state.growing;
    let (tone, headline) = if complete {
        (Tone::Good, lists::COMPLETE)
    } else if state.stopped {
        (Tone::Warning, lists::STOPPED)
    } else if !warnings.is_empty() {
        (Tone::Warning, lists::INCOMPLETE)
    } else if reading_all || state.growing {
        (Tone::Info, lists::READING)
    } else {
        (Tone::Info, lists::AS_YOU_SCROLL)
    };
    let progress = progress(state, subject, read, total);
    let action = if state.stopped {
        Some((lists::GO_ON.to_string(), Callback::new(move |()| list.resume())))
    } else if progress.is_some() {
        Some((lists::STOP.to_string(), Callback::new(move |()| list.stop())))
    } else {
        None
    };
    BarState { tone, headline: headline.into(), facts, progress, warnings, action }
}

/// How far the reading is of what is read to its end: whatever is missing beside it, and also where nobody says how much
/// there will be.
fn progress(state: &ViewState, subject: Subject, read: u64, total: Option<u64>) -> Option<(u64, Option<u64>, String)> {
    let mut loading = state.sources.iter().filter(|source| source.loading);
    if state.stopped || !loading.clone().any(|source| state.reads_all && state.growing || source.file.is_some()) {
        return None;
    }
    if let Some((read, of)) = loading.find_map(|source| source.file) {
        return Some(match of.filter(|of| *of > 0) {
            Some(of) => (read, Some(of), lists::bytes_read(read, of)),
            None => (read, None, lists::bytes_so_far(read)),
        });
    }
    Some(match total.filter(|total| *total > 0) {
        Some(total) => (read, Some(total), lists::read_of(subject, read, total)),
        None => (read, None, lists::read_so_far(subject, read)),
    })
}
