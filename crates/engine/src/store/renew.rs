//! What is new in a list that was read before: rows that came, and rows that have changed.
//!
//! New rows of a list that is served newest first stand before all others, and move them. So the newest ones are kept
//! apart from the pages, as the *front*: the pages keep their numbers, and are asked for further on by as much as the
//! front has grown.

use std::collections::HashMap;

use tapedeck_core::logbook::{Logbook, RawCache};
use tapedeck_core::model::Record;

use super::Store;
use crate::order::Order;

/// So many rows are read again at each look where the list has no order.
const ALL: u64 = 2_000;

/// The newest rows of a list that was looked at again.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// Rows of the book, in the vendor's order.
    pub(super) rows: Vec<u32>,
    /// How many rows of the pages they stand for.
    pub(super) covers: u64,
}

/// The rows at which a look begins that finds what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// From the first row on, until a known one comes.
    Front,
    /// From the beginning of this page on, until a short one comes.
    Back(u64),
    /// Everything.
    All,
}

/// What a look found.
pub(crate) struct Seen {
    /// The rows, in the vendor's order.
    pub(crate) rows: Vec<Record>,
    /// How many there are in all, if the vendor says so.
    pub(crate) total: Option<u64>,
    /// Whether these are all rows.
    pub(crate) whole: bool,
}

/// What became of a look.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Renewed {
    /// Everything is as it was.
    Same,
    /// Rows came or changed. A row of the book that was changed has another number, by its old one.
    Changed(HashMap<u32, u32>),
    /// What was seen does not fit to what is known: everything has to be read again.
    Torn,
}

/// By what a record is known again.
fn name(record: &Record) -> &str {
    if record.id().is_empty() { record.raw() } else { record.id() }
}

/// Rows of the book that a look may meet again.
struct Known<'a> {
    book: &'a mut Logbook,
    places: HashMap<String, (u64, u32, Record)>,
    replaced: HashMap<u32, u32>,
    new: bool,
    problems: u64,
}

impl Known<'_> {
    fn of<'a>(book: &'a mut Logbook, rows: impl Iterator<Item = (u64, u32)>) -> Known<'a> {
        let mut cache = RawCache::default();
        let places = rows.filter_map(|(place, row)| {
            let record = book.record_with_raw(row, &mut cache)?;
            Some((name(&record).to_string(), (place, row, record)))
        });
        let places = places.collect();
        Known { book, places, replaced: HashMap::new(), new: false, problems: 0 }
    }

    fn place(&self, record: &Record) -> Option<u64> {
        self.places.get(name(record)).map(|(place, ..)| *place)
    }

    /// The row of the book for a record: the known one, unless the record is new or was changed.
    fn row(&mut self, record: &Record) -> u32 {
        match self.places.get(name(record)) {
            Some((_, row, before)) if before == record => *row,
            known => {
                let new = self.book.append(record);
                self.new = true;
                match known {
                    Some((_, row, _)) => {
                        self.replaced.insert(*row, new);
                    }
                    None => self.problems += u64::from(record.problem().is_some()),
                }
                new
            }
        }
    }
}

impl Store {
    /// How much further on the vendor has the rows of the pages than when these were read.
    pub(super) fn shift(&self) -> i64 {
        self.front.rows.len() as i64 - self.front.covers as i64
    }

    /// Where the vendor has the first row of a page now.
    pub(crate) fn offset(&self, page: u64) -> u64 {
        (page * self.page_size).saturating_add_signed(self.shift())
    }

    /// The place of a row among those of the pages; nothing if it is in the front.
    pub(super) fn paged(&self, place: u64) -> Option<u64> {
        (place >= self.front.rows.len() as u64).then(|| place.saturating_add_signed(-self.shift()))
    }

    /// The page of a place; nothing if it is in the front.
    pub(crate) fn page_of(&self, place: u64) -> Option<u64> {
        Some(self.paged(place)? / self.page_size)
    }

    /// How the list is looked at again; nothing as long as it is not known well enough, or cannot be.
    pub(crate) fn look(&self) -> Option<Look> {
        let idle = self.file.is_none() && self.under_way.is_empty();
        let total = self.total.filter(|_| idle)?;
        match self.order? {
            Order::NewestFirst => Some(Look::Front),
            Order::OldestFirst => Some(Look::Back(total.saturating_sub(1) / self.page_size)),
            // More is not read again and again. What is new stands at the beginning of most lists, whatever their order.
            Order::None if total > ALL => Some(Look::Front),
            Order::None => Some(Look::All),
        }
    }

    /// Whether a row is among the first ones that are known.
    pub(crate) fn knows(&self, record: &Record, book: &Logbook) -> bool {
        let rows = || self.front.rows.iter().copied().chain(self.pages.get(&0).into_iter().flat_map(Clone::clone));
        match record.id() {
            "" => rows().any(|row| {
                book.record_with_raw(row, &mut RawCache::default()).is_some_and(|known| name(&known) == name(record))
            }),
            id => book.numbered(record.source(), id).iter().any(|row| rows().any(|known| known == *row)),
        }
    }

