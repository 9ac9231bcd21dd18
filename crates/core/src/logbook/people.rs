//! Who and what the rows speak of.

use std::collections::BTreeSet;

use super::Logbook;

impl Logbook {
    /// The names of all users.
    pub fn users(&self) -> BTreeSet<&str> {
        self.place.values().iter().map(|place| self.names.get(place.user)).filter(|name| !name.is_empty()).collect()
    }

    /// The names of all that is backed up.
    pub fn items_named(&self) -> BTreeSet<&str> {
        let ids = self.place.values().iter().flat_map(|place| self.item_ids(place));
        ids.map(|id| self.names.get(id)).filter(|name| !name.is_empty()).collect()
    }
}
