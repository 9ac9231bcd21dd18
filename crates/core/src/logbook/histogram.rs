//! How many rows there are in each span of time, by how bad they are.

use chrono::{DateTime, Datelike, Months, NaiveDate};

use super::forms::Grade;
use super::{Bits, Logbook, NONE};
use crate::model::{TimeRange, Timestamp};
use crate::query::Context;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Instants this far from 1970 have a date, with room for a bucket: some 250,000 years.
const CALENDAR: u64 = 8_000_000_000_000_000;

/// How long a bucket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Milliseconds(i64),
    /// From midnight to midnight of the reader's zone: not always 24 hours.
    Days(i64),
    Months(u32),
}

/// What people read at a glance, from short to long.
const WIDTHS: [Width; 24] = {
    use Width::{Days, Milliseconds, Months};
    [
        Milliseconds(1),
        Milliseconds(10),
        Milliseconds(100),
        Milliseconds(SECOND),
        Milliseconds(5 * SECOND),
        Milliseconds(10 * SECOND),
        Milliseconds(30 * SECOND),
        Milliseconds(MINUTE),
        Milliseconds(5 * MINUTE),
        Milliseconds(10 * MINUTE),
        Milliseconds(30 * MINUTE),
        Milliseconds(HOUR),
        Milliseconds(3 * HOUR),
        Milliseconds(6 * HOUR),
        Milliseconds(12 * HOUR),
        Days(1),
        Days(2),
        Days(7),
        Months(1),
        Months(3),
        Months(12),
        Months(5 * 12),
        Months(10 * 12),
        Months(100 * 12),
    ]
};

impl Width {
    /// About how long it is, in milliseconds.
    fn about(self) -> i64 {
        match self {
            Width::Milliseconds(length) => length,
            Width::Days(days) => days * DAY,
            Width::Months(months) => i64::from(months) * 30 * DAY,
        }
    }
}

/// Where the buckets of a histogram end: at most so many that cover a span from its first to its last instant, on round
/// times of the reader's clock. Each begins where the one before ends; there is one end more than buckets.
pub fn buckets(first: Timestamp, last: Timestamp, most: usize, context: &Context<'_>) -> Vec<Timestamp> {
    let most = most.max(2) as i64;
    let span = last.0.saturating_sub(first.0).max(0);
    // One more than fits may be needed, because the first begins before the span does.
    let fits = |width: &&Width| span / width.about() < most - 1;
    // Times that no calendar has are counted in equal parts.
    let civil = [first, last].into_iter().all(|time| time.0.unsigned_abs() < CALENDAR);
    let width = WIDTHS.iter().find(fits).copied().filter(|width| civil || matches!(width, Width::Milliseconds(_)));
    let width = width.unwrap_or(Width::Milliseconds((span / (most - 1)).saturating_add(1)));
    let mut ends = vec![start(first.0, width, context)];
    while let Some(end) = ends.last().copied().filter(|end| *end <= last.0) {
        let next = next(end, width, context);
        if next <= end || ends.len() as i64 > most {
            ends.push(i64::MAX);
            break;
        }
        ends.push(next);
    }
    ends.into_iter().map(Timestamp).collect()
}

fn offset(at: i64, context: &Context<'_>) -> i64 {
    i64::from((context.offset)(Timestamp(at))) * MINUTE
}

/// The instant at which the reader's clock shows something.
fn instant(civil: i64, context: &Context<'_>) -> i64 {
    let about = civil.saturating_sub(offset(civil, context));
    civil.saturating_sub(offset(about, context))
}

fn month(date: NaiveDate) -> i64 {
    date.and_hms_opt(0, 0, 0).map_or(0, |time| time.and_utc().timestamp_millis())
}

fn start(at: i64, width: Width, context: &Context<'_>) -> i64 {
    let civil = at.saturating_add(offset(at, context));
    match width {
        Width::Milliseconds(length) => at.saturating_sub(civil.rem_euclid(length)),
        // Weeks begin on Monday, and the first day of 1970 was a Thursday.
        Width::Days(days) => instant(civil - (civil + 3 * DAY).rem_euclid(days * DAY), context),
        Width::Months(months) => {
            let Some(date) = DateTime::from_timestamp_millis(civil).map(|time| time.date_naive()) else { return at };
            let number = date.year() * 12 + date.month0() as i32;
            let number = number - number.rem_euclid(months as i32);
            NaiveDate::from_ymd_opt(number.div_euclid(12), number.rem_euclid(12) as u32 + 1, 1)
                .map_or(at, |date| instant(month(date), context))
        }
    }
}

fn next(at: i64, width: Width, context: &Context<'_>) -> i64 {
    match width {
        Width::Milliseconds(length) => at.saturating_add(length),
        Width::Days(days) => {
            let civil = at.saturating_add(offset(at, context)).saturating_add(days * DAY);
            instant(civil, context)
        }
        Width::Months(months) => {
            let civil = at.saturating_add(offset(at, context));
            let date = DateTime::from_timestamp_millis(civil).map(|time| time.date_naive());
            let after = date.and_then(|date| date.checked_add_months(Months::new(months)));
            after.map_or(i64::MAX, |date| instant(month(date), context))
        }
    }
}

/// Counts rows by time: made once for a selection, stepped until it is done.
pub struct Histogram {
    ends: Vec<i64>,
    bars: Vec<[u32; 8]>,
    outside: u64,
    grades: Vec<u8>,
    at: usize,
}

