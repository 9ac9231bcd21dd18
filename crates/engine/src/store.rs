//! What was read of one list of one source: its pages, and what is known of the whole.

mod renew;

use std::collections::BTreeMap;
use std::ops::Range;

use futures_util::future::AbortHandle;
use tapedeck_core::error::Error;
use tapedeck_core::logbook::Logbook;
use tapedeck_core::model::{Page, Record, SourceId, Timestamp};
use tapedeck_core::vendors::{Subject, VendorFilter};

use crate::order::{self, Order};
use renew::Front;
pub(crate) use renew::{Look, Renewed, Seen};

/// How the source of an opened file begins; its address follows.
const FILE: &str = "file:";

/// Which list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct StoreKey {
    pub(crate) source: SourceId,
    pub(crate) subject: Subject,
    pub(crate) run: Option<String>,
    pub(crate) filter: VendorFilter,
}

impl StoreKey {
    /// The lines or the runs of an opened file, by its address.
    pub(crate) fn of_file(address: &str, subject: Subject) -> StoreKey {
        let source = format!("{FILE}{address}");
        StoreKey { source, subject, run: None, filter: VendorFilter::default() }
    }

    /// The address of the file, if it is one.
    pub(crate) fn file(&self) -> Option<&str> {
        self.source.strip_prefix(FILE)
    }
}

/// What was read of it.
#[derive(Debug)]
pub(crate) struct Store {
    /// The rows of the logbook, by page number; of a file, by the place of the first.
    pages: BTreeMap<u64, Range<u32>>,
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
    /// The newest rows, where the list was looked at again.
    front: Front,
    /// How many rows came since the list was first read.
    pub(crate) grown: u64,
    /// Rises whenever a look has found something else than what was known.
    pub(crate) renewed: u64,
    /// It is a file that is read from its beginning to its end, and has one page.
    pub(crate) file: Option<FileRead>,
    /// What reads the file. Dropping it ends the reading.
    pub(crate) feeding: Option<AbortOnDrop>,
}

