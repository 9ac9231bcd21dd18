//! A hash table that grows a part at a time.
//!
//! A table that doubles moves all it has: of two million texts that took 150 ms, in which nobody is answered. Each of these
//! parts moves a sixteenth of that, and not all of them at once.

use hashbrown::HashTable;

const PARTS: usize = 16;

/// Values, found by their hash.
#[derive(Debug)]
pub(crate) struct Table<T> {
    parts: [HashTable<T>; PARTS],
}

impl<T> Table<T> {
    pub(crate) fn new() -> Table<T> {
        Table { parts: std::array::from_fn(|_| HashTable::new()) }
    }

    /// The part of a hash: by bits that the part itself does not look at.
    fn part(hash: u64) -> usize {
        (hash >> 28) as usize % PARTS
    }

    /// The value with this hash that is the one.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_it: impl FnMut(&T) -> bool) -> Option<&T> {
        self.parts[Table::<T>::part(hash)].find(hash, is_it)
    }

    /// Adds a value that is not there. `hash_of` says the hash of those that are.
    #[inline]
    pub(crate) fn insert(&mut self, hash: u64, value: T, hash_of: impl Fn(&T) -> u64) {
        self.parts[Table::<T>::part(hash)].insert_unique(hash, value, hash_of);
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.parts.iter().map(HashTable::allocation_size).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_found_again_and_no_part_has_more_than_its_share() {
        let mut table = Table::new();
        let hash = |number: &u64| number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for number in 0..10_000_u64 {
            table.insert(hash(&number), number, hash);
        }
        for number in 0..10_000 {
            assert_eq!(table.find(hash(&number), |other| *other == number), Some(&number));
        }
        assert_eq!(table.find(hash(&10_000), |other| *other == 10_000), None);
        assert!(table.parts.iter().all(|part| (500..750).contains(&part.len())));
    }
}
