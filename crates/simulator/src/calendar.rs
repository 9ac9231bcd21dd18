//! Days, dates and clocks of instants in epoch seconds. How a vendor writes them is the vendor's own matter.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// A zone with the same clock all year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Zone {
    /// Seconds east of UTC.
    pub offset_s: i64,
}

impl Zone {
    /// The number of the local day an instant falls into.
    pub(crate) fn day(self, instant: i64) -> i64 {
        (instant + self.offset_s).div_euclid(DAY)
    }

    /// The instant of a local time.
    pub(crate) fn instant(self, day: i64, hour: i64, minute: i64) -> i64 {
        day * DAY - self.offset_s + hour * HOUR + minute * MINUTE
    }
}

/// 0 is Sunday.
pub(crate) fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}

/// Year, month, day, hour, minute and second in UTC. What no calendar has, is the first second of 1970.
pub(crate) fn parts(instant: i64) -> [u32; 6] {
    let time = DateTime::from_timestamp(instant, 0).unwrap_or_default();
    let year = u32::try_from(time.year()).unwrap_or_default();
    [year, time.month(), time.day(), time.hour(), time.minute(), time.second()]
}

/// `2024-07-01`
pub(crate) fn date([year, month, day, ..]: [u32; 6]) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `11:32:49`
pub(crate) fn clock([.., hour, minute, second]: [u32; 6]) -> String {
    format!("{hour:02}:{minute:02}:{second:02}")
}

/// `2024-07-01T11:32:49Z`
pub(crate) fn iso(instant: i64) -> String {
    let parts = parts(instant);
    format!("{}T{}Z", date(parts), clock(parts))
}

/// The instant of a text with digits where `shape` has zeros, and else the characters that `shape` has: the four digits
/// of a year and two each of month, day, hour, minute and second. A 31 June is 1 July.
pub(crate) fn read(text: &str, shape: &str) -> Option<i64> {
    let like = |(byte, like): (u8, u8)| if like == b'0' { byte.is_ascii_digit() } else { byte == like };
    if text.len() != shape.len() || !text.bytes().zip(shape.bytes()).all(like) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)?.and_hms_opt(hour, minute, second)?;
    Some(first.and_utc().timestamp() + i64::from(day - 1) * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_and_read() {
        for (instant, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_591_583_940, "2020-06-08T02:39:00Z"),
            (1_709_208_000, "2024-02-29T12:00:00Z"),
            (1_795_154_400, "2026-11-20T06:00:00Z"),
        ] {
            assert_eq!(iso(instant), text);
            assert_eq!(read(text, "0000-00-00T00:00:00Z"), Some(instant));
            assert_eq!(read(&text.replace(['-', ':'], ""), "00000000T000000Z"), Some(instant));
        }
        for text in ["2024-02-29", "2024-02-29T00:00:00", "2024-02-29T00:00:0éZ", "2024-13-29T00:00:00Z", "soon"] {
            assert_eq!(read(text, "0000-00-00T00:00:00Z"), None, "{text}");
        }
    }

    #[test]
    fn a_zone_has_days_of_its_own() {
        let east = Zone { offset_s: 8 * HOUR };
        // 2026-10-10 02:00 there, a Saturday.
        assert_eq!(east.instant(east.day(1_791_568_800), 2, 0), 1_791_568_800);
        assert_eq!(weekday(east.day(1_791_568_800)), 6);
        assert_eq!(east.day(1_791_568_800), Zone { offset_s: 0 }.day(1_791_568_800) + 1);
    }
}
