//! Where rows are: pure.
//!
//! Two measures: the **offset** is a distance from the top of all rows in pixels, as if nothing were limited; the
//! **scroll** is what the browser's scrollbar says. They are the same until the rows are higher than [`MAX_HEIGHT`].

/// The greatest height of an element, in pixels, that every browser draws (Firefox caps at 17.9 million).
pub const MAX_HEIGHT: f64 = 16_000_000.0;

/// How many pixels beyond both edges of the sight are drawn, so that a fast scroll does not outrun the drawing.
pub const OVERSCAN: f64 = 336.0;

/// A way of fewer heights of what is in sight is short: by wheel, touch or key, and not with the scrollbar in hand.
const SHORT_WAY: f64 = 4.0;

/// A length from nothing to a greatest one. `f64::clamp` can panic, and what it says then prints numbers with fractions,
/// which takes more code than all that is drawn here.
pub fn within(length: f64, greatest: f64) -> f64 {
    length.max(0.0).min(greatest)
}

/// The measures of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// How many rows there are.
    pub rows: u64,
    /// How high each of them is.
    pub row_height: f64,
    /// How much is in sight, without the header.
    pub sight: f64,
}

impl Geometry {
    /// The height of all rows.
    fn full(self) -> f64 {
        self.rows as f64 * self.row_height
    }

    /// The height of the element that holds the rows.
    pub fn height(self) -> f64 {
        self.full().min(MAX_HEIGHT)
    }

    /// How much offset one pixel of scroll is: 1 until the rows are too high.
    fn scale(self) -> f64 {
        let room = self.height() - self.sight;
        if self.full() <= MAX_HEIGHT || room <= 0.0 { 1.0 } else { (self.full() - self.sight) / room }
    }

    /// The greatest offset: the last row stands at the lower edge.
    pub fn last_offset(self) -> f64 {
        (self.full() - self.sight).max(0.0)
    }

    /// The offset at a scroll.
    pub fn offset_at(self, scroll: f64) -> f64 {
        within(scroll * self.scale(), self.last_offset())
    }

    /// Where one is after the scrollbar moved: what it is to say, and the offset.
    ///
    /// A short way is the same way: who turns the wheel moves as far as anywhere else, and rows that stay in sight keep
    /// their place in the element. A long way, with the scrollbar in hand, is a share of the whole. What the scrollbar
    /// says drifts from its share by short ways, so at an end of either it is put where it belongs.
    pub fn follow(self, before: (f64, f64), scroll: f64) -> (f64, f64) {
        if self.full() <= MAX_HEIGHT {
            return (scroll, within(scroll, self.last_offset()));
        }
        let way = scroll - before.0;
        let short = way.abs() < SHORT_WAY * self.sight;
        let offset = if short { before.1 + way } else { self.offset_at(scroll).round() };
        let offset = within(offset, self.last_offset());
        let at_end = |scroll: f64, end: f64| scroll <= 0.0 || scroll >= end - 1.0;
        let wrong = at_end(scroll, self.height() - self.sight) || at_end(offset, self.last_offset());
        (if wrong { self.scroll_for(offset).round() } else { scroll }, offset)
    }

    /// The offset that holds: what was meant, unless the scrollbar can say all there is by itself.
    pub fn meant(self, scroll: f64, offset: f64) -> f64 {
        within(if self.full() <= MAX_HEIGHT { scroll } else { offset }, self.last_offset())
    }

    /// The scroll for an offset.
    pub fn scroll_for(self, offset: f64) -> f64 {
        within(offset, self.last_offset()) / self.scale()
    }

    /// The offset at which a row stands at the upper edge, or as near to it as the end allows.
    pub fn offset_of(self, row: u64) -> f64 {
        (row as f64 * self.row_height).min(self.last_offset())
    }

    /// The row at an offset.
    pub fn row_at(self, offset: f64) -> u64 {
        ((offset / self.row_height).max(0.0) as u64).min(self.rows.saturating_sub(1))
    }

