//! Rows in order.
//!
//! Whatever the column, a row is sorted by a number: its time, its count, or the rank of its name among all names. Numbers
//! are sorted digit by digit, which needs no comparisons and keeps what is equal in order. What rows have in common is
//! ranked once a form, and few ranks are one digit.

mod ranking;

use super::{Bits, Logbook};
use crate::model::Field;
use ranking::Ranking;

/// Bits of a number that are sorted by at a time.
const DIGIT: u32 = 11;
/// Bits of a rank that are sorted by at a time. The counters of so many values are still near at hand.
const WIDE: u32 = 16;

/// By what rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By which field. Equal rows stand newest first, and by id within an instant.
    pub field: Field,
    /// The largest, latest or worst first.
    pub descending: bool,
    /// Whether the rows were appended newest first: then a smaller id is the newer one within an instant.
    pub newest_first: bool,
}

/// Sorts rows: made once for a selection, stepped until it is done.
pub struct Sorting {
    order: Order,
    rows: Vec<u32>,
    keys: Vec<u64>,
    spread: Spread,
    stage: Stage,
    ranking: Option<Ranking>,
    /// The ranks of all forms, where the field is one of these.
    ranks: Vec<u32>,
    /// Of a digit of these: how many rows have it, and then where the next one goes.
    places: Vec<u32>,
    /// The sorted copies are made here, and then change places with those above.
    spare: (Vec<u32>, Vec<u64>),
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Ordering the values of the field.
    Rank,
    /// Looking whether the rows stand in the order of time already, and how far that is known.
    Look(usize),
    /// Reading the key of each row: which key, and how far it is.
    Keys(Which, usize),
    /// Sorting by one digit, of which the lowest bit is told and the highest that any key has, and how far it is: counting
    /// the rows that have each, then placing them.
    Tally(Which, (u32, u32), usize),
    Digit(Which, (u32, u32), usize),
    /// Reading the ranks of the forms, and how far it is.
    Forms(usize),
    /// Sorting by a digit of the ranks, that begins with this bit: counting the rows that have each, then placing them.
    Count(u32, usize),
    Place(u32, usize),
    Done,
}

#[derive(Clone, Copy, PartialEq)]
enum Which {
    Time,
    Field,
}

/// How far the keys lie apart. It is found while they are read, so that no step looks at all of them.
#[derive(Clone, Copy)]
struct Spread {
    first: u64,
    last: u64,
    ordered: bool,
    least: u64,
    most: u64,
    /// The bits in which some keys differ from the first one.
    differ: u64,
}

impl Spread {
    fn of(first: u64) -> Spread {
        Spread { first, last: first, ordered: true, least: first, most: first, differ: 0 }
    }

    fn add(&mut self, keys: &[u64]) {
        for key in keys {
            self.ordered &= self.last <= *key;
            self.last = *key;
            self.least = self.least.min(*key);
            self.most = self.most.max(*key);
            self.differ |= self.first ^ *key;
        }
    }

    /// The lowest bit in which keys differ, and how many bits the distance from the least to the greatest has.
    fn bits(&self) -> (u32, u32) {
        (self.differ.trailing_zeros().min(63), 64 - (self.most - self.least).leading_zeros())
    }

    /// The digit of a key that begins with a bit. What all keys have in common is no digit.
    fn digit(&self, low: u32) -> impl Fn(u64) -> usize + use<> {
        let least = self.least;
        move |key| ((key - least) >> low) as usize & ((1 << DIGIT) - 1)
    }
}

impl Sorting {
    /// For the rows of a selection.
    pub fn new(book: &Logbook, selection: &Bits, order: Order) -> Sorting {
        let mut rows = Vec::with_capacity(selection.count());
        rows.extend(selection.iter());
        Sorting::of(book, rows, order)
    }

    /// For rows that stand in the order in which they are equal: `newest_first` is about that, not about their ids.
    pub fn of(book: &Logbook, mut rows: Vec<u32>, order: Order) -> Sorting {
        // The greatest is found faster than the first one that is too great.
        if rows.iter().max().is_some_and(|row| *row as usize >= book.len()) {
            rows.retain(|row| (*row as usize) < book.len());
        }
        let stage = match order.field {
            Field::Time => Stage::Look(0),
            _ => Stage::Rank,
        };
        let (keys, ranks, places) = (Vec::new(), Vec::new(), Vec::new());
        let (spread, spare) = (Spread::of(0), (Vec::new(), Vec::new()));
        Sorting { order, rows, keys, spread, stage, ranking: None, ranks, places, spare }
    }

