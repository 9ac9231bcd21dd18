//! Lines that were met, by their outline and what else tells them apart.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::cut::VALUES;
use super::outline::{OutlineId, PLAINS, Parts};
use super::scan::equal;
use crate::logbook::{Known, ShapeId};

/// How often is tried in vain to take the values of an outline as they stand.
const TRIES: u8 = 3;

/// All lines that were met.
#[derive(Default)]
pub(super) struct Met {
    lines: HashTable<Seen>,
    /// The first values that lines had which are the same in all else, by that.
    first: HashTable<First>,
    keys: Vec<u8>,
    hasher: DefaultHashBuilder,
    /// Which values are the line's own, by outline.
    own: Vec<Own>,
}

/// A line that was met.
pub(super) struct Seen {
    hash: u64,
    key: (usize, usize),
    pub(super) shape: ShapeId,
    pub(super) known: Known,
    /// What it says, if values are part of that.
    pub(super) says: Vec<Part>,
}

struct First {
    hash: u64,
    key: (usize, usize),
    values: Vec<Box<[u8]>>,
}

#[derive(Clone, Copy, Default)]
struct Own {
    open: u8,
    worked: bool,
    vain: u8,
}

/// A part of what a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Words(String),
    /// The value of this number.
    Value(usize),
}

impl Met {
    /// Bytes held, about.
    pub(super) fn bytes(&self) -> usize {
        self.keys.len() + self.lines.len() * size_of::<Seen>()
    }

    /// Forgets all lines, because they are of another book.
    pub(super) fn clear(&mut self) {
        self.lines.clear();
        self.first.clear();
        self.keys.clear();
    }

    /// Which values of an outline are the line's own: a bit each.
    pub(super) fn open(&self, outline: OutlineId) -> u8 {
        self.own.get(usize::from(outline)).map_or(0, |own| own.open)
    }

    /// The line that is like this one but for its numbers and values.
    #[inline]
    pub(super) fn find(&self, outline: OutlineId, key: &[u8]) -> Option<&Seen> {
        let hash = self.hash(outline, key);
        self.lines.find(hash, |seen| seen.hash == hash && equal(&self.keys[seen.key.0..seen.key.1], key))
    }

    /// Keeps a line in mind.
    pub(super) fn add(&mut self, outline: OutlineId, key: &[u8], known: Known, shape: ShapeId, says: Vec<Part>) {
        let hash = self.hash(outline, key);
        let key = self.keep(key);
        self.lines.insert_unique(hash, Seen { hash, key, shape, known, says }, |seen| seen.hash);
        self.of(outline).worked = true;
    }

    /// A line like this one could not be kept in mind. If none of its outline can with values of their own, they have none.
    pub(super) fn in_vain(&mut self, outline: OutlineId) {
        let own = self.of(outline);
        own.vain = own.vain.saturating_add(1);
        if own.vain >= TRIES && !own.worked {
            own.open = 0;
        }
    }

    /// Looks at a new line: which of its values differ from those of a line that is the same in all else? These are the
    /// line's own, from then on. `parts` are without values in their key.
    pub(super) fn compare(&mut self, outline: OutlineId, parts: &Parts, bytes: &[u8]) {
        let own = *self.of(outline);
        if parts.plains().is_empty() || own.vain >= TRIES && !own.worked {
            return;
        }
        let hash = self.hash(outline, parts.key());
        let values = parts.plains().iter().map(|(from, to)| &bytes[*from..*to]);
        let same = |first: &First| first.hash == hash && equal(&self.keys[first.key.0..first.key.1], parts.key());
        let Some(first) = self.first.find(hash, same) else {
            let values = values.map(Box::from).collect();
            let key = self.keep(parts.key());
            self.first.insert_unique(hash, First { hash, key, values }, |first| first.hash);
            return;
        };
        let mut open = own.open;
        for (nth, (value, before)) in values.zip(&first.values).enumerate().take(PLAINS) {
            if *value != **before && open.count_ones() < VALUES as u32 {
                open |= 1 << nth;
            }
        }
        if open != own.open {
            *self.of(outline) = Own { open, worked: false, vain: own.vain };
        }
    }

    fn of(&mut self, outline: OutlineId) -> &mut Own {
        let at = usize::from(outline);
        if self.own.len() <= at {
            self.own.resize(at + 1, Own::default());
        }
        &mut self.own[at]
    }

    fn keep(&mut self, key: &[u8]) -> (usize, usize) {
        let from = self.keys.len();
        self.keys.extend_from_slice(key);
        (from, self.keys.len())
    }

    fn hash(&self, outline: OutlineId, key: &[u8]) -> u64 {
        self.hasher.hash_one((outline, key))
    }
}

/// What a line says with these values.
pub(super) fn say(says: &[Part], values: &[&[u8]], out: &mut String) {
    out.clear();
    for part in says {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Value(nth) => out.push_str(std::str::from_utf8(values[*nth]).unwrap_or_default()),
        }
    }
}
