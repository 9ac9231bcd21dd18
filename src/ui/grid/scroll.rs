//! Where the table is scrolled to, and who is told.

use crate::prelude::*;
use leptos::html;

use super::geometry::{Geometry, within};
use crate::browser::clock::Timer;
use crate::browser::{clock, keep, size};
use crate::view::effect;

/// No window is higher. Without a limit, a table without its style sheet would draw every row there is.
const MAX_SIGHT: f64 = 4320.0;

/// Who scrolls does not point: for so long after it, no row is under the pointer. In milliseconds.
const SETTLES_MS: u32 = 120;

/// What decides which rows are drawn where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The measures.
    pub geometry: Geometry,
    /// What the scrollbar says.
    pub scroll: f64,
    /// The distance from the top of all rows.
    pub offset: f64,
}

impl Frame {
    /// The rows to draw: the first and how many.
    pub fn window(self) -> (u64, u64) {
        if self.geometry.sight <= 0.0 { (0, 0) } else { self.geometry.window(self.offset) }
    }

    /// The row at the top.
    pub fn top_row(self) -> u64 {
        self.geometry.row_at((self.offset + self.geometry.row_height / 2.0).floor())
    }

    /// The rows of which something can be seen: the first and how many.
    pub fn in_sight(self) -> (u64, u64) {
        (self.geometry.row_at(self.offset), self.geometry.in_sight())
    }

    /// Whether something of a row that is drawn there can be seen.
    pub fn is_in_sight(self, y: i64) -> bool {
        let from = y as f64 - self.scroll;
        from + self.geometry.row_height > 0.0 && from < self.geometry.sight
    }

    /// How many rows Page Up and Page Down move.
    pub fn page(self) -> u64 {
        ((self.geometry.sight / self.geometry.row_height) as u64).saturating_sub(1).max(1)
    }

    /// The row to name as the place where one is: the one at the top, and at the very end the last one.
    pub fn place(self) -> u64 {
        let end = self.geometry.last_offset();
        if end > 0.0 && self.offset >= end - 1.0 { self.geometry.rows.saturating_sub(1) } else { self.top_row() }
    }
}

/// Where to go, and who is told where one is.
pub struct Orders {
    /// The row in the drawer.
    pub selected: Signal<Option<u64>>,
    /// The row to show at the top, and a number that changes with every order.
    pub scroll_to: Signal<Option<(u64, u64)>>,
    /// Told which rows should be known.
    pub on_window: Callback<(u64, u64)>,
    /// Told which row is at the top.
    pub on_top_row: Option<Callback<u64>>,
}

/// The state of scrolling.
#[derive(Clone, Copy)]
pub struct Scroll {
    /// The row that the keyboard is at.
    pub active: RwSignal<Option<u64>>,
    node: NodeRef<html::Div>,
    /// What the scrollbar says, and the offset that is meant by it: with a scaled scrollbar, one step of it is many
    /// rows, so a row that was asked for is remembered exactly.
    position: RwSignal<(f64, f64)>,
    frame: Memo<Frame>,
    /// Whether it moves.
    moves: RwSignal<bool>,
    settles: StoredValue<Option<Timer>>,
    last_ms: StoredValue<i64>,
}

impl Scroll {
    /// Follows the size of the table, its number of rows, and the heights of a row and of the header.
    pub fn new(
        node: NodeRef<html::Div>,
        count: Signal<u64>,
        active: RwSignal<Option<u64>>,
        heights: impl Fn() -> (f64, f64) + Send + Sync + 'static,
    ) -> Scroll {
        let position = RwSignal::new((0.0_f64, 0.0_f64));
        let height = RwSignal::new(0.0);
        effect(move || {
            if let Some(node) = node.get() {
                keep(size::watch(&node, move |_, now| height.set(now)));
            }
        });
        let frame = Memo::new(move |_| {
            let (row_height, head_height) = heights();
            let sight = within(height.get() - head_height, MAX_SIGHT);
            let geometry = Geometry { rows: count.get(), row_height, sight };
            let (scroll, offset) = position.get();
            let offset = geometry.meant(scroll, offset);
            Frame { geometry, scroll, offset }
        });
        let (moves, settles) = (RwSignal::new(false), StoredValue::new_local(None));
        Scroll { active, node, position, frame, moves, settles, last_ms: StoredValue::new(0) }
    }

    /// What decides which rows are drawn where.
    pub fn frame(self) -> Frame {
        self.frame.get()
    }

    /// The same without following it.
    pub fn frame_untracked(self) -> Frame {
        self.frame.get_untracked()
    }

