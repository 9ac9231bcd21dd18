//! *Overview*: how it stands with every source, and what failed last.

mod failures;
mod sources_table;

use crate::prelude::*;
use tapedeck_core::model::{Field, Outcome, TimeRange, Timestamp};
use tapedeck_core::vendors::Subject;
use tapedeck_engine::protocol::{Sort, Summary, ViewSpec};

use crate::browser::clock;
use crate::messages::overview as messages;
use crate::state::app::App;
use crate::state::list::List;
use crate::ui::page_head;
use crate::view::{Part, effect, text, view};
use failures::Failures;
use sources_table::SourcesTable;

/// How far back runs are counted, in milliseconds: thirty days.
const SPAN_MS: i64 = 30 * 24 * 3_600_000;

/// The page.
#[component]
pub(crate) fn Overview() -> Part {
    let app = expect_context::<App>();
    let list = List::main(app);
    let sources = Memo::new(move |_| app.address.read().sources.clone());
    effect(move || {
        app.refreshed.track();
        list.open(ViewSpec {
            subject: Subject::Runs,
            sources: sources.get(),
            opened: Vec::new(),
            run: None,
            query: String::new(),
            within: String::new(),
            range: TimeRange { from: Some(Timestamp(clock::now_ms() - SPAN_MS)), to: None },
            sort: Sort { field: Field::Time, descending: true },
            gather: None,
            summary: true,
        });
    });
    let headline = text(move || {
        let state = list.state.read();
        let read = state.as_ref().is_some_and(|state| state.sources.iter().any(|source| source.at.is_some()));
        let complete = state.as_ref().is_some_and(|state| !state.growing);
        messages::headline(failed(list.summary.read().as_ref()), read, complete)
    });
    let subtitle = text(move || {
        let state = list.state.read();
        let sources = state.as_ref().map(|state| state.sources.as_slice()).unwrap_or_default();
        let read = sources.iter().filter(|source| source.at.is_some()).count();
        messages::rests_on(read, sources.len(), all(list.summary.read().as_ref()))
    });
    view! {
        <section class="page" aria-labelledby="page-title">
            {page_head(headline, subtitle, Part::Nothing)}
            <SourcesTable list=list />
            <Failures list=list />
        </section>
    }
}

/// How many runs failed or were missed in the last 24 hours.
fn failed(summary: Option<&Summary>) -> u64 {
    let of =
        |counts: &[[u32; 8]; 3]| u64::from(counts[0][Outcome::Failed as usize] + counts[0][Outcome::Missed as usize]);
    summary.map_or(0, |summary| summary.sources.iter().map(|source| of(&source.counts)).sum())
}

/// How many runs there were in all.
fn all(summary: Option<&Summary>) -> u64 {
    let of = |counts: &[[u32; 8]; 3]| counts[2].iter().copied().map(u64::from).sum::<u64>();
    summary.map_or(0, |summary| summary.sources.iter().map(|source| of(&source.counts)).sum())
}
