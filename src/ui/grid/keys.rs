//! What keys do in the table: pure.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Another row becomes the active one.
    Move(u64),
    /// Another row becomes the active one, and all up to it are selected.
    Extend(u64),
    /// A row is selected, or is no longer.
    Toggle(u64),
    /// All rows are selected.
    All,
    /// A row is opened.
    Open(u64),
    /// Nothing: the key is somebody else's.
    None,
}

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Key<'a> {
    /// Its name.
    pub name: &'a str,
    /// Shift.
    pub shift: bool,
    /// Control, or Command on a Mac.
    pub command: bool,
}

/// What a key does when `active` is the active row, `top` the one at the top and `page` rows are in sight of `count`.
/// Without an active row, moving begins at the top of what is in sight.
pub fn action(key: Key<'_>, active: Option<u64>, top: u64, page: u64, count: u64) -> Action {
    let Some(last) = count.checked_sub(1) else { return Action::None };
    let from = |step: fn(u64, u64) -> u64, by: u64| active.map_or(top, |row| step(row, by)).min(last);
    let at_active = |action: fn(u64) -> Action| active.map_or(Action::None, |row| action(row.min(last)));
    let to = match (key.name, key.command) {
        ("ArrowDown", false) => from(u64::saturating_add, 1),
        ("ArrowUp", false) => from(u64::saturating_sub, 1),
        ("PageDown", false) => from(u64::saturating_add, page),
        ("PageUp", false) => from(u64::saturating_sub, page),
        ("Home", false) => 0,
        ("End", false) => last,
        ("Enter", false) if !key.shift => return at_active(Action::Open),
        (" ", _) => return at_active(Action::Toggle),
        ("a" | "A", true) if !key.shift => return Action::All,
        _ => return Action::None,
    };
    if key.shift { Action::Extend(to) } else { Action::Move(to) }
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
    fn moves_selects_and_opens() {
        let shift = |name| Key { name, shift: true, command: false };
        let command = |name| Key { name, shift: false, command: true };
        let plain = |name| Key { name, ..Key::default() };
        for (key, active, expected) in [
            (plain("ArrowDown"), None, Action::Move(40)),
            (plain("ArrowDown"), Some(41), Action::Move(42)),
            (plain("ArrowDown"), Some(99), Action::Move(99)),
            (plain("ArrowUp"), Some(0), Action::Move(0)),
            (plain("PageDown"), Some(41), Action::Move(61)),
            (plain("PageDown"), Some(95), Action::Move(99)),
            (plain("PageUp"), Some(41), Action::Move(21)),
            (plain("Home"), Some(41), Action::Move(0)),
            (plain("End"), None, Action::Move(99)),
            (plain("Enter"), Some(41), Action::Open(41)),
            (plain("Enter"), None, Action::None),
            (plain(" "), Some(41), Action::Toggle(41)),
            (plain(" "), None, Action::None),
            (plain("Tab"), Some(41), Action::None),
            (plain("a"), Some(41), Action::None),
            (command("a"), None, Action::All),
            (command("c"), Some(41), Action::None),
            (command("ArrowDown"), Some(41), Action::None),
            (shift("ArrowDown"), Some(41), Action::Extend(42)),
            (shift("End"), Some(41), Action::Extend(99)),
            (shift("Enter"), Some(41), Action::None),
        ] {
            assert_eq!(action(key, active, 40, 20, 100), expected, "{key:?} at {active:?}");
        }
        assert_eq!(action(plain("ArrowDown"), None, 0, 20, 0), Action::None, "an empty table");
    }
}
