//! In which order a vendor serves its rows.
//!
//! Synology says nowhere; one recorded answer is newest first, another oldest first. So the first and the last page are
//! compared before a view relies on it.

use tapedeck_core::model::Timestamp;

/// The order of a vendor's rows by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The newest row is the first.
    NewestFirst,
    /// The oldest row is the first.
    OldestFirst,
    /// Neither: the rows have to be sorted here.
    None,
}

/// The order that the times of some rows have. Equal times and rows without a time prove nothing.
pub(crate) fn of(times: impl Iterator<Item = Option<Timestamp>>) -> Order {
    let (mut falls, mut rises) = (false, false);
    let mut before = None;
    for time in times.flatten() {
        if let Some(before) = before {
            falls |= time < before;
            rises |= time > before;
        }
        before = Some(time);
    }
    match (falls, rises) {
        (true, true) => Order::None,
        (false, true) => Order::OldestFirst,
        // All in one instant: either will do.
        (true, false) | (false, false) => Order::NewestFirst,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_told_from_the_times() {
        for (times, order) in [
            (vec![Some(3), Some(2), Some(2), Some(1)], Order::NewestFirst),
            (vec![Some(1), None, Some(1), Some(2)], Order::OldestFirst),
            (vec![Some(1), Some(3), Some(2)], Order::None),
            (vec![Some(1), Some(1)], Order::NewestFirst),
            (vec![None], Order::NewestFirst),
            (vec![], Order::NewestFirst),
        ] {
            assert_eq!(of(times.iter().map(|t| t.map(Timestamp))), order, "{times:?}");
        }
    }
}
