use std::fmt;

use super::program::Step;
use super::{Body, Clause, Key, On, Op, Query, pattern};

/// So many conditions a query may have that are not the same: each takes memory for every text there is.
const CONDITIONS: usize = 500;

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
    /// Nothing follows the colon, the minus, or `OR`; or nothing stands before `OR`, or in a bracket.
    MissingValue,
    /// A quotation mark is not closed.
    OpenQuote,
    /// A bracket is not closed.
    OpenGroup,
    /// A bracket was not opened.
    CloseGroup,
    /// The values of the field have no order that `<` and `>` could ask for.
    NotOrdered {
        /// The field's name.
        field: &'static str,
    },
    /// It has more conditions than are looked at; how many may be.
    TooMany(usize),
    /// A regular expression that cannot be used, and why, in the words of the library.
    Pattern(String),
}

impl std::str::FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Query, QueryError> {
        parse(text, |pattern| pattern::compile(pattern).map(drop))
    }
}

impl Query {
    /// Reads what another program has read and printed. Regular expressions are not looked at again, so that a program
    /// that never evaluates them need not have them.
    pub fn reread(text: &str) -> Result<Query, QueryError> {
        parse(text, |_| Ok(()))
    }
}

fn parse(text: &str, check: fn(&str) -> Result<(), String>) -> Result<Query, QueryError> {
    let mut input = Input { chars: text.chars().collect(), at: 0, open: 0, check };
    let mut groups = Groups::new();
    loop {
        input.skip_space();
        let start = input.at;
        if input.peek().is_none() {
            return groups.finish(&input);
        }
        if input.joins("OR") {
            groups.or(&input, start)?;
            continue;
        }
        if input.joins("AND") {
            continue;
        }
        if input.open > 0 && input.eat(')') {
            input.open -= 1;
            groups.close(&input, start)?;
            continue;
        }
        let negated = input.eat('-');
        match input.peek() {
            Some('(') => {
                input.at += 1;
                input.open += 1;
                groups.open(start, negated);
            }
            Some(')') if input.open == 0 && !negated => {
                input.at += 1;
                return Err(input.error(start, QueryProblem::CloseGroup));
            }
            None => return Err(input.error(start, QueryProblem::MissingValue)),
            Some(c) if c.is_whitespace() || (c == ')' && input.open > 0) => {
                return Err(input.error(start, QueryProblem::MissingValue));
            }
            Some(_) => {
                let on = term(&mut input, start)?;
                groups.test(on, negated);
            }
        }
    }
}

/// The brackets that are open, and what was read in them.
struct Groups {
    steps: Vec<Step>,
    open: Vec<Group>,
}

#[derive(Default)]
struct Group {
    /// Where it stands in the text, and in the steps.
    at: usize,
    first: usize,
    negated: bool,
    /// Where the operands begin that stand side by side.
    side: Vec<usize>,
    /// How many alternatives are complete.
    alternatives: u32,
}

impl Groups {
    fn new() -> Groups {
        Groups { steps: Vec::new(), open: vec![Group::default()] }
    }

    fn test(&mut self, on: On, negated: bool) {
        let start = self.steps.len();
        self.steps.push(Step::Test(on));
        if negated {
            self.steps.push(Step::Not);
        }
        if let Some(group) = self.open.last_mut() {
            group.side.push(start);
        }
    }

    fn open(&mut self, at: usize, negated: bool) {
        self.open.push(Group { at, first: self.steps.len(), negated, ..Group::default() });
    }

    fn or(&mut self, input: &Input, start: usize) -> Result<(), QueryError> {
        let Some(group) = self.open.last_mut() else { return Ok(()) };
        if group.side.is_empty() {
            return Err(input.error(start, QueryProblem::MissingValue));
        }
        group.alternative(&mut self.steps);
        Ok(())
    }

    fn close(&mut self, input: &Input, start: usize) -> Result<(), QueryError> {
        let Some(mut group) = self.open.pop() else { return Ok(()) };
        if group.side.is_empty() {
            return Err(input.error(start, QueryProblem::MissingValue));
        }
        let Some(around) = self.open.last_mut() else { return Ok(()) };
        if group.alternatives == 0 && !group.negated {
            // Brackets around what stands side by side anyway say nothing.
            if around.side.is_empty() {
                around.side = group.side;
            } else {
                around.side.append(&mut group.side);
            }
            return Ok(());
        }
        let first = group.first;
        group.whole(&mut self.steps);
        if group.negated {
            self.steps.push(Step::Not);
        }
        around.side.push(first);
        Ok(())
    }

