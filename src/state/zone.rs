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

/// Prints instants in one zone, and knows the others beside it.
#[derive(Clone, PartialEq)]
pub(crate) struct Times {
    zone: String,
    /// The browser's own zone.
    browser: String,
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
        Some(Times { zone, browser: browser_zone(), format, heading_offset })
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

    /// With its offset and with what it has below a second: what can be read again.
    pub(crate) fn exact(&self, time: Timestamp) -> String {
        format!("{} {}", short(&self.format.format(time.0), time), self.format.offset(time.0))
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

    /// How far the zone's clocks are ahead of UTC at an instant, in minutes.
    pub(crate) fn offset(&self, time: Timestamp) -> i32 {
        self.format.offset_seconds(time.0).div_euclid(60)
    }

    /// How it looks in the other zones: in UTC, in the browser's, and in a source's own.
    pub(crate) fn others(&self, time: Timestamp, source: Option<&str>) -> Vec<String> {
        let mut zones = vec!["UTC", &self.browser];
        zones.extend(source);
        let mut others: Vec<String> = Vec::new();
        for (at, zone) in zones.iter().enumerate() {
            if *zone == self.zone || zones[..at].contains(zone) {
                continue;
            }
            let Some(format) = ZoneFormat::new(zone) else { continue };
            let shown = format.format(time.0);
            // UTC is its own offset.
            others.push(if *zone == "UTC" {
                format!("{} UTC", exact(&shown, time))
            } else {
                format!("{} {} {zone}", exact(&shown, time), format.offset(time.0))
            });
        }
        others
    }

    /// With its offset, and in the other zones below: what a tooltip says.
    pub(crate) fn tooltip(&self, time: Timestamp, source: Option<&str>) -> String {
        let mut lines = vec![format!("{} {}", self.full(time), self.zone)];
        lines.extend(self.others(time, source));
        lines.join("\n")
    }
}

/// A printed time with what it has below a second.
fn exact(shown: &str, time: Timestamp) -> String {
    match time.0.rem_euclid(1000) {
        0 => shown.to_string(),
        part => format!("{shown}.{}", &(1000 + part).to_string()[1..]),
    }
}

/// A printed time without its seconds where these are none, and with what is less where there is something.
fn short(shown: &str, time: Timestamp) -> String {
    match shown.strip_suffix(":00") {
        Some(short) if time.0.rem_euclid(1000) == 0 => short.to_string(),
        _ => exact(shown, time),
    }
}
