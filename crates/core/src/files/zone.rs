//! The zone of a file whose times say none.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::model::Timestamp;

/// A zone as the instants at which its offset changes. Who knows zones by name works it out; the usual one is UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// From this instant on (milliseconds since 1970) clocks are so many minutes ahead of UTC. Ascending; the first holds
    /// for all time before it too.
    pub changes: Vec<(i64, i32)>,
}

impl Zone {
    /// A zone with one offset for all time, in minutes.
    pub fn fixed(minutes: i32) -> Zone {
        Zone { changes: vec![(0, minutes)] }
    }

    /// The instant at which a clock there shows this. Of an hour that comes twice it is the first, of one that is left out
    /// the time by the offset before.
    pub(super) fn instant(&self, local: NaiveDateTime) -> Timestamp {
        let wall = local.and_utc().timestamp_millis();
        let at = |minutes: i32| wall.saturating_sub(i64::from(minutes) * 60_000);
        let Some((_, first)) = self.changes.first() else { return Timestamp(wall) };
        let mut found = at(*first);
        for pair in self.changes.windows(2) {
            let ((_, before), (from, minutes)) = (pair[0], pair[1]);
            // By the offset before, the change has come already.
            if at(before) >= from {
                found = if at(minutes) >= from { at(minutes) } else { at(before) };
            }
        }
        Timestamp(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_by_the_offset_that_holds_then() {
        let iso = |text: &str| Timestamp::parse_iso(text).unwrap();
        let berlin = Zone {
            changes: vec![
                (iso("2025-10-26T01:00:00Z").0, 60),
                (iso("2026-03-29T01:00:00Z").0, 120),
                (iso("2026-10-25T01:00:00Z").0, 60),
            ],
        };
        for (wall, instant) in [
            ("2020-01-01T12:00:00", "2020-01-01T11:00:00Z"),
            ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
            ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
            ("2026-11-20T06:00:00", "2026-11-20T05:00:00Z"),
        ] {
            let local: NaiveDateTime = wall.parse().unwrap();
            assert_eq!(berlin.instant(local).iso(), instant, "{wall}");
            assert_eq!(Zone::default().instant(local).iso(), format!("{wall}Z"));
        }
        assert_eq!(Zone::fixed(-90).instant("2026-01-01T00:00:00".parse().unwrap()).iso(), "2026-01-01T01:30:00Z");
    }
}
