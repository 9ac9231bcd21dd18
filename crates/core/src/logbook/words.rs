//! Texts that are kept once each, in one arena, and found again by their number.

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

use super::arena::Arena;
use super::bits::Bits;
use super::grow;
use super::table::Table;
use crate::query::{fold, seek};

/// The number of a text.
pub(crate) type WordId = u32;

/// Texts, each once. The first is the empty one, so that 0 is "nothing".
#[derive(Debug)]
pub(crate) struct Words {
    arena: Arena,
    /// Where each text ends in the arena.
    ends: Vec<usize>,
    /// The number of each text, and half of its hash: a table that grows need not look at the texts again.
    table: Table<(u32, WordId)>,
    hasher: DefaultHashBuilder,
    /// Texts with letters outside of ASCII, folded: these cannot be searched where they stand.
    folded: Arena,
    /// Which texts these are, and where each ends in `folded`.
    foreign: Vec<(WordId, usize)>,
}

impl Words {
    pub(crate) fn new() -> Words {
        let mut words = Words {
            arena: Arena::default(),
            ends: Vec::new(),
            table: Table::new(),
            hasher: DefaultHashBuilder::default(),
            folded: Arena::default(),
            foreign: Vec::new(),
        };
        words.intern("");
        words
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A text; empty for a number that was never given.
    pub(crate) fn get(&self, id: WordId) -> &str {
        let end = self.ends.get(id as usize).copied().unwrap_or(0);
        self.arena.get(self.start(id as usize), end).unwrap_or_default()
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// The number of a text, new or known.
    pub(crate) fn intern(&mut self, text: &str) -> WordId {
        let hash = self.hash(text);
        if let Some(id) = self.find_hashed(hash, text) {
            return id;
        }
        let id = self.ends.len() as WordId;
        let end = self.arena.push(text);
        grow::push(&mut self.ends, end);
        self.table.insert(hash, (hash as u32, id), |(half, _)| whole(*half));
        if !text.is_ascii() {
            let end = self.folded.push(&fold::folded(text));
            grow::push(&mut self.foreign, (id, end));
        }
        id
    }

    /// The number of a text that is known.
    pub(crate) fn find(&self, text: &str) -> Option<WordId> {
        self.find_hashed(self.hash(text), text)
    }

    fn find_hashed(&self, hash: u64, text: &str) -> Option<WordId> {
        self.table.find(hash, |(half, id)| *half == hash as u32 && self.get(*id) == text).map(|(_, id)| *id)
    }

    fn hash(&self, text: &str) -> u64 {
        whole(self.hasher.hash_one(text) as u32)
    }

    /// Marks the texts from `from` on that contain a folded text, whatever their case. At most about `bytes` bytes are
    /// looked at. Returns the first text that was not looked at, and how many bytes were.
    pub(crate) fn search(&self, folded: &str, from: usize, bytes: usize, hits: &mut Bits) -> (usize, usize) {
        let to = self.upto(from, bytes);
        hits.resize(to);
        if folded.is_empty() {
            hits.fill(from, to);
            return (to, 0);
        }
        let (first, last) = (self.start(from), self.start(to));
        let foreign_from = self.foreign.partition_point(|(id, _)| (*id as usize) < from);
        let foreign_to = self.foreign.partition_point(|(id, _)| (*id as usize) < to);
        if folded.is_ascii() {
            let known: Vec<bool> =
                self.foreign[foreign_from..foreign_to].iter().map(|(id, _)| hits.get(*id as usize)).collect();
            let text = self.arena.get(first, last).unwrap_or_default().as_bytes();
            let mut at = from;
            seek::all(text, folded.as_bytes(), |hit| {
                let place = first + hit;
                at += gallop(&self.ends[at..to], |end| *end <= place);
                // The text the hit begins in must hold all of it.
                let end = self.ends[at];
                if place + folded.len() <= end {
                    hits.set(at);
                    end - first
                } else {
                    hit + 1
                }
            });
            // What was found in these now was found without folding.
            for ((id, _), known) in self.foreign[foreign_from..foreign_to].iter().zip(known) {
                if !known {
                    hits.unset(*id as usize);
                }
            }
        }
        let mut start = foreign_from.checked_sub(1).map_or(0, |before| self.foreign[before].1);
        let needle = memchr::memmem::Finder::new(folded);
        for (id, end) in &self.foreign[foreign_from..foreign_to] {
            if needle.find(self.folded.get(start, *end).unwrap_or_default().as_bytes()).is_some() {
                hits.set(*id as usize);
            }
            start = *end;
        }
        (to, last - first)
    }

    /// Marks the texts from `from` on that pass a test; otherwise as [`Words::search`].
    pub(crate) fn test(
        &self,
        test: &dyn Fn(&str) -> bool,
        from: usize,
        bytes: usize,
        hits: &mut Bits,
    ) -> (usize, usize) {
        let to = self.upto(from, bytes);
        hits.resize(to);
        let mut start = self.start(from);
        let first = start;
        for at in from..to {
            let end = self.ends[at];
            if test(self.arena.get(start, end).unwrap_or_default()) {
                hits.set(at);
            }
            start = end;
        }
        (to, start - first)
    }

    /// The end of a stretch of texts from `from` on, all on one page: as long as asked, and at least one text.
    fn upto(&self, from: usize, bytes: usize) -> usize {
        let start = self.start(from);
        let limit = start.saturating_add(bytes).min(self.arena.page_end(start));
        let to = from + self.ends.get(from..).unwrap_or_default().partition_point(|end| *end <= limit);
        to.max(from + 1).min(self.len())
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.arena.bytes()
            + self.folded.bytes()
            + self.ends.capacity() * size_of::<usize>()
            + self.foreign.capacity() * size_of::<(WordId, usize)>()
            + self.table.bytes()
    }
}

/// A hash with all its bits, from the half that is kept: the table looks at the upper and the lower ones.
fn whole(half: u32) -> u64 {
    u64::from(half) | u64::from(half.rotate_left(9)) << 32
}

/// How many leading elements fulfil what holds for a leading part: fast where that is a short one.
fn gallop<T>(slice: &[T], holds: impl Fn(&T) -> bool) -> usize {
    let mut step = 1;
    while step < slice.len() && holds(&slice[step]) {
        step *= 2;
    }
    let from = step / 2;
    let to = (step + 1).min(slice.len());
    from + slice[from..to].partition_point(holds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_text_has_the_same_number() {
        let mut words = Words::new();
        let numbers: Vec<_> = ["a", "b", "a", "", "Ä"].into_iter().map(|text| words.intern(text)).collect();
        assert_eq!(numbers, [1, 2, 1, 0, 3]);
        assert_eq!((words.get(2), words.get(0), words.get(99)), ("b", "", ""));
    }

    proptest! {
        #[test]
        fn search_finds_what_one_by_one_looking_finds(
            texts in prop::collection::vec("[aAbBkK\u{212A}äÄßẞΣςσ /]{0,6}", 0..40),
            needle in "[abkäßσK ]{0,3}",
            slice in 1_usize..30,
        ) {
            let mut words = Words::new();
            for text in &texts {
                words.intern(text);
            }
            let needle = fold::folded(&needle);
            let (mut hits, mut at) = (Bits::default(), 0);
            while at < words.len() {
                at = words.search(&needle, at, slice, &mut hits).0;
            }
            for id in 0..words.len() {
                let expected = fold::folded(words.get(id as WordId)).contains(&needle);
                prop_assert_eq!(hits.get(id), expected, "{:?} in {:?}", needle, words.get(id as WordId));
            }
        }
    }
}
