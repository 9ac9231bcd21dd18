//! What was read of one list of one source: its pages, and what is known of the whole.

use std::collections::BTreeMap;
use std::rc::Rc;

use futures_util::future::AbortHandle;
use tapedeck_core::error::Error;
use tapedeck_core::model::{Page, Record, SourceId, Timestamp};
use tapedeck_core::vendors::{Subject, VendorFilter};

use crate::order::{self, Order};

/// Which list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct StoreKey {
    pub(crate) source: SourceId,
    pub(crate) subject: Subject,
    pub(crate) run: Option<String>,
    pub(crate) filter: VendorFilter,
}

/// What was read of it.
#[derive(Debug)]
pub(crate) struct Store {
    /// The rows by page number.
    pages: BTreeMap<u64, Vec<Rc<Record>>>,
    /// How many rows a full page has. Less than was asked for where the vendor caps it.
    page_size: u64,
    /// How many records there are: what the vendor said first, or what a short page showed.
    total: Option<u64>,
    /// Whether the vendor said another number later: rows may have moved between pages.
    pub(crate) changed: bool,
    /// Whether a page with fewer rows than it should have was met, so that `total` is what was read.
    pub(crate) problems: u64,
    /// Why nothing more comes.
    pub(crate) error: Option<Error>,
    /// When the last answer came.
    pub(crate) at: Option<i64>,
    /// Requests under way, by page number. Dropping one aborts it.
    pub(crate) under_way: BTreeMap<u64, AbortOnDrop>,
    /// Rises with every change of the rows.
    pub(crate) version: u64,
    /// Only what is not older than this was asked for.
    pub(crate) since: Option<Timestamp>,
    order: Option<Order>,
}

/// Aborts a task when dropped.
#[derive(Debug)]
pub(crate) struct AbortOnDrop(pub(crate) AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Store {
    pub(crate) fn new(page_size: u32) -> Store {
        Store {
            pages: BTreeMap::new(),
            page_size: u64::from(page_size),
            total: None,
            changed: false,
            problems: 0,
            error: None,
            at: None,
            under_way: BTreeMap::new(),
            version: 0,
            since: None,
            order: None,
        }
    }

    /// Takes a page in.
    pub(crate) fn put(&mut self, page: u64, answer: Page<Record>, now_ms: i64) {
        let Page { rows, total, since } = answer;
        let count = rows.len() as u64;
        self.since = since;
        self.at = Some(now_ms);
        self.version += 1;
        // The vendor gives fewer rows a page than were asked for, and says that there are more. Or it has no pages, and
        // gives everything.
        let fewer = count > 0 && count < self.page_size && total.is_some_and(|t| t > count);
        if page == 0 && self.pages.is_empty() && (fewer || count > self.page_size) {
            self.page_size = count;
        }
        match (self.total, total) {
            (None, Some(total)) => self.total = Some(total),
            (Some(before), Some(now)) if before != now => self.changed = true,
            _ => {}
        }
        if count < self.page_size {
            // A short page is the last one, whatever the vendor's count says.
            let end = page * self.page_size + count;
            if self.total.is_none_or(|total| total > end) {
                self.changed |= self.total.is_some();
                self.total = Some(end);
            }
        }
        self.problems += rows.iter().filter(|row| row.problem().is_some()).count() as u64;
        self.pages.insert(page, rows.into_iter().map(Rc::new).collect());
        if self.order.is_none() {
            self.order = self.find_order();
        }
    }

    /// How many records there are, if it is known.
    pub(crate) fn total(&self) -> Option<u64> {
        self.total
    }

    /// How many rows a full page has.
    pub(crate) fn page_size(&self) -> u64 {
        self.page_size
    }

    /// How many pages there are, if it is known.
    pub(crate) fn page_count(&self) -> Option<u64> {
        self.total.map(|total| total.div_ceil(self.page_size))
    }

    /// Whether a page was read.
    pub(crate) fn has(&self, page: u64) -> bool {
        self.pages.contains_key(&page)
    }

    /// How many rows were read.
    pub(crate) fn read(&self) -> u64 {
        self.pages.values().map(|rows| rows.len() as u64).sum()
    }

    /// Whether every page was read.
    pub(crate) fn is_complete(&self) -> bool {
        self.page_count().is_some_and(|count| (0..count).all(|page| self.has(page)))
    }

    /// The row at a place of the vendor's order.
    pub(crate) fn row(&self, place: u64) -> Option<&Rc<Record>> {
        self.pages.get(&(place / self.page_size))?.get((place % self.page_size) as usize)
    }

    /// All rows that were read, in the vendor's order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Rc<Record>> {
        self.pages.values().flatten()
    }

    /// The vendor's order; `None` until the first and the last page are there.
    pub(crate) fn order(&self) -> Option<Order> {
        self.order
    }

    fn find_order(&self) -> Option<Order> {
        let last = self.page_count()?.saturating_sub(1);
        if !self.has(0) || !self.has(last) {
            return None;
        }
        Some(order::of(self.rows().map(|row| row.time())))
    }

    /// The pages that are missing, the newest rows first where that is known.
    pub(crate) fn missing(&self) -> Vec<u64> {
        let Some(count) = self.page_count() else {
            // How many there are is not known: one after the other.
            let next = self.pages.keys().next_back().map_or(0, |last| last + 1);
            return vec![next];
        };
        let missing = (0..count).filter(|page| !self.has(*page));
        if self.order == Some(Order::OldestFirst) { missing.rev().collect() } else { missing.collect() }
    }
}

