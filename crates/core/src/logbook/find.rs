//! From one match to the next, in the order shown.

use super::Bits;

/// A match, and which of all it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place in the order.
    pub place: usize,
    /// Which match it is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Whether the search went on at the other end.
    pub wrapped: bool,
}

/// The next match after a place of an order, or the one before it. `None` as a place stands before the first and behind
/// the last. At the end the search goes on at the other one.
pub fn find(order: &[u32], matching: &Bits, from: Option<usize>, backwards: bool) -> Option<Found> {
    let is_match = |place: &usize| order.get(*place).is_some_and(|row| matching.get(*row as usize));
    let len = order.len();
    let (place, wrapped) = if backwards {
        let from = from.unwrap_or(len).min(len);
        match (0..from).rev().find(is_match) {
            Some(place) => (place, false),
            None => ((from..len).rev().find(is_match)?, true),
        }
    } else {
        let from = from.map_or(0, |from| (from + 1).min(len));
        match (from..len).find(is_match) {
            Some(place) => (place, false),
            None => ((0..from).find(is_match)?, true),
        }
    };
    let number = (0..=place).filter(is_match).count();
    let of = number + (place + 1..len).filter(is_match).count();
    Some(Found { place, number, of, wrapped })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_from_match_to_match_and_round_the_end() {
        let order = [4, 2, 0, 1, 3];
        let matching: Bits = [true, false, true, true, false].into_iter().collect();
        for (from, backwards, place, number, wrapped) in [
            (None, false, 1, 1, false),
            (Some(1), false, 2, 2, false),
            (Some(2), false, 4, 3, false),
            (Some(4), false, 1, 1, true),
            (None, true, 4, 3, false),
            (Some(4), true, 2, 2, false),
            (Some(1), true, 4, 3, true),
            (Some(99), false, 1, 1, true),
        ] {
            let expected = Some(Found { place, number, of: 3, wrapped });
            assert_eq!(find(&order, &matching, from, backwards), expected, "{from:?} {backwards}");
        }
        assert_eq!(find(&order, &Bits::all(0), None, false), None);
    }
}
