//! The values of a field as they are without what the filter itself asks of that field: who chose one of them sees how
//! often there are the others, and can choose these too.
//!
//! A vendor that evaluates the condition itself gives another list without it. That list is read as others are that are
//! only counted: to its end if it is not long.

use tapedeck_core::logbook::{Bits, Facets, Filter, Logbook};
use tapedeck_core::model::Field;
use tapedeck_core::query::{Context, Key};

use super::selecting::{self, BUDGET};
use super::{Part, Stores, View};
use crate::sources::Slots;
use crate::store::{Store, StoreKey};

/// How many pages ahead are named. More than are fetched at a time, so that there is always a next.
const AHEAD: usize = 4;

/// What a field is counted in.
pub(super) struct Wider {
    pub(super) field: Field,
    parts: Vec<Part>,
}

/// A count in the making, and then done.
pub(super) struct Count {
    pub(super) field: Field,
    /// For each part; nothing where everything matches.
    filters: Vec<Option<Filter>>,
    /// Once all filters are through.
    rows: Option<Bits>,
    pub(super) facets: Facets,
}

impl View {
    /// Works out in what the fields are counted that the filter says something of.
    pub(super) fn plan_wider(&mut self, slots: &Slots) {
        let wider = |field: Field| {
            let query = self.query.without_chosen(Key::Field(field))?;
            Some(Wider { field, parts: self.parts_for(&query, slots) })
        };
        self.wider = self.counted_fields().filter_map(wider).collect();
    }

    /// The lists it needs, also those of which nothing is shown.
    pub(crate) fn needed(&self) -> impl Iterator<Item = &StoreKey> {
        self.keys().chain(self.wider_keys())
    }

    fn wider_keys(&self) -> impl Iterator<Item = &StoreKey> {
        self.wider.iter().flat_map(|wider| &wider.parts).map(|part| &part.key)
    }

    /// Pages that are read only to count values.
    pub(crate) fn wanted_to_count(&self, stores: &Stores) -> Vec<(StoreKey, u64)> {
        let own = |key: &&StoreKey| self.keys().all(|own| own != *key);
        let lists = self.wider_keys().filter(own).filter(|_| !self.stopped);
        lists
            .filter_map(|key| Some((key, stores.get(key)?)))
            .filter(|(_, store)| store.total().is_none() || self.counts_all(store))
            .flat_map(|(key, store)| store.missing().into_iter().take(AHEAD).map(|page| (key.clone(), page)))
            .collect()
    }

    /// The versions of the lists in which fields are counted.
    pub(super) fn wider_versions<'a>(&'a self, stores: &'a Stores) -> impl Iterator<Item = u64> + 'a {
        self.wider_keys().map(|key| stores.get(key).map_or(0, |store| store.version))
    }

    /// Whether some of these lists are being read.
    pub(super) fn reads_wider(&self, stores: &Stores) -> bool {
        self.wider_keys().any(|key| stores.get(key).is_some_and(|store| !store.under_way.is_empty()))
    }
}

impl Wider {
    /// How many records were not read yet.
    pub(super) fn unread(&self, stores: &Stores) -> u64 {
        let lists = self.parts.iter().filter_map(|part| stores.get(&part.key));
        let unread = |store: &Store| store.total().unwrap_or(0).saturating_sub(store.read());
        lists.map(unread).sum()
    }

    /// Begins to count.
    pub(super) fn count(&self, context: &Context<'_>) -> Count {
        let filters = selecting::filters(&self.parts, context);
        Count { field: self.field, filters, rows: None, facets: Facets::default() }
    }
}

impl Count {
    /// Works for a while. Whether everything was counted. One that is not through has used up what may be used.
    pub(super) fn step(&mut self, wider: &[Wider], stores: &Stores, book: &Logbook) -> bool {
        let Some(Wider { parts, .. }) = wider.iter().find(|wider| wider.field == self.field) else { return true };
        if self.rows.is_none() {
            if !self.filters.iter_mut().flatten().all(|filter| filter.step(book, BUDGET)) {
                return false;
            }
            self.rows = Some(Bits::of(selecting::matching(parts, &self.filters, stores, book)));
            return false;
        }
        self.rows.as_ref().is_none_or(|rows| self.facets.step(book, rows, BUDGET))
    }
}
