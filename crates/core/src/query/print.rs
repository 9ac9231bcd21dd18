use std::fmt::{self, Display};

use super::program::Step;
use super::{Body, Clause, On, Op, Query};

impl Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, clause) in self.clauses.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            clause.print(f, self.clauses.len() == 1)?;
        }
        Ok(())
    }
}

impl Clause {
    fn print(&self, f: &mut fmt::Formatter<'_>, alone: bool) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        match &self.body {
            Body::One(on) => on.fmt(f),
            Body::Group(steps) => {
                let brackets = self.negated || !alone;
                if brackets {
                    f.write_str("(")?;
                }
                for piece in pieces(steps).into_iter().rev() {
                    match piece {
                        Piece::On(on) => on.fmt(f)?,
                        Piece::Text(text) => f.write_str(text)?,
                    }
                }
                if brackets {
                    f.write_str(")")?;
                }
                Ok(())
            }
        }
    }
}

enum Piece<'a> {
    On(&'a On),
    Text(&'static str),
}

/// An operation that is being printed from its end on.
struct Open {
    left: u32,
    /// What stands between its operands, and before all of them.
    between: &'static str,
    before: &'static str,
}

/// What a group prints as, from its end on: that is the order in which the steps tell what they belong to.
fn pieces(steps: &[Step]) -> Vec<Piece<'_>> {
    let mut out = Vec::with_capacity(steps.len() * 2);
    let mut open: Vec<Open> = Vec::new();
    for (at, step) in steps.iter().enumerate().rev() {
        // What is joined otherwise around it, or negated as a whole, needs brackets.
        let outer = if at + 1 == steps.len() { None } else { open.last().map(|open| open.between) };
        let (count, between, brackets) = match step {
            Step::Test(on) => {
                out.push(Piece::On(on));
                while let Some(operation) = open.last_mut() {
                    operation.left -= 1;
                    if operation.left > 0 {
                        out.push(Piece::Text(operation.between));
                        break;
                    }
                    out.push(Piece::Text(operation.before));
                    open.pop();
                }
                continue;
            }
            Step::Not => (1, "-", outer == Some("-")),
            Step::All(count) => (*count, " ", outer == Some("-")),
            Step::Any(count) => (*count, " OR ", outer.is_some()),
        };
        let before = match (between, brackets) {
            ("-", true) => "(-",
            ("-", false) => "-",
            (_, true) => "(",
            (_, false) => "",
        };
        if brackets {
            out.push(Piece::Text(")"));
        }
        open.push(Open { left: count, between, before });
    }
    out
}

impl Display for On {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            On::Anything(text) => f.write_str(&quoted(text)),
            On::Keyword(text) => write!(f, "keyword:{}", quoted(text)),
            On::Field(key, op, values) => {
                f.write_str(key.word())?;
                f.write_str(op.sign())?;
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    f.write_str(&written(value))?;
                }
                Ok(())
            }
            On::Pattern(key, pattern) => {
                if let Some(key) = key {
                    write!(f, "{}:", key.word())?;
                }
                write!(f, "/{}/", slashed(pattern))
            }
        }
    }
}

impl Op {
    fn sign(self) -> &'static str {
        match self {
            Op::Has => ":",
            Op::Is => "=",
            Op::Less => "<",
            Op::AtMost => "<=",
            Op::More => ">",
            Op::AtLeast => ">=",
        }
    }
}

/// A word as it must be written to be read back: in quotation marks wherever a bare word would end or mean something.
pub fn quoted(text: &str) -> String {
    let bare = !text.is_empty()
        && !text.starts_with(['-', '/'])
        && !matches!(text, "OR" | "AND")
        && !text
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, '"' | ':' | ',' | '\\' | '(' | ')' | '<' | '>' | '='));
    if bare { text.to_string() } else { in_marks(text) }
}

/// A value of a field as it must be written to be read back.
pub(super) fn written(value: &str) -> String {
    // A minus at the beginning of a value means nothing: `time>=-7d`.
    let bare = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-+.:_".contains(c));
    if bare { value.to_string() } else { in_marks(value) }
}

fn in_marks(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// An expression with its slashes escaped. Those that are escaped in it are read as bare ones.
fn slashed(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 2);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '/' => out.push_str("\\/"),
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            c => out.push(c),
        }
    }
    out
}
