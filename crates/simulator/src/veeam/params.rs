//! The parameters of a query or of a form: names in any case, and the same name again for a list.

use super::problem::Problem;
use super::time;
use crate::form;

#[derive(Debug, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    pub(crate) fn read(text: &str) -> Self {
        Self(form::pairs(text.as_bytes()).collect())
    }

    /// All values of a name.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a name; an empty one is none.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.all(name).into_iter().find(|value| !value.is_empty())
    }

    /// A whole number that is not below a limit.
    pub(crate) fn int(&self, name: &str, least: i64) -> Result<Option<i64>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let refused = || Problem::field(name, &format!("The value '{text}' is not valid."));
        text.parse().ok().filter(|number| *number >= least).map(Some).ok_or_else(refused)
    }

    /// An instant in microseconds. Since version 4 only one form is taken.
    pub(crate) fn instant(&self, name: &str) -> Result<Option<i64>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let refused = || Problem::field(name, "The date must have the form YYYY-MM-DDTHH:MM:SSZ.");
        time::read(text).map(Some).ok_or_else(refused)
    }
}
