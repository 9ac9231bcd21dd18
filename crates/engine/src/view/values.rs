//! The values of a field with their counts, for whoever is writing a filter.
//!
//! What is counted is what the query finds without the condition that is being written: that one would hide its own
//! alternatives. It is counted a while at a time, and again when rows were read.

use tapedeck_core::logbook::{Bits, Facets, Filter, Logbook};
use tapedeck_core::query::{Context, Key, Query};

use super::selecting::BUDGET;
use super::{Part, Pending, SELECTION_MS, Stores};
use crate::protocol::{Event, ValuesAsked, ViewId};

/// How many values are given.
const MOST: usize = 20;

/// Values that are asked for.
pub(super) struct Values {
    asked: ValuesAsked,
    key: Key,
    /// What is counted, as far as it is.
    counting: Option<Counting>,
    counted: Option<Counted>,
    /// Whether the page knows what was counted.
    told: bool,
}

/// A count in the making.
struct Counting {
    filter: Option<Filter>,
    versions: Vec<u64>,
    /// The rows, once the filter is through.
    rows: Option<Bits>,
    facets: Facets,
}

/// A count.
struct Counted {
    versions: Vec<u64>,
    facets: Facets,
    at_ms: i64,
}

impl Values {
    /// For a question; nothing if there is no such field. What was counted for the one before holds if only the text
    /// differs that values must contain.
    pub(super) fn new(asked: ValuesAsked, before: Option<Values>) -> Option<Values> {
        let key = Key::from_word(&asked.field)?;
        let same = before.filter(|before| before.asked.query == asked.query);
        let (counting, counted) = same.map_or((None, None), |before| (before.counting, before.counted));
        Some(Values { asked, key, counting, counted, told: false })
    }

    /// The same question of another list.
    pub(super) fn again(self) -> Values {
        Values { counting: None, counted: None, told: false, ..self }
    }

    /// The rows have other numbers, or other rows are meant.
    pub(super) fn forget(&mut self) {
        self.counting = None;
        self.counted = None;
    }

    /// Counts for a while, and tells what was counted. `fallback` is the query that counts while the one to count by
    /// cannot be read, and `reading` whether rows keep coming.
    #[allow(clippy::too_many_arguments, reason = "what a view lends for one step")]
    #[inline(never)]
    pub(super) fn report(
        &mut self,
        view: ViewId,
        parts: &[Part],
        stores: &Stores,
        book: &Logbook,
        fallback: &Query,
        (context, reading): (&Context<'_>, bool),
        pending: &mut Pending,
    ) {
        let now_ms = context.now.0;
        let versions: Vec<u64> =
            parts.iter().map(|part| stores.get(&part.key).map_or(0, |store| store.version)).collect();
        if self.counted.as_ref().is_none_or(|counted| counted.versions != versions) {
            let soon = |counted: &Counted| now_ms.saturating_sub(counted.at_ms) < i64::from(SELECTION_MS);
            if self.counting.is_none() && reading && self.counted.as_ref().is_some_and(soon) {
                pending.later = true;
            } else {
                self.count(parts, stores, book, fallback, (context, versions), pending);
            }
        }
        if let Some(counted) = &self.counted
            && !self.told
        {
            self.told = true;
            let found = counted.facets.values(book, self.key, &self.asked.containing, MOST);
            pending.events.push(Event::Values {
                view,
                number: self.asked.number,
                values: found.values.into_iter().filter(|(value, _)| !value.is_empty()).collect(),
                distinct: found.distinct as u64,
            });
        }
    }

    fn count(
        &mut self,
        parts: &[Part],
        stores: &Stores,
        book: &Logbook,
        fallback: &Query,
        (context, versions): (&Context<'_>, Vec<u64>),
        pending: &mut Pending,
    ) {
        let counting = self.counting.get_or_insert_with(|| {
            let query = self.asked.query.parse::<Query>();
            let query = query.as_ref().unwrap_or(fallback);
            Counting {
                filter: (!query.is_empty()).then(|| Filter::new(query, context)),
                versions: Vec::new(),
                rows: None,
                facets: Facets::default(),
            }
        });
        if counting.rows.is_none() {
            if counting.filter.as_mut().is_some_and(|filter| !filter.step(book, BUDGET)) {
                pending.soon = true;
                return;
            }
            let filter = counting.filter.as_ref();
            let rows =
                parts.iter().filter_map(|part| Some((part, stores.get(&part.key)?))).flat_map(|(part, store)| {
                    store.rows().filter(move |row| {
                        filter.is_none_or(|filter| filter.rows().get(*row as usize))
                            && (part.range.is_open() || part.range.contains(book.time(*row)))
                    })
                });
            counting.rows = Some(Bits::of(rows));
            counting.versions = versions;
        }
        let done = counting.rows.as_ref().is_none_or(|rows| counting.facets.step(book, rows, BUDGET));
        if !done {
            pending.soon = true;
            return;
        }
        if let Some(Counting { versions, facets, .. }) = self.counting.take() {
            // What came meanwhile is counted the next time.
            pending.soon = true;
            self.told = false;
            self.counted = Some(Counted { versions, facets, at_ms: context.now.0 });
        }
    }
}
