//! A query made ready to be asked of many records.

use super::pattern::Pattern;
use super::program::{self, Step};
use super::{Body, Context, Key, On, Op, Query, fold, moment};
use crate::model::{Field, Outcome, Record, Severity};

/// The fields that a bare word is looked for in: everything a table shows as text. What people call the source is looked
/// through too, and the run's number for words with a digit in them.
pub(super) const SHOWN: [Field; 10] = [
    Field::Text,
    Field::Job,
    Field::Item,
    Field::File,
    Field::User,
    Field::Code,
    Field::Action,
    Field::Kind,
    Field::Severity,
    Field::Outcome,
];

/// What a record does not say of its source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// The vendor's short name.
    pub vendor: &'a str,
    /// What people call the source; empty if that is not known.
    pub title: &'a str,
}

impl<'a> From<&'a str> for Origin<'a> {
    /// Of a vendor with this short name.
    fn from(vendor: &'a str) -> Origin<'a> {
        Origin { vendor, title: "" }
    }
}

/// A query made ready to be asked of many records.
#[derive(Debug)]
pub struct Matcher {
    /// Operands before what joins them.
    pub(crate) nodes: Vec<Node>,
}

/// One step.
#[derive(Debug)]
pub(crate) enum Node {
    Leaf(Leaf),
    Not,
    All(usize),
    Any(usize),
}

/// A condition.
#[derive(Debug)]
pub(crate) enum Leaf {
    /// It holds, or it does not, whatever the record.
    Fixed(bool),
    /// A text of the record passes a check.
    Text(Scope, Check),
    /// A number or a time is in one of some spans, the end of which is not in it.
    Span(Column, Vec<(i64, i64)>),
}

/// Which texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scope {
    Shown,
    Key(Key),
}

/// Which number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Column {
    Time,
    Ended,
    Duration,
    Errors,
}

/// What a text must be.
#[derive(Debug)]
pub(crate) enum Check {
    /// It contains one of these, which are folded; an empty one is an empty text.
    Contains(Vec<String>),
    /// It is one of these, which are folded.
    Equals(Vec<String>),
    /// It is a whole number in a span.
    Number(i64, i64),
    /// An expression fits.
    Pattern(Box<Pattern>),
}

impl Query {
    /// Makes the query ready. Times are resolved against the context once.
    pub fn matcher(&self, context: &Context<'_>) -> Matcher {
        let mut nodes = Vec::new();
        let mut clauses = 0;
        for clause in self.distinct() {
            clauses += 1;
            match &clause.body {
                Body::One(on) => leaves(on, clause.negated, context, &mut nodes),
                Body::Group(steps) => {
                    let negated = program::negated(steps, clause.negated);
                    for (step, negated) in steps.iter().zip(negated) {
                        match step {
                            Step::Test(on) => leaves(on, negated, context, &mut nodes),
                            Step::Not => nodes.push(Node::Not),
                            Step::All(count) => nodes.push(Node::All(*count as usize)),
                            Step::Any(count) => nodes.push(Node::Any(*count as usize)),
                        }
                    }
                }
            }
            if clause.negated {
                nodes.push(Node::Not);
            }
        }
        if clauses != 1 {
            nodes.push(Node::All(clauses));
        }
        Matcher { nodes }
    }

    /// Whether one record matches. For many, make a [`Matcher`] once.
    pub fn matches<'a>(&self, record: &Record, of: impl Into<Origin<'a>>, context: &Context<'_>) -> bool {
        self.matcher(context).matches(record, of)
    }
}

fn leaves(on: &On, negated: bool, context: &Context<'_>, nodes: &mut Vec<Node>) {
    nodes.push(Node::Leaf(leaf(on, negated, context)));
    // Runs have numbers: other words need not be looked for in those of every row.
    if let On::Anything(text) = on
        && text.contains(|letter: char| letter.is_ascii_digit())
    {
        let run = Check::Contains(vec![fold::folded(text)]);
        nodes.push(Node::Leaf(Leaf::Text(Scope::Key(Key::Field(Field::Run)), run)));
        nodes.push(Node::Any(2));
    }
}

fn leaf(on: &On, negated: bool, context: &Context<'_>) -> Leaf {
    match on {
        On::Anything(text) => Leaf::Text(Scope::Shown, Check::Contains(vec![fold::folded(text)])),
        // The vendor has judged, whether it was asked for or excluded.
        On::Keyword(_) => Leaf::Fixed(!negated),
        On::Pattern(key, pattern) => match Pattern::new(pattern) {
            Ok(pattern) => Leaf::Text(key.map_or(Scope::Shown, Scope::Key), Check::Pattern(Box::new(pattern))),
            Err(_) => Leaf::Fixed(false),
        },
        On::Field(key, op, values) => field(*key, *op, values, context),
    }
}

/// From the first, included, to the last, excluded; open where there is none.
type Ends = (Option<i64>, Option<i64>);

