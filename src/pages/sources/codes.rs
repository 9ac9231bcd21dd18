//! What the vendors' codes mean here, where that is known from, and which codes came that nobody knows.

use crate::prelude::*;
use tapedeck_core::model::{Outcome, Severity};
use tapedeck_core::query::folded;
use tapedeck_core::vendors::{self, Means, Subject};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::CodeCount;

use crate::browser::numbers::grouped;
use crate::messages::{codes as messages, forms};
use crate::state::app::App;
use crate::ui::{Mark, TextField, mark_view};
use crate::view::{Part, changing, effect, view};

/// One code of one vendor.
struct Row {
    vendor: &'static str,
    subject: Subject,
    code: String,
    mark: Mark,
    /// Where its meaning is known from; nothing for a code that nobody knows.
    basis: Option<&'static str>,
    seen: u64,
}

/// The codes of the vendors that the page has sources of, with a search.
#[component]
pub(super) fn Codes() -> Part {
    let app = expect_context::<App>();
    let search = RwSignal::new(String::new());
    // Counted when the page is opened, and again when a source signs in or everything is read again.
    effect(move || {
        app.states.track();
        app.refreshed.track();
        app.send(Command::Codes);
    });
    let table = move || {
        let wanted = folded(search.get().trim());
        let rows: Vec<Row> = rows(app).into_iter().filter(|row| matches(row, &wanted)).collect();
        if rows.is_empty() {
            return view! { <p class="why">{messages::NONE}</p> };
        }
        let head = |name: &'static str| view! { <th scope="col">{name}</th> };
        view! {
            <table class="plain-table">
                <caption class="visually-hidden">{messages::TITLE}</caption>
                <thead>
                    <tr>
                        {head(forms::VENDOR)}
                        {head(messages::OF)}
                        {head(messages::CODE)}
                        {head(messages::SHOWN_AS)}
                        {head(messages::BASIS)}
                        {head(messages::SEEN)}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row_view).collect::<Part>()}</tbody>
            </table>
        }
    };
    view! {
        <details class="panel padded codes">
            <summary><h2>{messages::TITLE}</h2></summary>
            <p class="why">{messages::TEXT}</p>
            <TextField label=messages::SEARCH value=search />
            {changing(table)}
        </details>
    }
}

fn row_view(row: Row) -> Part {
    view! {
        <tr>
            <td data-label=forms::VENDOR>{row.vendor}</td>
            <td data-label=messages::OF>{messages::of(row.subject)}</td>
            <td data-label=messages::CODE><code>{messages::code(&row.code)}</code></td>
            <td data-label=messages::SHOWN_AS>{mark_view(row.mark)}</td>
            <td data-label=messages::BASIS>{row.basis.unwrap_or(messages::NOBODY)}</td>
            <td data-label=messages::SEEN>{grouped(row.seen)}</td>
        </tr>
    }
}

fn matches(row: &Row, wanted: &str) -> bool {
    let basis = row.basis.unwrap_or(messages::NOBODY);
    let text = format!("{} {} {} {} {basis}", row.vendor, messages::of(row.subject), row.code, row.mark.word);
    folded(&text).contains(wanted)
}

/// Unknown codes that were seen first, then each vendor's own in its order.
fn rows(app: App) -> Vec<Row> {
    let sources = app.sources.read();
    let counts = app.codes.read();
    let mut unknown = Vec::new();
    let mut known = Vec::new();
    for descriptor in vendors::descriptors() {
        let is_of = |count: &&CodeCount| {
            sources.iter().any(|entry| entry.source.id == count.source && entry.source.vendor == descriptor.id)
        };
        if sources.iter().all(|entry| entry.source.vendor != descriptor.id) {
            continue;
        }
        let of: Vec<&CodeCount> = counts.iter().filter(is_of).collect();
        let seen = |subject: Subject, code: &str| {
            let same = |count: &&&CodeCount| count.subject == subject && count.code.eq_ignore_ascii_case(code);
            of.iter().filter(same).map(|count| count.count).sum()
        };
        let mut named: Vec<(Subject, &str)> = Vec::new();
        for meaning in descriptor.meanings {
            let (subject, mark) = match meaning.means {
                Means::Outcome(outcome) => (Subject::Runs, Mark::outcome(outcome)),
                Means::Severity(severity) => (Subject::Lines, Mark::severity(severity)),
            };
            named.push((subject, meaning.code));
            let (code, seen) = (meaning.code.to_string(), seen(subject, meaning.code));
            known.push(Row { vendor: descriptor.name, subject, code, mark, basis: Some(meaning.basis), seen });
        }
        let mut told: Vec<(Subject, String)> = Vec::new();
        for count in &of {
            let is_named =
                |(subject, code): &(Subject, &str)| *subject == count.subject && code.eq_ignore_ascii_case(&count.code);
            let key = (count.subject, count.code.to_ascii_lowercase());
            if named.iter().any(is_named) || told.contains(&key) {
                continue;
            }
            told.push(key);
            let mark = match count.subject {
                Subject::Runs => Mark::outcome(Outcome::Unknown),
                Subject::Lines => Mark::severity(Severity::Unknown),
            };
            let seen = seen(count.subject, &count.code);
            unknown.push(Row {
                vendor: descriptor.name,
                subject: count.subject,
                code: count.code.clone(),
                mark,
                basis: None,
                seen,
            });
        }
    }
    unknown.extend(known);
    unknown
}
