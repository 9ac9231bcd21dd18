//! The filter language: parse, print, evaluate.
//!
//! Words and "quoted phrases" are looked for anywhere in what is shown, whatever their case.
//! `field:value` and `field:a,b` look in one field; a `-` before a term excludes what it matches.
//! `keyword:word` is not evaluated here: it is the vendor's own search.

mod evaluate;
pub(crate) mod fold;
mod parse;
mod print;

pub use parse::{QueryError, QueryProblem};

use crate::model::{Field, Outcome, Severity};

/// A parsed query: every term must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    negated: bool,
    on: On,
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum On {
    /// Anything shown contains the text.
    Anything(String),
    /// The field has one of the values. Severity, outcome, code, run and source are compared whole, others contain.
    Field(Field, Vec<String>),
    /// The vendor's own search.
    Keyword(String),
}

impl Query {
    /// Whether every record matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Takes the term that asks for exactly one severity which the vendor can evaluate.
    pub fn take_severity(&mut self, can: impl Fn(Severity) -> bool) -> Option<Severity> {
        self.take(Field::Severity, |value| Severity::from_word(value).filter(|s| can(*s)))
    }

    /// Takes the term that asks for exactly one outcome which the vendor can evaluate.
    pub fn take_outcome(&mut self, can: impl Fn(Outcome) -> bool) -> Option<Outcome> {
        self.take(Field::Outcome, |value| Outcome::from_word(value).filter(|o| can(*o)))
    }

    /// Takes the first term for the vendor's own search.
    pub fn take_keyword(&mut self) -> Option<String> {
        let at = self.terms.iter().position(|term| !term.negated && matches!(term.on, On::Keyword(_)))?;
        match self.terms.remove(at).on {
            On::Keyword(word) => Some(word),
            On::Anything(_) | On::Field(..) => None,
        }
    }

    fn take<T>(&mut self, field: Field, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (at, value) = self.terms.iter().enumerate().find_map(|(at, term)| match &term.on {
            On::Field(f, values) if *f == field && !term.negated && values.len() == 1 => Some((at, read(&values[0])?)),
            _ => None,
        })?;
        self.terms.remove(at);
        Some(value)
    }

    /// The values that a positive term asks of a field; empty if none does.
    pub fn values(&self, field: Field) -> Vec<&str> {
        self.terms
            .iter()
            .filter(|term| !term.negated)
            .filter_map(|term| match &term.on {
                On::Field(f, values) if *f == field => Some(values.iter().map(String::as_str)),
                _ => None,
            })
            .flatten()
            .collect()
    }

    /// The same query asking for other values of a field; none removes the condition. What chips do.
    pub fn with_values(&self, field: Field, values: Vec<String>) -> Query {
        let mut query = self.clone();
        query.terms.retain(|term| term.negated || !matches!(&term.on, On::Field(f, _) if *f == field));
        if !values.is_empty() {
            query.terms.insert(0, Term { negated: false, on: On::Field(field, values) });
        }
        query
    }

    /// The texts to mark in what is shown.
    pub fn marks(&self) -> Vec<&str> {
        self.terms
            .iter()
            .filter(|term| !term.negated)
            .filter_map(|term| match &term.on {
                On::Anything(text) | On::Keyword(text) => Some(text.as_str()),
                On::Field(..) => None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
