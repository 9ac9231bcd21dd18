use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01 00:00 UTC.
///
/// The zone in which it is shown is a setting of the page, never part of the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// From seconds since 1970 as many vendors send them. Absurd values saturate instead of wrapping.
    pub fn from_seconds(seconds: i64) -> Timestamp {
        Timestamp(seconds.saturating_mul(1000))
    }

    /// Whole seconds since 1970, rounded down.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// ISO 8601 in UTC, as exports and links print it: `2026-11-20T05:56:12Z`, with milliseconds only if there are any.
    /// An instant outside of the calendar prints as its number of milliseconds.
    pub fn iso(self) -> String {
        let precision = if self.0.rem_euclid(1000) == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
        match DateTime::<Utc>::from_timestamp_millis(self.0) {
            Some(time) => time.to_rfc3339_opts(precision, true),
            None => self.0.to_string(),
        }
    }

    /// ISO 8601 where clocks are so many minutes ahead of UTC: `2026-11-20T06:56:12+01:00`.
    pub fn iso_at(self, offset: i32) -> String {
        let local = Timestamp(self.0.saturating_add(i64::from(offset) * 60_000)).iso();
        let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
        match local.strip_suffix('Z') {
            Some(local) => format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60),
            None => self.iso(),
        }
    }

    /// Reads ISO 8601 with an offset, or a plain date, which is its midnight in UTC.
    pub fn parse_iso(text: &str) -> Option<Timestamp> {
        let midnight;
        let text = match text.len() {
            10 => {
                midnight = format!("{text}T00:00:00Z");
                &midnight
            }
            _ => text,
        };
        DateTime::parse_from_rfc3339(text).ok().map(|time| Timestamp(time.timestamp_millis()))
    }
}

/// A span of time: from (included) to (excluded). An absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeRange {
    /// The first instant of the range.
    pub from: Option<Timestamp>,
    /// The first instant after the range.
    pub to: Option<Timestamp>,
}

impl TimeRange {
    /// Whether an instant is inside. A record without a time is inside of an open range only.
    pub fn contains(&self, time: Option<Timestamp>) -> bool {
        match time {
            Some(time) => self.from.is_none_or(|from| from <= time) && self.to.is_none_or(|to| time < to),
            None => self.is_open(),
        }
    }

    /// Whether both ends are open.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_the_offset_of_a_zone() {
        for (millis, offset, text) in [
            (1_795_154_400_000, 60, "2026-11-20T07:00:00+01:00"),
            (1_795_154_400_000, -570, "2026-11-19T20:30:00-09:30"),
            (1_795_154_400_250, 0, "2026-11-20T06:00:00.250+00:00"),
        ] {
            assert_eq!(Timestamp(millis).iso_at(offset), text);
            assert_eq!(Timestamp::parse_iso(text), Some(Timestamp(millis)));
        }
        assert_eq!(Timestamp(i64::MAX).iso_at(60), i64::MAX.to_string());
    }

    #[test]
    fn prints_and_reads_iso() {
        for (millis, text) in [(0, "1970-01-01T00:00:00Z"), (1_763_829_984_500, "2025-11-22T16:46:24.500Z")] {
            assert_eq!(Timestamp(millis).iso(), text);
            assert_eq!(Timestamp::parse_iso(text), Some(Timestamp(millis)));
        }
        assert_eq!(Timestamp::parse_iso("2026-02-26"), Some(Timestamp(1_772_064_000_000)));
        assert_eq!(Timestamp::parse_iso("2026-02-26T01:00:00+01:00"), Some(Timestamp(1_772_064_000_000)));
        assert_eq!(Timestamp::parse_iso("soon"), None);
        assert_eq!(Timestamp(i64::MAX).iso(), i64::MAX.to_string());
    }

    #[test]
    fn a_range_is_half_open() {
        let range = TimeRange { from: Some(Timestamp(10)), to: Some(Timestamp(20)) };
        for (time, inside) in [(9, false), (10, true), (19, true), (20, false)] {
            assert_eq!(range.contains(Some(Timestamp(time))), inside, "{time}");
        }
        assert!(!range.contains(None), "a record without a time is in no bounded range");
        assert!(TimeRange::default().contains(None));
    }
}
