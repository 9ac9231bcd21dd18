//! All rows that were read, of all lists: runs in one logbook, lines in another.
//!
//! Rows of a list that is forgotten stay until there are more of them than of others.

use tapedeck_core::logbook::{Logbook, RawCache};
use tapedeck_core::model::Record;
use tapedeck_core::vendors::Subject;

use crate::store::{Store, StoreKey};
use crate::view::Stores;

/// So many rows that nobody needs are borne before anything is copied.
const BORNE: usize = 100_000;

/// The two books.
#[derive(Debug)]
pub(crate) struct Books {
    runs: Logbook,
    lines: Logbook,
}

impl Default for Books {
    fn default() -> Books {
        Books { runs: Logbook::new(0), lines: Logbook::new(0) }
    }
}

impl Books {
    /// The one of runs, or the one of lines.
    pub(crate) fn of(&self, subject: Subject) -> &Logbook {
        match subject {
            Subject::Runs => &self.runs,
            Subject::Lines => &self.lines,
        }
    }

    pub(crate) fn of_mut(&mut self, subject: Subject) -> &mut Logbook {
        match subject {
            Subject::Runs => &mut self.runs,
            Subject::Lines => &mut self.lines,
        }
    }

    /// A row with its raw record.
    pub(crate) fn whole(&self, subject: Subject, row: u32) -> Option<Record> {
        self.of(subject).record_with_raw(row, &mut RawCache::default())
    }

    /// Gives back what rows take that no list has any more. Returns whether rows have other numbers now.
    pub(crate) fn tidy(&mut self, stores: &mut Stores) -> bool {
        let mut moved = false;
        for subject in [Subject::Runs, Subject::Lines] {
            let of = |(key, _): &(&StoreKey, &mut Store)| key.subject == subject;
            let needed: u64 = stores.iter_mut().filter(of).map(|(_, store)| store.read()).sum();
            let old = self.of(subject);
            let wasted = (old.len() as u64).saturating_sub(needed);
            // A list that is still read keeps its place in the book.
            let busy = stores.iter_mut().filter(of).any(|(_, store)| store.is_fed());
            if busy || wasted == 0 || needed > 0 && (wasted < BORNE as u64 || wasted < needed) {
                continue;
            }
            let mut new = Logbook::new(old.first_id() + old.len() as u64);
            let mut cache = RawCache::default();
            for (_, store) in stores.iter_mut().filter(of) {
                store.renumber(|row| match old.record_with_raw(row, &mut cache) {
                    Some(record) => new.append(&record),
                    None => 0,
                });
            }
            old.vendors().for_each(|(source, vendor)| new.set_vendor(&source.to_string(), &vendor.to_string()));
            old.titles().for_each(|(source, title)| new.set_title(&source.to_string(), title));
            *self.of_mut(subject) = new;
            moved = true;
        }
        moved
    }
}
