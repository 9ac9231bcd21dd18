//! The rows of a selection as they are shown: each at its own place, or those that say the same at one.

use std::collections::{HashMap, HashSet};

use crate::protocol::{Gathered, Repeated};

/// No group yet.
const NONE: u32 = u32::MAX;

/// So many rows are compared before it is looked whether they were the same.
const PIECE: usize = 64;

/// The rows of a selection, by their places.
#[derive(Default)]
pub(super) struct Shown {
    /// Of the book.
    rows: Vec<u32>,
    /// If rows are taken together.
    groups: Option<Groups>,
}

/// Rows taken together.
struct Groups {
    /// All rows, group by group.
    members: Vec<u32>,
    /// Where each group begins in them; at the end, how many there are.
    starts: Vec<u32>,
    /// The group of each place.
    of: Vec<u32>,
    /// Groups of which every row has a place.
    unfolded: HashSet<u32>,
}

impl Shown {
    /// For rows in order, and the number of the group of each if they are taken together. A group that has one of the
    /// rows `unfolded` is unfolded.
    pub(super) fn new(rows: Vec<u32>, groups: Option<&[u32]>, unfolded: &HashSet<u32>) -> Shown {
        let Some(numbers) = groups else { return Shown { rows, groups: None } };
        // The groups, in the order of their first rows.
        let mut known = vec![NONE; numbers.iter().max().map_or(0, |most| *most as usize + 1)];
        let mut counts: Vec<u32> = Vec::new();
        for number in numbers {
            let group = &mut known[*number as usize];
            if *group == NONE {
                *group = counts.len() as u32;
                counts.push(0);
            }
            counts[*group as usize] += 1;
        }
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0;
        for count in &counts {
            starts.push(sum);
            sum += count;
        }
        let mut next = starts.clone();
        starts.push(sum);
        let mut members = vec![0; rows.len()];
        for (row, number) in rows.iter().zip(numbers) {
            let at = &mut next[known[*number as usize] as usize];
            members[*at as usize] = *row;
            *at += 1;
        }
        let groups = Groups { members, starts, of: Vec::new(), unfolded: HashSet::new() };
        let mut shown = Shown { rows: Vec::new(), groups: Some(groups) };
        shown.unfold(unfolded);
        shown
    }

    /// Unfolds the groups that have one of these rows, and folds all others.
    pub(super) fn unfold(&mut self, rows: &HashSet<u32>) {
        let Some(groups) = &mut self.groups else { return };
        groups.unfolded.clear();
        if !rows.is_empty() {
            for (at, _) in groups.members.iter().enumerate().filter(|(_, row)| rows.contains(row)) {
                groups.unfolded.insert(group_of(&groups.starts, at));
            }
        }
        (self.rows, groups.of) = (Vec::new(), Vec::new());
        for group in 0..groups.starts.len().saturating_sub(1) as u32 {
            let members = groups.members(group);
            let count = if groups.unfolded.contains(&group) { members.len() } else { 1 };
            self.rows.extend(&members[..count]);
            groups.of.resize(self.rows.len(), group);
        }
    }

    /// How many places there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row at a place.
    pub(super) fn get(&self, place: usize) -> Option<u32> {
        self.rows.get(place).copied()
    }

    /// The rows at the places.
    pub(super) fn places(&self) -> &[u32] {
        &self.rows
    }

    /// Whether the first places have the rows that other ones have. The library compares slices byte by byte where there is
    /// no function for it, as in a browser.
    pub(super) fn begins_with(&self, first: &Shown) -> bool {
        let same = |(rows, others): (&[u32], &[u32])| rows.iter().zip(others).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0;
        let rows = self.rows.get(..first.rows.len());
        rows.is_some_and(|rows| rows.chunks(PIECE).zip(first.rows.chunks(PIECE)).all(same))
    }

    /// All rows, also those that have no place of their own.
    pub(super) fn all(&self) -> &[u32] {
        self.groups.as_ref().map_or(&self.rows, |groups| &groups.members)
    }

    /// Several rows for which the row at a place stands.
    pub(super) fn behind(&self, place: usize) -> Option<&[u32]> {
        let groups = self.groups.as_ref()?;
        let group = *groups.of.get(place)?;
        Some(groups.members(group)).filter(|rows| rows.len() > 1 && !groups.unfolded.contains(&group))
    }

