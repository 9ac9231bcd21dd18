//! The values of a field with their counts.

use std::cmp::Reverse;

use super::forms::Grade;
use super::{Bits, Logbook, NO_RUN};
use crate::model::{Field, Outcome, Severity};
use crate::query::{Key, fold};

/// Counts what rows have in common: made once for a selection, stepped until it is done, then asked for any field.
#[derive(Default)]
pub struct Facets {
    forms: Vec<u32>,
    runs: Vec<u32>,
    /// How many words of the selection were counted.
    at: usize,
}

/// The values of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facet {
    /// Values with their counts, the most frequent first, then by name.
    pub values: Vec<(String, u64)>,
    /// How many different values there are in all.
    pub distinct: usize,
}

impl Facets {
    /// Works for a while. Whether the selection was counted. It must be the same selection at every step.
    pub fn step(&mut self, book: &Logbook, selection: &Bits, budget: usize) -> bool {
        self.forms.resize(book.form.values().len(), 0);
        self.runs.resize(book.runs.len() + 1, 0);
        let Facets { forms, runs, at } = self;
        selection.go_on(at, budget, |row| {
            if let (Some(form), Some(run)) = (book.forms.get(row), book.run.get(row)) {
                forms[*form as usize] += 1;
                // No run is counted as the empty one.
                runs[if *run == NO_RUN { 0 } else { *run as usize }] += 1;
            }
        })
    }

    /// The most frequent values of a field, at most so many, of those that contain a text whatever its case. Times and
    /// numbers have none: these are counted by a histogram.
    pub fn values(&self, book: &Logbook, key: Key, containing: &str, most: usize) -> Facet {
        let Some(counts) = self.counts(book, key) else { return Facet::default() };
        let containing = fold::folded(containing);
        let text = |id: u32| -> &str {
            match key {
                Key::Field(Field::Severity) => Severity::ALL.get(id as usize).map_or("", |severity| severity.word()),
                Key::Field(Field::Outcome) => Outcome::ALL.get(id as usize).map_or("", |outcome| outcome.word()),
                Key::Field(Field::Text) => book.texts.get(id),
                Key::Field(Field::Run) => book.runs.get(id),
                _ => book.names.get(id),
            }
        };
        let mut found: Vec<(u32, u32)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
        if !containing.is_empty() {
            found.retain(|(id, _)| fold::contains(text(*id), &containing));
        }
        let distinct = found.len();
        let by = |(id, count): &(u32, u32)| (Reverse(*count), text(*id));
        if most < found.len() {
            found.select_nth_unstable_by(most, |a, b| by(a).cmp(&by(b)));
            found.truncate(most);
        }
        found.sort_unstable_by(|a, b| by(a).cmp(&by(b)));
        let values = found.into_iter().map(|(id, count)| (text(id).to_string(), u64::from(count))).collect();
        Facet { values, distinct }
    }

    /// How often each value stands in the selection, by its number.
    fn counts(&self, book: &Logbook, key: Key) -> Option<Vec<u32>> {
        use Field::{Action, Code, File, Item, Job, Kind, Source, Text, User};
        let mut names = vec![0_u32; book.names.len()];
        let used = || self.forms.iter().zip(book.form.values()).filter(|(count, _)| **count > 0);
        let happenings =
            || used().filter_map(|(count, form)| Some((count, book.happening.values().get(form.happening as usize)?)));
        let places = || used().filter_map(|(count, form)| Some((count, book.place.values().get(form.place as usize)?)));
        match key {
            Key::Field(Field::Severity | Field::Outcome) => {
                let mut grades = vec![0; 8];
                for (count, happening) in happenings() {
                    match (key, happening.grade) {
                        (Key::Field(Field::Severity), Grade::Line(grade))
                        | (Key::Field(Field::Outcome), Grade::Run(grade)) => grades[usize::from(grade)] += count,
                        _ => {}
                    }
                }
                return Some(grades);
            }
            Key::Field(Field::Run) => return Some(self.runs.clone()),
            Key::Field(Text) => {
                let mut texts = vec![0; book.texts.len()];
                used().for_each(|(count, form)| texts[form.text as usize] += count);
                return Some(texts);
            }
            Key::Field(Code) => happenings().for_each(|(count, of)| names[of.code as usize] += count),
            Key::Field(Action) => happenings().for_each(|(count, of)| names[of.action as usize] += count),
            Key::Field(Kind) => happenings().for_each(|(count, of)| names[of.kind as usize] += count),
            Key::Field(Source) => places().for_each(|(count, of)| names[of.source as usize] += count),
            Key::Field(Job) => places().for_each(|(count, of)| names[of.job as usize] += count),
            Key::Field(File) => places().for_each(|(count, of)| names[of.file as usize] += count),
            Key::Field(User) => places().for_each(|(count, of)| names[of.user as usize] += count),
            // Every item of a run counts for itself.
            Key::Field(Item) => places().for_each(|(count, of)| match of.items {
                0 => names[of.item as usize] += count,
                _ => book.item_ids(of).into_iter().for_each(|item| names[item as usize] += count),
            }),
            Key::Vendor => {
                for (count, place) in places() {
                    let vendor = book.vendors.iter().find(|(source, _)| *source == place.source);
                    names[vendor.map_or(0, |(_, vendor)| *vendor as usize)] += count;
                }
            }
            Key::Field(Field::Time | Field::Ended | Field::Duration | Field::Errors) => return None,
        }
        Some(names)
    }
}
