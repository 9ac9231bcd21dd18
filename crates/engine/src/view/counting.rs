//! How the rows of a view lie in time, and which values they have. It is counted a while at a time, and while rows keep
//! coming once a second.

use tapedeck_core::logbook::{Bits, Facet, Facets, Histogram, Logbook, buckets};
use tapedeck_core::model::{Field, TimeRange, Timestamp};
use tapedeck_core::query::{Context, Key};

use super::selecting::BUDGET;
use super::wider;
use super::{Pending, Places, Stores, View};
use crate::protocol::{CountWish, Counts, Event, FacetCount, ViewId};
use crate::store::Store;

/// How long a count is good while rows keep coming, in milliseconds.
const COUNT_MS: i64 = 1000;
/// A list of so many records is read to its end for a count without being asked to: a NAS answers that in some seconds.
const FREELY: u64 = 50_000;

/// What is counted of a view.
#[derive(Default)]
pub(super) struct Counting {
    wish: CountWish,
    work: Option<Work>,
    done: Option<Done>,
    /// Whether the page knows what was counted.
    told: bool,
}

/// Which rows are meant: those of the selection or all that were read, and the versions of the lists; then of those in
/// which single fields are counted.
#[derive(Clone, PartialEq)]
struct Stamp(bool, Vec<u64>, Vec<u64>);

/// A count in the making.
struct Work {
    stamp: Stamp,
    /// The rows, as far as they were gone through.
    rows: Bits,
    at: usize,
    /// The first and the last of their times.
    ends: Option<(Timestamp, Timestamp)>,
    /// Once all rows were gone through.
    counters: Option<Counters>,
}

struct Counters {
    histogram: Histogram,
    ends: Vec<Timestamp>,
    /// Only if values are wanted.
    facets: Option<Facets>,
    wider: Vec<wider::Count>,
}

/// What was counted. The values can be asked for again without counting.
struct Done {
    stamp: Stamp,
    bars: u32,
    counts: Counts,
    facets: Option<Facets>,
    wider: Vec<wider::Count>,
    at_ms: i64,
}

impl Counting {
    /// The same for a view of something else.
    pub(super) fn anew(&self) -> Counting {
        Counting { wish: self.wish.clone(), ..Counting::default() }
    }

    /// The rows are others now, whatever their versions say.
    pub(super) fn forget(&mut self) {
        self.work = None;
        self.done = None;
    }
}

impl View {
    /// This is to be counted from now on.
    pub(crate) fn count_as(&mut self, wish: CountWish) {
        if self.counting.wish != wish {
            self.counting.wish = wish;
            self.wider_planned = false;
            self.counting.work = None;
            self.counting.told = false;
        }
    }

