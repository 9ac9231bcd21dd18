//! The rank of each value of a field among all of them.

use std::cmp::Ordering;

use crate::logbook::forms::{Form, Grade};
use crate::logbook::words::Words;
use crate::logbook::{Logbook, NO_RUN};
use crate::model::Field;
use crate::query::fold;

/// Where every value of a field stands among the others.
pub(super) struct Ranking {
    field: Field,
    /// The values in order, sorted piece by piece.
    sorted: Vec<u32>,
    /// What they are sorted by: numbers by their size before texts, texts whatever their case.
    by: Vec<(u64, String)>,
    /// How long the pieces are that are sorted; 0 before that.
    run: usize,
    at: usize,
    /// Where the merge of two pieces was left.
    merging: Option<(usize, usize)>,
    spare: Vec<u32>,
    ranks: Vec<u32>,
}

impl Ranking {
    pub(super) fn new(book: &Logbook, field: Field) -> Ranking {
        let count = words(book, field).map_or(0, Words::len);
        Ranking {
            field,
            sorted: (0..count as u32).collect(),
            by: Vec::with_capacity(count),
            run: 0,
            at: 0,
            merging: None,
            spare: Vec::new(),
            ranks: Vec::new(),
        }
    }

    /// Works for a while. Whether the ranks are known.
    pub(super) fn step(&mut self, book: &Logbook, left: &mut usize) -> bool {
        /// So many are sorted at once.
        const PIECE: usize = 512;
        let Some(words) = words(book, self.field) else { return true };
        let count = self.sorted.len();
        let numbers = matches!(self.field, Field::Code | Field::Run);
        while *left > 0 && self.by.len() < count {
            let text = words.get(self.by.len() as u32);
            let number = if numbers { text.parse::<i64>().ok() } else { None };
            self.by.push(match number {
                Some(number) => (number as u64 ^ 1 << 63, String::new()),
                None => (u64::MAX, fold::folded(text)),
            });
            *left = left.saturating_sub(4);
        }
        if *left == 0 {
            return false;
        }
        let by = &self.by;
        let compare = |a: &u32, b: &u32| -> Ordering { by[*a as usize].cmp(&by[*b as usize]) };
        while self.run == 0 && self.at < count {
            let to = count.min(self.at + PIECE);
            self.sorted[self.at..to].sort_by(compare);
            self.at = to;
            *left = left.saturating_sub(PIECE * 8);
            if *left == 0 {
                return false;
            }
        }
        if self.run == 0 {
            (self.run, self.at) = (PIECE, 0);
        }
        while self.run < count {
            while self.at < count {
                let (middle, end) = (count.min(self.at + self.run), count.min(self.at + 2 * self.run));
                let (mut a, mut b) = self.merging.unwrap_or((self.at, middle));
                // One merge may be long: it goes on where it was left.
                while *left > 0 && (a < middle || b < end) {
                    let first =
                        b >= end || a < middle && compare(&self.sorted[a], &self.sorted[b]) != Ordering::Greater;
                    self.spare.push(if first { self.sorted[a] } else { self.sorted[b] });
                    *(if first { &mut a } else { &mut b }) += 1;
                    *left = left.saturating_sub(2);
                }
                if a < middle || b < end {
                    self.merging = Some((a, b));
                    return false;
                }
                self.merging = None;
                self.at = end;
            }
            std::mem::swap(&mut self.sorted, &mut self.spare);
            self.spare.clear();
            self.run *= 2;
            self.at = 0;
        }
        if self.ranks.is_empty() {
            self.ranks = vec![0; count];
            let mut rank = 0;
            for pair in 0..count {
                if pair > 0 && compare(&self.sorted[pair - 1], &self.sorted[pair]) != Ordering::Equal {
                    rank += 1;
                }
                self.ranks[self.sorted[pair] as usize] = rank;
            }
            *left = left.saturating_sub(count);
            self.by = Vec::new();
        }
        true
    }

    /// By what a row is sorted, where that is not the same in all rows of a form.
    pub(super) fn key(&self, book: &Logbook, row: usize) -> u64 {
        let number = |column: &[i64]| column.get(row).map_or(0, |value| *value as u64 ^ 1 << 63);
        match self.field {
            Field::Ended => number(&book.ended),
            Field::Duration => number(&book.durations),
            Field::Errors if book.is_run(row) => {
                book.counts.get(row).map_or(0, |counts| counts.error.max(i64::MIN + 1) as u64 ^ 1 << 63)
            }
            Field::Errors => 0,
            Field::Run => match book.run.get(row) {
                Some(run) if *run != NO_RUN => u64::from(self.rank(*run)),
                _ => u64::from(self.rank(0)),
            },
            _ => number(&book.times),
        }
    }

    /// By what the rows of a form are sorted.
    pub(super) fn of_form(&self, book: &Logbook, form: &Form) -> u32 {
        let Some(happening) = book.happening.values().get(form.happening as usize) else { return 0 };
        let Some(place) = book.place.values().get(form.place as usize) else { return 0 };
        match (self.field, happening.grade) {
            // The worst are the largest. What has no such field comes after all.
            (Field::Severity, Grade::Line(grade)) | (Field::Outcome, Grade::Run(grade)) => u32::from(255 - grade),
            (Field::Text, _) => self.rank(form.text),
            (Field::Code, _) => self.rank(happening.code),
            (Field::Action, _) => self.rank(happening.action),
            (Field::Kind, _) => self.rank(happening.kind),
            (Field::Source, _) => self.rank(place.source),
            (Field::Job, _) => self.rank(place.job),
            (Field::Item, _) => self.rank(place.item),
            (Field::File, _) => self.rank(place.file),
            (Field::User, _) => self.rank(place.user),
            _ => 0,
        }
    }

    fn rank(&self, word: u32) -> u32 {
        self.ranks.get(word as usize).copied().unwrap_or_default()
    }
}

/// The words that have to be ordered before rows can be sorted by a field.
fn words(book: &Logbook, field: Field) -> Option<&Words> {
    match field {
        Field::Text => Some(&book.texts),
        Field::Run => Some(&book.runs),
        Field::Code
        | Field::Action
        | Field::Kind
        | Field::Source
        | Field::Job
        | Field::Item
        | Field::File
        | Field::User => Some(&book.names),
        Field::Time | Field::Ended | Field::Duration | Field::Errors | Field::Severity | Field::Outcome => None,
    }
}
