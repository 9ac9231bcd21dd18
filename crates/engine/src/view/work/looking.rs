//! From one match to the next.

use tapedeck_core::logbook::{Bits, Filter, find};
use tapedeck_core::query::{Context, Query};

use super::{Rows, Step};
use crate::protocol::Work;

/// How much is done at a time, in the units of the logbook: some milliseconds.
const BUDGET: usize = 250_000;

/// From where one looks.
#[derive(Clone, Copy)]
pub(super) struct Start {
    /// The place.
    pub(super) from: Option<u64>,
    /// The number of the row to be at, if it is there.
    pub(super) at: Option<u64>,
}

/// A look for the next match.
pub(super) struct Looking {
    number: u32,
    /// Nothing where it cannot be read.
    query: Option<Query>,
    start: Start,
    backwards: bool,
    counted: bool,
    filter: Option<Filter>,
    /// What was told already: a place, before all was read.
    told: Option<u64>,
    told_reading: bool,
    over: bool,
}

impl Looking {
    pub(super) fn new(number: u32, query: &str, start: Start, backwards: bool, counted: bool) -> Looking {
        Looking {
            number,
            query: query.parse().ok(),
            start,
            backwards,
            counted,
            filter: None,
            told: None,
            told_reading: false,
            over: false,
        }
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Rows have other numbers: what was found out of them is void.
    pub(super) fn again(&mut self) {
        self.filter = None;
    }

    pub(super) fn step(&mut self, rows: &Rows<'_>, context: &Context<'_>, told: &mut Vec<Work>) -> Step {
        let Some(query) = self.query.as_ref().filter(|query| !query.is_empty()) else {
            told.push(self.end(rows, None, None, false));
            return Step::Rests;
        };
        let filter = self.filter.get_or_insert_with(|| Filter::new(query, context));
        if !filter.step(rows.book, BUDGET) {
            return Step::Soon;
        }
        let place = self.start.at.filter(|_| rows.settled || self.told.is_none()).and_then(|id| rows.place_of(id));
        let from = place.map_or(self.start.from, |place| step_back(place, self.backwards));
        if rows.settled {
            // A place that was not read is none of the matches.
            let order: Vec<u32> =
                (0..rows.count).map(|place| rows.matching(place, filter.rows()).unwrap_or(u32::MAX)).collect();
            // What was told stays, though more may have come before it.
            let from = self.told.map_or(from, |told| step_back(told, self.backwards));
            let found = find(&order, filter.rows(), from.map(|from| from as usize), self.backwards);
            let which = found.map(|found| (found.number as u64, found.of as u64)).filter(|_| rows.whole);
            let place = found.map(|found| found.place as u64);
            told.push(self.end(rows, place, which, found.is_some_and(|found| found.wrapped)));
            return Step::Rests;
        }
        // A row that is looked for by its number may still come.
        if self.told.is_none() && (self.start.at.is_none() || place.is_some()) {
            self.told = next_known(rows, filter.rows(), from, self.backwards);
            if self.told.is_some() && !self.counted {
                told.push(self.end(rows, self.told, None, false));
                return Step::Rests;
            }
            if self.told.is_some() || !self.told_reading {
                self.told_reading = true;
                let (number, place) = (self.number, self.told);
                let row = number_at(rows, place);
                told.push(Work::Looked { number, place, row, which: None, wrapped: false, reading: true });
            }
        }
        Step::NeedsRows
    }

    fn end(&mut self, rows: &Rows<'_>, place: Option<u64>, which: Option<(u64, u64)>, wrapped: bool) -> Work {
        self.over = true;
        Work::Looked { number: self.number, place, row: number_at(rows, place), which, wrapped, reading: false }
    }
}

/// The number of the row at a place.
fn number_at(rows: &Rows<'_>, place: Option<u64>) -> Option<u64> {
    Some(rows.book.id((rows.at)(place?)?))
}

/// From where a place is the next match.
fn step_back(place: u64, backwards: bool) -> Option<u64> {
    if backwards { Some(place + 1) } else { place.checked_sub(1) }
}

/// The next match with no place before it that was not read.
fn next_known(rows: &Rows<'_>, matching: &Bits, from: Option<u64>, backwards: bool) -> Option<u64> {
    let known = |place: u64| Some((place, rows.matching(place, matching)?));
    let is_match = |(_, row): &(u64, u32)| matching.get(*row as usize);
    let found = if backwards {
        (0..from.unwrap_or(rows.count).min(rows.count)).rev().map_while(known).find(is_match)
    } else {
        (from.map_or(0, |from| from + 1)..rows.count).map_while(known).find(is_match)
    };
    found.map(|(place, _)| place)
}
