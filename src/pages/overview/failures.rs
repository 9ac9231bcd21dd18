use crate::prelude::*;
use tapedeck_core::model::{Record, Run};

use crate::messages::{lists, overview as messages};
use crate::state::address::{Address, Place};
use crate::state::app::App;
use crate::state::list::List;
use crate::ui::OutcomeMark;
use crate::view::{Part, changing, view};

/// The latest runs that failed or were missed, each with the way to it.
#[component]
pub(super) fn Failures(
    /// The runs of thirty days.
    list: List,
) -> Part {
    let app = expect_context::<App>();
    view! {
        <section class="panel padded" aria-labelledby="failures-title">
            <h2 id="failures-title">{messages::FAILURES}</h2>
            {changing(move || {
                let summary = list.summary.read();
                let runs = summary.as_ref().map(|summary| summary.failures.as_slice()).unwrap_or_default();
                let read = list.state.read().as_ref().is_some_and(|state| {
                    state.sources.iter().any(|source| source.at.is_some())
                });
                if runs.is_empty() {
                    let text = if read { messages::NO_FAILURES } else { messages::NOT_READ };
                    return view! { <p class="why">{text}</p> };
                }
                let rows: Vec<Part> = runs
                    .iter()
                    .filter_map(|record| match record {
                        Record::Run(run) => Some(row(app, run)),
                        Record::Line(_) => None,
                    })
                    .collect();
                view! { <ul class="failures">{rows}</ul> }
            })}
        </section>
    }
}

fn row(app: App, run: &Run) -> Part {
    let started = app.times().zip(run.started).map_or_else(|| lists::NO_TIME.to_string(), |(times, at)| times.cell(at));
    let place = Place::Run { source: run.source.clone(), run: run.id.clone() };
    // A run without a number cannot be asked for; its row in the table can.
    let place = if run.id.is_empty() { Place::Runs } else { place };
    let target = Address { place, sources: Vec::new(), ..Address::default() }.to_string();
    let job = if run.job.is_empty() { run.action.clone() } else { run.job.clone() };
    view! {
        <li>
            <OutcomeMark outcome=run.outcome />
            <a href=target>{job}</a>
            <span class="second">{app.source_name(&run.source)}</span>
            <span class="num">{started}</span>
        </li>
    }
}
