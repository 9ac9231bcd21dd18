//! The numbers in which a line differs from those that say the same.

use crate::logbook::{Hole, Numbers};
use crate::model::{Line, Timestamp};

use super::super::mapping;

/// The numbers that are cut out, by their names.
pub(super) const NUMBERS: [(&str, Hole); 4] = [
    ("log_id", Hole::Number),
    ("result_detail_id", Hole::Number),
    ("log_time", Hole::Seconds),
    ("result_id", Hole::Run),
];
/// So many of them a line has at most: one for each column.
const HOLES: usize = 3;
/// Later seconds than these are no times that a line is written again from.
const LATEST: u64 = 1 << 40;
/// So many values a line may have of its own.
pub(super) const VALUES: usize = 4;

/// The numbers of a line, and where its values stand.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    number: Option<u64>,
    seconds: Option<u64>,
    run: Option<u64>,
    /// How far the line was read.
    pub(super) to: usize,
    /// Where each number begins and ends.
    holes: [(usize, usize, Hole); HOLES],
    cut: usize,
    /// Where each value begins and ends.
    values: [(usize, usize); VALUES],
    count: usize,
}

impl Default for Cut {
    fn default() -> Cut {
        Cut {
            number: None,
            seconds: None,
            run: None,
            to: 0,
            holes: [(0, 0, Hole::Number); HOLES],
            cut: 0,
            values: [(0, 0); VALUES],
            count: 0,
        }
    }
}

impl Cut {
    /// Makes it that of the next line. What is left of the one before stands where nobody looks.
    pub(super) fn clear(&mut self) {
        (self.number, self.seconds, self.run) = (None, None, None);
        (self.to, self.cut, self.count) = (0, 0, 0);
    }

    /// Cuts a number out. Nothing if its column has one already.
    pub(super) fn take(&mut self, hole: Hole, number: u64, from: usize, to: usize) -> Option<()> {
        if self.of(hole).is_some() {
            return None;
        }
        *self.of(hole) = Some(number);
        *self.holes.get_mut(self.cut)? = (from, to, hole);
        self.cut += 1;
        Some(())
    }

    /// Where its numbers begin and end.
    pub(super) fn holes(&self) -> &[(usize, usize, Hole)] {
        &self.holes[..self.cut]
    }

    /// The line with a byte in the place of each number and value.
    pub(super) fn left(&self, bytes: &[u8]) -> Vec<u8> {
        let values = self.values[..self.count].iter().map(|(from, to)| (*from, *to, Hole::Value));
        let mut places: Vec<(usize, usize, Hole)> = self.holes().iter().copied().chain(values).collect();
        places.sort_unstable_by_key(|(from, ..)| *from);
        let (mut left, mut at) = (Vec::with_capacity(bytes.len()), 0);
        for (from, to, hole) in places {
            left.extend_from_slice(&bytes[at..from]);
            left.push(hole.mark());
            at = to;
        }
        left.extend_from_slice(&bytes[at..]);
        left
    }

    /// The number that stands in a hole.
    pub(super) fn of(&mut self, hole: Hole) -> &mut Option<u64> {
        match hole {
            Hole::Seconds => &mut self.seconds,
            Hole::Run => &mut self.run,
            Hole::Number | Hole::Value => &mut self.number,
        }
    }

    /// Adds a value. There must be room for it: no line has more than [`VALUES`].
    pub(super) fn value(&mut self, from: usize, to: usize) {
        if let Some(place) = self.values.get_mut(self.count) {
            *place = (from, to);
            self.count += 1;
        }
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

    /// As the columns have them. Nothing for a line without a number of its own, or with a time that it is not written
    /// again from.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        self.seconds.is_none_or(|seconds| seconds < LATEST).then_some(())?;
        Some(Numbers { time: self.time(), number: self.number?, run: self.run() })
    }

    /// Whether these are the numbers of a line.
    pub(super) fn are_of(&self, line: &Line) -> bool {
        let text = |number: Option<u64>| number.map(|number| number.to_string());
        line.time == self.time() && line.run == text(self.run()) && line.id == text(self.number).unwrap_or_default()
    }
}