    fn finish(mut self, input: &Input) -> Result<Query, QueryError> {
        if self.open.len() > 1
            && let Some(group) = self.open.last()
        {
            return Err(QueryError { at: group.at, len: 1, problem: QueryProblem::OpenGroup });
        }
        let Some(mut group) = self.open.pop() else { return Ok(Query::default()) };
        if group.alternatives > 0 {
            if group.side.is_empty() {
                let at = input.at.saturating_sub(1);
                return Err(QueryError { at, len: 1, problem: QueryProblem::MissingValue });
            }
            group.whole(&mut self.steps);
            group.side = vec![0];
        }
        let mut clauses = Vec::with_capacity(group.side.len());
        for start in group.side.into_iter().rev() {
            clauses.push(clause(self.steps.split_off(start)));
        }
        clauses.reverse();
        let query = Query { clauses };
        let mut count = 0;
        let too_many = query.distinct().any(|clause| {
            count += clause.conditions();
            count > CONDITIONS
        });
        if too_many {
            return Err(QueryError { at: 0, len: input.chars.len(), problem: QueryProblem::TooMany(CONDITIONS) });
        }
        Ok(query)
    }
}

impl Group {
    /// What stands side by side is one alternative.
    fn alternative(&mut self, steps: &mut Vec<Step>) {
        let count = self.side.len() as u32;
        self.side.clear();
        match steps.last() {
            // Alternatives in an alternative are alternatives.
            Some(Step::Any(inner)) if count == 1 => {
                self.alternatives += inner;
                steps.pop();
                return;
            }
            _ if count > 1 => steps.push(Step::All(count)),
            _ => {}
        }
        self.alternatives += 1;
    }

    /// All of it is one operand.
    fn whole(&mut self, steps: &mut Vec<Step>) {
        if self.alternatives > 0 {
            self.alternative(steps);
            steps.push(Step::Any(self.alternatives));
        } else if self.side.len() > 1 {
            steps.push(Step::All(self.side.len() as u32));
        }
    }
}

fn clause(mut steps: Vec<Step>) -> Clause {
    let negated = steps.last() == Some(&Step::Not);
    if negated {
        steps.pop();
    }
    let body = match steps.pop() {
        Some(Step::Test(on)) if steps.is_empty() => Body::One(on),
        last => {
            steps.extend(last);
            Body::Group(steps)
        }
    };
    Clause { negated, body }
}

struct Input {
    chars: Vec<char>,
    at: usize,
    /// How many brackets are open.
    open: usize,
    check: fn(&str) -> Result<(), String>,
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

    /// Whether a place ends a word in any case.
    fn is_end(&self, at: usize) -> bool {
        match self.chars.get(at) {
            None => true,
            Some(')') => self.open > 0,
            Some(c) => c.is_whitespace(),
        }
    }

    /// Eats a word that joins.
    fn joins(&mut self, word: &str) -> bool {
        let end = self.at + word.len();
        let here = self.chars.get(self.at..end).is_some_and(|chars| chars.iter().copied().eq(word.chars()))
            && (self.is_end(end) || self.chars.get(end) == Some(&'('));
        if here {
            self.at = end;
        }
        here
    }

    /// A quoted phrase, or everything up to what ends a bare word. In both, a backslash takes the next character as it is.
    fn value(&mut self, list: bool) -> Result<String, QueryError> {
        let start = self.at;
        let quoted = self.eat('"');
        let mut out = String::new();
        // Brackets that were opened inside of the word belong to it.
        let mut inner = 0_usize;
        loop {
            match self.peek() {
                None if quoted => return Err(self.error(start, QueryProblem::OpenQuote)),
                None => return Ok(out),
                Some('"') if quoted => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(c) if !quoted && (c.is_whitespace() || (list && c == ',')) => return Ok(out),
                Some(')') if !quoted && self.open > 0 && inner == 0 => return Ok(out),
                Some('\\') if self.chars.get(self.at + 1).is_some() => {
                    out.push(self.chars[self.at + 1]);
                    self.at += 2;
                }
                Some(c) => {
                    match c {
                        '(' => inner += 1,
                        ')' => inner = inner.saturating_sub(1),
                        _ => {}
                    }
                    out.push(c);
                    self.at += 1;
                }
            }
        }
    }