#[cfg(test)]
mod tests {
    use tapedeck_core::model::{Line, Timestamp};

    use super::*;

    fn rows<const N: usize>(times: [i64; N], total: Option<u64>) -> Page<Record> {
        let rows = times
            .into_iter()
            .map(|time| {
                let mut line = Line::unreadable("nas", String::new(), String::new());
                line.problem = None;
                line.time = Some(Timestamp(time));
                Record::Line(Box::new(line))
            })
            .collect();
        Page { rows, total, since: None }
    }

    #[test]
    fn the_order_is_known_with_the_first_and_the_last_page() {
        let mut store = Store::new(2);
        store.put(0, rows([1, 2], Some(5)), 0);
        assert_eq!((store.order(), store.total(), store.page_count()), (None, Some(5), Some(3)));
        store.put(2, rows([5], Some(5)), 0);
        assert_eq!(store.order(), Some(Order::OldestFirst));
        assert_eq!(store.missing(), [1], "what is left");
        assert!(!store.is_complete());
        store.put(1, rows([3, 4], Some(5)), 0);
        assert!(store.is_complete() && !store.changed);
        assert_eq!(store.row(3).and_then(|row| row.time()), Some(Timestamp(4)));
    }

    #[test]
    fn a_short_page_is_the_end_whatever_the_count_says() {
        let mut store = Store::new(2);
        store.put(0, rows([3, 2], Some(9)), 0);
        store.put(1, rows([1], Some(9)), 0);
        assert_eq!((store.total(), store.changed), (Some(3), true));
        assert!(store.is_complete());
    }

    #[test]
    fn a_capped_page_sets_the_page_size() {
        let mut store = Store::new(200);
        store.put(0, rows([3, 2], Some(5)), 0);
        assert_eq!((store.page_size(), store.page_count(), store.changed), (2, Some(3), false));
    }

    #[test]
    fn a_vendor_without_pages_gives_everything_at_once() {
        let mut store = Store::new(2);
        store.put(0, rows([5, 4, 3, 2, 1], Some(5)), 0);
        assert_eq!((store.page_size(), store.read(), store.changed), (5, 5, false));
        assert!(store.is_complete());
    }

    #[test]
    fn a_vendor_that_does_not_count_is_read_until_a_short_page() {
        let mut store = Store::new(2);
        assert_eq!(store.missing(), [0]);
        store.put(0, rows([3, 2], None), 0);
        assert_eq!(store.missing(), [1]);
        store.put(1, rows([], None), 0);
        assert_eq!((store.total(), store.is_complete()), (Some(2), true));
    }

    #[test]
    fn an_empty_list_is_complete() {
        let mut store = Store::new(2);
        store.put(0, rows([], Some(0)), 0);
        assert!(store.is_complete());
        assert_eq!(store.missing(), Vec::<u64>::new());
    }
}
