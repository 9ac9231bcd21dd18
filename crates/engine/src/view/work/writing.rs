//! Rows on their way out, piece by piece: the page asks for each, so that no more is under way than it can save.

use tapedeck_core::export::{About, Plan, Pseudonyms};
use tapedeck_core::logbook::{Logbook, RawCache};
use tapedeck_core::model::{Record, SourceId};
use tapedeck_core::query::Context;

use super::scribe::{Scribe, writer};
use super::{Rows, Step};
use crate::protocol::{Then, Wanted, Work};

/// How long a piece is at least, but for the last one, in bytes.
const PIECE: usize = 256 << 10;
/// How many rows are written at a time: some milliseconds, with the records as they came.
const AT_ONCE: usize = 200;
/// The page is told how far it is after so many rows at the latest, also where no piece is ready.
const UNTOLD: u64 = 5_000;
/// So many rows are looked at to show what would be hidden, and so many are shown.
const COMPARED: (usize, usize) = (400, 4);

/// Something that is written.
pub(super) struct Writing {
    number: u32,
    wanted: Wanted,
    plan: Plan,
    names: Vec<(SourceId, String)>,
    limit: Option<u64>,
    about: About,
    given: Pseudonyms,
    begun: Option<Begun>,
    /// Whether the page waits for a piece.
    asked: bool,
    over: bool,
}

struct Begun {
    scribe: Scribe,
    /// Of the book. What comes later is not written.
    rows: Vec<u32>,
    at: usize,
    /// Some that were wanted could not be read.
    partly: bool,
    /// How many bytes the page has.
    bytes: u64,
    /// How many rows were written, each as often as it is.
    written: u64,
    /// How many of them the page was told of.
    told: u64,
    cache: RawCache,
}

impl Writing {
    pub(super) fn new(
        number: u32,
        wanted: Wanted,
        plan: Plan,
        names: Vec<(SourceId, String)>,
        limit: Option<u64>,
        about: About,
        given: Pseudonyms,
    ) -> Writing {
        Writing { number, wanted, plan, names, limit, about, given, begun: None, asked: true, over: false }
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn has_begun(&self) -> bool {
        self.begun.is_some()
    }

    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// The page is ready for the next piece.
    pub(super) fn more(&mut self) {
        self.asked = true;
    }

    pub(super) fn step(&mut self, rows: &Rows<'_>, context: &Context<'_>, told: &mut Vec<Work>) -> Step {
        if !self.asked {
            return Step::Rests;
        }
        if self.begun.is_none() {
            let Some(places) = rows.places(&self.wanted) else {
                self.over = true;
                told.push(Work::Moved { number: self.number });
                return Step::Rests;
            };
            let all = self.wanted == Wanted::All;
            let found: Vec<Option<u32>> = if all && !rows.settled {
                Vec::new()
            } else {
                each(&places).flat_map(|place| rows.behind(place)).collect()
            };
            let missing = found.iter().any(Option::is_none) || all && !rows.whole;
            if (missing || all) && !rows.settled {
                return Step::NeedsRows;
            }
            self.begun = Some(Begun {
                scribe: Scribe::new(&self.plan, &self.names, &self.about, rows.book, &self.given),
                rows: found.into_iter().flatten().collect(),
                at: 0,
                partly: missing,
                bytes: 0,
                written: 0,
                told: 0,
                cache: RawCache::default(),
            });
        }
        let Some(begun) = &mut self.begun else { return Step::Rests };
        let ended = begun.write(rows.book, context);
        let ready = begun.scribe.ready();
        let too_much = self.limit.is_some_and(|limit| begun.bytes + ready as u64 > limit);
        if !ended && !too_much && ready < PIECE && begun.written - begun.told < UNTOLD {
            return Step::Soon;
        }
        let then = match (too_much, ended, begun.partly) {
            (true, ..) => Then::TooMuch,
            (_, false, _) => Then::More,
            (_, true, true) => Then::Partly,
            (_, true, false) => Then::Done,
        };
        let bytes = if too_much { Vec::new() } else { begun.scribe.take() };
        begun.bytes += bytes.len() as u64;
        begun.told = begun.written;
        let (done, of) = (begun.written / begun.scribe.passes(), begun.rows.len() as u64);
        told.push(Work::Written { number: self.number, bytes, rows: done, of, then });
        self.asked = false;
        self.over = then != Then::More;
        Step::Rests
    }
}

impl Begun {
    /// Writes for a while. Whether that was all.
    fn write(&mut self, book: &Logbook, context: &Context<'_>) -> bool {
        let to = self.rows.len().min(self.at + AT_ONCE);
        for row in self.rows.get(self.at..to).unwrap_or_default() {
            let record: Option<Record> = match self.scribe.needs_raw() {
                true => book.record_with_raw(*row, &mut self.cache),
                false => book.record(*row),
            };
            match record {
                Some(record) => {
                    self.scribe.row(&record, context.offset);
                    self.written += 1;
                }
                None => self.partly = true,
            }
        }
        self.at = to;
        if to < self.rows.len() {
            return false;
        }
        self.at = 0;
        !self.scribe.end(self.written / self.scribe.passes(), self.partly)
    }
}

/// A question for what would be hidden.
pub(super) struct Comparing {
    pub(super) number: u32,
    pub(super) rows: Wanted,
    pub(super) plan: Plan,
    pub(super) names: Vec<(SourceId, String)>,
    pub(super) given: Pseudonyms,
}

impl Comparing {
    /// Rows that would be written differently, of those that were read.
    pub(super) fn work(self, rows: &Rows<'_>, context: &Context<'_>) -> Work {
        let writer = writer(&self.plan, &self.names, rows.book, &self.given);
        let places = rows.places(&self.rows).unwrap_or_default();
        let known = each(&places).filter_map(|place| rows.book.record((rows.at)(place)?));
        let pairs = known.take(COMPARED.0).map(|record| writer.compare(&record, context.offset));
        let mut shown: Vec<(String, String)> = Vec::new();
        for pair in pairs.filter(|(before, after)| before != after) {
            if shown.len() < COMPARED.1 && !shown.contains(&pair) {
                shown.push(pair);
            }
        }
        Work::Compared { number: self.number, pairs: shown }
    }
}

/// All places of some ranges.
fn each(ranges: &[(u64, u64)]) -> impl Iterator<Item = u64> + '_ {
    ranges.iter().flat_map(|(first, end)| *first..*end)
}
