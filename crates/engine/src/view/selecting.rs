//! A selection in the making: rows that match, in order. It is worked out a while at a time, so that commands are
//! answered meanwhile.

use tapedeck_core::logbook::{Filter, Logbook, Order, Sorting};
use tapedeck_core::query::Context;

use super::{Part, Stores};
use crate::order;
use crate::protocol::Sort;
use crate::store::Store;

/// How much is done at a time, in the units of the logbook: some milliseconds.
pub(super) const BUDGET: usize = 1_000_000;

/// A selection in the making.
pub(super) struct Selecting {
    sort: Sort,
    /// For each part; nothing where everything matches.
    filters: Vec<Option<Filter>>,
    /// Once all filters are through: the versions of the lists by then, and what sorts.
    sorting: Option<(Vec<u64>, Sorting)>,
}

impl Selecting {
    /// For the parts of a view.
    pub(super) fn new(parts: &[Part], sort: Sort, context: &Context<'_>) -> Selecting {
        let filter = |part: &Part| (!part.query.is_empty()).then(|| Filter::new(&part.query, context));
        Selecting { sort, filters: parts.iter().map(filter).collect(), sorting: None }
    }

    /// Works for a while. When it is done: the versions of the lists it is of, and the rows of the book.
    pub(super) fn step(&mut self, parts: &[Part], stores: &Stores, book: &Logbook) -> Option<(Vec<u64>, Vec<u32>)> {
        if self.sorting.is_none() {
            // One that is not through has used up what may be used.
            let through = self.filters.iter_mut().flatten().all(|filter| filter.step(book, BUDGET));
            if !through {
                return None;
            }
            let versions = parts.iter().map(|part| stores.get(&part.key).map_or(0, |store| store.version)).collect();
            let order = Order { field: self.sort.field, descending: self.sort.descending, newest_first: true };
            self.sorting = Some((versions, Sorting::of(book, self.matching(parts, stores, book), order)));
        }
        let (_, sorting) = self.sorting.as_mut()?;
        if !sorting.step(book, BUDGET) {
            return None;
        }
        self.sorting.take().map(|(versions, sorting)| (versions, sorting.into_rows()))
    }

    /// The rows that match, list by list, each newest first.
    fn matching(&self, parts: &[Part], stores: &Stores, book: &Logbook) -> Vec<u32> {
        let mut rows = Vec::new();
        for (part, filter) in parts.iter().zip(&self.filters) {
            let Some(store) = stores.get(&part.key) else { continue };
            // Filtered by what its own vendor left over, before all are sorted together.
            let in_range = |row: u32| part.range.is_open() || part.range.contains(book.time(row));
            let matches =
                |row: u32| filter.as_ref().is_none_or(|filter| filter.rows().get(row as usize)) && in_range(row);
            let start = rows.len();
            rows.extend(store.front().iter().copied().filter(|row| matches(*row)));
            for range in store.ranges() {
                match filter {
                    None if part.range.is_open() => rows.extend(range),
                    None => rows.extend(range.filter(|row| in_range(*row))),
                    Some(filter) => filter.rows().each_in(range, |row| {
                        if in_range(row) {
                            rows.push(row);
                        }
                    }),
                }
            }
            if is_oldest_first(store, book) {
                rows[start..].reverse();
            }
        }
        rows
    }
}

fn is_oldest_first(store: &Store, book: &Logbook) -> bool {
    match (store.order(), store.file) {
        (order, None) => order == Some(order::Order::OldestFirst),
        // A file has the order of whoever wrote it, which its ends tell.
        (_, Some(_)) => {
            let times: Vec<_> = store.rows().next().into_iter().chain(store.rows().next_back()).collect();
            matches!(times.as_slice(), [first, last] if book.time(*first) < book.time(*last))
        }
    }
}
