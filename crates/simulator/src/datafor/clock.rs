//! The server's own clock: eight hours east of UTC, all year.

use crate::calendar::{HOUR, Zone, clock, date, parts};

pub(super) const ZONE: Zone = Zone { offset_s: 8 * HOUR };

/// The local date, the local clock, and the milliseconds of an instant in milliseconds.
fn local_parts(instant_ms: i64) -> (String, String, i64) {
    let parts = parts(instant_ms.div_euclid(1_000) + ZONE.offset_s);
    (date(parts), clock(parts), instant_ms.rem_euclid(1_000))
}

/// As in the number of a backup: `2026.10.10-02.00.00.205+0800`.
pub(super) fn in_id(instant_ms: i64) -> String {
    let (date, clock, millis) = local_parts(instant_ms);
    format!("{}-{}.{millis:03}+0800", date.replace('-', "."), clock.replace(':', "."))
}

/// As `java.sql.Timestamp` writes it: without a zone, without zeros at the end of the fraction but one.
pub(super) fn local(instant_ms: i64) -> String {
    let (date, clock, millis) = local_parts(instant_ms);
    let text = format!("{date} {clock}.{millis:03}");
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

/// As in a trigger: `2026-10-01T02:00:00.000+08:00`.
pub(super) fn iso(instant_ms: i64) -> String {
    let (date, clock, millis) = local_parts(instant_ms);
    format!("{date}T{clock}.{millis:03}+08:00")
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
    }
}
