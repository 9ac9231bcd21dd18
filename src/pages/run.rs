//! One run with its lines.

use leptos::prelude::*;
use tapedeck_core::model::{Record, Run};
use tapedeck_core::vendors::Subject;
use tapedeck_engine::Command;
use tapedeck_engine::protocol::SourceState;

use super::table::{Failure, Table, run_facts};
use crate::messages::{lists, shell};
use crate::state::address::Place;
use crate::state::app::App;
use crate::ui::{Facts, Glyph, Icon, Notice, OutcomeMark, Raw, Tone};
use crate::view::{Part, changing, effect, flag, text, view};

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
    let back = text(move || app.address.read().at(Place::Runs).to_string());
    let header = move || match found.get().map(|found| found.result) {
        None => Part::Nothing,
        Some(Ok(Some(record))) => match *record {
            Record::Run(run) => header(app, *run),
            Record::Line(_) => Part::Nothing,
        },
        Some(Ok(None)) => view! { <Notice tone=Tone::Warning text=lists::NO_RUN.to_string() /> },
        Some(Err(error)) => view! { <Failure error=error /> },
    };
    view! {
        <section class="page list-page" aria-labelledby="page-title">
            <nav class="crumbs" aria-label=lists::ALL_RUNS>
                <a href=back><Icon glyph=Glyph::ChevronLeft />{lists::ALL_RUNS}</a>
            </nav>
            <h1 id="page-title" class:visually-hidden=flag(move || found.with(Option::is_some))>
                {format!("{} {run}", shell::RUN)}
            </h1>
            {changing(header)}
            <Table subject=Subject::Lines run=(source, run) />
        </section>
    }
}

fn header(app: App, run: Run) -> Part {
    let started = run.started;
    let job = run.job.clone();
    let title = move || {
        let started = app.times().zip(started).map(|(times, started)| times.full(started));
        lists::run_title(&job, started.as_deref().unwrap_or(lists::NO_TIME))
    };
    let outcome = run.outcome;
    let raw = run.raw.clone();
    view! {
        <header class="run-head panel">
            <div class="row">
                <OutcomeMark outcome=outcome />
                <p class="run-title">{text(title)}</p>
            </div>
            <Facts rows=run_facts(app, &run) />
            <details>
                <summary>{crate::messages::ui::raw_record()}</summary>
                <Raw text=super::table::pretty(&raw) />
            </details>
        </header>
    }
}
