//! Selecting rows, by pointer and by key.

use crate::prelude::*;

use super::ranges::Ranges;

/// Which rows are selected, and from where a selection is extended.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The rows.
    pub chosen: RwSignal<Ranges>,
    anchor: StoredValue<Option<u64>>,
}

impl Choice {
    /// Nothing is selected yet.
    pub fn new(chosen: RwSignal<Ranges>) -> Choice {
        Choice { chosen, anchor: StoredValue::new(None) }
    }

    /// From here a selection is extended.
    pub fn start_at(self, row: Option<u64>) {
        self.anchor.set_value(row);
    }

    /// Takes a row in, or out.
    pub fn toggle(self, row: u64) {
        self.start_at(Some(row));
        self.chosen.update(|chosen| chosen.toggle(row));
    }

    /// Selects all up to a row. From that where it was begun, else from `active`.
    pub fn extend(self, row: u64, active: Option<u64>) {
        let from = self.anchor.get_value().or(active).unwrap_or(row);
        self.start_at(Some(from));
        self.chosen.set(Ranges::between(from, row));
    }
}
