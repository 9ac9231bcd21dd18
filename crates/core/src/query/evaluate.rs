use super::{On, Query, Term};
use crate::model::{Field, Record};

/// The fields that a bare word is looked for in: everything a table shows as text.
const SHOWN: [Field; 9] = [
    Field::Text,
    Field::Job,
    Field::Item,
    Field::User,
    Field::Code,
    Field::Action,
    Field::Kind,
    Field::Severity,
    Field::Outcome,
];

impl Query {
    /// Whether a record matches. A term for the vendor's own search is taken as met: the vendor has judged.
    pub fn matches(&self, record: &Record) -> bool {
        self.terms.iter().all(|term| term.negated != holds(term, record))
    }
}

fn holds(term: &Term, record: &Record) -> bool {
    match &term.on {
        On::Anything(text) => {
            SHOWN.iter().any(|field| contains(&record.text(*field), text))
                || record.problem().is_some_and(|problem| contains(problem, text))
                || matches!(record, Record::Line(line) if contains(&line.code_name, text))
        }
        On::Keyword(_) => !term.negated,
        On::Field(field, values) => {
            let shown = record.text(*field);
            let whole = matches!(field, Field::Severity | Field::Outcome | Field::Code | Field::Run | Field::Source);
            values.iter().any(|value| if whole { shown.eq_ignore_ascii_case(value) } else { contains(&shown, value) })
        }
    }
}

/// Whether a text contains another, whatever the case of either. Letters outside of ASCII are folded one by one.
fn contains(text: &str, part: &str) -> bool {
    if part.is_empty() {
        return true;
    }
    if text.is_ascii() && part.is_ascii() {
        let (text, part) = (text.as_bytes(), part.as_bytes());
        return text.len() >= part.len() && text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part));
    }
    text.to_lowercase().contains(&part.to_lowercase())
}
