//! What a person can have prepared, and what is wrong with what was typed for it, before anything is sent.

use super::{FieldKind, FormField};
use crate::model::Timestamp;

/// A file that can be had prepared: one of the actions, with a form of what it takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Preparation {
    /// The name of the action.
    pub action: &'static str,
    /// What it takes, by the keys of its values. Of two times the first is where a span begins, the second where it ends.
    pub fields: &'static [FormField],
    /// Whether a span needs both of its ends, or none.
    pub whole_span: bool,
    /// Whether it leaves something at the vendor that others see, such as a package: then it is a change, and not offered
    /// where changes are switched off.
    pub leaves: bool,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// It is needed, and empty.
    Missing,
    /// It is no whole number from 1 on.
    NoNumber,
    /// The other end of the span is there, and this one is needed too.
    OneEnd,
    /// The span ends before it begins.
    Backwards,
    /// A number of days and a span: one of them would be ignored.
    Both,
}

impl Preparation {
    /// What is wrong with the value of a field, among those of the others.
    pub fn mistake(&self, field: &FormField, value: impl Fn(&FormField) -> String) -> Option<Mistake> {
        let own = value(field);
        if own.is_empty() && field.required {
            return Some(Mistake::Missing);
        }
        let mut times = self.fields.iter().filter(|field| field.kind == FieldKind::Time);
        let ends = [times.next().map(&value).unwrap_or_default(), times.next().map(&value).unwrap_or_default()];
        match field.kind {
            FieldKind::Number if own.is_empty() => None,
            FieldKind::Number if own.parse().is_ok_and(|number: u32| number > 0) => {
                ends.iter().any(|end| !end.is_empty()).then_some(Mistake::Both)
            }
            FieldKind::Number => Some(Mistake::NoNumber),
            FieldKind::Time if own.is_empty() => {
                (self.whole_span && ends.iter().any(|end| !end.is_empty())).then_some(Mistake::OneEnd)
            }
            FieldKind::Time if own == ends[1] => {
                let time = |text: &str| Timestamp::parse_iso(text);
                (time(&ends[0])? > time(&ends[1])?).then_some(Mistake::Backwards)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGS: Preparation = Preparation {
        action: "logs",
        fields: &[
            FormField::new("days", FieldKind::Number, false),
            FormField::new("from", FieldKind::Time, false),
            FormField::new("to", FieldKind::Time, false),
            FormField::new("name", FieldKind::Text, true),
        ],
        whole_span: true,
        leaves: false,
    };

    #[test]
    fn what_would_be_refused_is_told_before() {
        const EARLY: &str = "2026-11-20T06:00:00Z";
        const LATE: &str = "2026-11-20T07:00:00Z";
        for (days, from, to, expected) in [
            ("", "", "", [None, None, None]),
            ("7", "", "", [None, None, None]),
            ("0", "", "", [Some(Mistake::NoNumber), None, None]),
            ("a week", "", "", [Some(Mistake::NoNumber), None, None]),
            ("-1", "", "", [Some(Mistake::NoNumber), None, None]),
            ("", EARLY, LATE, [None, None, None]),
            ("", EARLY, "", [None, None, Some(Mistake::OneEnd)]),
            ("", "", LATE, [None, Some(Mistake::OneEnd), None]),
            ("", LATE, EARLY, [None, None, Some(Mistake::Backwards)]),
            ("7", EARLY, LATE, [Some(Mistake::Both), None, None]),
        ] {
            let values = [days, from, to, "x"];
            let value = |field: &FormField| {
                let at = LOGS.fields.iter().position(|own| own.key == field.key).unwrap();
                values[at].to_string()
            };
            let found: Vec<_> = LOGS.fields[..3].iter().map(|field| LOGS.mistake(field, value)).collect();
            assert_eq!(found, expected, "{days:?} {from} {to}");
        }
        assert_eq!(LOGS.mistake(&LOGS.fields[3], |_| String::new()), Some(Mistake::Missing));
        let open = Preparation { whole_span: false, ..LOGS };
        let from = |field: &FormField| if field.key == "from" { EARLY.to_string() } else { String::new() };
        assert_eq!(open.mistake(&LOGS.fields[2], from), None, "an open end is fine where the vendor takes one");
    }
}
