use std::fmt;

use super::{On, Query, Term};
use crate::model::{Field, Outcome, Severity};

/// What is wrong with a query, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The first character that is wrong, counted in characters from 0.
    pub at: usize,
    /// How many characters are wrong.
    pub len: usize,
    /// What is wrong.
    pub problem: QueryProblem,
}

/// What can be wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryProblem {
    /// There is no such field.
    UnknownField(String),
    /// The field does not have such a value.
    UnknownValue {
        /// The field's name.
        field: &'static str,
        /// What was given.
        value: String,
    },
    /// Nothing follows the colon or the minus.
    MissingValue,
    /// A quotation mark is not closed.
    OpenQuote,
}

impl std::str::FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Query, QueryError> {
        let mut input = Input { chars: text.chars().collect(), at: 0 };
        let mut terms = Vec::new();
        loop {
            input.skip_space();
            if input.peek().is_none() {
                return Ok(Query { terms });
            }
            terms.push(term(&mut input)?);
        }
    }
}

struct Input {
    chars: Vec<char>,
    at: usize,
}

impl Input {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    /// A quoted phrase, or everything up to what ends a bare word. In both, a backslash takes the next character as it is.
    fn value(&mut self, ends: &[char]) -> Result<String, QueryError> {
        let start = self.at;
        let quoted = self.eat('"');
        let mut out = String::new();
        loop {
            match self.peek() {
                None if quoted => return Err(self.error(start, QueryProblem::OpenQuote)),
                None => return Ok(out),
                Some('"') if quoted => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(c) if !quoted && (c.is_whitespace() || ends.contains(&c)) => return Ok(out),
                Some('\\') if self.chars.get(self.at + 1).is_some() => {
                    out.push(self.chars[self.at + 1]);
                    self.at += 2;
                }
                Some(c) => {
                    out.push(c);
                    self.at += 1;
                }
            }
        }
    }

    fn error(&self, start: usize, problem: QueryProblem) -> QueryError {
        QueryError { at: start, len: self.at.saturating_sub(start).max(1), problem }
    }
}

fn term(input: &mut Input) -> Result<Term, QueryError> {
    let start = input.at;
    let negated = input.eat('-');
    if negated && input.peek().is_none_or(char::is_whitespace) {
        return Err(input.error(start, QueryProblem::MissingValue));
    }
    if input.peek() == Some('"') {
        return Ok(Term { negated, on: On::Anything(input.value(&[])?) });
    }
    let name_start = input.at;
    let word = input.value(&[':'])?;
    if !input.eat(':') {
        return Ok(Term { negated, on: On::Anything(word) });
    }
    if word.eq_ignore_ascii_case("keyword") {
        let value = input.value(&[])?;
        if value.is_empty() {
            return Err(input.error(start, QueryProblem::MissingValue));
        }
        return Ok(Term { negated, on: On::Keyword(value) });
    }
    let Some(field) = Field::from_word(&word) else {
        let len = input.at - 1 - name_start;
        return Err(QueryError { at: name_start, len: len.max(1), problem: QueryProblem::UnknownField(word) });
    };
    let mut values = Vec::new();
    loop {
        let value_start = input.at;
        let value = input.value(&[','])?;
        if value.is_empty() {
            return Err(input.error(start, QueryProblem::MissingValue));
        }
        values.push(known_value(field, value).map_err(|problem| input.error(value_start, problem))?);
        if !input.eat(',') {
            return Ok(Term { negated, on: On::Field(field, values) });
        }
    }
}

/// Severities and outcomes are a closed set, so that a typing error is told and not taken for "nothing found".
fn known_value(field: Field, value: String) -> Result<String, QueryProblem> {
    let known = match field {
        Field::Severity => Severity::from_word(&value).map(Severity::word),
        Field::Outcome => Outcome::from_word(&value).map(Outcome::word),
        _ => return Ok(value),
    };
    known.map(str::to_string).ok_or(QueryProblem::UnknownValue { field: field.word(), value })
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at character {}: {:?}", self.at + 1, self.problem)
    }
}

impl std::error::Error for QueryError {}
