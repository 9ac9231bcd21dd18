//! In which zone times are shown, and how one looks there.

use tapedeck_core::model::Timestamp;

use crate::browser::intl::{ZoneFormat, browser_zone};

/// The zone of a setting: `browser` and nothing are the browser's own.
pub(crate) fn resolve(setting: &str) -> String {
    match setting {
        "" | "browser" => browser_zone(),
        zone => zone.to_string(),
    }
}

/// Prints instants in one zone, and knows UTC beside it.
#[derive(Clone)]
pub(crate) struct Times {
    zone: String,
    format: ZoneFormat,
    /// The offset that the table's heading names.
    pub(crate) heading_offset: String,
}

impl Times {
    /// For a zone. One that the browser does not know is UTC, and is named so.
    pub(crate) fn new(setting: &str, now_ms: i64) -> Option<Times> {
        let zone = resolve(setting);
        let (zone, format) = match ZoneFormat::new(&zone) {
            Some(format) => (zone, format),
            None => ("UTC".to_string(), ZoneFormat::new("UTC")?),
        };
        let heading_offset = format.offset(now_ms);
        Some(Times { zone, format, heading_offset })
    }

    /// The zone's name.
    pub(crate) fn zone(&self) -> &str {
        &self.zone
    }

    /// As a table shows it. The offset is printed where it differs from the heading's, as in the other half of the year.
    pub(crate) fn cell(&self, time: Timestamp) -> String {
        let offset = self.format.offset(time.0);
        let shown = self.format.format(time.0);
        if offset == self.heading_offset { shown } else { format!("{shown} {offset}") }
    }

    /// With its offset.
    pub(crate) fn full(&self, time: Timestamp) -> String {
        format!("{} {}", self.format.format(time.0), self.format.offset(time.0))
    }

    /// Without its offset, as short as it can be written: `2026-11-20 14:00`.
    pub(crate) fn minute(&self, time: Timestamp) -> String {
        short(&self.format.format(time.0), time)
    }

    /// A span with its offset, as short as it can be written: `2026-11-20 14:00–15:00 +01:00`.
    pub(crate) fn span(&self, from: Timestamp, to: Timestamp) -> String {
        let print = |time: Timestamp| (self.format.format(time.0), self.format.offset(time.0));
        let ((first, first_offset), (last, last_offset)) = (print(from), print(to));
        let (first, last) = (short(&first, from), short(&last, to));
        let day = |shown: &str| shown.split(' ').next().map(str::to_string);
        if first_offset != last_offset {
            // The clocks were changed in between.
            return format!("{first} {first_offset} – {last} {last_offset}");
        }
        match last.split_once(' ') {
            Some((date, clock)) if day(&first).as_deref() == Some(date) => format!("{first}–{clock} {last_offset}"),
            // A whole day, from midnight to midnight.
            _ if to.0 - from.0 == 86_400_000 && first.ends_with(" 00:00") => {
                format!("{} {last_offset}", day(&first).unwrap_or_default())
            }
            _ => format!("{first} – {last} {last_offset}"),
        }
    }

    /// With its offset, and in UTC: what a tooltip says.
    pub(crate) fn both(&self, time: Timestamp) -> String {
        if self.zone == "UTC" {
            return self.full(time);
        }
        format!("{} · {} UTC", self.full(time), time.iso().replace('T', " ").trim_end_matches('Z'))
    }
}

/// A printed time without its seconds where these are none, and with what is less where there is something.
fn short(shown: &str, time: Timestamp) -> String {
    let part = time.0.rem_euclid(1000);
    match shown.strip_suffix(":00") {
        Some(short) if part == 0 => short.to_string(),
        _ if part == 0 => shown.to_string(),
        _ => format!("{shown}.{}", &(1000 + part).to_string()[1..]),
    }
}
