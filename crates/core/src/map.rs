//! Small maps.

use std::collections::BTreeMap;

/// A map of pairs. Of two with the same key the last stays.
///
/// `collect` sorts the pairs first, and the compiler writes a sort of many kilobytes for each type of pair: here they are
/// put in one after the other, which is as good for the few that a form has.
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_is_what_collect_makes() {
        let pairs = [("b", 1), ("a", 2), ("b", 3), ("c", 4)];
        assert_eq!(map_of(pairs), pairs.into_iter().collect());
        assert_eq!(map_of::<&str, u8>([]), BTreeMap::new());
    }
}
