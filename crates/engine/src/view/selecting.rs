//! A selection in the making: rows that match, in order. It is worked out a while at a time, so that commands are
//! answered meanwhile.

use std::mem::replace;

use tapedeck_core::logbook::{Alike, Collapse, Filter, Logbook, Order, Sorting};
use tapedeck_core::query::Context;

use super::{Part, Stores};
use crate::order;
use crate::protocol::{Gather, Sort, ViewSpec};
use crate::store::Store;

/// How much is done at a time, in the units of the logbook: a few milliseconds, also where what is worked on is in no cache.
pub(super) const BUDGET: usize = 250_000;

/// A selection in the making.
pub(super) struct Selecting {
    sort: Sort,
    gather: Option<Gather>,
    /// For each part; nothing where everything matches.
    filters: Vec<Option<Filter>>,
    /// Whether all filters are through.
    filtered: bool,
    /// After that: the versions of the lists by then, and what sorts.
    sorting: Option<(Vec<u64>, Sorting)>,
    /// Once they are sorted, if some are to be taken together.
    gathering: Option<(Vec<u64>, Vec<u32>, Collapse)>,
    /// What is made and not taken yet: of millions of rows, taking it is work for a while, too.
    made: Option<Made>,
}

/// A selection.
pub(super) struct Made {
    /// The versions of the lists it is of.
    pub(super) versions: Vec<u64>,
    /// Of the book, in order.
    pub(super) rows: Vec<u32>,
    /// The number of the group of each, if some are taken together.
    pub(super) groups: Option<Vec<u32>>,
}

impl Selecting {
    /// For the parts of a view.
    pub(super) fn new(parts: &[Part], spec: &ViewSpec, context: &Context<'_>) -> Selecting {
        Selecting {
            sort: spec.sort,
            gather: spec.gather,
            filters: filters(parts, context),
            filtered: false,
            sorting: None,
            gathering: None,
            made: None,
        }
    }

    /// How many rows the next step, and what is done with the selection after the last one, take at once, however many
    /// there are.
    pub(super) fn at_once(&self, parts: &[Part], stores: &Stores) -> usize {
        match (&self.made, &self.sorting, &self.gathering) {
            (Some(made), ..) => made.rows.len(),
            (None, None, None) if self.filtered => {
                parts.iter().filter_map(|part| stores.get(&part.key)).map(|store| store.read() as usize).sum()
            }
            _ => 0,
        }
    }

    /// Works for a while. When it is done: the selection.
    pub(super) fn step(&mut self, parts: &[Part], stores: &Stores, book: &Logbook) -> Option<Made> {
        if self.made.is_some() {
            return self.made.take();
        }
        if let Some((_, rows, collapse)) = &mut self.gathering {
            if !collapse.step(book, rows, BUDGET) {
                return None;
            }
            let (versions, rows, collapse) = self.gathering.take()?;
            self.made = Some(Made { versions, rows, groups: Some(collapse.into_groups_of_places()) });
            return None;
        }
        if self.sorting.is_none() {
            // One that is not through has used up what may be used. One that was through may have new rows to look at.
            let through = self.filters.iter_mut().flatten().all(|filter| filter.step(book, BUDGET));
            if !through || !replace(&mut self.filtered, true) {
                return None;
            }
            let versions = parts.iter().map(|part| stores.get(&part.key).map_or(0, |store| store.version)).collect();
            let order = Order { field: self.sort.field, descending: self.sort.descending, newest_first: true };
            self.sorting = Some((versions, Sorting::of(book, matching(parts, &self.filters, stores, book), order)));
            return None;
        }
        let (_, sorting) = self.sorting.as_mut()?;
        if !sorting.step(book, BUDGET) {
            return None;
        }
        let (versions, sorting) = self.sorting.take()?;
        let rows = sorting.into_rows();
        let Some(Gather { numbers_ignored, anywhere }) = self.gather else {
            self.made = Some(Made { versions, rows, groups: None });
            return None;
        };
        self.gathering = Some((versions, rows, Collapse::new(Alike { numbers_ignored, anywhere })));
        None
    }
}

/// What finds the rows of each part; nothing where everything matches.
pub(super) fn filters(parts: &[Part], context: &Context<'_>) -> Vec<Option<Filter>> {
    let filter = |part: &Part| (!part.query.is_empty()).then(|| Filter::new(&part.query, context));
    parts.iter().map(filter).collect()
}

/// The rows that match, list by list, each newest first. All filters must be through.
pub(super) fn matching(parts: &[Part], filters: &[Option<Filter>], stores: &Stores, book: &Logbook) -> Vec<u32> {
    let mut rows = Vec::new();
    for (part, filter) in parts.iter().zip(filters) {
        let Some(store) = stores.get(&part.key) else { continue };
        if filter.is_none() {
            rows.reserve(store.front().len() + store.ranges().map(|range| range.len()).sum::<usize>());
        }
        // Filtered by what its own vendor left over, before all are sorted together.
        let in_range = |row: u32| part.range.is_open() || part.range.contains(book.time(row));
        let matches = |row: u32| filter.as_ref().is_none_or(|filter| filter.rows().get(row as usize)) && in_range(row);
        let start = rows.len();
        let turned = is_oldest_first(store, book);
        // Millions of rows are written once, the way round in which they are to stand.
        if turned && filter.is_none() && part.range.is_open() {
            store.ranges().rev().for_each(|range| rows.extend(range.rev()));
            rows.extend(store.front().iter().rev());
            continue;
        }
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
        if turned {
            rows[start..].reverse();
        }
    }
    rows
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