/// How far the reading of a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileRead {
    /// Bytes worked off.
    pub(crate) bytes: u64,
    /// Bytes in all, if whoever serves it says so.
    pub(crate) of: Option<u64>,
    /// Whether nothing more comes.
    pub(crate) ended: bool,
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
            front: Front::default(),
            grown: 0,
            renewed: 0,
            file: None,
            feeding: None,
        }
    }

    /// The rows of a file.
    pub(crate) fn of_file() -> Store {
        Store { file: Some(FileRead::default()), ..Store::new(1) }
    }

    /// Whether it is a file that is still read.
    pub(crate) fn is_fed(&self) -> bool {
        self.feeding.is_some() && self.file.is_some_and(|file| !file.ended)
    }

    /// Whether it is a file that nobody has begun to read.
    pub(crate) fn waits_for_reading(&self) -> bool {
        self.feeding.is_none() && self.error.is_none() && self.file == Some(FileRead::default())
    }

    /// More of a file was read: these rows of the book.
    pub(crate) fn grow(&mut self, rows: Range<u32>, problems: usize, file: FileRead, now_ms: i64) {
        if !rows.is_empty() {
            let place = self.read();
            self.version += 1;
            self.problems += problems as u64;
            // Between two pieces of a file, rows of other lists may have come into the book.
            match self.pages.values_mut().next_back() {
                Some(last) if last.end == rows.start => last.end = rows.end,
                _ => {
                    self.pages.insert(place, rows);
                }
            }
        }
        self.at = Some(now_ms);
        if file.ended {
            self.total = Some(self.read());
        }
        self.file = Some(file);
    }

    /// Gives every row another number.
    pub(crate) fn renumber(&mut self, mut number: impl FnMut(u32) -> u32) {
        self.version += 1;
        self.front.rows.iter_mut().for_each(|row| *row = number(*row));
        for rows in self.pages.values_mut() {
            let mut new = 0..0;
            for (at, row) in rows.clone().enumerate() {
                let row = number(row);
                new = if at == 0 { row..row + 1 } else { new.start..row + 1 };
            }
            *rows = new;
        }
    }

    /// Takes a page in. Its rows go into the book.
    pub(crate) fn put(&mut self, page: u64, answer: Page<Record>, book: &mut Logbook, now_ms: i64) {
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
            let end = self.offset(page) + count;
            if self.total.is_none_or(|total| total > end) {
                self.changed |= self.total.is_some();
                self.total = Some(end);
            }
        }
        self.problems += rows.iter().filter(|row| row.problem().is_some()).count() as u64;
        let first = book.len() as u32;
        rows.iter().for_each(|row| {
            book.append(row);
        });
        self.pages.insert(page, first..book.len() as u32);
        // The ends tell it first, and all rows whether they were right: then a row without a time keeps its place.
        if self.order.is_none() || self.is_complete() {
            self.order = self.find_order(book);
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
        self.total.map(|total| total.saturating_add_signed(-self.shift()).div_ceil(self.page_size))
    }

    /// Whether a page was read, or is not needed any more.
    pub(crate) fn has(&self, page: u64) -> bool {
        self.pages.contains_key(&page) || (page + 1) * self.page_size <= self.front.covers
    }

    /// How many rows were read.
    pub(crate) fn read(&self) -> u64 {
        self.front.rows.len() as u64 + self.ranges().map(|rows| u64::from(rows.end - rows.start)).sum::<u64>()
    }

    /// The rows that stand before those of the pages.
    pub(crate) fn front(&self) -> &[u32] {
        &self.front.rows
    }

    /// The rows of the pages without those that stand in the front.
    pub(crate) fn ranges(&self) -> impl DoubleEndedIterator<Item = Range<u32>> {
        self.pages.iter().map(|(page, rows)| {
            let covered = self.front.covers.saturating_sub(page.saturating_mul(self.page_size));
            rows.end.min(rows.start.saturating_add(u32::try_from(covered).unwrap_or(u32::MAX)))..rows.end
        })
    }

    /// Whether every page was read.
    pub(crate) fn is_complete(&self) -> bool {
        if let Some(file) = self.file {
            return file.ended;
        }
        self.page_count().is_some_and(|count| (0..count).all(|page| self.has(page)))
    }

    /// The row at a place of the vendor's order.
    pub(crate) fn row(&self, place: u64) -> Option<u32> {
        if self.file.is_some() {
            let (first, rows) = self.pages.range(..=place).next_back()?;
            return rows.clone().nth((place - first) as usize);
        }
        let Some(place) = self.paged(place) else { return self.front.rows.get(place as usize).copied() };
        let rows = self.pages.get(&(place / self.page_size))?;
        rows.clone().nth((place % self.page_size) as usize)
    }

    /// The place of a row in the vendor's order.
    pub(crate) fn place(&self, row: u32) -> Option<u64> {
        if let Some(place) = self.front.rows.iter().position(|known| *known == row) {
            return Some(place as u64);
        }
        let (page, rows) = self.pages.iter().find(|(_, rows)| rows.contains(&row))?;
        let first = if self.file.is_some() { *page } else { page * self.page_size };
        let place = first + u64::from(row - rows.start);
        (place >= self.front.covers).then(|| place.saturating_add_signed(self.shift()))
    }

    /// All rows that were read, in the vendor's order.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = u32> {
        self.front.rows.iter().copied().chain(self.ranges().flatten())
    }

    /// The vendor's order; `None` until the first and the last page are there.
    pub(crate) fn order(&self) -> Option<Order> {
        self.order
    }

    fn find_order(&self, book: &Logbook) -> Option<Order> {
        let last = self.page_count()?.saturating_sub(1);
        if !self.has(0) || !self.has(last) {
            return None;
        }
        Some(order::of(self.rows().map(|row| book.time(row))))
    }

    /// The pages that are missing, the newest rows first where that is known.
    pub(crate) fn missing(&self) -> Vec<u64> {
        if self.file.is_some() {
            return Vec::new();
        }
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
        let (mut store, mut book) = (Store::new(2), Logbook::new(0));
        store.put(0, rows([1, 2], Some(5)), &mut book, 0);
        assert_eq!((store.order(), store.total(), store.page_count()), (None, Some(5), Some(3)));
        store.put(2, rows([5], Some(5)), &mut book, 0);
        assert_eq!(store.order(), Some(Order::OldestFirst));
        assert_eq!(store.missing(), [1], "what is left");
        assert!(!store.is_complete());
        store.put(1, rows([3, 4], Some(5)), &mut book, 0);
        assert!(store.is_complete() && !store.changed);
        assert_eq!(store.row(3).and_then(|row| book.time(row)), Some(Timestamp(4)));
    }

    #[test]
    fn a_short_page_is_the_end_whatever_the_count_says() {
        let (mut store, mut book) = (Store::new(2), Logbook::new(0));
        store.put(0, rows([3, 2], Some(9)), &mut book, 0);
        store.put(1, rows([1], Some(9)), &mut book, 0);
        assert_eq!((store.total(), store.changed), (Some(3), true));
        assert!(store.is_complete());
    }

    #[test]
    fn a_capped_page_sets_the_page_size() {
        let (mut store, mut book) = (Store::new(200), Logbook::new(0));
        store.put(0, rows([3, 2], Some(5)), &mut book, 0);
        assert_eq!((store.page_size(), store.page_count(), store.changed), (2, Some(3), false));
    }

    #[test]
    fn a_vendor_without_pages_gives_everything_at_once() {
        let (mut store, mut book) = (Store::new(2), Logbook::new(0));
        store.put(0, rows([5, 4, 3, 2, 1], Some(5)), &mut book, 0);
        assert_eq!((store.page_size(), store.read(), store.changed), (5, 5, false));
        assert!(store.is_complete());
    }

    #[test]
    fn a_vendor_that_does_not_count_is_read_until_a_short_page() {
        let (mut store, mut book) = (Store::new(2), Logbook::new(0));
        assert_eq!(store.missing(), [0]);
        store.put(0, rows([3, 2], None), &mut book, 0);
        assert_eq!(store.missing(), [1]);
        store.put(1, rows([], None), &mut book, 0);
        assert_eq!((store.total(), store.is_complete()), (Some(2), true));
    }

    #[test]
    fn an_empty_list_is_complete() {
        let (mut store, mut book) = (Store::new(2), Logbook::new(0));
        store.put(0, rows([], Some(0)), &mut book, 0);
        assert!(store.is_complete());
        assert_eq!(store.missing(), Vec::<u64>::new());
    }
}
