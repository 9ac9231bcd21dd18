//! Changing one condition of a query, as chips, facets and clicks on cells do.

use super::{Body, Clause, Context, Key, On, Op, Query, moment};
use crate::model::{Field, TimeRange, Timestamp};

impl Query {
    /// The values that a clause asks of a field; empty if none does.
    pub fn values(&self, field: Field) -> Vec<&str> {
        self.values_of(Key::Field(field), false)
    }

    /// The values that a clause asks of a key, or excludes.
    pub fn values_of(&self, key: Key, excluded: bool) -> Vec<&str> {
        let of = self.clauses.iter().filter(|clause| clause.negated == excluded);
        of.filter_map(|clause| Some(clause.listed(key)?.1.iter().map(String::as_str))).flatten().collect()
    }

    /// The same query asking for other values of a field; none removes the condition. What chips do. A value that the
    /// field cannot have is left out.
    pub fn with_values(&self, field: Field, values: Vec<String>) -> Query {
        let key = Key::Field(field);
        let mut query = self.clone();
        query.clauses.retain(|clause| clause.negated || clause.listed(key).is_none());
        let values: Vec<String> = values.into_iter().filter_map(|value| key.value(Op::Has, value).ok()).collect();
        if !values.is_empty() {
            let on = On::Field(key, Op::Has, values);
            query.clauses.insert(0, Clause { negated: false, body: Body::One(on) });
        }
        query
    }

    /// The same query asking for exactly this value of a key, too; or, `excluded`, for everything else. A click on a cell
    /// or on a facet: another value of the same key is one more alternative, and what said the opposite goes.
    pub fn with(&self, key: Key, value: &str, excluded: bool) -> Query {
        let mut query = self.without(key, value);
        let op = if key.is_whole() { Op::Has } else { Op::Is };
        let Ok(value) = key.value(op, value.to_string()) else { return query };
        let clauses = query.clauses.iter_mut().filter(|clause| clause.negated == excluded);
        if let Some(values) = clauses.filter_map(|clause| clause.list(key, op)).next() {
            values.push(value);
        } else {
            let on = On::Field(key, op, vec![value]);
            query.clauses.push(Clause { negated: excluded, body: Body::One(on) });
        }
        query
    }

    /// The same query asking for this text, too, anywhere in what is shown. Nothing is asked for an empty one.
    pub fn containing(&self, text: &str) -> Query {
        let mut query = self.clone();
        if !text.is_empty() {
            query.clauses.push(Clause { negated: false, body: Body::One(On::Anything(text.to_string())) });
        }
        query
    }

    /// The same query that neither asks for exactly this value of a key nor excludes it.
    pub fn without(&self, key: Key, value: &str) -> Query {
        let op = if key.is_whole() { Op::Has } else { Op::Is };
        let mut query = self.clone();
        query.clauses.retain_mut(|clause| match clause.list(key, op) {
            Some(values) => {
                let before = values.len();
                values.retain(|known| !known.eq_ignore_ascii_case(value));
                before == values.len() || !values.is_empty()
            }
            None => true,
        });
        query
    }

    /// The same query without the exact values that it asks of a key or excludes, as [`Query::with`] does; nothing if it
    /// does neither.
    pub fn without_chosen(&self, key: Key) -> Option<Query> {
        let op = if key.is_whole() { Op::Has } else { Op::Is };
        let mut query = self.clone();
        query.clauses.retain_mut(|clause| clause.list(key, op).is_none());
        (query.clauses.len() < self.clauses.len()).then_some(query)
    }

    /// The span outside of which nothing can match, from the clauses on the time.
    pub fn range(&self, context: &Context<'_>) -> TimeRange {
        let mut range = TimeRange::default();
        for clause in self.clauses.iter().filter(|clause| !clause.negated) {
            if let Body::One(On::Field(Key::Field(Field::Time), op, values)) = &clause.body
                && let [value] = values.as_slice()
                && let Some(time) = moment::time(value)
            {
                let (from, to) = op.span(time.span(context), time.is_instant());
                range.from = range.from.max(from.map(Timestamp));
                range.to = match (range.to, to.map(Timestamp)) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
        }
        range
    }
}

impl Clause {
    /// The values that the clause lists of a key.
    fn listed(&self, key: Key) -> Option<(Op, &Vec<String>)> {
        match &self.body {
            Body::One(On::Field(of, op @ (Op::Has | Op::Is), values)) if *of == key => Some((*op, values)),
            _ => None,
        }
    }

    fn list(&mut self, key: Key, op: Op) -> Option<&mut Vec<String>> {
        match &mut self.body {
            Body::One(On::Field(of, how, values)) if *of == key && *how == op => Some(values),
            _ => None,
        }
    }
}

impl Op {
    /// What a comparison with a span asks for. An instant before now begins a span that ends now, and only its beginning
    /// can be meant by a comparison of size.
    pub(super) fn span(self, (from, to): (i64, i64), instant: bool) -> (Option<i64>, Option<i64>) {
        let end = if instant { from.saturating_add(1) } else { to };
        match self {
            Op::Has | Op::Is => (Some(from), Some(to)),
            Op::Less => (None, Some(from)),
            Op::AtMost => (None, Some(end)),
            Op::More => (Some(end), None),
            Op::AtLeast => (Some(from), None),
        }
    }
}
