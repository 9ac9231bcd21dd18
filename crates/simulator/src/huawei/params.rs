//! The query of a request.

use super::refusal::Refusal;
use crate::form;

/// The parameters, decoded.
#[derive(Debug, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    pub(crate) fn read(query: &str) -> Self {
        Self(form::pairs(query.as_bytes()).collect())
    }

    /// The value of a parameter; an empty one counts as none.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, value)| name == key && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A whole number that is not negative.
    pub(crate) fn number(&self, key: &str) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.text(key) else { return Ok(None) };
        text.parse().ok().filter(|number| *number >= 0).map(Some).ok_or_else(|| Refusal::value(key))
    }

    /// One of a few words.
    pub(crate) fn word<'a>(&'a self, key: &str, words: &[&str]) -> Result<Option<&'a str>, Refusal> {
        match self.text(key) {
            Some(text) if !words.contains(&text) => Err(Refusal::value(key)),
            text => Ok(text),
        }
    }
}