    /// Takes in what a look has shown.
    pub(crate) fn renew(&mut self, look: Look, seen: &Seen, book: &mut Logbook, now_ms: i64) -> Renewed {
        self.at = Some(now_ms);
        let renewed = match look {
            Look::Front if !seen.whole => self.renew_front(seen, book),
            Look::Back(page) => self.renew_back(page, seen, book),
            // Not all of it was seen: what was not is no less there.
            Look::All if !seen.whole => Renewed::Same,
            Look::Front | Look::All => self.renew_all(seen, book),
        };
        if matches!(renewed, Renewed::Changed(_)) {
            self.version += 1;
            self.renewed += 1;
        }
        renewed
    }

    fn renew_front(&mut self, seen: &Seen, book: &mut Logbook) -> Renewed {
        let most = seen.rows.len() as u64 + self.page_size;
        let rows: Vec<(u64, u32)> = (0..most).filter_map(|place| Some((place, self.row(place)?))).collect();
        let mut known = Known::of(book, rows.into_iter());
        // The last row that is known says how far all others have moved.
        let Some((last, place)) =
            seen.rows.iter().enumerate().rev().find_map(|(at, record)| Some((at, known.place(record)?)))
        else {
            return Renewed::Torn;
        };
        let mut front: Vec<u32> = seen.rows[..=last].iter().map(|record| known.row(record)).collect();
        let Known { new, replaced, problems, .. } = known;
        if !new && last as u64 == place {
            return Renewed::Same;
        }
        self.problems += problems;
        self.grown += (last as u64).saturating_sub(place);
        let (had, next) = (self.front.rows.len() as u64, place + 1);
        front.extend(self.front.rows.iter().skip(next as usize));
        let complete = self.is_complete();
        let rest = self.total.unwrap_or(0).saturating_sub(next.max(had));
        self.front.covers += next.saturating_sub(had);
        self.front.rows = front;
        let (size, covers) = (self.page_size, self.front.covers);
        self.pages.retain(|page, _| (page + 1) * size > covers);
        // What the vendor has deleted at the other end is still here, as long as everything is.
        let own = self.front.rows.len() as u64 + rest;
        self.total = Some(if complete { own } else { seen.total.unwrap_or(own) });
        Renewed::Changed(replaced)
    }

    fn renew_back(&mut self, page: u64, seen: &Seen, book: &mut Logbook) -> Renewed {
        let first = page * self.page_size;
        let rows: Vec<(u64, u32)> =
            (first..first + self.page_size).filter_map(|place| Some((place, self.row(place)?))).collect();
        let had = rows.len();
        let aligned = rows.first().map(|(place, _)| *place);
        let known = Known::of(book, rows.into_iter());
        if had > 0 && seen.rows.first().and_then(|record| known.place(record)) != aligned {
            // Something was deleted before it.
            return Renewed::Torn;
        }
        let same = |record: &Record| known.places.get(name(record)).is_some_and(|(_, _, before)| before == record);
        if seen.rows.len() == had && seen.rows.iter().all(same) {
            return Renewed::Same;
        }
        let places = known.places;
        let mut replaced = HashMap::new();
        self.grown += (seen.rows.len() as u64).saturating_sub(had as u64);
        // The rows of a page stand side by side in the book.
        for (at, rows) in (page..).zip(seen.rows.chunks(self.page_size as usize)) {
            let start = book.len() as u32;
            for record in rows {
                let new = book.append(record);
                match places.get(name(record)) {
                    Some((_, old, _)) => {
                        replaced.insert(*old, new);
                    }
                    None => self.problems += u64::from(record.problem().is_some()),
                }
            }
            self.pages.insert(at, start..book.len() as u32);
        }
        self.total = Some(first + seen.rows.len() as u64);
        Renewed::Changed(replaced)
    }

    fn renew_all(&mut self, seen: &Seen, book: &mut Logbook) -> Renewed {
        let before: Vec<u32> = self.rows().collect();
        let numbered: Vec<(u64, u32)> = (0..).zip(before.iter().copied()).collect();
        let mut known = Known::of(book, numbered.into_iter());
        let rows: Vec<u32> = seen.rows.iter().map(|record| known.row(record)).collect();
        let Known { replaced, problems, .. } = known;
        if rows == before {
            return Renewed::Same;
        }
        self.problems += problems;
        self.grown += (rows.len() as u64).saturating_sub(before.len() as u64);
        self.pages.clear();
        self.total = Some(rows.len() as u64);
        self.front = Front { rows, covers: 0 };
        Renewed::Changed(replaced)
    }
}
