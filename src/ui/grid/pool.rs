//! The row elements that are recycled.

use std::mem;
use std::sync::Arc;

use crate::prelude::*;

use super::geometry::row_of_slot;
use super::model::{GridRow, Rows};
use super::pieces::Marks;
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
    /// Texts to mark in it.
    pub marks: Arc<Marks>,
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

/// How long rows that are not known yet are waited for before places are drawn for them, in milliseconds. To draw all rows
/// twice takes longer than it takes the engine to answer, and nobody sees a gap of two or three frames.
const PATIENCE_MS: u32 = 40;

/// How long after what is in sight the rest is drawn, in milliseconds: that is on the screen by then, and what came of it
/// is told before.
const REST_MS: u32 = 40;

/// Above everything, in pixels.
const AWAY: i64 = -10_000;

/// Whether places are drawn for rows that are not known yet.
enum Patience {
    /// All rows in sight were known when they were last drawn: others are waited for.
    Fresh,
    /// They are being waited for.
    Waits { _until: Option<Timer> },
    /// That took too long.
    Over,
}

/// All row elements. The pool only grows.
#[derive(Clone, Copy)]
pub struct Pool {
    slots: RwSignal<Vec<Slot>>,
    patience: StoredValue<Patience>,
    /// Whether there are elements for rows beyond what is in sight, too. It also tells when there is to be drawn although
    /// nothing else changed.
    whole: RwSignal<bool>,
    /// What waits for the frame after one in which most of what is in sight became something else, or came first: the rest
    /// is drawn after it.
    rest: StoredValue<Option<Timer>>,
    owner: StoredValue<Option<Owner>>,
}

impl Pool {
    /// An empty pool that lives as long as the running component.
    pub fn new() -> Pool {
        Pool {
            slots: RwSignal::new(Vec::new()),
            patience: StoredValue::new_local(Patience::Fresh),
            whole: RwSignal::new(false),
            rest: StoredValue::new_local(None),
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

    /// Whether rows in sight that are not known yet are still waited for. While the table moves there is no waiting: what
    /// flies by is drawn in every frame.
    fn waits(self, frame: Frame, rows: &Rows, moves: bool) -> bool {
        let (first, count) = frame.in_sight();
        let end = frame.geometry.rows.min(first + count);
        let known = (first..end).all(|row| rows.get(row).is_some());
        let mut waits = false;
        self.patience.update_value(|patience| {
            let before = mem::replace(patience, Patience::Over);
            *patience = match before {
                _ if known => Patience::Fresh,
                _ if moves => Patience::Over,
                Patience::Fresh => Patience::Waits { _until: clock::after(PATIENCE_MS, move || self.give_up()) },
                before => before,
            };
            waits = matches!(patience, Patience::Waits { .. });
        });
        waits
    }

    fn give_up(self) {
        let _ = self.patience.try_set_value(Patience::Over);
        let _ = self.whole.try_update(|_| ());
    }

    /// Gives every element its row, with what is marked in it. Only those are told of which something changed.
    pub fn paint(self, frame: Frame, (rows, marks): (&Rows, &Arc<Marks>), moves: bool, holds: impl Fn(u64) -> Holds) {
        let waits = self.waits(frame, rows, moves);
        // Some more at once: a window is resized in many small steps.
        let size = frame.geometry.pool().next_multiple_of(16);
        if self.whole.get() {
            self.grow(size);
        } else if frame.geometry.sight > 0.0 {
            self.grow(frame.geometry.in_sight().min(size));
            if rows.get(frame.top_row()).is_some() {
                self.draw_rest();
            }
        }
        let slots = self.slots.read_untracked();
        let size = slots.len() as u64;
        let (first, count) = frame.window();
        let (top, in_sight) = frame.in_sight();
        // Every element has a row, also beyond the window: to hide one and to show it again is work for every frame.
        let first = match size.checked_sub(count) {
            Some(more) => first.saturating_sub(more / 2),
            // Only as many as can be seen.
            None => top,
        };
        let end = if count == 0 { 0 } else { frame.geometry.rows };
        // Whether it draws something else now. One that is to stay keeps what it drew.
        let give = |slot: &Slot, row: u64, stay: bool| {
            let before = slot.drawn.read_untracked();
            let data = rows.get(row).cloned();
            let unknown = waits && data.is_none() && before.row != Some(row);
            // In a pool that has grown another element may draw that row now.
            let own = before.row.is_none_or(|row| row.checked_rem(size) == Some(slot.number));
            let now = if row < end && own && (stay || unknown) {
                // Out of sight; but in lists higher than a browser can scroll it may be in sight where it was.
                let y = if frame.is_in_sight(before.y) { AWAY } else { before.y };
                Drawn { y, holds: before.row.map_or_else(Holds::default, &holds), ..before.clone() }
            } else if row < end {
                Drawn {
                    row: Some(row),
                    y: frame.geometry.draw_at(row, frame.offset, frame.scroll).round() as i64,
                    data,
                    holds: holds(row),
                    marks: marks.clone(),
                }
            } else {
                Drawn { row: None, holds: Holds::default(), ..before.clone() }
            };
            let stays = before.same(&now);
            drop(before);
            if !stays {
                slot.drawn.set(now);
            }
            !stays
        };
        let (mut changed, mut later) = (0, false);
        for unseen in [false, true] {
            if unseen {
                later = !moves && (self.rest.with_value(Option::is_some) || changed > in_sight / 2);
                if later {
                    self.draw_rest();
                }
            }
            for slot in slots.iter() {
                let row = row_of_slot(slot.number, first, size);
                if (top..top + in_sight).contains(&row) != unseen {
                    changed += u64::from(give(slot, row, later));
                }
            }
        }
    }

    /// Draws what is out of sight too, when what is in sight is on the screen.
    fn draw_rest(self) {
        let draw = move || {
            let _ = self.rest.try_set_value(None);
            let _ = self.whole.try_set(true);
        };
        self.rest.update_value(|rest| {
            if rest.is_none() {
                *rest = clock::after(REST_MS, draw);
            }
        });
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
        let marks = Arc::ptr_eq(&self.marks, &now.marks) || self.marks == now.marks;
        data && marks && (self.row, self.y, self.holds) == (now.row, now.y, now.holds)
    }
}