    /// The group that has a place, if it has more rows than one.
    pub(super) fn group_at(&self, place: usize) -> Option<&[u32]> {
        let groups = self.groups.as_ref()?;
        Some(groups.members(*groups.of.get(place)?)).filter(|rows| rows.len() > 1)
    }

    /// What the row at a place stands for.
    pub(super) fn repeated(&self, place: usize) -> Option<Repeated> {
        let members = self.group_at(place)?;
        let count = members.len() as u32;
        Some(match (self.behind(place), members.first() == self.rows.get(place)) {
            (Some(_), _) => Repeated::Folded(count),
            (None, true) => Repeated::Unfolded(count),
            (None, false) => Repeated::Within,
        })
    }

    /// What rows were taken together to, if they were.
    pub(super) fn gathered(&self) -> Option<Gathered> {
        let groups = self.groups.as_ref()?;
        Some(Gathered { groups: groups.starts.len() as u64 - 1, rows: groups.members.len() as u64 })
    }

    /// Some rows of the book were replaced.
    pub(super) fn replace(&mut self, replaced: &HashMap<u32, u32>) {
        let members = self.groups.iter_mut().flat_map(|groups| groups.members.iter_mut());
        for row in self.rows.iter_mut().chain(members) {
            if let Some(new) = replaced.get(row) {
                *row = *new;
            }
        }
    }
}

impl Groups {
    fn members(&self, group: u32) -> &[u32] {
        let end = |at: usize| self.starts.get(at).map_or(self.members.len(), |at| *at as usize);
        &self.members[end(group as usize)..end(group as usize + 1)]
    }
}

/// The group that has the row at a place among all members.
fn group_of(starts: &[u32], at: usize) -> u32 {
    starts.partition_point(|start| *start as usize <= at).saturating_sub(1) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_together_and_apart() {
        let rows = [50, 40, 30, 20, 10];
        let mut shown = Shown::new(rows.to_vec(), Some(&[7, 2, 7, 7, 3]), &HashSet::new());
        assert_eq!(shown.places(), [50, 40, 10]);
        assert_eq!(shown.gathered(), Some(Gathered { groups: 3, rows: 5 }));
        assert_eq!(shown.behind(0), Some(&[50, 30, 20][..]));
        assert_eq!((shown.behind(1), shown.repeated(1), shown.behind(9)), (None, None, None));
        shown.unfold(&HashSet::from([20]));
        assert_eq!(shown.places(), [50, 30, 20, 40, 10]);
        assert_eq!(shown.all(), [50, 30, 20, 40, 10]);
        let said: Vec<_> = (0..5).map(|place| shown.repeated(place)).collect();
        let within = Some(Repeated::Within);
        assert_eq!(said, [Some(Repeated::Unfolded(3)), within, within, None, None]);
        assert_eq!(shown.behind(0), None, "it has places of its own");
        let held = Shown::new(rows[1..].to_vec(), Some(&[2, 7, 7, 3]), &HashSet::new());
        assert_eq!(held.places(), [40, 30, 10], "groups that began before");
        let alone = Shown::new(rows.to_vec(), None, &HashSet::new());
        assert_eq!((alone.places(), alone.gathered(), alone.repeated(0)), (&rows[..], None, None));
        assert_eq!(Shown::new(Vec::new(), Some(&[]), &HashSet::new()).gathered(), Some(Gathered::default()));
    }

    #[test]
    fn rows_that_were_there_before_are_known_again() {
        let shown = |rows: std::ops::Range<u32>| Shown::new(rows.collect(), None, &HashSet::new());
        let one_other = |at: usize| {
            let mut other = shown(0..200);
            other.rows[at] += 1_000;
            other
        };
        for (first, expected) in [
            (shown(0..0), true),
            (shown(0..64), true),
            (shown(0..150), true),
            (shown(0..200), true),
            (shown(0..201), false),
            (shown(1..150), false),
            (one_other(0), false),
            (one_other(63), false),
            (one_other(64), false),
            (one_other(199), false),
        ] {
            assert_eq!(shown(0..200).begins_with(&first), expected, "{:?}", first.rows);
        }
    }
}
