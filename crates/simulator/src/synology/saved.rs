//! A saved answer to `list_log` of any length, as somebody would get who asks for everything at once and keeps it.

use super::data::{Entry, Fleet, History};
use super::rows::{Names, record};
use crate::calendar::Zone;
use crate::json::Json;
use std::io::{self, Write};

/// So many rows are written at a time.
const BATCH: u64 = 1_000;

/// Writes the answer of a large NAS of 24 sites, newest line first. Rows are about 415 bytes each, on average.
///
/// The same seed, instant and number of lines give the same bytes. Nothing is kept: a million lines need the memory of
/// a few hours of log.
pub fn write_saved_log(out: &mut impl Write, seed: u64, until_s: i64, lines: u64) -> io::Result<()> {
    let fleet = Fleet::new();
    // Every run writes at least two lines, so the numbers last.
    let newest_run = i64::try_from(lines).unwrap_or(i64::MAX).max(1_000);
    let mut history = History::new(seed, until_s, Zone { offset_s: 3_600 }, newest_run);
    write!(out, r#"{{"data":{{"count":{lines},"logs":["#)?;
    let mut left = lines;
    while left > 0 {
        let batch = left.min(BATCH);
        let mut json = Json::with_capacity(batch as usize * 440);
        for (entry, id) in history.by_ref().take(batch as usize).zip((1..=left as i64).rev()) {
            line(&mut json, &fleet, &entry, id);
        }
        if left < lines {
            out.write_all(b",")?;
        }
        out.write_all(json.finish().as_bytes())?;
        left -= batch;
    }
    out.write_all(br#"]},"success":true}"#)
}

fn line(json: &mut Json, fleet: &Fleet, entry: &Entry, id: i64) {
    let task = entry.task.map(|index| fleet.task(entry.site, index));
    let device = entry.event.device.map(|index| fleet.device(entry.site, index));
    let user = entry.user.map(|index| fleet.user(entry.site, index));
    let names = Names::of(entry.task, entry.event.device, [task, device, user]);
    record(json, &names, &entry.event, id, entry.run);
}
