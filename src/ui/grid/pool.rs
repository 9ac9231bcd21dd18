//! The row elements that are recycled.

use std::sync::Arc;

use crate::prelude::*;

use super::geometry::row_of_slot;
use super::model::{GridRow, Rows};
use super::scroll::Frame;
use crate::browser::clock::{self, Timer};

/// One row element.
#[derive(Clone, Copy, PartialEq)]
pub struct Slot {
    /// Its number in the pool.
    pub number: u64,
    /// What it draws now.
    pub drawn: RwSignal<Drawn>,
}

/// What a row element draws.
#[derive(Clone, Default)]
pub struct Drawn {
    /// The number of the row; nothing for an element that is not needed now.
    pub row: Option<u64>,
    /// Where it is drawn, in pixels.
    pub y: i64,
    /// The row, unless it is not known yet.
    pub data: Option<Arc<GridRow>>,
    /// What holds of it.
    pub holds: Holds,
}

/// What holds of a row.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Holds {
    /// The keyboard is at it.
    pub active: bool,
    /// It is in the drawer.
    pub selected: bool,
    /// It is selected.
    pub chosen: bool,
    /// It was looked for.
    pub found: bool,
}

/// All row elements. The pool only grows.
#[derive(Clone, Copy)]
pub struct Pool {
    slots: RwSignal<Vec<Slot>>,
    /// Whether rows beyond what is in sight are drawn too. What is in sight comes one frame before them.
    whole: RwSignal<bool>,
    /// What waits for that frame.
    frame: StoredValue<Option<Timer>>,
    owner: StoredValue<Option<Owner>>,
}

impl Pool {
    /// An empty pool that lives as long as the running component.
    pub fn new() -> Pool {
        Pool {
            slots: RwSignal::new(Vec::new()),
            whole: RwSignal::new(false),
            frame: StoredValue::new_local(None),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// The row elements.
    pub fn slots(self) -> Vec<Slot> {
        self.slots.get()
    }

    /// The element that draws a row, if any does.
    pub fn slot_of(self, row: u64, frame: Frame) -> Option<u64> {
        let (first, count) = frame.window();
        let pool = self.slots.read().len() as u64;
        (first..first + count).contains(&row).then(|| row.checked_rem(pool)).flatten()
    }

    /// Gives every element its row. Only those are told of which something changed.
    pub fn paint(self, frame: Frame, rows: &Rows, holds: impl Fn(u64) -> Holds) {
        // Some more at once: a window is resized in many small steps.
        let size = frame.geometry.pool().next_multiple_of(16);
        if self.whole.get() {
            self.grow(size);
        } else if frame.geometry.sight > 0.0 {
            self.grow(frame.geometry.in_sight().min(size));
            let waits = self.frame.with_value(Option::is_some);
            if !waits && rows.get(frame.top_row()).is_some() {
                let draw = move || {
                    let _ = self.whole.try_set(true);
                };
                self.frame.set_value(clock::next_frame(draw));
            }
        }
        let slots = self.slots.read_untracked();
        let size = slots.len() as u64;
        let (first, count) = frame.window();
        // Every element has a row, also beyond the window: to hide one and to show it again is work for every frame.
        let first = match size.checked_sub(count) {
            Some(more) => first.saturating_sub(more / 2),
            // Only as many as can be seen.
            None => frame.top_row(),
        };
        let end = if count == 0 { 0 } else { frame.geometry.rows };
        for slot in slots.iter() {
            let row = row_of_slot(slot.number, first, size);
            let before = slot.drawn.read_untracked();
            let now = if row < end {
                Drawn {
                    row: Some(row),
                    y: frame.geometry.draw_at(row, frame.offset, frame.scroll).round() as i64,
                    data: rows.get(row).cloned(),
                    holds: holds(row),
                }
            } else {
                Drawn { row: None, holds: Holds::default(), ..before.clone() }
            };
            let stays = before.same(&now);
            drop(before);
            if !stays {
                slot.drawn.set(now);
            }
        }
    }

    fn grow(self, size: u64) {
        let have = self.slots.read_untracked().len() as u64;
        if have >= size {
            return;
        }
        let make = move || (have..size).map(Slot::new).collect::<Vec<_>>();
        // The elements belong to the table, not to the effect that happens to need them first.
        let more = self.owner.with_value(|owner| owner.as_ref().map_or_else(make, |owner| owner.with(make)));
        self.slots.update(|slots| slots.extend(more));
    }
}

impl Slot {
    fn new(number: u64) -> Slot {
        Slot { number, drawn: RwSignal::new(Drawn::default()) }
    }
}

impl Drawn {
    /// Whether nothing has to be drawn anew.
    fn same(&self, now: &Drawn) -> bool {
        let data = match (&self.data, &now.data) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now) || before == now,
            (None, None) => true,
            _ => false,
        };
        data && (self.row, self.y, self.holds) == (now.row, now.y, now.holds)
    }
}
