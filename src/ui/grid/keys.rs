//! What keys do in the table: pure.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Another row becomes the active one.
    Move(u64),
    /// A row is opened.
    Open(u64),
    /// Nothing: the key is somebody else's.
    None,
}

/// What a key does when `active` is the active row, `top` the one at the top and `page` rows are in sight of `count`.
/// Without an active row, moving begins at the top of what is in sight.
pub fn action(key: &str, active: Option<u64>, top: u64, page: u64, count: u64) -> Action {
    let Some(last) = count.checked_sub(1) else { return Action::None };
    let from = |step: fn(u64, u64) -> u64, by: u64| active.map_or(top, |row| step(row, by)).min(last);
    match key {
        "ArrowDown" => Action::Move(from(u64::saturating_add, 1)),
        "ArrowUp" => Action::Move(from(u64::saturating_sub, 1)),
        "PageDown" => Action::Move(from(u64::saturating_add, page)),
        "PageUp" => Action::Move(from(u64::saturating_sub, page)),
        "Home" => Action::Move(0),
        "End" => Action::Move(last),
        "Enter" | " " => active.map_or(Action::None, |row| Action::Open(row.min(last))),
        _ => Action::None,
    }
}

/// The cell of the active row to which Left or Right leads from `at` of `count`. Before the first one is the row as a
/// whole.
pub fn beside(key: &str, at: Option<usize>, count: usize) -> Option<Option<usize>> {
    match (key, at) {
        ("ArrowRight", None) => Some((count > 0).then_some(0)),
        ("ArrowRight", Some(at)) => Some(Some((at + 1).min(count.saturating_sub(1)))),
        ("ArrowLeft", Some(at)) => Some(at.checked_sub(1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_from_cell_to_cell_and_back_to_the_row() {
        for (key, at, expected) in [
            ("ArrowRight", None, Some(Some(0))),
            ("ArrowRight", Some(1), Some(Some(2))),
            ("ArrowRight", Some(2), Some(Some(2))),
            ("ArrowLeft", Some(1), Some(Some(0))),
            ("ArrowLeft", Some(0), Some(None)),
            ("ArrowLeft", None, None),
            ("ArrowDown", Some(1), None),
        ] {
            assert_eq!(beside(key, at, 3), expected, "{key} at {at:?}");
        }
    }

    #[test]
    fn moves_and_opens() {
        for (key, active, expected) in [
            ("ArrowDown", None, Action::Move(40)),
            ("ArrowDown", Some(41), Action::Move(42)),
            ("ArrowDown", Some(99), Action::Move(99)),
            ("ArrowUp", Some(0), Action::Move(0)),
            ("PageDown", Some(41), Action::Move(61)),
            ("PageDown", Some(95), Action::Move(99)),
            ("PageUp", Some(41), Action::Move(21)),
            ("Home", Some(41), Action::Move(0)),
            ("End", None, Action::Move(99)),
            ("Enter", Some(41), Action::Open(41)),
            (" ", Some(41), Action::Open(41)),
            ("Enter", None, Action::None),
            ("Tab", Some(41), Action::None),
        ] {
            assert_eq!(action(key, active, 40, 20, 100), expected, "{key} at {active:?}");
        }
        assert_eq!(action("ArrowDown", None, 0, 20, 0), Action::None, "an empty table");
    }
}