    /// The person scrolled, or the browser did as it was told.
    pub fn scrolled(self) {
        let Some(node) = self.node.get_untracked() else { return };
        let scroll = f64::from(node.scroll_top());
        let Frame { geometry, scroll: before, offset } = self.frame_untracked();
        // The browser rounds what it is told; what was meant stays.
        if (scroll - before).abs() <= 1.0 {
            return;
        }
        let (right, offset) = geometry.follow((before, offset), scroll);
        self.position.set((right, offset));
        if right != scroll {
            node.set_scroll_top(right as i32);
        }
        self.last_ms.set_value(clock::now_ms());
        // Once is a jump to somewhere; again before that has settled is on its way.
        if self.settles.with_value(Option::is_none) {
            self.wait();
        } else if !self.moves.get_untracked() {
            self.moves.set(true);
        }
    }

    /// Looks a moment later whether it still moves.
    fn wait(self) {
        let look = move || match self.last_ms.try_get_value() {
            Some(last) if clock::now_ms() - last < i64::from(SETTLES_MS) => self.wait(),
            Some(_) => self.settle(),
            None => {}
        };
        let _ = self.settles.try_update_value(|settles| *settles = clock::after(SETTLES_MS, look));
    }

    /// Whether it moves.
    pub fn moves(self) -> bool {
        self.moves.get()
    }

    /// The same without following it.
    pub fn moves_untracked(self) -> bool {
        self.moves.get_untracked()
    }

    /// It moves no more, or the person points at something although it does.
    pub fn settle(self) {
        let _ = self.settles.try_update_value(Option::take);
        if self.moves.try_get_untracked() == Some(true) {
            self.moves.set(false);
        }
    }

    /// Makes a row the active one and brings it into sight.
    pub fn activate(self, row: u64) {
        self.active.set(Some(row));
        let frame = self.frame_untracked();
        if let Some(offset) = frame.geometry.reveal(row, frame.offset) {
            self.go(offset);
        }
    }

    /// The same for a row that one did not walk to: it comes into the middle, so that one sees what is around it.
    pub fn visit(self, row: u64) {
        let Geometry { row_height, sight, .. } = self.frame_untracked().geometry;
        let before = self.frame_untracked().offset;
        let to = self.frame_untracked().geometry.reveal(row, before);
        self.activate(row);
        if to.is_some_and(|to| (to - before).abs() > 2.0 * row_height) {
            self.go((row as f64 * row_height - (sight - row_height) / 2.0).max(0.0));
        }
    }

    /// Goes to an offset.
    fn go(self, offset: f64) {
        let geometry = self.frame_untracked().geometry;
        let scroll = geometry.scroll_for(offset);
        self.position.set((scroll, within(offset, geometry.last_offset())));
        // The element may be about to become higher: after that.
        keep_frame(move || {
            if let Some(node) = self.node.try_get_untracked().flatten() {
                node.set_scroll_top(scroll.round() as i32);
            }
        });
    }

    /// Follows orders, and tells where one is, at most once a frame.
    pub fn follow(self, orders: Orders) {
        let Orders { selected, scroll_to, on_window, on_top_row } = orders;
        let window = Memo::new(move |_| self.frame().window());
        let place = Memo::new(move |_| self.frame().place());
        effect(move || {
            let (first, count) = window.get();
            if count > 0 {
                keep_frame(move || on_window.run((first, count)));
            }
        });
        if let Some(on_top_row) = on_top_row {
            effect(move || {
                let place = place.get();
                keep_frame(move || on_top_row.run(place));
            });
        }
        effect(move || {
            if let Some(row) = selected.get() {
                self.active.set(Some(row));
            }
        });
        let can_go = Memo::new(move |_| self.frame().geometry.sight > 0.0 && self.frame().geometry.rows > 0);
        let mut done = None;
        effect(move || {
            if let Some((row, nonce)) = scroll_to.get()
                && can_go.get()
                && done != Some(nonce)
            {
                self.go(self.frame_untracked().geometry.offset_of(row));
                done = Some(nonce);
            }
        });
        let mut done = None;
        effect(move || {
            let row = selected.get();
            if !can_go.get() {
                return;
            }
            if row != done
                && let Some(row) = row
            {
                self.visit(row);
            }
            done = row;
        });
    }
}

/// Calls back before the next frame, unless the running effect runs again before or is gone.
fn keep_frame(call: impl FnOnce() + 'static) {
    keep(clock::next_frame(call));
}
