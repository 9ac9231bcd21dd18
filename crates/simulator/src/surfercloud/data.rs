//! Three years of backups, made from a seed.

use super::instances::{INSTANCES, Instance};
use crate::calendar::{DAY, HOUR, date, parts};
use crate::rng::Rng;

/// How far back the backups go.
const DAYS: i64 = 3 * 365;
/// For so many days log files are kept.
pub(crate) const LOG_DAYS: i64 = 60;

/// One backup.
#[derive(Debug, Clone)]
pub(crate) struct Backup {
    pub id: String,
    pub name: String,
    pub start: i64,
    pub end: i64,
    pub bytes: i64,
    /// Not by the schedule.
    pub manual: bool,
    state: &'static str,
}

impl Backup {
    /// The state at an instant: one goes on at the beginning, and ends well.
    pub(crate) fn state(&self, now_s: i64) -> &'static str {
        if self.goes_on(now_s) { "Backuping" } else { self.state }
    }

    pub(crate) fn goes_on(&self, now_s: i64) -> bool {
        now_s < self.end
    }
}

/// Everything there is to tell.
#[derive(Debug)]
pub(crate) struct Data {
    pub seed: u64,
    /// The newest instant when the data was made.
    pub until_s: i64,
    /// By instance, newest first.
    backups: Vec<Vec<Backup>>,
}

/// How backups of an instance come.
struct Rhythm {
    /// Between two.
    every: i64,
    /// After midnight UTC.
    at: i64,
    /// The first and the last one, in days before the end of the data.
    days: (i64, i64),
    /// So many of 1000 fail.
    fails: u64,
    /// The newest ones that all failed.
    last_failed: usize,
}

impl Data {
    pub(crate) fn generate(seed: u64, until_s: i64) -> Self {
        let backups = INSTANCES.iter().enumerate().map(|(at, instance)| backups(instance, seed ^ at as u64, until_s));
        Self { seed, until_s, backups: backups.collect() }
    }

    /// The backups of an instance, newest first.
    pub(crate) fn backups(&self, instance: &Instance) -> &[Backup] {
        let place = INSTANCES.iter().position(|known| known.id == instance.id);
        place.and_then(|place| self.backups.get(place)).map_or(&[], Vec::as_slice)
    }
}

fn rhythm(name: &str) -> Option<Rhythm> {
    let nightly = Rhythm { every: DAY, at: 18 * HOUR, days: (DAYS, 0), fails: 12, last_failed: 0 };
    Some(match name {
        "orders-prod" => nightly,
        // Fails often, and the last three nights.
        "crm" => Rhythm { at: 19 * HOUR + 1_800, fails: 180, last_failed: 3, ..nightly },
        "billing" => Rhythm { every: 6 * HOUR, days: (365, 0), fails: 6, ..nightly },
        "legacy-shop" => Rhythm { at: 15 * HOUR, days: (DAYS, 150), ..nightly },
        "reporting" => Rhythm { every: 7 * DAY, at: 2 * HOUR, fails: 30, ..nightly },
        _ => return None,
    })
}

fn backups(instance: &Instance, seed: u64, until_s: i64) -> Vec<Backup> {
    let mut rng = Rng::new(seed, 0x5C);
    let mut out = Vec::new();
    let midnight = until_s - until_s.rem_euclid(DAY);
    if let Some(rhythm) = rhythm(instance.name) {
        let (first, last) = (midnight - rhythm.days.0 * DAY + rhythm.at, midnight - rhythm.days.1 * DAY + DAY);
        let mut slot = first;
        while slot <= last {
            // Enough before the end that it has ended.
            let start = slot + rng.between(0, 40);
            if start < until_s - 2 * HOUR {
                let failed = rng.chance(rhythm.fails);
                out.push(backup(&mut rng, instance, start, until_s, false, if failed { "Failed" } else { "Success" }));
            }
            slot += rhythm.every;
        }
        let failed = out.len().saturating_sub(rhythm.last_failed);
        out[failed..].iter_mut().for_each(|backup| (backup.state, backup.bytes) = ("Failed", 0));
    }
    match instance.name {
        // One goes on for ten more minutes.
        "billing" => {
            let mut running = backup(&mut rng, instance, until_s - 20 * 60, until_s, false, "Success");
            running.end = until_s + 10 * 60;
            out.push(running);
        }
        // Its content is kept for five weeks.
        "reporting" => {
            let old = |backup: &&mut Backup| backup.start < until_s - 35 * DAY && backup.state == "Success";
            out.iter_mut().filter(old).for_each(|backup| backup.state = "Expired");
        }
        // By hand, now and then; one is in a state that no page names.
        "sandbox" => {
            for turn in (0..14).rev() {
                let start = until_s - (turn * 23 + 3) * DAY - rng.between(HOUR, 9 * HOUR);
                let state = if turn == 2 { "Merging" } else { "Success" };
                out.push(backup(&mut rng, instance, start, until_s, true, state));
            }
        }
        "orders-prod" => {
            let start = until_s - 3 * HOUR;
            out.push(backup(&mut rng, instance, start, until_s, true, "Success"));
        }
        _ => {}
    }
    out.sort_by_key(|backup| std::cmp::Reverse(backup.start));
    out
}

fn backup(rng: &mut Rng, instance: &Instance, start: i64, until_s: i64, manual: bool, state: &'static str) -> Backup {
    let age = (until_s - start) / DAY;
    let failed = state == "Failed";
    // The database grows.
    let bytes = if failed { 0 } else { (2_400 - age) * 1_048_576 + rng.between(0, 40 * 1_048_576) };
    let took = if failed { rng.between(20, 200) } else { rng.between(240, 900) };
    let how = if manual { "manual" } else { "auto" };
    Backup {
        id: format!("{:016x}-{:08x}", rng.next(), start as u32),
        name: format!("{}_{how}_{}", instance.name, day_name(start)),
        start,
        end: start + took,
        bytes,
        manual,
        state,
    }
}

/// A day as it stands in names: `20261120`.
pub(crate) fn day_name(instant: i64) -> String {
    date(parts(instant)).replace('-', "")
}
