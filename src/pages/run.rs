//! One run with its items and its lines.

mod items;
mod stop;

use crate::prelude::*;
use tapedeck_core::model::{Outcome, Record, Run};
use tapedeck_core::vendors::{self, Descriptor, Subject};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::SourceState;

use super::administration::ActivityList;
use super::table::{Failure, Table, run_facts};
use crate::messages::{items as messages, lists, shell};
use crate::state::address::Place;
use crate::state::app::App;
use crate::ui::{Facts, Glyph, Icon, Notice, OutcomeMark, Raw, Tone};
use crate::view::{Part, changing, effect, flag, text, view};
use items::Items;
use stop::StopRun;

/// The page.
#[component]
pub(crate) fn RunPage(
    /// Of which source.
    source: String,
    /// The vendor's number of the run.
    run: String,
) -> Part {
    let app = expect_context::<App>();
    let asked = (source.clone(), run.clone());
    effect(move || {
        app.refreshed.track();
        if app.state_of(&asked.0) == SourceState::SignedIn {
            app.send(Command::Run { source: asked.0.clone(), run: asked.1.clone() });
        }
    });
    let (of, number) = (source.clone(), run.clone());
    let found = Memo::new(move |_| app.run.get().filter(|found| found.source == of && found.run == number));
    let title = run.clone();
    let stop = StopRun::new(app, &source, &run);
    let back = text(move || app.address.read().at(Place::Runs).to_string());
    let header = move || match found.get().map(|found| found.result) {
        None => Part::Nothing,
        Some(Ok(Some(record))) => match *record {
            Record::Run(run) => header(app, *run, stop),
            Record::Line(_) => Part::Nothing,
        },
        Some(Ok(None)) => view! { <Notice tone=Tone::Warning text=lists::NO_RUN.to_string() /> },
        Some(Err(error)) => view! { <Failure error=error /> },
    };
    let capabilities = vendor_of(app, &source).map(|vendor| vendor.capabilities);
    let signed_in = {
        let source = source.clone();
        Memo::new(move |_| app.state_of(&source) == SourceState::SignedIn)
    };
    let kinds = capabilities.map_or(&[][..], |capabilities| capabilities.items);
    let has_items = Memo::new(move |_| !kinds.is_empty() && signed_in.get());
    let items = {
        let (source, run) = (source.clone(), run.clone());
        changing(move || {
            if !has_items.get() {
                return Part::Nothing;
            }
            view! { <Items source=source.clone() run=run.clone() kinds=kinds /> }
        })
    };
    // Where nothing can be changed here, the lines need the room.
    let stops = capabilities.is_some_and(|capabilities| capabilities.actions.contains(&"stop"));
    let changes = stops.then(|| view! { <ActivityList quiet=true /> });
    let has_lines = capabilities.is_none_or(|capabilities| capabilities.run_lines);
    let lines = if has_lines {
        view! { <Table subject=Subject::Lines run=(source, run.clone()) /> }
    } else {
        changing(move || match signed_in.get() {
            true => view! { <p class="why">{messages::NO_LINES}</p> },
            // The table's face offers to sign in.
            false => view! { <Table subject=Subject::Lines run=(source.clone(), run.clone()) /> },
        })
    };
    view! {
        <section
            class="page list-page"
            class:with-items=flag(move || has_items.get())
            class:only-items=flag(move || !has_lines)
            aria-labelledby="page-title"
        >
            <nav class="crumbs" aria-label=lists::ALL_RUNS>
                <a href=back><Icon glyph=Glyph::ChevronLeft />{lists::ALL_RUNS}</a>
            </nav>
            <h1 id="page-title" class:visually-hidden=flag(move || found.with(Option::is_some))>
                {format!("{} {title}", shell::RUN)}
            </h1>
            {changing(header)}
            {items}
            {lines}
            {changes}
            {stop.dialog()}
        </section>
    }
}

fn vendor_of(app: App, source: &str) -> Option<&'static Descriptor> {
    vendors::descriptor(&app.source(source)?.vendor)
}

fn header(app: App, run: Run, stop: StopRun) -> Part {
    let started = run.started;
    let job = run.job.clone();
    let title = move || {
        let started = app.times().zip(started).map(|(times, started)| times.full(started));
        lists::run_title(&job, started.as_deref().unwrap_or(lists::NO_TIME))
    };
    let outcome = run.outcome;
    let can_stop = vendor_of(app, &run.source).is_some_and(|vendor| vendor.capabilities.actions.contains(&"stop"));
    let stop = (can_stop && outcome == Outcome::Running && app.admin_actions()).then(|| stop.button());
    let raw = run.raw.clone();
    view! {
        <header class="run-head panel">
            <div class="row">
                <OutcomeMark outcome=outcome />
                <p class="run-title">{text(title)}</p>
                <span class="grow"></span>
                {stop}
            </div>
            <Facts rows=run_facts(app, &run, None) />
            <details>
                <summary>{crate::messages::ui::raw_record()}</summary>
                <Raw text=tapedeck_core::json::pretty(&raw) />
            </details>
        </header>
    }
}
