//! What can be written next in the filter.

use crate::prelude::*;
use tapedeck_core::model::Field;
use tapedeck_core::query::{Expected, Expects, Key, complete, folded, without_condition};
use tapedeck_core::vendors::Subject;

use super::TableState;
use crate::browser::numbers::grouped;
use crate::messages::lists;
use crate::state::app::App;
use crate::state::columns;
use crate::ui::{Completion, Suggestion};

/// Offers names of fields, and values with how often the table has them.
pub(super) fn completion(table: TableState) -> Completion {
    let TableState { app, list, subject, .. } = table;
    // What is expected, and the text in which.
    let place = RwSignal::new(None::<(String, Expected)>);
    let asks = StoredValue::new(None::<(Key, String, String)>);
    let ask = Callback::new(move |asked: Option<(String, usize)>| {
        let expected = asked.map(|(text, caret)| {
            let rest = without_condition(&text, caret);
            (complete(&text, caret), text, rest)
        });
        let wanted = expected.as_ref().and_then(|(expected, _, rest)| match expected.expects {
            Expects::Value(key) => Some((key, expected.prefix.clone(), rest.clone())),
            Expects::Name | Expects::Text => None,
        });
        if asks.get_value() != wanted {
            asks.set_value(wanted.clone());
            list.ask_values(wanted.as_ref().map(|(key, prefix, rest)| (key.word(), prefix.clone(), rest.clone())));
        }
        place.set(expected.map(|(expected, text, _)| (text, expected)));
    });
    let offered = Signal::derive(move || match &*place.read() {
        Some((_, expected)) => match expected.expects {
            Expects::Name => names(subject, expected),
            Expects::Value(key) => values(app, key, expected, &list.values.read().1),
            Expects::Text => Vec::new(),
        },
        None => Vec::new(),
    });
    let accept = Callback::new(move |suggestion: Suggestion| match &*place.read_untracked() {
        Some((text, expected)) => expected.accept(text, &suggestion.text),
        None => (suggestion.text.clone(), suggestion.text.chars().count()),
    });
    Completion { offered, ask, accept }
}

/// The fields of the table of which the name begins with what was written.
fn names(subject: Subject, expected: &Expected) -> Vec<Suggestion> {
    let has = |field: Field| columns::all(subject).iter().any(|column| column.field == field);
    let known = expected.known().into_iter().filter(|word| Field::from_word(word).is_none_or(has));
    known
        .map(|word| {
            let note = Field::from_word(word).map_or_else(|| lists::of_no_field(word), lists::field);
            Suggestion { text: word.to_string(), note: note.to_string() }
        })
        .collect()
}

/// The values that are there, those first that begin with what was written, then those that could be.
fn values(app: App, key: Key, expected: &Expected, counted: &[(String, u64)]) -> Vec<Suggestion> {
    let begins = folded(&expected.prefix);
    let counted = counted.iter().map(|(value, count)| {
        let mut note = grouped(*count);
        if key == Key::Field(Field::Source) && app.source_name(value) != *value {
            note = format!("{} · {note}", app.source_name(value));
        }
        Suggestion { text: value.clone(), note }
    });
    let (mut known, others): (Vec<_>, Vec<_>) = counted.partition(|one| folded(&one.text).starts_with(&begins));
    known.extend(others);
    for word in expected.known() {
        if known.iter().all(|one| one.text != word) {
            known.push(Suggestion { text: word.to_string(), note: String::new() });
        }
    }
    // What stands there completely needs no suggestion.
    if known.len() == 1 && known.iter().all(|one| folded(&one.text) == begins) {
        known.clear();
    }
    known
}
