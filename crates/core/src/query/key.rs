//! What can be asked for by name.

use super::moment::{duration, time};
use super::{Op, QueryProblem};
use crate::model::{Field, Outcome, Severity};

/// A field of a record, or the vendor of its source, which the record itself does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A field.
    Field(Field),
    /// The vendor's short name.
    Vendor,
}

impl Key {
    /// All names, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Key> {
        Field::ALL.into_iter().map(Key::Field).chain([Key::Vendor])
    }

    /// The name in the filter language.
    pub fn word(self) -> &'static str {
        match self {
            Key::Field(field) => field.word(),
            Key::Vendor => "vendor",
        }
    }

    /// What a name means, whatever its case.
    pub fn from_word(word: &str) -> Option<Key> {
        Key::all().find(|key| key.word().eq_ignore_ascii_case(word))
    }

    /// The values it can have, where these are few and known.
    pub fn known_values(self) -> Vec<&'static str> {
        match self {
            Key::Field(Field::Severity) => Severity::ALL.map(Severity::word).to_vec(),
            Key::Field(Field::Outcome) => Outcome::ALL.map(Outcome::word).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Whether a value is always compared whole.
    pub(super) fn is_whole(self) -> bool {
        use Field::{Code, Outcome, Run, Severity, Source};
        matches!(self, Key::Vendor | Key::Field(Severity | Outcome | Code | Run | Source)) || self.is_measured()
    }

    /// Whether its values are numbers or times, and not texts.
    pub(super) fn is_measured(self) -> bool {
        matches!(self, Key::Field(Field::Time | Field::Ended | Field::Duration | Field::Errors))
    }

    fn is_ordered(self) -> bool {
        use Field::{Code, Outcome, Run, Severity};
        self.is_measured() || matches!(self, Key::Field(Severity | Outcome | Code | Run))
    }

    /// How a comparison that was written is kept. Where `:` compares whole, `=` says nothing else.
    pub(super) fn op(self, op: Op) -> Result<Op, QueryProblem> {
        match op {
            Op::Is if self.is_whole() => Ok(Op::Has),
            Op::Has | Op::Is => Ok(op),
            _ if self.is_ordered() => Ok(op),
            _ => Err(QueryProblem::NotOrdered { field: self.word() }),
        }
    }

    /// A value as it is kept. What a field cannot have is a typing error, and not taken for "nothing found".
    pub(super) fn value(self, op: Op, value: String) -> Result<String, QueryProblem> {
        let Key::Field(field) = self else { return Ok(value) };
        let compared = !matches!(op, Op::Has | Op::Is);
        let known = match field {
            Field::Severity => Severity::from_word(&value).map(|severity| severity.word().to_string()),
            Field::Outcome => Outcome::from_word(&value).map(|outcome| outcome.word().to_string()),
            Field::Time | Field::Ended => time(&value).map(|_| value.to_uppercase_if_date()),
            Field::Duration => duration(&value).map(|_| value.to_ascii_lowercase()),
            Field::Errors => value.parse::<i64>().ok().map(|number| number.to_string()),
            Field::Code | Field::Run if compared => value.parse::<i64>().ok().map(|number| number.to_string()),
            _ => return Ok(value),
        };
        known.ok_or(QueryProblem::UnknownValue { field: field.word(), value })
    }
}

trait Written {
    fn to_uppercase_if_date(&self) -> String;
}

impl Written for str {
    /// `2026-02-26t10:00z` is `2026-02-26T10:00Z`; `-7D` is `-7d`.
    fn to_uppercase_if_date(&self) -> String {
        if self.starts_with(|c: char| c.is_ascii_digit()) {
            self.to_ascii_uppercase()
        } else {
            self.to_ascii_lowercase()
        }
    }
}
