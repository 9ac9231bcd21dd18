//! The row elements that are recycled.

use std::sync::Arc;

use crate::prelude::*;

use super::geometry::row_of_slot;
use super::model::{GridRow, Rows};
use super::scroll::Frame;

/// One row element and what it draws now.
#[derive(Clone, Copy, PartialEq)]
pub struct Slot {
    /// Its number in the pool.
    pub number: u64,
    /// The number of the row; nothing for an element that is not needed now.
    pub row: RwSignal<Option<u64>>,
    /// Where it is drawn.
    pub y: RwSignal<f64>,
    /// The row, unless it is not known yet.
    pub data: RwSignal<Option<Arc<GridRow>>>,
}

/// All row elements. The pool only grows.
#[derive(Clone, Copy)]
pub struct Pool {
    slots: RwSignal<Vec<Slot>>,
    owner: StoredValue<Option<Owner>>,
}

impl Pool {
    /// An empty pool that lives as long as the running component.
    pub fn new() -> Pool {
        Pool { slots: RwSignal::new(Vec::new()), owner: StoredValue::new(Owner::current()) }
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

    /// Gives every element its row. Only what changed is told.
    pub fn paint(self, frame: Frame, rows: &Rows) {
        self.grow(frame.geometry.pool());
        let (first, count) = frame.window();
        let slots = self.slots.read_untracked();
        for slot in slots.iter() {
            let row = row_of_slot(slot.number, first, slots.len() as u64);
            let row = (row < first + count).then_some(row);
            let data = row.and_then(|row| rows.get(row));
            if let Some(row) = row {
                change(slot.y, frame.geometry.draw_at(row, frame.offset, frame.scroll));
            }
            if !same(slot.data.read_untracked().as_ref(), data) {
                slot.data.set(data.cloned());
            }
            change(slot.row, row);
        }
    }

    fn grow(self, size: u64) {
        let have = self.slots.read_untracked().len() as u64;
        if have >= size {
            return;
        }
        // Some more at once: a window is resized in many small steps.
        let size = size.next_multiple_of(16);
        let make = move || (have..size).map(Slot::new).collect::<Vec<_>>();
        // The elements belong to the table, not to the effect that happens to need them first.
        let more = self.owner.with_value(|owner| owner.as_ref().map_or_else(make, |owner| owner.with(make)));
        self.slots.update(|slots| slots.extend(more));
    }
}

impl Slot {
    fn new(number: u64) -> Slot {
        Slot { number, row: RwSignal::new(None), y: RwSignal::new(0.0), data: RwSignal::new(None) }
    }
}

fn change<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}

fn same(before: Option<&Arc<GridRow>>, now: Option<&Arc<GridRow>>) -> bool {
    match (before, now) {
        (Some(before), Some(now)) => Arc::ptr_eq(before, now) || before == now,
        (None, None) => true,
        _ => false,
    }
}
