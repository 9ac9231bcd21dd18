//! The filter language: parse, print, evaluate, complete.
//!
//! | written | found |
//! |---|---|
//! | `disk "no space"` | both, anywhere in what is shown, whatever their case |
//! | `job:nightly,weekly` | either, in one field |
//! | `job="Laptops nightly"` | the field is that and no more |
//! | `severity>=warning`, `duration>1h30m`, `errors>0`, `code<1200` | by size; a severity or an outcome is larger the worse it is |
//! | `time>=-7d`, `time:2026-02-26`, `time<2026-02-26T10:00` | by time: a span is as long as it is written exactly |
//! | `-user:admin` | not that |
//! | `a OR b`, `(a OR b) c` | either; `OR` binds weaker than standing side by side |
//! | `/rsync error \d+/`, `text:/^VM/` | by a regular expression |
//! | `keyword:laptop` | the vendor's own search; not evaluated here |
//!
//! A query is kept flat, groups too: nothing here calls itself for a bracket in a bracket.

mod change;
mod complete;
mod evaluate;
mod fits;
pub(crate) mod fold;
mod key;
mod moment;
mod parse;
mod pattern;
mod print;
mod program;
pub(crate) mod seek;

pub use complete::{Expected, Expects, complete, without_condition};
pub(crate) use evaluate::{Check, Column, Leaf, Node, Scope, grades};
pub use evaluate::{Matcher, Origin};
pub use fits::{Fit, Patterns};
pub use fold::folded;
pub use key::Key;
pub use moment::{Context, ends};
pub use parse::{QueryError, QueryProblem};
pub use print::quoted;

use crate::model::{Field, Outcome, Severity};
use program::Step;

/// A parsed query: every clause must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    clauses: Vec<Clause>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clause {
    negated: bool,
    body: Body,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Body {
    One(On),
    /// Several conditions, in the order in which they are computed: operands before what joins them.
    Group(Vec<Step>),
}

impl Clause {
    /// How many conditions it has.
    fn conditions(&self) -> usize {
        match &self.body {
            Body::One(_) => 1,
            Body::Group(steps) => steps.iter().filter(|step| matches!(step, Step::Test(_))).count(),
        }
    }
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum On {
    /// Anything shown contains the text.
    Anything(String),
    /// A field compared with one value, or with any of several.
    Field(Key, Op, Vec<String>),
    /// A regular expression that fits in anything shown, or in one field.
    Pattern(Option<Key>, String),
    /// The vendor's own search.
    Keyword(String),
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    /// `:`. Severity, outcome, code, run, source and vendor are compared whole, numbers and times as exactly as they are
    /// written, others contain.
    Has,
    /// `=`: compared whole.
    Is,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Query {
    /// Whether every record matches.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Takes the clause that asks for exactly one severity which the vendor can evaluate.
    pub fn take_severity(&mut self, can: impl Fn(Severity) -> bool) -> Option<Severity> {
        self.take(Field::Severity, |value| Severity::from_word(value).filter(|s| can(*s)))
    }

    /// Takes the clause that asks for exactly one outcome which the vendor can evaluate.
    pub fn take_outcome(&mut self, can: impl Fn(Outcome) -> bool) -> Option<Outcome> {
        self.take(Field::Outcome, |value| Outcome::from_word(value).filter(|o| can(*o)))
    }

    /// Takes the first clause for the vendor's own search.
    pub fn take_keyword(&mut self) -> Option<String> {
        let keyword = |clause: &Clause| match &clause.body {
            Body::One(On::Keyword(word)) if !clause.negated => Some(word.clone()),
            _ => None,
        };
        let (at, word) = self.clauses.iter().enumerate().find_map(|(at, clause)| Some((at, keyword(clause)?)))?;
        self.clauses.remove(at);
        Some(word)
    }

    fn take<T>(&mut self, field: Field, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (at, value) = self.clauses.iter().enumerate().find_map(|(at, clause)| match &clause.body {
            Body::One(On::Field(key, Op::Has, values))
                if *key == Key::Field(field) && !clause.negated && values.len() == 1 =>
            {
                Some((at, read(&values[0])?))
            }
            _ => None,
        })?;
        self.clauses.remove(at);
        Some(value)
    }

    /// The clauses without those that say again what one before says.
    fn distinct(&self) -> impl Iterator<Item = &Clause> {
        let mut known: Vec<&Clause> = Vec::new();
        self.clauses.iter().filter(move |clause| {
            let new = !known.contains(clause);
            if new {
                known.push(clause);
            }
            new
        })
    }

    /// The texts to mark in what is shown, and in which field; in all of them if none is said. Where a regular expression
    /// fits is told by [`Query::patterns`]: the page does without what reads them.
    pub fn marks(&self) -> Vec<(Option<Field>, &str)> {
        self.asked().flat_map(On::mark).collect()
    }

    /// The conditions that are asked for, not against.
    fn asked(&self) -> impl Iterator<Item = &On> {
        let mut asked = Vec::new();
        for clause in &self.clauses {
            match &clause.body {
                Body::One(on) if !clause.negated => asked.push(on),
                Body::One(_) => {}
                Body::Group(steps) => {
                    let negated = program::negated(steps, clause.negated);
                    asked.extend(steps.iter().zip(negated).filter_map(|(step, negated)| match step {
                        Step::Test(on) if !negated => Some(on),
                        _ => None,
                    }));
                }
            }
        }
        asked.into_iter()
    }
}

impl On {
    fn mark(&self) -> Vec<(Option<Field>, &str)> {
        match self {
            On::Anything(text) | On::Keyword(text) => vec![(None, text)],
            On::Field(Key::Field(field), Op::Has | Op::Is, values) => {
                values.iter().map(|value| (Some(*field), value.as_str())).collect()
            }
            On::Field(..) | On::Pattern(..) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
