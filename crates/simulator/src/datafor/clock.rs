//! The server's own clock: eight hours east of UTC, all year.

pub(super) const DAY: i64 = 86_400;
/// Seconds east of UTC.
pub(super) const OFFSET_S: i64 = 8 * 3_600;

/// The number of the local day an instant falls into.
pub(super) fn day(instant_s: i64) -> i64 {
    (instant_s + OFFSET_S).div_euclid(DAY)
}

/// The instant of a local time.
pub(super) fn instant(day: i64, minute_of_day: i64) -> i64 {
    day * DAY - OFFSET_S + minute_of_day * 60
}

/// 0 is Sunday.
pub(super) fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}

/// Year, month and day of a day's number (the Gregorian calendar, by eras of 400 years).
fn date(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_month)
}

/// Date and clock of an instant in milliseconds: year, month, day, hour, minute, second, millisecond.
fn parts(instant_ms: i64) -> [i64; 7] {
    let seconds = instant_ms.div_euclid(1_000);
    let (year, month, of_month) = date(day(seconds));
    let of_day = (seconds + OFFSET_S).rem_euclid(DAY);
    let millis = instant_ms.rem_euclid(1_000);
    [year, month, of_month, of_day / 3_600, of_day / 60 % 60, of_day % 60, millis]
}

/// As in the number of a backup: `2026.10.10-02.00.00.205+0800`.
pub(super) fn in_id(instant_ms: i64) -> String {
    let [year, month, day, hour, minute, second, millis] = parts(instant_ms);
    format!("{year:04}.{month:02}.{day:02}-{hour:02}.{minute:02}.{second:02}.{millis:03}+0800")
}

/// As `java.sql.Timestamp` writes it: without a zone, without zeros at the end of the fraction but one.
pub(super) fn local(instant_ms: i64) -> String {
    let [year, month, day, hour, minute, second, millis] = parts(instant_ms);
    let text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{millis:03}");
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

/// As in a trigger: `2026-10-01T02:00:00.000+08:00`.
pub(super) fn iso(instant_ms: i64) -> String {
    let [year, month, day, hour, minute, second, millis] = parts(instant_ms);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}+08:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_in_three_ways() {
        assert_eq!(in_id(1_791_568_800_205), "2026.10.10-02.00.00.205+0800");
        assert_eq!(local(1_791_568_800_350), "2026-10-10 02:00:00.35");
        assert_eq!(local(1_791_568_800_000), "2026-10-10 02:00:00.0");
        assert_eq!(iso(1_709_222_399_999), "2024-02-29T23:59:59.999+08:00");
        assert_eq!(weekday(day(1_791_568_800)), 6);
    }
}
