use std::fmt;

use super::{On, Query, Term};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, term) in self.terms.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        match &self.on {
            On::Anything(text) => f.write_str(&quoted(text)),
            On::Keyword(text) => write!(f, "keyword:{}", quoted(text)),
            On::Field(field, values) => {
                write!(f, "{}:", field.word())?;
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    f.write_str(&quoted(value))?;
                }
                Ok(())
            }
        }
    }
}

/// A value as it must be written to be read back: in quotation marks wherever a bare word would end or mean something.
fn quoted(text: &str) -> String {
    let bare = !text.is_empty()
        && !text.starts_with('-')
        && !text.chars().any(|c| c.is_whitespace() || matches!(c, '"' | ':' | ',' | '\\'));
    if bare {
        return text.to_string();
    }
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
