//! Days and hours of the NAS, in its own fixed zone.

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// The zone of the NAS.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Zone {
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

/// 0 is Sunday, as the vendor counts.
pub(crate) fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}