fn field(key: Key, op: Op, values: &[String], context: &Context<'_>) -> Leaf {
    let spans = |column, read: &dyn Fn(&str) -> Option<Ends>| {
        // The least number stands for none, and none is in no span.
        let ends = |(from, to): Ends| (from.unwrap_or(i64::MIN + 1), to.unwrap_or(i64::MAX));
        Leaf::Span(column, values.iter().filter_map(|value| read(value)).map(ends).collect())
    };
    let time = |value: &str| {
        let time = moment::time(value)?;
        Some(op.span(time.span(context), time.is_instant()))
    };
    let number = |value: &str| value.parse().ok().map(|number: i64| op.span((number, number.saturating_add(1)), false));
    match key {
        Key::Field(Field::Time) => spans(Column::Time, &time),
        Key::Field(Field::Ended) => spans(Column::Ended, &time),
        Key::Field(Field::Errors) => spans(Column::Errors, &number),
        Key::Field(Field::Duration) => spans(Column::Duration, &|value| {
            let (from, length) = moment::duration(value)?;
            // More than an hour is what everybody takes it for, though `1h` alone is what rounds down to it.
            let length = if matches!(op, Op::Has | Op::Is) { length } else { 1 };
            Some(op.span((from, from.saturating_add(length)), false))
        }),
        _ => Leaf::Text(Scope::Key(key), text(key, op, values)),
    }
}

fn text(key: Key, op: Op, values: &[String]) -> Check {
    let folded = || values.iter().map(|value| fold::folded(value)).collect();
    let value = values.first().map(String::as_str).unwrap_or_default();
    match (op, key) {
        (Op::Has, _) if !key.is_whole() => Check::Contains(folded()),
        (Op::Has | Op::Is, _) => Check::Equals(folded()),
        (_, Key::Field(Field::Severity | Field::Outcome)) => {
            let words = key.known_values();
            let at = words.iter().position(|word| *word == value).unwrap_or(0);
            // The worst stand first, and are the largest.
            let (from, to) = match op {
                Op::More => (0, at),
                Op::AtLeast => (0, at + 1),
                Op::Less => (at + 1, words.len()),
                _ => (at, words.len()),
            };
            Check::Equals(words[from..to].iter().map(|word| word.to_string()).collect())
        }
        _ => {
            let number = value.parse().unwrap_or(0_i64);
            let (from, to) = op.span((number, number.saturating_add(1)), false);
            Check::Number(from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX))
        }
    }
}

impl Check {
    /// Whether a text passes.
    pub(crate) fn passes(&self, text: &str) -> bool {
        match self {
            Check::Contains(parts) => {
                parts.iter().any(|part| if part.is_empty() { text.is_empty() } else { fold::contains(text, part) })
            }
            Check::Equals(values) => values.iter().any(|value| fold::equals(text, value)),
            Check::Number(from, to) => text.parse().is_ok_and(|number: i64| *from <= number && number < *to),
            Check::Pattern(pattern) => pattern.fits(text),
        }
    }
}

impl Matcher {
    /// Whether a record matches. A condition for the vendor's own search is taken as met: the vendor has judged.
    pub fn matches<'a>(&self, record: &Record, of: impl Into<Origin<'a>>) -> bool {
        let of = of.into();
        let mut stack: Vec<bool> = Vec::with_capacity(8);
        for node in &self.nodes {
            let value = match node {
                Node::Leaf(leaf) => leaf.holds(record, of),
                Node::Not => !stack.pop().unwrap_or_default(),
                Node::All(count) => {
                    let from = stack.len().saturating_sub(*count);
                    stack.drain(from..).fold(true, |all, value| all & value)
                }
                Node::Any(count) => {
                    let from = stack.len().saturating_sub(*count);
                    stack.drain(from..).fold(false, |any, value| any | value)
                }
            };
            stack.push(value);
        }
        stack.pop().unwrap_or(true)
    }
}

impl Leaf {
    fn holds(&self, record: &Record, of: Origin<'_>) -> bool {
        let title = |check: &Check| !of.title.is_empty() && check.passes(of.title);
        match self {
            Leaf::Fixed(value) => *value,
            Leaf::Text(Scope::Key(Key::Vendor), check) => check.passes(of.vendor),
            Leaf::Text(Scope::Key(Key::Field(Field::Source)), check) => check.passes(record.source()) || title(check),
            Leaf::Text(Scope::Key(Key::Field(field)), check) => check.passes(&record.text(*field)),
            Leaf::Text(Scope::Shown, check) => {
                // An empty word is in everything.
                matches!(check, Check::Contains(parts) if parts.iter().any(String::is_empty))
                    || SHOWN.iter().any(|field| check.passes(&record.text(*field)))
                    || title(check)
                    || record.problem().is_some_and(|problem| check.passes(problem))
                    || matches!(record, Record::Line(line) if check.passes(&line.code_name))
            }
            Leaf::Span(column, spans) => {
                let value = match (column, record) {
                    (Column::Time, _) => record.time().map(|time| time.0),
                    (Column::Ended, Record::Run(run)) => run.ended.map(|time| time.0),
                    (Column::Duration, Record::Run(run)) => run.duration,
                    (Column::Errors, Record::Run(run)) => Some(run.counts.error),
                    (_, Record::Line(_)) => None,
                };
                value.is_some_and(|value| spans.iter().any(|(from, to)| *from <= value && value < *to))
            }
        }
    }
}

/// The words of the severities, or of the outcomes, that pass a check.
pub(crate) fn grades(check: &Check) -> (u8, u8) {
    let bits =
        |words: &[&str]| words.iter().enumerate().fold(0, |bits, (at, word)| bits | u8::from(check.passes(word)) << at);
    (bits(&Severity::ALL.map(Severity::word)), bits(&Outcome::ALL.map(Outcome::word)))
}
