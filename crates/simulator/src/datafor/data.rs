//! Three years of a server's backups, made from a seed.

use super::clock::ZONE;
use super::schedules::{BY_HAND, NIGHTLY, REMOVED, SCHEDULES, SIX_HOURS, Schedule};
use crate::calendar::{DAY, weekday};
use crate::rng::Rng;

pub(super) const RUNNING: &str = "0";
pub(super) const SUCCESS: &str = "1";
pub(super) const FAILED: &str = "2";
/// A status that no documentation names.
const STATUS_3: &str = "3";

/// The server was switched off from and to so long before the newest instant.
const OUTAGE_FROM: i64 = 70 * DAY;
const OUTAGE_TO: i64 = 68 * DAY;

const REASONS: [&str; 4] = [
    "java.io.IOException: No space left on device",
    "java.sql.SQLTransientConnectionException: Connection is not available, request timed out after 30000ms.",
    "java.nio.file.AccessDeniedException: /opt/datafor/backup",
    "Export of \"/public/Sales/Quarter\" failed: unexpected end of stream",
];

/// One backup.
#[derive(Debug)]
pub(super) struct Backup {
    /// When it began, in milliseconds.
    pub start_ms: i64,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    pub status: &'static str,
    /// Why it failed.
    pub message: &'static str,
    /// The schedule, also one that is gone; `None` when somebody started it.
    pub schedule: Option<&'static Schedule>,
}

/// Everything the server has to tell, the newest first.
pub(super) fn backups(seed: u64, until_s: i64) -> Vec<Backup> {
    let mut all = Vec::new();
    for (index, schedule) in SCHEDULES.iter().chain([&REMOVED]).enumerate() {
        let mut rng = Rng::new(seed, 0x100 + index as u64);
        for due in schedule.due(until_s) {
            let backup = one(schedule, due, &mut rng);
            let outage = (until_s - OUTAGE_FROM..until_s - OUTAGE_TO).contains(&due);
            if !outage && backup.start_ms + backup.took_ms <= until_s * 1_000 {
                all.push(backup);
            }
        }
    }
    by_hand(seed, until_s, &mut all);
    all.sort_by_key(|backup| -backup.start_ms);
    oddities(seed, until_s, &mut all);
    all
}

/// One backup of a schedule that is due at this instant.
fn one(schedule: &'static Schedule, due_s: i64, rng: &mut Rng) -> Backup {
    let start_ms = due_s * 1_000 + rng.between(3, 940);
    let took_ms = rng.between(schedule.minutes * 20_000, schedule.minutes * 90_000);
    let mut backup = Backup { start_ms, took_ms, status: SUCCESS, message: "", schedule: Some(schedule) };
    if rng.chance(schedule.failing) {
        fail(&mut backup, REASONS[rng.below(4) as usize]);
    }
    backup
}

fn fail(backup: &mut Backup, reason: &'static str) {
    backup.status = FAILED;
    backup.message = reason;
    backup.took_ms /= 5;
}

/// What people started themselves, before they changed something.
fn by_hand(seed: u64, until_s: i64, all: &mut Vec<Backup>) {
    let mut rng = Rng::new(seed, 77);
    for nth in 0..9 {
        let start_s = ZONE.instant(ZONE.day(until_s) - 4 - nth * 113 - rng.between(0, 40), 0, rng.between(540, 1_020));
        let mut backup = one(&BY_HAND, start_s, &mut rng);
        backup.schedule = None;
        all.push(backup);
    }
}

/// What clients get wrong: three failed nights, a run that goes on, a status that nobody knows.
fn oddities(seed: u64, until_s: i64, all: &mut Vec<Backup>) {
    let of = |backup: &&mut Backup, index: usize| {
        backup.schedule.is_some_and(|schedule| std::ptr::eq(schedule, &SCHEDULES[index]))
    };
    for backup in all.iter_mut().filter(|backup| of(backup, NIGHTLY)).take(3) {
        fail(backup, REASONS[0]);
    }
    if let Some(backup) = all.iter_mut().filter(|backup| of(backup, NIGHTLY)).nth(12) {
        backup.status = STATUS_3;
        backup.message = "";
    }
    let mut rng = Rng::new(seed, 78);
    let start_ms = (until_s - rng.between(60, 200)) * 1_000 + rng.between(3, 940);
    let schedule = Some(&SCHEDULES[SIX_HOURS]);
    all.insert(0, Backup { start_ms, took_ms: 0, status: RUNNING, message: "", schedule });
    all.sort_by_key(|backup| -backup.start_ms);
}

impl Schedule {
    /// The instants at which it was due up to the newest one, the oldest first.
    fn due(&self, until_s: i64) -> impl Iterator<Item = i64> {
        let (first, last) = (ZONE.day(until_s) - self.from_days, ZONE.day(until_s) - self.to_days);
        let days = (first..=last).filter(move |day| self.is_on(*day));
        days.flat_map(|day| self.minutes_of_day.iter().map(move |minute| ZONE.instant(day, 0, *minute)))
            .filter(move |due| *due <= until_s)
    }

    fn is_on(&self, day: i64) -> bool {
        self.weekdays.contains(&weekday(day)) && day.rem_euclid(self.every_days) == 0
    }

    /// The next instant after the newest one at which it is due.
    pub(super) fn next(&self, until_s: i64) -> Option<i64> {
        let days = (ZONE.day(until_s)..ZONE.day(until_s) + 40).filter(|day| self.is_on(*day));
        let mut due = days.flat_map(|day| self.minutes_of_day.iter().map(move |minute| ZONE.instant(day, 0, *minute)));
        due.find(|due| self.enabled && *due > until_s)
    }
}
