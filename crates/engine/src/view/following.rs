//! A view whose sources are looked at again: what is new appears at once, or is held back so that no row moves under the
//! eyes of somebody who reads.

use std::collections::HashMap;

use super::shown::Shown;
use super::{Places, Selection, Stores, View};
use crate::live::Looking;
use crate::protocol::{Live, News};
use crate::store::{Store, StoreKey};

/// How what is new is shown.
#[derive(Clone, Copy, Default)]
pub(super) struct Following {
    live: Live,
    /// How much the only list had grown when holding back began; nothing until it is known.
    held_from: Option<u64>,
    /// How many rows of the selection are held back.
    held: u64,
    /// How much the only list had grown and changed when rows were last sent.
    sent_at: Option<(u64, u64)>,
    /// Whether what was held back is to be shown now.
    released: bool,
}

impl Following {
    /// The same for another list.
    pub(super) fn again(self) -> Following {
        Following { live: self.live, ..Following::default() }
    }
}

impl View {
    /// Whether its sources are looked at again.
    pub(crate) fn is_live(&self) -> bool {
        self.following.live != Live::Off
    }

    /// Whether no row may move.
    pub(crate) fn is_holding(&self) -> bool {
        self.following.live == Live::Holding
    }

    /// What is new is shown like this from now on.
    pub(crate) fn set_live(&mut self, live: Live, stores: &Stores) {
        let before = std::mem::replace(&mut self.following.live, live);
        if live == Live::Holding {
            if before != live {
                self.following.held_from = self.only(stores).map(|store| store.grown);
            }
            return;
        }
        self.following.held_from = None;
        self.following.held = 0;
        if let Some(selection) = &mut self.selection
            && let Some(mut next) = selection.next.take()
        {
            next.unfold(&self.unfolded);
            selection.shown = next;
            self.following.released = true;
        }
    }

    fn only<'a>(&self, stores: &'a Stores) -> Option<&'a Store> {
        match self.parts.as_slice() {
            [part] => stores.get(&part.key),
            _ => None,
        }
    }

    /// How many of the newest rows of the only list are not shown yet. They stand at the top, because only an order that
    /// falls is followed.
    pub(super) fn held_back(&self, store: &Store) -> u64 {
        match self.following.held_from {
            Some(from) if self.spec.sort.descending => store.grown.saturating_sub(from),
            _ => 0,
        }
    }

    /// Whether rows that were sent may stand elsewhere or say something else now.
    #[inline(never)]
    pub(super) fn follow_moves(&mut self, stores: &Stores) -> bool {
        let released = std::mem::take(&mut self.following.released);
        let Some(store) = self.only(stores) else { return released };
        if self.is_holding() && self.following.held_from.is_none() {
            self.following.held_from = Some(store.grown);
        }
        let now = (store.renewed, self.held_back(store));
        self.following.sent_at.replace(now).is_some_and(|before| before != now) || released
    }

    /// Takes in a selection of lists of these versions, as it is shown with what is new. `all`: its rows and their groups,
    /// if some may be held back. Returns whether rows have other places now.
    pub(super) fn take_selection(
        &mut self,
        versions: Vec<u64>,
        all: Option<(Vec<u32>, Option<Vec<u32>>)>,
        new: Shown,
        at_ms: i64,
    ) -> bool {
        let Some((rows, groups)) = all else {
            self.selection = Some(Selection { versions, shown: new, next: None, at_ms });
            return true;
        };
        if let Some(selection) = &mut self.selection {
            self.following.held = (rows.len() as u64).saturating_sub(selection.shown.all().len() as u64);
            *selection = Selection { versions, shown: std::mem::take(&mut selection.shown), next: Some(new), at_ms };
            return false;
        }
        // The rows have other numbers, or all of them were read: what was held back stays so.
        let old = |all: &[u32]| all.get(self.following.held as usize..).unwrap_or_default().to_vec();
        let shown = Shown::new(old(&rows), groups.as_deref().map(old).as_deref(), &self.unfolded);
        self.selection = Some(Selection { versions, shown, next: Some(new), at_ms });
        true
    }

    /// Rows of the book were replaced. Those on screen say what is true now, and stay where they are.
    pub(crate) fn rows_replaced(&mut self, key: &StoreKey, replaced: &HashMap<u32, u32>) {
        if self.keys().any(|own| own == key)
            && let Some(selection) = &mut self.selection
        {
            selection.shown.replace(replaced);
            selection.next.iter_mut().for_each(|next| next.replace(replaced));
            self.unfolded = self.unfolded.iter().map(|row| *replaced.get(row).unwrap_or(row)).collect();
            self.sent.clear();
        }
    }

    /// Gives each row of the group at a place its own, or takes them together again.
    pub(crate) fn toggle_group(&mut self, place: u64) {
        let Some(selection) = &mut self.selection else { return };
        let Some(rows) = selection.shown.group_at(place as usize) else { return };
        match selection.shown.behind(place as usize) {
            Some(_) => self.unfolded.extend(rows.first()),
            None => rows.iter().for_each(|row| {
                self.unfolded.remove(row);
            }),
        }
        selection.shown.unfold(&self.unfolded);
        self.places_changed();
    }

    /// Gives the row with a number a place of its own, if it has none. Whether it has one now.
    pub(super) fn reveal(&mut self, rows: &[u32]) -> bool {
        let Some(selection) = &mut self.selection else { return false };
        let Some(row) = selection.shown.all().iter().find(|row| rows.contains(row)) else { return false };
        self.unfolded.insert(*row);
        selection.shown.unfold(&self.unfolded);
        self.places_changed();
        true
    }

    fn places_changed(&mut self) {
        self.order += 1;
        self.following.released = true;
    }

    /// What is new, if the view is live.
    pub(super) fn news(&self, stores: &Stores, looking: &HashMap<StoreKey, Looking>) -> Option<News> {
        let count = match self.places(stores) {
            Places::Unknown => 0,
            Places::Vendor(store, _) => self.held_back(store),
            Places::Selected => self.following.held,
        };
        let error = || self.keys().find_map(|key| looking.get(key)?.error.clone());
        self.is_live().then(|| News { count, error: error() })
    }
}