impl Histogram {
    /// With buckets as [`buckets`] makes them, or any others in rising order.
    pub fn new(ends: &[Timestamp]) -> Histogram {
        let ends: Vec<i64> = ends.iter().map(|end| end.0).collect();
        let bars = vec![[0; 8]; ends.len().saturating_sub(1)];
        Histogram { ends, bars, outside: 0, grades: Vec::new(), at: 0 }
    }

    /// Works for a while. Whether the selection was counted. It must be the same selection at every step.
    pub fn step(&mut self, book: &Logbook, selection: &Bits, budget: usize) -> bool {
        let forms = book.form.values();
        for form in &forms[self.grades.len()..] {
            let grade = book.happening.values().get(form.happening as usize).map(|happening| happening.grade);
            self.grades.push(match grade {
                Some(Grade::Line(grade) | Grade::Run(grade)) => grade & 7,
                None => 0,
            });
        }
        let (first, last) = match (self.ends.first(), self.ends.last()) {
            (Some(first), Some(last)) if first < last => (*first, *last),
            _ => (0, 0),
        };
        // Buckets are about equally long, so a multiplication tells where to look.
        let scale = self.bars.len() as f64 / (last as f64 - first as f64).max(1.0);
        let Histogram { ends, bars, outside, grades, at } = self;
        selection.go_on(at, budget, |row| {
            let (Some(time), Some(form)) = (book.times.get(row).copied(), book.forms.get(row)) else { return };
            if time < first || time >= last || time == NONE {
                *outside += 1;
                return;
            }
            let mut bar = (((time as f64 - first as f64) * scale) as usize).min(bars.len() - 1);
            while time < ends[bar] {
                bar -= 1;
            }
            while time >= ends[bar + 1] {
                bar += 1;
            }
            bars[bar][usize::from(grades[*form as usize])] += 1;
        })
    }

    /// What was counted in each bucket: of lines by the place of the severity in [`Severity::ALL`], of runs by that of the
    /// outcome in [`Outcome::ALL`].
    ///
    /// [`Severity::ALL`]: crate::model::Severity::ALL
    /// [`Outcome::ALL`]: crate::model::Outcome::ALL
    pub fn bars(&self) -> &[[u32; 8]] {
        &self.bars
    }

    /// How many rows have no time, or one in no bucket.
    pub fn outside(&self) -> u64 {
        self.outside
    }
}

impl Logbook {
    /// The first and the last instant of the rows of a selection: a range with both ends inside.
    pub fn span(&self, selection: &Bits) -> Option<(Timestamp, Timestamp)> {
        let times = selection.iter().filter_map(|row| self.times.get(row as usize)).filter(|time| **time != NONE);
        let (first, last) = times.fold((i64::MAX, i64::MIN), |(first, last), time| (first.min(*time), last.max(*time)));
        (first <= last).then_some((Timestamp(first), Timestamp(last)))
    }

    /// The rows of a selection that are in a range of time.
    pub fn within(&self, selection: &Bits, range: TimeRange) -> Bits {
        let mut out = Bits::default();
        out.resize(selection.len());
        selection.iter().filter(|row| range.contains(self.time(*row))).for_each(|row| out.set(row as usize));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Timestamp {
        Timestamp::parse_iso(text).unwrap()
    }

    #[test]
    fn buckets_end_on_round_times_of_the_readers_clock() {
        // Central Europe.
        let summer = |at: Timestamp| (iso("2026-03-29T01:00:00Z")..iso("2026-10-25T01:00:00Z")).contains(&at);
        let offset = |at: Timestamp| if summer(at) { 120 } else { 60 };
        let context = Context { now: Timestamp(0), offset: &offset };
        for (first, last, most, expected) in [
            (
                "2026-11-20T10:03:10Z",
                "2026-11-20T10:03:24Z",
                5,
                &["2026-11-20T10:03:10Z", "2026-11-20T10:03:15Z", "2026-11-20T10:03:20Z", "2026-11-20T10:03:25Z"][..],
            ),
            (
                "2026-03-28T12:00:00Z",
                "2026-03-30T12:00:00Z",
                4,
                &["2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z"],
            ),
            (
                "2026-01-15T12:00:00Z",
                "2026-02-15T12:00:00Z",
                3,
                &["2025-12-31T23:00:00Z", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"],
            ),
            ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z", 40, &["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.001Z"]),
        ] {
            let ends: Vec<String> =
                buckets(iso(first), iso(last), most, &context).into_iter().map(Timestamp::iso).collect();
            assert_eq!(ends, expected, "{first} {last}");
        }
    }

    #[test]
    fn any_span_has_few_buckets_that_cover_it() {
        let context = Context::utc(Timestamp(0));
        for length in (0..19).map(|power| 10_i64.pow(power)).chain([i64::MAX]) {
            for first in [0, -length / 2, i64::MIN + 2, 1_795_000_000_000] {
                for most in [2, 10, 60, 500] {
                    let last = first.saturating_add(length);
                    let ends = buckets(Timestamp(first), Timestamp(last), most, &context);
                    assert!(
                        ends.is_sorted() && ends.len() >= 2 && ends.len() <= most + 3,
                        "{first} {last} {}",
                        ends.len()
                    );
                    assert!(
                        ends[0].0 <= first && ends[ends.len() - 1].0 > last || last == i64::MAX,
                        "{first} {last} {ends:?}"
                    );
                }
            }
        }
    }
}