    /// The fields of which values are wanted.
    pub(super) fn counted_fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.counting.wish.facets.iter().map(|wish| wish.field)
    }

    /// Whether all rows of a list are read only to be counted.
    pub(super) fn counts_all(&self, store: &Store) -> bool {
        let wish = &self.counting.wish;
        !wish.is_empty() && (wish.whole || store.total().is_some_and(|total| total <= FREELY))
    }

    /// Goes on counting, and tells the page what came of it.
    #[inline(never)]
    pub(super) fn count_on(
        &mut self,
        id: ViewId,
        stores: &Stores,
        book: &Logbook,
        context: &Context<'_>,
        pending: &mut Pending,
    ) {
        if self.counting.wish.is_empty() || self.keys().next().is_none() {
            return;
        }
        let versions = || self.keys().map(|key| stores.get(key).map_or(0, |store| store.version)).collect();
        let wider = self.wider_versions(stores).collect();
        let stamp = match (self.places(stores), &self.selection) {
            (Places::Selected, Some(selection)) => Stamp(true, selection.versions.clone(), wider),
            (Places::Vendor(..), _) => Stamp(false, versions(), wider),
            _ => return,
        };
        let reading = self.is_reading(stores) || self.reads_wider(stores);
        let wish = &self.counting.wish;
        if let Some(done) = &self.counting.done {
            let serves = done.bars == wish.bars && (wish.facets.is_empty() || done.facets.is_some());
            if serves && done.stamp == stamp {
                if !self.counting.told {
                    self.tell_counts(id, stores, book, pending);
                }
                return;
            }
            let soon = context.now.0.saturating_sub(done.at_ms) < COUNT_MS;
            if serves && soon && self.counting.work.is_none() && reading {
                pending.later = true;
                if !self.counting.told {
                    self.tell_counts(id, stores, book, pending);
                }
                return;
            }
        }
        // What is counted already goes on; rows that came meanwhile are in the next count.
        let mut work = match self.counting.work.take() {
            Some(work) if work.counters.is_some() || work.stamp == stamp => work,
            _ => Work { stamp, rows: Bits::default(), at: 0, ends: None, counters: None },
        };
        if !self.step(&mut work, stores, book, context) {
            self.counting.work = Some(work);
            pending.soon = true;
            return;
        }
        let Work { stamp, rows, counters, .. } = work;
        let Some(Counters { histogram, ends, facets, wider }) = counters else { return };
        let counts = Counts {
            ends,
            bars: histogram.bars().to_vec(),
            timeless: histogram.outside(),
            facets: Vec::new(),
            rows: rows.count() as u64,
            unread: 0,
        };
        let bars = self.counting.wish.bars;
        self.counting.done = Some(Done { stamp, bars, counts, facets, wider, at_ms: context.now.0 });
        self.tell_counts(id, stores, book, pending);
        // Rows may have come meanwhile.
        pending.soon |= !reading;
    }

    /// Works for a while. Whether everything was counted.
    fn step(&self, work: &mut Work, stores: &Stores, book: &Logbook, context: &Context<'_>) -> bool {
        let Some(counters) = &mut work.counters else {
            let before = work.at;
            match (self.places(stores), &self.selection) {
                (Places::Selected, Some(selection)) => {
                    work.take(book, selection.shown.all().iter().copied().skip(before))
                }
                (Places::Vendor(store, _), _) => work.take(book, store.rows().skip(before)),
                _ => {}
            }
            if work.at < before + BUDGET {
                let ends = match work.ends.filter(|_| self.counting.wish.bars > 0) {
                    Some(ends) => {
                        let (first, last) = shown(ends, self.spec.range, context);
                        buckets(first, last, self.counting.wish.bars as usize, context)
                    }
                    None => Vec::new(),
                };
                let facets = (!self.counting.wish.facets.is_empty()).then(Facets::default);
                let wider = self.wider.iter().map(|wider| wider.count(context)).collect();
                work.counters = Some(Counters { histogram: Histogram::new(&ends), ends, facets, wider });
            }
            return false;
        };
        // One that is not through has used up what may be used.
        counters.histogram.step(book, &work.rows, BUDGET)
            && counters.facets.as_mut().is_none_or(|facets| facets.step(book, &work.rows, BUDGET))
            && counters.wider.iter_mut().all(|count| count.step(&self.wider, stores, book))
    }

    fn tell_counts(&mut self, id: ViewId, stores: &Stores, book: &Logbook, pending: &mut Pending) {
        let lists = self.keys().filter_map(|key| stores.get(key));
        let unread = lists.map(|store| store.total().unwrap_or(0).saturating_sub(store.read())).sum();
        let Counting { wish, done, told, .. } = &mut self.counting;
        let Some(done) = done else { return };
        let mut counts = Counts { unread, ..done.counts.clone() };
        for wish in &wish.facets {
            let Some(facets) = &done.facets else { continue };
            let values =
                |facets: &Facets| facets.values(book, Key::Field(wish.field), &wish.containing, wish.most as usize);
            let wide = done.wider.iter().find(|count| count.field == wish.field);
            let unread = || self.wider.iter().find(|wider| wider.field == wish.field).map_or(0, |of| of.unread(stores));
            let (facet, unread) = match wide {
                None => (values(facets), 0),
                Some(wide) => match unread() {
                    0 => (values(&wide.facets), 0),
                    unread => (most_of(values(&wide.facets), values(facets), wish.most), unread),
                },
            };
            let (field, distinct) = (wish.field, facet.distinct as u64);
            counts.facets.push(FacetCount { field, values: facet.values, distinct, unread });
        }
        *told = true;
        pending.events.push(Event::Counts { view: id, generation: self.generation, counts });
    }
}

/// Values of which not everything was read, with those that the view itself has: at least as often as there they are.
fn most_of(mut wide: Facet, own: Facet, most: u32) -> Facet {
    for (value, count) in own.values {
        match wide.values.iter_mut().find(|(known, _)| *known == value) {
            Some((_, known)) => *known = count.max(*known),
            None => wide.values.push((value, count)),
        }
    }
    wide.values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    wide.values.truncate(most as usize);
    Facet { distinct: wide.distinct.max(own.distinct).max(wide.values.len()), ..wide }
}

impl Work {
    /// Takes some of the rows that were not gone through yet.
    fn take(&mut self, book: &Logbook, rows: impl Iterator<Item = u32>) {
        for row in rows.take(BUDGET) {
            self.at += 1;
            self.rows.insert(row);
            if let Some(time) = book.time(row) {
                let (first, last) = self.ends.unwrap_or((time, time));
                self.ends = Some((first.min(time), last.max(time)));
            }
        }
    }
}

/// The first and the last instant of a histogram: those of the range that was asked for, so that a time without rows is
/// seen too, and of the rows where it is open.
fn shown((first, last): (Timestamp, Timestamp), range: TimeRange, context: &Context<'_>) -> (Timestamp, Timestamp) {
    let until_now = range.from.map(|_| context.now.max(last));
    let to = range.to.map(|to| Timestamp(to.0.saturating_sub(1)));
    (range.from.unwrap_or(first), to.or(until_now).unwrap_or(last))
}
