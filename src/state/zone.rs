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

    /// With its offset, and in UTC: what a tooltip says.
    pub(crate) fn both(&self, time: Timestamp) -> String {
        if self.zone == "UTC" {
            return self.full(time);
        }
        format!("{} · {} UTC", self.full(time), time.iso().replace('T', " ").trim_end_matches('Z'))
    }
}
