//! Clock arithmetic of a zone: pure, given the zone's offset at single instants.

use tapedeck_core::map::Map;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Clocks are changed at full quarters of an hour only.
const QUARTER: i64 = 15 * MINUTE;

/// The offsets of a zone, asked for at most twice a day: a log shows the same few days again and again.
#[derive(Default)]
pub struct Offsets {
    /// By day since 1970: the day's offset in seconds, or nothing for a day on which the clocks change.
    days: Map<i64, Option<i32>>,
    /// By quarter of an hour since 1970, for the days on which the clocks change.
    quarters: Map<i64, i32>,
}

impl Offsets {
    /// The offset in seconds at an instant; `ask` is the slow way to know it.
    pub fn at(&mut self, ms: i64, mut ask: impl FnMut(i64) -> i32) -> i32 {
        let day = ms.div_euclid(DAY);
        let whole = *self.days.get_or_insert_with(day, || {
            let first = ask(day * DAY);
            (first == ask((day + 1) * DAY)).then_some(first)
        });
        match whole {
            Some(offset) => offset,
            None => {
                let quarter = ms.div_euclid(QUARTER);
                *self.quarters.get_or_insert_with(quarter, || ask(quarter * QUARTER))
            }
        }
    }
}

/// The offset of a clock that shows `wall` (milliseconds since 1970 as if it were UTC) at an instant.
pub fn offset_of_wall(ms: i64, wall: i64) -> i32 {
    let seconds = wall.div_euclid(1000) - ms.div_euclid(1000);
    i32::try_from(seconds).unwrap_or(0)
}

/// The digits of a printed moment, in the order month, day, year, hour, minute, second, as milliseconds since 1970.
pub fn read_wall(printed: &str) -> Option<i64> {
    let mut numbers = printed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<i64>().ok();
    let (month, day, year) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    // Some engines print midnight as 24.
    Some((days_from_civil(year, month, day) * 86_400 + (hour % 24) * 3600 + minute * 60 + second) * 1000)
}

/// An instant on a clock with an offset: `2026-11-20 05:56:12`.
pub fn print(ms: i64, offset: i32) -> String {
    let seconds = ms.div_euclid(1000).saturating_add(i64::from(offset));
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_from_days(days);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60)
}

/// An offset as it is printed behind a time: `+01:00`.
pub fn print_offset(offset: i32) -> String {
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs() / 60);
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Days since 1970 of a date (Howard Hinnant's algorithm).
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a number of days since 1970: year, month, day.
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Berlin in 2026: +02:00 from 29 March 01:00 UTC to 25 October 01:00 UTC.
    fn berlin(ms: i64) -> i32 {
        if (1_774_746_000_000..1_792_890_000_000).contains(&ms) { 7200 } else { 3600 }
    }

    #[test]
    fn asks_twice_a_day_and_is_right_around_a_change() {
        let mut offsets = Offsets::default();
        let mut asked = 0;
        let mut at = |ms| {
            offsets.at(ms, |ms| {
                asked += 1;
                berlin(ms)
            })
        };
        for minute in 0..1440 {
            assert_eq!(at(1_795_132_800_000 + minute * MINUTE), 3600);
        }
        for ms in [1_774_745_999_999, 1_774_746_000_000, 1_792_889_999_000, 1_792_890_000_000] {
            assert_eq!(at(ms), berlin(ms), "{ms}");
        }
        assert!(asked <= 10, "{asked}");
    }

    #[test]
    fn prints_in_the_zone() {
        let ms = 1_795_150_572_000;
        assert_eq!(print(ms, 0), "2026-11-20 04:56:12");
        assert_eq!(print(ms, 3600), "2026-11-20 05:56:12");
        assert_eq!(print(-1, 0), "1969-12-31 23:59:59");
        assert_eq!(print(1_709_164_800_000, 0), "2024-02-29 00:00:00");
        assert_eq!(print(i64::MAX, 0).len(), "292278994-08-17 07:12:55".len());
    }

    #[test]
    fn prints_offsets() {
        for (offset, text) in [(0, "+00:00"), (3600, "+01:00"), (-12_600, "-03:30"), (20_700, "+05:45")] {
            assert_eq!(print_offset(offset), text);
        }
    }

    #[test]
    fn reads_what_the_browser_prints() {
        let wall = read_wall("11/20/2026, 05:56:12");
        assert_eq!(wall.map(|wall| offset_of_wall(1_795_150_572_000, wall)), Some(3600));
        assert_eq!(read_wall("11/20/2026, 24:00:00"), read_wall("11/20/2026, 00:00:00"));
        assert_eq!(read_wall("never"), None);
    }

    #[test]
    fn dates_and_days_are_inverse() {
        for day in (-800_000..800_000).step_by(37) {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, date), day);
        }
    }
}
