//! Dates as the appliance writes and reads them.

use crate::calendar::{self, DAY};

/// An instant in microseconds since 1970 as ISO 8601. Zeros at the end of the fraction are left out, as recorded.
pub(crate) fn iso(micros: i64) -> String {
    let text = calendar::iso(micros.div_euclid(1_000_000));
    match micros.rem_euclid(1_000_000) {
        0 => text,
        some => format!("{}{}Z", text.trim_end_matches('Z'), format!(".{some:06}").trim_end_matches('0')),
    }
}

/// A .NET time span: seven digits, and days only where there are any.
pub(crate) fn span(micros: i64) -> String {
    let (seconds, fraction) = (micros / 1_000_000, micros % 1_000_000 * 10);
    let days = match seconds / DAY {
        0 => String::new(),
        some => format!("{some}."),
    };
    let of_day = seconds % DAY;
    let fraction = if fraction == 0 { String::new() } else { format!(".{fraction:07}") };
    format!("{days}{:02}:{:02}:{:02}{fraction}", of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

/// `YYYY-MM-DDTHH:MM:SSZ` and nothing else, in microseconds since 1970.
pub(crate) fn read(text: &str) -> Option<i64> {
    calendar::read(text, "0000-00-00T00:00:00Z")?.checked_mul(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_spans() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_580_899_720_673_250, "2020-02-05T10:48:40.67325Z"),
            (1_709_164_800_000_001, "2024-02-29T00:00:00.000001Z"),
        ] {
            assert_eq!(iso(micros), text);
        }
        assert_eq!(read("2024-02-29T00:00:00Z"), Some(1_709_164_800_000_000));
        for text in ["2024-02-29", "2024-02-29T00:00:00", "2024-02-29T00:00:00.5Z", "2024-13-29T00:00:00Z", "x"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(span(153_849_684), "00:02:33.8496840");
        assert_eq!(span(86_400_000_000 + 7_384_000_000), "1.02:03:04");
    }
}
