use crate::prelude::*;
use tapedeck_core::model::{Outcome, SourceId, Timestamp};
use tapedeck_core::vendors;
use tapedeck_engine::protocol::{SourceState, SourceSummary};

use crate::messages::{overview as messages, shell, sources, ui};
use crate::pages::sources::{state_class, state_glyph};
use crate::state::address::{Address, Place, Span};
use crate::state::app::{App, SourceDialog};
use crate::state::list::List;
use crate::state::sources::SourceEntry;
use crate::ui::{Button, Icon, Mark};
use crate::view::{Part, changing, view};

/// The hours of the three periods, as the engine counts them.
const PERIODS: [u32; 3] = [24, 7 * 24, 30 * 24];

/// One row a source: how it stands with it, and how its runs ended.
#[component]
pub(super) fn SourcesTable(
    /// The runs of thirty days.
    list: List,
) -> Part {
    let app = expect_context::<App>();
    let rows = move || {
        let asked = app.address.read().sources.clone();
        let meant = |entry: &SourceEntry| asked.is_empty() || asked.contains(&entry.source.id);
        app.sources.get().into_iter().filter(meant).map(|entry| row(app, list, entry)).collect()
    };
    let head = |name: &'static str| view! { <th scope="col">{name}</th> };
    view! {
        <div class="panel overview-panel">
            <table class="plain-table">
                <caption class="visually-hidden">{messages::CAPTION}</caption>
                <thead>
                    <tr>
                        {head(shell::SOURCE)}
                        {head(messages::STATE)}
                        {messages::PERIODS.into_iter().map(head).collect::<Part>()}
                        {head(messages::LAST_RUN)}
                        {head(messages::LAST_SUCCESS)}
                    </tr>
                </thead>
                <tbody>{changing(rows)}</tbody>
            </table>
        </div>
    }
}

fn row(app: App, list: List, entry: SourceEntry) -> Part {
    let id = entry.source.id;
    let descriptor = vendors::descriptor(&entry.source.vendor);
    let has_runs = descriptor.is_none_or(|descriptor| descriptor.capabilities.runs);
    let place = if has_runs { Place::Runs } else { Place::Logs };
    let target = Address { sources: vec![id.clone()], place, ..Address::default() }.to_string();
    let read = {
        let id = id.clone();
        Memo::new(move |_| {
            let state = list.state.read();
            let source = state.as_ref()?.sources.iter().find(|source| source.source == id)?;
            source.at.map(Timestamp)
        })
    };
    let state = {
        let id = id.clone();
        changing(move || state(app, &id, read.get()))
    };
    let numbers = changing(move || {
        let summary = list.summary.read();
        let of = summary.as_ref().and_then(|summary| summary.sources.iter().find(|of| of.source == id));
        numbers(app, &id, of, read.get(), has_runs)
    });
    view! {
        <tr>
            <th scope="row">
                <a href=target>{entry.source.name}</a>
                <span class="second">{descriptor.map_or("", |descriptor| descriptor.name)}</span>
            </th>
            <td data-label=messages::STATE>{state}</td>
            {numbers}
        </tr>
    }
}

fn state(app: App, id: &SourceId, read: Option<Timestamp>) -> Part {
    let state = app.state_of(id);
    let sign_in = !matches!(state, SourceState::SignedIn | SourceState::SigningIn);
    let button = sign_in.then(|| {
        let id = id.clone();
        let open = move |()| app.dialog.set(Some(SourceDialog::SignIn(id.clone())));
        view! { <Button label=sources::SIGN_IN.to_string() on_press=open /> }
    });
    view! {
        <span class=state_class(&state)><Icon glyph=state_glyph(&state) /><span>{sources::state(&state)}</span></span>
        {read
            .zip(app.times())
            .map(|(read, times)| view! { <span class="second overview-read">{messages::last_read(&times.cell(read))}</span> })}
        {button}
    }
}

fn numbers(app: App, id: &SourceId, of: Option<&SourceSummary>, read: Option<Timestamp>, has_runs: bool) -> Part {
    let time = |time: Option<Timestamp>, without: &'static str| match time.zip(app.times()) {
        Some((time, times)) => times.cell(time).into(),
        None if read.is_some() => without.into(),
        None => Part::from("–"),
    };
    let periods: Part = PERIODS
        .into_iter()
        .enumerate()
        .map(|(period, hours)| {
            let cell = match of {
                _ if !has_runs => Part::from(messages::LINES_ONLY),
                Some(of) => counts(id, of, period, hours),
                None if read.is_some() => Part::from(messages::NO_RUNS),
                None => Part::from("–"),
            };
            view! { <td data-label=messages::PERIODS[period]>{cell}</td> }
        })
        .collect();
    view! {
        {periods}
        <td data-label=messages::LAST_RUN>{time(of.and_then(|of| of.last_run), messages::NEVER)}</td>
        <td data-label=messages::LAST_SUCCESS>{time(of.and_then(|of| of.last_success), messages::NEVER)}</td>
    }
}

/// How the runs of a period ended, the worst first. Each count leads to its runs.
fn counts(id: &SourceId, of: &SourceSummary, period: usize, hours: u32) -> Part {
    let shown: Vec<Part> = Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome, of.counts[period][outcome as usize]))
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| {
            let mark = Mark::outcome(outcome);
            let name = messages::counted(count, ui::outcome(outcome), period);
            let target = Address {
                place: Place::Runs,
                sources: vec![id.clone()],
                query: format!("outcome:{}", outcome.word()),
                span: Span::Last { hours },
                ..Address::default()
            };
            view! {
                <a class=format!("{} overview-count", mark.class) href=target.to_string() aria-label=name.clone() title=name>
                    <Icon glyph=mark.glyph />
                    <span>{crate::browser::numbers::grouped(u64::from(count))}</span>
                </a>
            }
        })
        .collect();
    if shown.is_empty() {
        Part::from(messages::NO_RUNS)
    } else {
        view! { <span class="overview-counts">{shown}</span> }
    }
}
