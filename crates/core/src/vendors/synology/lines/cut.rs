//! The numbers in which a line differs from those that say the same.

use crate::logbook::{Hole, Numbers};
use crate::model::{Line, Timestamp};

use super::super::mapping;

/// The numbers that are cut out. Which of them a line has, and in which order, is part of what is left.
pub(super) const NUMBERS: [(&str, Hole); 4] = [
    ("\"log_id\":", Hole::Number),
    ("\"result_detail_id\":", Hole::Number),
    ("\"log_time\":", Hole::Seconds),
    ("\"result_id\":", Hole::Run),
];
/// Later seconds than these are no times that a line is written again from.
const LATEST: u64 = 1 << 40;
/// So many values a line may have of its own.
pub(super) const VALUES: usize = 4;

/// The numbers of a line, and where its values stand.
#[derive(Clone, Copy, Default)]
pub(super) struct Cut {
    pub(super) number: Option<u64>,
    seconds: Option<u64>,
    run: Option<u64>,
    /// How far the line was read.
    pub(super) to: usize,
    /// Where each value begins and ends.
    values: [(usize, usize); VALUES],
    count: usize,
}

impl Cut {
    /// The number that stands in a hole.
    pub(super) fn of(&mut self, hole: Hole) -> &mut Option<u64> {
        match hole {
            Hole::Seconds => &mut self.seconds,
            Hole::Run => &mut self.run,
            Hole::Number | Hole::Value => &mut self.number,
        }
    }

    /// Whether these can be the numbers of a line that is written again from them.
    pub(super) fn is_plain(&self) -> bool {
        self.seconds.is_none_or(|seconds| seconds < LATEST)
    }

    /// Adds a value. Whether there was room for it.
    pub(super) fn value(&mut self, from: usize, to: usize) -> bool {
        let place = self.values.get_mut(self.count).map(|place| *place = (from, to));
        self.count += 1;
        place.is_some()
    }

    /// The values, in the line that they were cut out of.
    pub(super) fn values<'a>(&self, bytes: &'a [u8]) -> [&'a [u8]; VALUES] {
        self.values.map(|(from, to)| bytes.get(from..to).unwrap_or_default())
    }

    /// How many values there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    fn time(&self) -> Option<Timestamp> {
        self.seconds.and_then(|seconds| mapping::instant(i64::try_from(seconds).ok()))
    }

    fn run(&self) -> Option<u64> {
        self.run.filter(|run| *run != 0)
    }

    /// As the columns have them. Nothing for a line without a number of its own.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        Some(Numbers { time: self.time(), number: self.number?, run: self.run() })
    }

    /// Whether these are the numbers of a line.
    pub(super) fn are_of(&self, line: &Line) -> bool {
        let text = |number: Option<u64>| number.map(|number| number.to_string());
        line.time == self.time() && line.run == text(self.run()) && line.id == text(self.number).unwrap_or_default()
    }
}
