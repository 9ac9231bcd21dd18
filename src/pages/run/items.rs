//! The things inside a run, asked for when somebody wants to see them.

use crate::prelude::*;
use tapedeck_core::error::Error;
use tapedeck_core::model::Item;
use tapedeck_core::vendors::{Answer, Call, PageRequest};

use crate::browser::numbers::bytes;
use crate::messages::{items as messages, lists};
use crate::pages::table::Failure;
use crate::state::app::App;
use crate::ui::{Loading, OutcomeMark, Select};
use crate::view::{Part, changing, effect, view};

/// What came of the question.
#[derive(Clone)]
enum Found {
    Asking,
    Answered(Result<Vec<Item>, Error>),
}

/// A table of them. `kinds` are the vendor's lists, the usual one first.
#[component]
pub(super) fn Items(
    /// Of which source.
    source: String,
    /// The vendor's number of the run.
    run: String,
    /// The vendor's lists of them.
    kinds: &'static [&'static str],
) -> Part {
    let app = expect_context::<App>();
    let kind = RwSignal::new(kinds.first().copied().unwrap_or_default().to_string());
    let found = RwSignal::new(Found::Asking);
    effect(move || {
        app.refreshed.track();
        let asked = kind.get();
        found.set(Found::Asking);
        let question = Call::Items { run: run.clone(), kind: asked.clone(), page: PageRequest::default() };
        app.ask(&source, question, move |result| {
            let items = result.map(|answer| if let Answer::Items(page) = answer { page.rows } else { Vec::new() });
            // The page may be another one by now, and so may the list that is asked for.
            if kind.try_get_untracked() == Some(asked) {
                found.try_set(Found::Answered(items));
            }
        });
    });
    let options = kinds.iter().map(|kind| ((*kind).to_string(), messages::kind(kind))).collect::<Vec<_>>();
    let choice = (kinds.len() > 1).then(|| {
        let options = Signal::derive(move || options.clone());
        view! { <Select label=messages::KIND.to_string() value=kind options=options on_change=move |chosen| kind.set(chosen) /> }
    });
    view! {
        <section class="panel items" aria-labelledby="items-title">
            <div class="row items-head">
                <h2 id="items-title">{messages::TITLE}</h2>
                {choice}
            </div>
            {changing(move || match found.get() {
                Found::Asking => view! { <Loading text=messages::ASKING.to_string() /> },
                Found::Answered(Ok(items)) if items.is_empty() => view! { <p class="why">{messages::NONE}</p> },
                Found::Answered(Ok(items)) => table(app, &items),
                Found::Answered(Err(error)) => view! { <Failure error=error /> },
            })}
        </section>
    }
}

fn table(app: App, items: &[Item]) -> Part {
    let head = |name: &'static str| view! { <th scope="col">{name}</th> };
    let rows: Part = items.iter().map(|item| row(app, item)).collect();
    view! {
        <table class="plain-table">
            <caption class="visually-hidden">{messages::TITLE}</caption>
            <thead>
                <tr>
                    {head(messages::NAME)}
                    {head(messages::OUTCOME)}
                    {head(messages::OF_KIND)}
                    {head(lists::STARTED)}
                    {head(messages::DURATION)}
                    {head(messages::SIZE)}
                    {head(messages::TEXT)}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(app: App, item: &Item) -> Part {
    let started = item.started.zip(app.times()).map(|(time, times)| times.cell(time)).unwrap_or_default();
    let text = match &item.problem {
        Some(problem) => format!("{}: {problem}", lists::PROBLEM),
        None => item.text.clone(),
    };
    view! {
        <tr>
            <th scope="row">{item.name.clone()}</th>
            <td data-label=messages::OUTCOME><OutcomeMark outcome=item.outcome /></td>
            <td data-label=messages::OF_KIND>{item.kind.clone()}</td>
            <td data-label=lists::STARTED>{started}</td>
            <td data-label=messages::DURATION>{item.duration.map(lists::duration).unwrap_or_default()}</td>
            <td data-label=messages::SIZE>{item.size.map(bytes).unwrap_or_default()}</td>
            <td data-label=messages::TEXT>{text}</td>
        </tr>
    }
}
