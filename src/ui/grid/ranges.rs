//! Rows that are selected, as ranges of places: a million rows are one range. Pure.

/// Some rows, by their places: ranges from the first up to and without the last, in order, and none beside another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// Rows from one place up to and without another.
    pub fn of(first: u64, end: u64) -> Ranges {
        Ranges(if first < end { vec![(first, end)] } else { Vec::new() })
    }

    /// From one row to another, both among them, whichever comes first.
    pub fn between(a: u64, b: u64) -> Ranges {
        Ranges::of(a.min(b), a.max(b) + 1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many rows.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(first, end)| end - first).sum()
    }

    /// Whether a row is among them.
    pub fn contains(&self, row: u64) -> bool {
        let at = self.0.partition_point(|(_, end)| *end <= row);
        self.0.get(at).is_some_and(|(first, _)| *first <= row)
    }

    /// Takes a row in, or out.
    pub fn toggle(&mut self, row: u64) {
        let at = self.0.partition_point(|(_, end)| *end <= row);
        match self.0.get(at).copied() {
            Some((first, end)) if first <= row => {
                let rest = [(first, row), (row + 1, end)].into_iter().filter(|(first, end)| first < end);
                self.0.splice(at..=at, rest);
            }
            next => {
                let joins_last = at > 0 && self.0[at - 1].1 == row;
                let joins_next = next.is_some_and(|(first, _)| first == row + 1);
                match (joins_last, joins_next) {
                    (true, true) => self.0[at - 1].1 = self.0.remove(at).1,
                    (true, false) => self.0[at - 1].1 = row + 1,
                    (false, true) => self.0[at].0 = row,
                    (false, false) => self.0.insert(at, (row, row + 1)),
                }
            }
        }
    }

    /// The ranges.
    pub fn list(&self) -> &[(u64, u64)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn toggling_is_what_a_set_would_do() {
        let (mut ranges, mut set) = (Ranges::default(), BTreeSet::new());
        // Every row comes in and goes out, in an order that meets every neighbourhood.
        for step in 0..400_u64 {
            let row = step * 7 % 19;
            ranges.toggle(row);
            if !set.remove(&row) {
                set.insert(row);
            }
            assert_eq!(ranges.count(), set.len() as u64);
            assert!((0..20).all(|row| ranges.contains(row) == set.contains(&row)), "{ranges:?} and {set:?}");
            let apart = ranges.list().windows(2).all(|pair| pair[0].1 < pair[1].0);
            assert!(apart && ranges.list().iter().all(|(first, end)| first < end), "{ranges:?}");
        }
    }

    #[test]
    fn a_million_rows_are_one_range() {
        let all = Ranges::of(0, 1_000_000);
        assert_eq!(
            (all.list().len(), all.count(), all.contains(999_999), all.contains(1_000_000)),
            (1, 1_000_000, true, false)
        );
        assert_eq!(Ranges::between(9, 3), Ranges::of(3, 10));
        assert!(Ranges::of(3, 3).is_empty());
    }
}