    /// A regular expression between slashes. What only begins like one, as a path does, is a word.
    fn pattern(&mut self) -> Option<String> {
        if self.peek() != Some('/') {
            return None;
        }
        let mut out = String::new();
        let mut at = self.at + 1;
        loop {
            match (*self.chars.get(at)?, self.chars.get(at + 1)) {
                ('/', _) => break,
                ('\\', Some('/')) => {
                    out.push('/');
                    at += 2;
                }
                ('\\', Some(next)) => {
                    out.extend(['\\', *next]);
                    at += 2;
                }
                (c, _) => {
                    out.push(c);
                    at += 1;
                }
            }
        }
        if out.is_empty() || !self.is_end(at + 1) {
            return None;
        }
        self.at = at + 1;
        Some(out)
    }

    /// The name and the comparison of a field, if they stand here.
    fn key(&mut self) -> Option<(String, Op)> {
        let name: String = self.chars[self.at..].iter().take_while(|c| c.is_ascii_alphabetic()).collect();
        let at = self.at + name.len();
        let next = self.chars.get(at + 1);
        let (op, len) = match self.chars.get(at) {
            Some(':') => (Op::Has, 1),
            Some('=') => (Op::Is, 1),
            Some('<') if next == Some(&'=') => (Op::AtMost, 2),
            Some('>') if next == Some(&'=') => (Op::AtLeast, 2),
            Some('<') => (Op::Less, 1),
            Some('>') => (Op::More, 1),
            _ => return None,
        };
        // An address or a drive is no field.
        let path = op == Op::Has && matches!(next, Some('/' | '\\')) && !is_name(&name);
        if name.is_empty() || path {
            return None;
        }
        self.at = at + len;
        Some((name, op))
    }

    fn error(&self, start: usize, problem: QueryProblem) -> QueryError {
        QueryError { at: start, len: self.at.saturating_sub(start).max(1), problem }
    }

    fn checked(&self, start: usize, pattern: String) -> Result<String, QueryError> {
        match (self.check)(&pattern) {
            Ok(()) => Ok(pattern),
            Err(reason) => Err(self.error(start, QueryProblem::Pattern(reason))),
        }
    }
}

fn is_name(name: &str) -> bool {
    Key::from_word(name).is_some() || name.eq_ignore_ascii_case("keyword")
}

/// One condition. `start` is where it began, with its minus.
fn term(input: &mut Input, start: usize) -> Result<On, QueryError> {
    if input.peek() == Some('"') {
        return Ok(On::Anything(input.value(false)?));
    }
    let name_start = input.at;
    if let Some(pattern) = input.pattern() {
        return Ok(On::Pattern(None, input.checked(name_start, pattern)?));
    }
    let Some((name, op)) = input.key() else { return Ok(On::Anything(input.value(false)?)) };
    if name.eq_ignore_ascii_case("keyword") && op == Op::Has {
        let value = input.value(false)?;
        if value.is_empty() {
            return Err(input.error(start, QueryProblem::MissingValue));
        }
        return Ok(On::Keyword(value));
    }
    let Some(key) = Key::from_word(&name) else {
        let problem = QueryProblem::UnknownField(name.clone());
        return Err(QueryError { at: name_start, len: name.len(), problem });
    };
    let value_start = input.at;
    if op == Op::Has
        && !key.is_measured()
        && let Some(pattern) = input.pattern()
    {
        return Ok(On::Pattern(Some(key), input.checked(value_start, pattern)?));
    }
    let op = key.op(op).map_err(|problem| input.error(name_start, problem))?;
    let many = matches!(op, Op::Has | Op::Is);
    let mut values = Vec::new();
    loop {
        let value_start = input.at;
        let quoted = input.peek() == Some('"');
        let value = input.value(many)?;
        // An empty value is one where it is written as one: what has no user.
        if value.is_empty() && !quoted {
            return Err(input.error(start, QueryProblem::MissingValue));
        }
        values.push(key.value(op, value).map_err(|problem| input.error(value_start, problem))?);
        if !many || !input.eat(',') {
            return Ok(On::Field(key, op, values));
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at character {}: {:?}", self.at + 1, self.problem)
    }
}

impl std::error::Error for QueryError {}