    /// Works for a while. Whether the rows are in order.
    pub fn step(&mut self, book: &Logbook, budget: usize) -> bool {
        let mut left = budget.max(1);
        while left > 0 {
            self.stage = match self.stage {
                Stage::Done => return true,
                Stage::Rank => {
                    let field = self.order.field;
                    let ranking = self.ranking.get_or_insert_with(|| Ranking::new(book, field));
                    if !ranking.step(book, &mut left) {
                        return false;
                    }
                    Stage::Look(0)
                }
                Stage::Look(from) => self.look(book, from, &mut left),
                Stage::Keys(which, from) => self.read_keys(book, which, from, &mut left),
                Stage::Tally(which, bits, from) => self.tally(which, bits, from, &mut left),
                Stage::Digit(which, bits, from) => self.sort_by_digit(which, bits, from, &mut left),
                Stage::Forms(from) => self.rank_forms(book, from, &mut left),
                Stage::Count(low, from) => self.count(book, low, from, &mut left),
                Stage::Place(low, from) => self.place(book, low, from, &mut left),
            };
        }
        self.stage == Stage::Done
    }

    /// The rows in order. Only when it is done.
    pub fn into_rows(self) -> Vec<u32> {
        self.rows
    }

    fn after(&mut self, which: Which) -> Stage {
        match (which, self.order.field) {
            (Which::Field, _) | (_, Field::Time) => Stage::Done,
            (Which::Time, field) if is_of_forms(field) => Stage::Forms(0),
            (Which::Time, _) => Stage::Keys(Which::Field, 0),
        }
    }

    fn look(&mut self, book: &Logbook, from: usize, left: &mut usize) -> Stage {
        // Equal instants keep the order of the rows before they are sorted.
        let backwards = match self.order.field {
            Field::Time => self.order.descending != self.order.newest_first,
            _ => !self.order.newest_first,
        };
        if from == 0 && backwards {
            self.rows.reverse();
        }
        let to = self.rows.len().min(from.saturating_add(*left));
        *left = left.saturating_sub((to - from).div_ceil(2));
        // The last one of the piece before is the first one of this.
        if !self.rows[from.saturating_sub(1)..to].is_sorted_by_key(time_key(self.order, book)) {
            return Stage::Keys(Which::Time, 0);
        }
        if to < self.rows.len() { Stage::Look(to) } else { self.after(Which::Time) }
    }

    fn read_keys(&mut self, book: &Logbook, which: Which, from: usize, left: &mut usize) -> Stage {
        if from == 0 {
            self.keys.clear();
            self.keys.reserve_exact(self.rows.len());
        }
        let to = self.rows.len().min(from.saturating_add(*left));
        *left = left.saturating_sub(to - from);
        let rows = &self.rows[from..to];
        match (which, &self.ranking) {
            (Which::Time, _) => {
                let key = time_key(self.order, book);
                self.keys.extend(rows.iter().map(key));
            }
            (Which::Field, Some(ranking)) => {
                let flip = if self.order.descending { u64::MAX } else { 0 };
                self.keys.extend(rows.iter().map(|row| ranking.key(book, *row as usize) ^ flip));
            }
            (Which::Field, None) => return Stage::Done,
        }
        let new = &self.keys[from..];
        if let (0, Some(first)) = (from, new.first()) {
            self.spread = Spread::of(*first);
        }
        self.spread.add(new);
        // Piece by piece: to give millions of rows their place at once takes as long as a step.
        self.spare.0.resize(to.max(self.spare.0.len()), 0);
        self.spare.1.resize(to.max(self.spare.1.len()), 0);
        if to < self.rows.len() {
            return Stage::Keys(which, to);
        }
        if self.spread.ordered { self.after(which) } else { Stage::Tally(which, self.spread.bits(), 0) }
    }

    fn tally(&mut self, which: Which, (low, high): (u32, u32), from: usize, left: &mut usize) -> Stage {
        let digit = self.spread.digit(low);
        if from == 0 {
            self.places.clear();
            self.places.resize(1 << DIGIT, 0);
        }
        let to = self.keys.len().min(from.saturating_add(*left));
        *left = left.saturating_sub((to - from).div_ceil(2));
        for key in &self.keys[from..to] {
            self.places[digit(*key)] += 1;
        }
        if to < self.keys.len() {
            return Stage::Tally(which, (low, high), to);
        }
        to_starts(&mut self.places);
        Stage::Digit(which, (low, high), 0)
    }

