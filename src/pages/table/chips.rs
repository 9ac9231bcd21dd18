use crate::prelude::*;
use tapedeck_core::model::{Field, Outcome, Severity};
use tapedeck_core::query::Query;
use tapedeck_core::vendors::Subject;

use super::{TableState, change};
use crate::ui::{OutcomeChip, SeverityChip};
use crate::view::{Part, view};

/// The outcomes that a chip is offered for. Missed runs are not in any vendor's list.
const OUTCOMES: [Outcome; 6] =
    [Outcome::Failed, Outcome::Warning, Outcome::Unknown, Outcome::Running, Outcome::Cancelled, Outcome::Success];
/// The severities that a chip is offered for.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// One chip an outcome or severity: each switches its word in the filter.
#[component]
pub(super) fn Chips(
    /// The table.
    table: TableState,
) -> Part {
    let chips: Part = match table.subject {
        Subject::Runs => OUTCOMES
            .into_iter()
            .map(|outcome| {
                let (pressed, press) = switch(table, Field::Outcome, outcome.word());
                view! { <OutcomeChip outcome=outcome pressed=pressed on_press=press /> }
            })
            .collect(),
        Subject::Lines => SEVERITIES
            .into_iter()
            .map(|severity| {
                let (pressed, press) = switch(table, Field::Severity, severity.word());
                view! { <SeverityChip severity=severity pressed=pressed on_press=press /> }
            })
            .collect(),
    };
    view! { <div class="chips">{chips}</div> }
}

fn switch(table: TableState, field: Field, word: &'static str) -> (Signal<bool>, Callback<()>) {
    let app = table.app;
    let on = Signal::derive(move || {
        let query = Query::reread(&app.address.read().query).unwrap_or_default();
        query.values(field).contains(&word)
    });
    let press = Callback::new(move |()| {
        let Some(query) = change::query(app) else { return };
        let mut values: Vec<String> = query.values(field).into_iter().map(str::to_string).collect();
        if values.iter().any(|value| value == word) {
            values.retain(|value| value != word);
        } else {
            values.push(word.to_string());
        }
        let text = query.with_values(field, values).to_string();
        let mut address = app.address.get_untracked();
        (address.query, address.lifted) = (text, None);
        app.go(address);
    });
    (on, press)
}
