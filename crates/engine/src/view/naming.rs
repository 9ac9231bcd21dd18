//! What rows are called, so that an address can name them and they are found again.
//!
//! Vendors number their records. Lines of a text, of syslog or of a table without such a column have no number, and a file
//! may have the same number twice: there, the place in the file tells them apart. It is the same whenever the file is
//! read, in whatever order and under whatever filter.

use tapedeck_core::logbook::Logbook;
use tapedeck_core::model::SourceId;

use super::{Stores, View};
use crate::store::Store;

/// What a name begins with that is a place in a file.
const PLACE: char = '@';

impl View {
    /// What a row is called. Nothing where it cannot be found again by that.
    pub(super) fn name(&self, stores: &Stores, book: &Logbook, row: u32) -> String {
        let Some(record) = book.record(row) else { return String::new() };
        let (source, id) = (record.source(), record.id());
        match self.file(stores, source).and_then(|store| store.place(row)) {
            Some(place) if id.is_empty() || book.numbered(source, id).len() > 1 => format!("{PLACE}{}", place + 1),
            _ => id.to_string(),
        }
    }

    /// The rows that are called like this.
    pub(super) fn named(&self, stores: &Stores, book: &Logbook, (source, name): &(SourceId, String)) -> Vec<u32> {
        // Nothing is called by an empty name, though many have no number.
        let rows = if name.is_empty() { Vec::new() } else { book.numbered(source, name) };
        if !rows.is_empty() {
            return rows;
        }
        let place = name.strip_prefix(PLACE).and_then(|place| place.parse::<u64>().ok()?.checked_sub(1));
        place.zip(self.file(stores, source)).and_then(|(place, store)| store.row(place)).into_iter().collect()
    }

    fn file<'a>(&self, stores: &'a Stores, source: &str) -> Option<&'a Store> {
        self.keys().find(|key| key.source == source && key.file().is_some()).and_then(|key| stores.get(key))
    }
}
