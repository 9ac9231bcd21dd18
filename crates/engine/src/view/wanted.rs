//! Which pages a view wants, the urgent ones first.

use super::{Direction, Places, Stores, View};
use crate::store::{Store, StoreKey};

/// How many pages ahead are named while all are read. More than are fetched at a time, so that there is always a next.
const AHEAD: usize = 4;

impl View {
    /// What is on screen, and what is needed to know what comes where.
    pub(crate) fn wanted_now(&self, stores: &Stores) -> Vec<(StoreKey, u64)> {
        match self.places(stores) {
            Places::Vendor(store, direction) => {
                let Some(key) = self.keys().next() else { return Vec::new() };
                let mut places: Vec<u64> = Vec::new();
                if !self.window.is_empty() {
                    places.extend([self.window.start, self.window.end - 1]);
                }
                places.extend(self.wanted_row);
                self.pages(store, direction, &places).into_iter().map(|page| (key.clone(), page)).collect()
            }
            // The first and the last page tell the vendor's order.
            Places::Unknown | Places::Selected => self
                .keys()
                .filter(|_| !self.stopped)
                .filter_map(|key| Some((key, stores.get(key)?)))
                .flat_map(|(key, store)| {
                    let last = store.page_count().map(|count| count.saturating_sub(1));
                    [Some(0), last]
                        .into_iter()
                        .flatten()
                        .filter(|page| !store.has(*page))
                        .map(|page| (key.clone(), page))
                })
                .collect(),
        }
    }

    /// What will be on screen next, or all the rest.
    pub(crate) fn wanted_later(&self, stores: &Stores) -> Vec<(StoreKey, u64)> {
        let missing = |key: &StoreKey| -> Vec<(StoreKey, u64)> {
            let missing = stores.get(key).filter(|_| !self.stopped).map(Store::missing).unwrap_or_default();
            missing.into_iter().take(AHEAD).map(|page| (key.clone(), page)).collect()
        };
        let Places::Vendor(store, direction) = self.places(stores) else {
            return match self.places(stores) {
                Places::Selected => self.keys().flat_map(missing).collect(),
                _ => Vec::new(),
            };
        };
        let Some(key) = self.keys().next() else { return Vec::new() };
        let mut wanted = Vec::new();
        if !self.window.is_empty() {
            let size = store.page_size();
            let neighbours = [self.window.end + size / 2, self.window.start.saturating_sub(size / 2)];
            wanted.extend(self.pages(store, direction, &neighbours).into_iter().map(|page| (key.clone(), page)));
        }
        if self.wanted_id.is_some() || self.works.want_all() || self.counts_all(store) {
            wanted.extend(missing(key));
        }
        wanted
    }

    /// The pages of some places of the view, without those that are there.
    fn pages(&self, store: &Store, direction: Direction, places: &[u64]) -> Vec<u64> {
        let last = store.total().unwrap_or(0).saturating_sub(1);
        let mut pages: Vec<u64> = places
            .iter()
            .filter_map(|place| self.place_of(store, direction, (*place).min(last)))
            .filter_map(|place| store.page_of(place))
            .filter(|page| !store.has(*page))
            .collect();
        pages.dedup();
        pages
    }
}