    /// The rows to draw at an offset: the first and how many.
    pub fn window(self, offset: f64) -> (u64, u64) {
        if self.rows == 0 {
            return (0, 0);
        }
        let first = self.row_at(offset - OVERSCAN);
        let last = self.row_at(offset + self.sight + OVERSCAN);
        (first, last - first + 1)
    }

    /// How many rows are drawn at most at any offset: the size of the pool.
    pub fn pool(self) -> u64 {
        ((self.sight + 2.0 * OVERSCAN) / self.row_height).ceil() as u64 + 2
    }

    /// How many rows can be seen at a time.
    pub fn in_sight(self) -> u64 {
        (self.sight / self.row_height).ceil() as u64 + 1
    }

    /// Where a row is drawn inside of the element that holds the rows.
    pub fn draw_at(self, row: u64, offset: f64, scroll: f64) -> f64 {
        let own = row as f64 * self.row_height;
        // Whole pixels, so that a row does not move while it stays.
        if self.full() <= MAX_HEIGHT { own } else { own - (offset - scroll).round() }
    }

    /// The offset that brings a row into sight with the least movement. Nothing if it is in sight.
    pub fn reveal(self, row: u64, offset: f64) -> Option<f64> {
        let upper = row as f64 * self.row_height;
        let lower = upper + self.row_height - self.sight;
        if upper < offset {
            Some(upper)
        } else if lower > offset {
            Some(lower.max(0.0))
        } else {
            None
        }
    }
}

