//! The times of a server: one with an offset in the number of a backup, others without a zone.

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::Timestamp;

/// A time on the server's own clock: milliseconds as if that clock were UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Local(i64);

impl Local {
    /// The instant, by the clock's offset from UTC in milliseconds.
    pub(super) fn at(self, offset_ms: i64) -> Timestamp {
        Timestamp(self.0 - offset_ms)
    }

    /// How many milliseconds after another time of the same clock.
    pub(super) fn since(self, other: Local) -> i64 {
        self.0 - other.0
    }
}

/// The instant in the number of a backup, `Backup_2026.10.10-02.00.00.205+0800`, and its offset in milliseconds.
pub(super) fn of_id(id: &str) -> Option<(Timestamp, i64)> {
    let (_, text) = id.split_once('_')?;
    let (date, rest) = text.split_once('-')?;
    let sign = rest.find(['+', '-', 'Z'])?;
    let (time, offset) = rest.split_at(sign);
    let mut parts = time.splitn(4, '.');
    let clock = [parts.next()?, parts.next()?, parts.next()?].join(":");
    let local = read(&date.replace('.', "-"), &clock, parts.next().unwrap_or_default())?;
    let offset_ms = offset_ms(offset)?;
    Some((local.at(offset_ms), offset_ms))
}

/// A time without a zone, as `java.sql.Timestamp` writes it: `2025-02-26 11:12:00.35`.
pub(super) fn local(text: &str) -> Option<Local> {
    let (date, time) = text.trim().split_once([' ', 'T'])?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    read(date, clock, fraction)
}

/// `+0800`, `-05:30`, `Z`.
fn offset_ms(text: &str) -> Option<i64> {
    let digits: String = text.chars().skip(1).filter(|c| *c != ':').take(4).collect();
    let sign = match text.chars().next()? {
        'Z' => return Some(0),
        '-' => -1,
        _ => 1,
    };
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    Some(sign * (number / 100 * 60 + number % 100) * 60_000)
}

/// Trailing zeros of the fraction are left out by the server, so `.35` is 350 milliseconds.
fn read(date: &str, clock: &str, fraction: &str) -> Option<Local> {
    let numbers = |text: &str, by: char| -> Option<[u32; 3]> {
        let mut parts = text.split(by);
        let mut next = || parts.next()?.parse().ok();
        let three = [next()?, next()?, next()?];
        parts.next().is_none().then_some(three)
    };
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(clock, ':')?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millis = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let time: NaiveDateTime = date.and_hms_milli_opt(hour, minute, second, millis)?;
    Some(Local(time.and_utc().timestamp_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_backup_is_an_instant() {
        for (id, iso, hours) in [
            ("Backup_2026.10.10-02.00.00.205+0800", "2026-10-09T18:00:00.205Z", 8),
            ("Backup_2026.10.10-02.00.00.205-0500", "2026-10-10T07:00:00.205Z", -5),
            ("Backup_2026.10.10-02.00.00.005Z", "2026-10-10T02:00:00.005Z", 0),
            ("Backup_2026.10.10-02.00.00+02:00", "2026-10-10T00:00:00Z", 2),
            ("Sales_2026.10.10-02.00.00.205+0000", "2026-10-10T02:00:00.205Z", 0),
        ] {
            let (time, offset) = of_id(id).unwrap();
            assert_eq!((time.iso().as_str(), offset), (iso, hours * 3_600_000), "{id}");
        }
        for id in ["", "Backup_", "Backup_2026.10.10-02.00.00.205", "Backup_2026.13.10-02.00.00.205+0800", "7", "a_b-+"]
        {
            assert_eq!(of_id(id), None, "{id}");
        }
    }

    #[test]
    fn a_time_without_a_zone() {
        for (text, iso) in [
            ("2025-02-26 11:12:00.35", "2025-02-26T11:12:00.350Z"),
            ("2026-10-01 01:30:00.0", "2026-10-01T01:30:00Z"),
            ("2026-10-01 01:30:00", "2026-10-01T01:30:00Z"),
            ("2026-10-01T01:30:00.123456789", "2026-10-01T01:30:00.123Z"),
        ] {
            assert_eq!(local(text).unwrap().at(0).iso(), iso, "{text}");
        }
        for text in ["", "soon", "2026-10-01", "2026-10-01 25:00:00", "2026-10-01 01:30:00.1x", "1-2-3-4 1:2:3"] {
            assert_eq!(local(text), None, "{text}");
        }
    }
}
