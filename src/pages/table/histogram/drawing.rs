//! How bars are drawn: pure.

use std::fmt::Write as _;

/// How wide a bar is with the gap behind it, in units of the drawing.
pub(super) const STEP: usize = 10;
/// How wide the gap is.
const GAP: usize = 2;
/// How high the drawing is.
pub(super) const HEIGHT: u64 = 1000;
/// What is there is seen, however few it is.
const LEAST: u64 = 45;

/// One path for each kind of row that is in any bar, with the place of the kind: what is worst is on top of the bars.
pub(super) fn paths(bars: &[[u32; 8]]) -> Vec<(usize, String)> {
    let highest = bars.iter().map(sum).max().unwrap_or(0).max(1);
    let mut paths = vec![String::new(); 8];
    for (at, bar) in bars.iter().enumerate() {
        let mut bottom = HEIGHT;
        for (kind, height) in heights(bar, highest).into_iter().enumerate().rev().filter(|(_, height)| *height > 0) {
            let top = bottom.saturating_sub(height);
            let (left, right) = (at * STEP + GAP / 2, (at + 1) * STEP - GAP / 2);
            // It cannot fail: a text takes everything.
            let _ = write!(paths[kind], "M{left} {bottom}V{top}H{right}V{bottom}z");
            bottom = top;
        }
    }
    paths.into_iter().enumerate().filter(|(_, path)| !path.is_empty()).collect()
}

/// How many rows are in a bar.
pub(super) fn sum(bar: &[u32; 8]) -> u64 {
    bar.iter().map(|count| u64::from(*count)).sum()
}

/// How high each part of a bar is. What the smallest take more than they should, the largest gives.
fn heights(bar: &[u32; 8], highest: u64) -> [u64; 8] {
    let mut heights = bar.map(|count| match count {
        0 => 0,
        count => (u64::from(count) * HEIGHT / highest).max(LEAST),
    });
    let over = heights.iter().sum::<u64>().saturating_sub(HEIGHT);
    if let Some(largest) = heights.iter_mut().max() {
        *largest = largest.saturating_sub(over);
    }
    heights
}

/// On which bar a place is that is so far from the left edge, of all bars that are so wide together.
pub(super) fn bar_at(x: f64, width: f64, bars: usize) -> usize {
    let place = (x / width.max(1.0) * bars as f64).max(0.0) as usize;
    place.min(bars.saturating_sub(1))
}

/// Moves over the bars by a key. `None` for a key that does not move.
pub(super) fn moved(key: &str, from: Option<usize>, bars: usize) -> Option<usize> {
    let last = bars.checked_sub(1)?;
    Some(match (key, from) {
        ("ArrowLeft" | "ArrowDown", Some(at)) => at.saturating_sub(1),
        ("ArrowRight" | "ArrowUp", Some(at)) => (at + 1).min(last),
        ("PageDown", Some(at)) => at.saturating_sub(10),
        ("PageUp", Some(at)) => (at + 10).min(last),
        ("Home", _) => 0,
        // The newest is what people begin with.
        ("ArrowLeft" | "ArrowDown" | "ArrowRight" | "ArrowUp" | "End" | "PageUp" | "PageDown", _) => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_among_thousands_is_seen_and_nothing_is_higher_than_the_drawing() {
        let heights = heights(&[1, 0, 0, 400_000, 0, 0, 0, 0], 400_001);
        assert_eq!(heights[0], LEAST);
        assert_eq!(heights.iter().sum::<u64>(), HEIGHT);
        assert_eq!(super::heights(&[0; 8], 5), [0; 8]);
        assert_eq!(super::heights(&[0, 0, 0, 50, 0, 0, 0, 0], 100)[3], HEIGHT / 2);
    }

    #[test]
    fn the_worst_is_on_top() {
        let paths = paths(&[[1, 0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0]]);
        assert_eq!(
            paths,
            [(0, "M1 500V0H9V500z".to_string()), (3, "M1 1000V500H9V1000zM11 1000V500H19V1000z".to_string()),]
        );
        assert!(super::paths(&[]).is_empty());
    }

    #[test]
    fn places_and_keys_find_bars() {
        for (x, expected) in [(-3.0, 0), (0.0, 0), (49.9, 4), (99.9, 9), (500.0, 9)] {
            assert_eq!(bar_at(x, 100.0, 10), expected, "{x}");
        }
        for (key, from, expected) in [
            ("ArrowLeft", Some(0), Some(0)),
            ("ArrowRight", Some(8), Some(9)),
            ("ArrowRight", Some(9), Some(9)),
            ("ArrowRight", None, Some(9)),
            ("Home", Some(5), Some(0)),
            ("PageDown", Some(5), Some(0)),
            ("x", Some(5), None),
        ] {
            assert_eq!(moved(key, from, 10), expected, "{key} {from:?}");
        }
        assert_eq!(moved("Home", None, 0), None);
    }
}
