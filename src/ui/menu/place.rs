//! Where a panel goes: pure.

use crate::browser::element::Place;

/// The space between a button and its panel, and between a panel and the edge of the window.
const GAP: f64 = 4.0;

/// The style of a panel beside its button: below it if there is more room below, and aligned with the edge of the
/// button that is nearer to the edge of the window.
pub fn beside(button: Place, (width, height): (f64, f64)) -> [(&'static str, String); 5] {
    let (below, above) = (height - button.top - button.height, button.top);
    let (top, bottom, room) = if below >= above {
        (pixels(button.top + button.height + GAP), AUTO.to_string(), below)
    } else {
        (AUTO.to_string(), pixels(height - button.top + GAP), above)
    };
    let (left, right) = if button.left + button.width / 2.0 <= width / 2.0 {
        (pixels(button.left.max(GAP)), AUTO.to_string())
    } else {
        (AUTO.to_string(), pixels((width - button.left - button.width).max(GAP)))
    };
    [("top", top), ("bottom", bottom), ("left", left), ("right", right), ("max-height", pixels(room - 3.0 * GAP))]
}

const AUTO: &str = "auto";

fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_to_where_there_is_room() {
        let button = |left, top| Place { left, top, width: 100.0, height: 30.0 };
        let window = (1000.0, 800.0);
        let style = |left, top| beside(button(left, top), window).map(|(_, value)| value).join(" ");
        assert_eq!(style(10.0, 10.0), "44px auto 10px auto 748px", "top left: below, aligned left");
        assert_eq!(style(880.0, 10.0), "44px auto auto 20px 748px", "top right: below, aligned right");
        assert_eq!(style(10.0, 760.0), "auto 44px 10px auto 748px", "bottom left: above, aligned left");
    }
}