    fn sort_by_digit(&mut self, which: Which, (low, high): (u32, u32), from: usize, left: &mut usize) -> Stage {
        let digit = self.spread.digit(low);
        let mut places = std::mem::take(&mut self.places);
        let to = self.rows.len().min(from.saturating_add(*left));
        *left = left.saturating_sub(to - from);
        let (rows, keys) = &mut self.spare;
        for (row, key) in self.rows[from..to].iter().zip(&self.keys[from..to]) {
            let place = &mut places[digit(*key)];
            rows[*place as usize] = *row;
            keys[*place as usize] = *key;
            *place += 1;
        }
        self.places = places;
        if to < self.rows.len() {
            return Stage::Digit(which, (low, high), to);
        }
        std::mem::swap(&mut self.rows, rows);
        std::mem::swap(&mut self.keys, keys);
        if low + DIGIT > high { self.after(which) } else { Stage::Tally(which, (low + DIGIT, high), 0) }
    }

    fn rank_forms(&mut self, book: &Logbook, from: usize, left: &mut usize) -> Stage {
        let Some(ranking) = &self.ranking else { return Stage::Done };
        let forms = book.form.values();
        let to = forms.len().min(from.saturating_add(*left));
        *left = left.saturating_sub(to - from);
        self.ranks.extend(forms[from..to].iter().map(|form| ranking.of_form(book, form)));
        if to < forms.len() {
            return Stage::Forms(to);
        }
        let most = self.ranks.iter().copied().max().unwrap_or(0);
        if self.order.descending {
            self.ranks.iter_mut().for_each(|rank| *rank = most - *rank);
        }
        Stage::Count(0, 0)
    }

    /// The digit of a row's rank that begins with a bit.
    fn digit(&self, book: &Logbook, row: u32, low: u32) -> usize {
        let rank = self.ranks.get(book.forms[row as usize] as usize).copied().unwrap_or_default();
        (rank >> low) as usize & ((1 << WIDE) - 1)
    }

    fn count(&mut self, book: &Logbook, low: u32, from: usize, left: &mut usize) -> Stage {
        let mut places = std::mem::take(&mut self.places);
        if from == 0 {
            let most = self.ranks.iter().copied().max().unwrap_or(0);
            if most >> low == 0 {
                return Stage::Done;
            }
            places.clear();
            places.resize(((most >> low) as usize).min((1 << WIDE) - 1) + 1, 0);
        }
        let to = self.rows.len().min(from.saturating_add(*left));
        *left = left.saturating_sub(to - from);
        for row in &self.rows[from..to] {
            places[self.digit(book, *row, low)] += 1;
        }
        self.places = places;
        if to < self.rows.len() {
            return Stage::Count(low, to);
        }
        to_starts(&mut self.places);
        self.spare.0.clear();
        self.spare.0.resize(self.rows.len(), 0);
        Stage::Place(low, 0)
    }

    fn place(&mut self, book: &Logbook, low: u32, from: usize, left: &mut usize) -> Stage {
        let (mut places, mut sorted) = (std::mem::take(&mut self.places), std::mem::take(&mut self.spare.0));
        let to = self.rows.len().min(from.saturating_add(*left));
        *left = left.saturating_sub(to - from);
        for row in &self.rows[from..to] {
            let place = &mut places[self.digit(book, *row, low)];
            sorted[*place as usize] = *row;
            *place += 1;
        }
        (self.places, self.spare.0) = (places, sorted);
        if to < self.rows.len() {
            return Stage::Place(low, to);
        }
        std::mem::swap(&mut self.rows, &mut self.spare.0);
        if low + WIDE < u32::BITS { Stage::Count(low + WIDE, 0) } else { Stage::Done }
    }
}

/// By what rows are put into the order of time.
fn time_key(order: Order, book: &Logbook) -> impl Fn(&u32) -> u64 {
    // As a number without a sign, no time is the smallest.
    let newest = order.field != Field::Time || order.descending;
    let flip = if newest { u64::MAX } else { 0 };
    move |row| (book.times[*row as usize] as u64 ^ 1 << 63) ^ flip
}

/// Turns how many there are of each into where each begins.
fn to_starts(counts: &mut [u32]) {
    let mut sum = 0;
    for place in counts {
        sum += std::mem::replace(place, sum);
    }
}

/// Whether it is the same in all rows of a form.
fn is_of_forms(field: Field) -> bool {
    !matches!(field, Field::Time | Field::Ended | Field::Duration | Field::Errors | Field::Run)
}
