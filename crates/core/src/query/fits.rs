//! Where the regular expressions of a query fit in a record, to be marked there.

use regex_lite::Regex;
use serde::{Deserialize, Serialize};

use super::evaluate::SHOWN;
use super::{Key, On, Query, pattern};
use crate::model::{Field, Record};

/// So much of a text is looked at, in bytes: no more of it is drawn in a row.
const LONGEST: usize = 2_000;
/// So many places in one text are told.
const PLACES: usize = 50;

/// A place in the text of a field, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fit {
    /// Which field.
    pub field: Field,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

impl Fit {
    /// Where it begins and ends.
    pub fn ends(&self) -> (usize, usize) {
        (self.from as usize, self.to as usize)
    }
}

/// The regular expressions of a query that must fit, ready to be used.
#[derive(Debug, Default)]
pub struct Patterns(Vec<(Option<Key>, Regex)>);

impl Query {
    /// The regular expressions that must fit.
    pub fn patterns(&self) -> Patterns {
        let pattern = |on: &On| match on {
            On::Pattern(key, pattern) => Some((*key, pattern::compile(pattern).ok()?)),
            _ => None,
        };
        Patterns(self.asked().filter_map(pattern).collect())
    }
}

impl Patterns {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where they fit. Places of one field are in their order, and do not overlap.
    pub fn fits(&self, record: &Record) -> Vec<Fit> {
        let mut fits = Vec::new();
        for field in SHOWN {
            let text = record.text(field);
            let text = &text[..text.floor_char_boundary(LONGEST)];
            let own = self.0.iter().filter(|(key, _)| key.is_none_or(|key| key == Key::Field(field)));
            let places = own.flat_map(|(_, regex)| regex.find_iter(text).take(PLACES));
            let mut places: Vec<(usize, usize)> = places.map(|place| (place.start(), place.end())).collect();
            places.sort_unstable();
            let mut end = 0;
            for (from, to) in places {
                if from >= end && to > from {
                    fits.push(Fit { field, from: from as u32, to: to as u32 });
                    end = to;
                }
            }
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Line;

    #[test]
    fn places_are_told_in_the_fields_in_which_they_are_asked_for() {
        let mut line = Line::unreadable("nas", String::new(), String::new());
        (line.text, line.job, line.user) = ("VM vm-7 failed: vm-12".into(), "VM nightly".into(), "zoë-vm-1".into());
        let record = Record::Line(Box::new(line));
        for (query, expected) in [
            ("failed", &[][..]),
            (r"/vm-\d+/", &[(Field::Text, 3, 7), (Field::Text, 16, 21), (Field::User, 5, 9)]),
            (r"text:/^vm/", &[(Field::Text, 0, 2)]),
            (r"-/vm/ user:/zoë/", &[(Field::User, 0, 4)]),
            (r"/vm-\d+ failed/ OR /failed: vm/", &[(Field::Text, 3, 14)]),
            (r"/x*/", &[]),
        ] {
            let fits = query.parse::<Query>().unwrap().patterns().fits(&record);
            let mut fits: Vec<_> = fits.into_iter().map(|fit| (fit.field, fit.from, fit.to)).collect();
            fits.sort_unstable_by_key(|(field, from, _)| (*field != Field::Text, *from));
            assert_eq!(fits, expected, "{query}");
        }
    }
}