/// Which row a slot of the pool draws when the rows from `first` on are drawn.
pub fn row_of_slot(slot: u64, first: u64, pool: u64) -> u64 {
    let pool = pool.max(1);
    first + (slot + pool - first % pool) % pool
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: [u64; 4] = [10, 29_286, 1_000_000, 50_000_000];

    fn geometry(rows: u64) -> Geometry {
        Geometry { rows, row_height: 28.0, sight: 560.0 }
    }

    #[test]
    fn every_row_can_be_reached_and_is_found_again() {
        for rows in COUNTS {
            let g = geometry(rows);
            for row in (0..rows).step_by((rows / 997).max(1) as usize).chain([rows - 1]) {
                let offset = g.offset_of(row);
                let at_top = row as f64 * 28.0 <= g.last_offset();
                assert!(!at_top || g.row_at(offset) == row, "row {row} of {rows}");
                assert!(g.reveal(row, offset).is_none(), "row {row} of {rows} is in sight");
                let again = g.offset_at(g.scroll_for(offset));
                assert!((again - offset).abs() < 0.01, "row {row} of {rows}: {offset} and {again}");
                assert!(g.scroll_for(offset) <= g.height(), "row {row} of {rows}");
            }
        }
    }

    #[test]
    fn the_ends_are_the_ends() {
        for rows in COUNTS {
            let g = geometry(rows);
            assert!(g.height() <= MAX_HEIGHT);
            assert_eq!(g.offset_at(0.0), 0.0);
            let end = g.offset_at((g.height() - g.sight).max(0.0));
            assert!((end - g.last_offset()).abs() < 0.01, "{rows}");
            let (first, count) = g.window(end);
            assert_eq!(first + count, rows, "the last row is drawn");
            assert_eq!(g.window(0.0).0, 0);
        }
    }

    #[test]
    fn what_is_in_sight_is_drawn_where_it_is_seen() {
        for rows in COUNTS {
            let g = geometry(rows);
            for part in 0..=100 {
                let scroll = (g.height() - g.sight).max(0.0) * f64::from(part) / 100.0;
                let offset = g.offset_at(scroll);
                let (first, count) = g.window(offset);
                assert!(count <= g.pool(), "{count} rows, a pool of {}", g.pool());
                let upper = g.draw_at(first, offset, scroll) - scroll;
                let lower = g.draw_at(first + count - 1, offset, scroll) + 28.0 - scroll;
                assert!(upper <= 0.001, "{rows} at {part} %: {upper}");
                assert!(lower >= g.sight.min(g.full()) - 0.001, "{rows} at {part} %: {lower}");
            }
        }
    }

    #[test]
    fn a_wheel_moves_as_far_as_anywhere_else_and_rows_stay() {
        for rows in COUNTS {
            let g = geometry(rows);
            let middle = (g.height() / 2.0).round();
            let mut place = g.follow((0.0, 0.0), middle.min(g.height() - g.sight).max(0.0));
            for way in [240.0, 240.0, -120.0, 1.0, -2000.0] {
                let before = place;
                let to = within(before.0 + way, (g.height() - g.sight).max(0.0));
                place = g.follow(before, to);
                assert_eq!(place.1 - before.1, to - before.0, "{rows}: as far as the scrollbar");
                let row = g.row_at(place.1);
                let drawn = |at: (f64, f64)| g.draw_at(row, at.1, at.0);
                assert_eq!(drawn(place), drawn(before), "{rows}: the row stays");
            }
        }
    }

    #[test]
    fn both_ends_are_reached_by_wheel_and_by_scrollbar() {
        for rows in COUNTS {
            let g = geometry(rows);
            let end = (g.height() - g.sight).max(0.0);
            for (before, to, expected) in [
                ((400.0, 300.0), 500.0, None),
                ((0.0, 0.0), end, Some((end, g.last_offset()))),
                ((end, g.last_offset()), 0.0, Some((0.0, 0.0))),
                // The offset came to its end first: the scrollbar follows it.
                ((900.0, 100.0), 700.0, Some((0.0, 0.0))),
                ((end - 900.0, g.last_offset() - 100.0), end - 700.0, Some((end, g.last_offset()))),
            ] {
                if g.full() <= MAX_HEIGHT {
                    continue;
                }
                let now = g.follow(before, to);
                assert_eq!(now, expected.unwrap_or((500.0, 400.0)), "{rows}: {before:?} to {to}");
            }
            // The scrollbar came to its end first: it is put back, and the rows do not jump.
            if g.full() > MAX_HEIGHT {
                let (scroll, offset) = g.follow((100.0, 5_000_000.0), 0.0);
                assert_eq!(offset, 4_999_900.0);
                assert!((scroll - g.scroll_for(offset)).abs() < 1.0 && scroll > 1_000.0);
                let (scroll, offset) = g.follow((end - 100.0, g.last_offset() - 5_000_000.0), end);
                assert_eq!(offset, g.last_offset() - 4_999_900.0);
                assert!((scroll - g.scroll_for(offset)).abs() < 1.0 && scroll < end - 1_000.0);
            }
        }
    }

    #[test]
    fn a_short_table_does_not_scroll() {
        let g = geometry(10);
        assert_eq!((g.last_offset(), g.offset_of(9), g.window(0.0)), (0.0, 0.0, (0, 10)));
        assert_eq!(geometry(0).window(0.0), (0, 0));
    }

    #[test]
    fn reveals_with_the_least_movement() {
        let g = geometry(1000);
        assert_eq!(g.reveal(5, 280.0), Some(140.0), "above");
        assert_eq!(g.reveal(10, 280.0), None, "at the upper edge");
        assert_eq!(g.reveal(29, 280.0), None, "at the lower edge");
        assert_eq!(g.reveal(30, 280.0), Some(308.0), "below");
    }

    #[test]
    fn slots_keep_their_rows_while_scrolling() {
        for (first, pool) in [(0, 44), (43, 44), (44, 44), (1_000_003, 7)] {
            let mut rows: Vec<u64> = (0..pool).map(|slot| row_of_slot(slot, first, pool)).collect();
            assert!(rows.iter().enumerate().all(|(slot, row)| row % pool == slot as u64));
            rows.sort_unstable();
            assert_eq!(rows, (first..first + pool).collect::<Vec<_>>());
        }
    }
}
