//! When the tasks ran, and how each run went.

use super::run::{
    BACKUP, CANCELLED, DELETE_VERSION, DEVICE_OFFLINE, FAILED, FILE_FAILURES, FILE_PARTLY, FILE_WARNINGS, Fate,
    NO_BACKUP, NO_SPACE, PARTIAL, PC_FAILURES, PC_WARNINGS, Part, RESTORE_FILE, RUNNING, Run, SERVER_FAILURES,
    STATUS_8, SUCCESS, Trouble, VERIFY, VM_FAILURES, VM_UNREACHABLE, VM_WARNINGS,
};
use super::tasks::{ARCHIVE, FILE_SERVER, LAPTOPS, MARIA, OLD_WEB, OPERATOR, TASKS, VM_CLUSTER};
use crate::calendar::{DAY, HOUR, MINUTE, Zone, weekday};
use crate::rng::Rng;
use crate::synology::Settings;

/// Three years.
pub(crate) const SPAN: i64 = 1_096 * DAY;
/// "Old web server" was backed up from and to so long before the newest instant.
pub(crate) const OLD_WEB_FROM: i64 = 760 * DAY;
pub(crate) const OLD_WEB_TO: i64 = 152 * DAY;
/// The NAS was switched off.
pub(crate) const OUTAGE_FROM: i64 = 70 * DAY;
pub(crate) const OUTAGE_TO: i64 = 68 * DAY;

/// All runs, by time, numbered from 1.
pub(crate) fn runs(settings: &Settings) -> Vec<Run> {
    let plan = Plan {
        seed: settings.seed,
        until: settings.until_s,
        from: settings.until_s - SPAN,
        zone: Zone { offset_s: settings.zone_offset_s },
    };
    let mut runs = plan.daily();
    plan.occasional(&mut runs);
    runs.retain(|run| run.start >= plan.from && run.end <= plan.until && !plan.outage(run.start));
    plan.recent_story(&mut runs);
    runs.sort_by_key(|run| (run.start, run.task));
    let spare = runs.len().saturating_sub(settings.results.saturating_sub(1));
    runs.drain(..spare);
    plan.hourly(&mut runs, settings.results);
    runs.sort_by_key(|run| (run.start, run.task));
    plan.oddities(&mut runs);
    for (index, run) in runs.iter_mut().enumerate() {
        run.id = index as i64 + 1;
    }
    runs
}

struct Plan {
    seed: u64,
    until: i64,
    from: i64,
    zone: Zone,
}

impl Plan {
    fn outage(&self, instant: i64) -> bool {
        (self.until - OUTAGE_FROM..self.until - OUTAGE_TO).contains(&instant)
    }

    /// The tasks that run once a day or less.
    fn daily(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for day in self.zone.day(self.from)..=self.zone.day(self.until) {
            for index in [LAPTOPS, FILE_SERVER, ARCHIVE, OLD_WEB] {
                let task = &TASKS[usize::from(index)];
                let mut rng = Rng::new(self.seed, (day as u64) * 16 + u64::from(index));
                let due = self.zone.instant(day, task.run_hour, task.run_min);
                let lives = index != OLD_WEB || (self.until - OLD_WEB_FROM..self.until - OLD_WEB_TO).contains(&due);
                if lives && task.weekdays.contains(&weekday(day)) {
                    let start = due + rng.between(0, 40);
                    runs.push(backup(index, start, &mut rng));
                    if day.rem_euclid(retention_every(index)) == 0 {
                        runs.push(retention(index, runs[runs.len() - 1].end + rng.between(5, 60), &mut rng));
                    }
                }
            }
        }
        runs
    }

    /// What people did by hand, and monthly checks.
    fn occasional(&self, runs: &mut Vec<Run>) {
        let mut rng = Rng::new(self.seed, 77);
        for nth in 0..9_i64 {
            let day = self.zone.day(self.until) - 3 - nth * 117 - rng.between(0, 60);
            let start = self.zone.instant(day, rng.between(8, 16), rng.between(0, 59)) + rng.between(0, 59);
            let index = rng.pick(&[&LAPTOPS, &FILE_SERVER, &FILE_SERVER, &ARCHIVE]);
            let mut run = quiet(*index, RESTORE_FILE, start, start + rng.between(40, 1_900), &mut rng);
            run.user = Some(if nth % 2 == 0 { MARIA } else { OPERATOR });
            match nth {
                2 => fail(&mut run, FAILED, &FILE_FAILURES[4]),
                5 => {
                    run.status = CANCELLED;
                    run.cancelled_by = 1202;
                    stop(&mut run);
                }
                _ => {}
            }
            runs.push(run);
        }
        for month in 0..36 {
            let day = self.zone.day(self.until) - 9 - month * 30;
            let start = self.zone.instant(day, 12, 30) + rng.between(0, 50);
            let mut run = quiet(ARCHIVE, VERIFY, start, start + rng.between(300, 2_400), &mut rng);
            if rng.chance(90) {
                fail(&mut run, PARTIAL, &SERVER_FAILURES[2]);
            }
            runs.push(run);
        }
    }

    /// The destination of the laptops filled up three nights ago.
    fn recent_story(&self, runs: &mut [Run]) {
        let newest = runs.iter_mut().rev().filter(|run| run.task == LAPTOPS && run.action == BACKUP).take(3);
        for run in newest {
            fail(run, FAILED, &NO_SPACE);
            run.cancelled_by = 0;
            run.end = run.start + 300 + (run.end - run.start) / 10;
        }
    }

    /// The task that runs every hour fills up to the wanted number, back from its newest run, which still runs.
    fn hourly(&self, runs: &mut Vec<Run>, wanted: usize) {
        let task = &TASKS[usize::from(VM_CLUSTER)];
        let mut slot = (self.until - MINUTE - task.run_min * MINUTE).div_euclid(HOUR) * HOUR + task.run_min * MINUTE;
        let mut newest = true;
        while runs.len() < wanted {
            let mut rng = Rng::new(self.seed, (slot / HOUR) as u64 ^ 0xA5A5_0000);
            let mut run = backup(VM_CLUSTER, slot + rng.between(0, 20), &mut rng);
            if newest {
                run.status = RUNNING;
                run.end = 0;
                run.cancelled_by = 0;
                run.parts.iter_mut().for_each(|part| part.fate = Fate::Good);
                runs.push(run);
            } else if !self.outage(slot) && !rng.chance(35) {
                runs.push(run);
            }
            newest = false;
            slot -= HOUR;
        }
    }

    /// The rows that clients get wrong: statuses without a name, and one very long list of details.
    fn oddities(&self, runs: &mut [Run]) {
        let old = |run: &&mut Run, task, days| {
            run.task == task && run.action == BACKUP && run.start < self.until - days * DAY
        };
        if let Some(run) = runs.iter_mut().rev().find(|run| old(run, VM_CLUSTER, 3)) {
            run.status = STATUS_8;
            stop(run);
        }
        if let Some(run) = runs.iter_mut().rev().find(|run| old(run, FILE_SERVER, 12)) {
            run.status = NO_BACKUP;
            run.end = run.start + 2;
            stop(run);
        }
        let long = |run: &&mut Run| old(run, FILE_SERVER, 0) && run.status == PARTIAL && run.error_count() > 0;
        if let Some(run) = runs.iter_mut().rev().find(long) {
            run.long = true;
        }
    }
}

fn retention_every(task: u8) -> i64 {
    match task {
        LAPTOPS => 9,
        FILE_SERVER => 21,
        ARCHIVE => 4,
        _ => 20,
    }
}

/// A run in which nothing happens.
pub(crate) fn quiet(task: u8, action: i64, start: i64, end: i64, rng: &mut Rng) -> Run {
    let devices = TASKS[usize::from(task)].devices.clone();
    let all: Vec<Part> = devices.map(|device| Part { device, fate: Fate::Good }).collect();
    let parts = if action == BACKUP { all } else { vec![all[rng.below(all.len() as u64) as usize]] };
    Run { id: 0, task, action, status: SUCCESS, start, end, parts, user: None, cancelled_by: 0, long: false }
}

/// The deletion of old versions after a backup.
pub(crate) fn retention(task: u8, start: i64, rng: &mut Rng) -> Run {
    let mut run = quiet(task, DELETE_VERSION, start, start + rng.between(4, 180), rng);
    if rng.chance(30) {
        fail(&mut run, FAILED, &PC_FAILURES[3]);
    }
    run
}

fn fail(run: &mut Run, status: u8, trouble: &'static Trouble) {
    run.status = status;
    for part in &mut run.parts {
        part.fate = Fate::Failed(trouble);
    }
}

fn stop(run: &mut Run) {
    for part in &mut run.parts {
        part.fate = Fate::Stopped;
    }
}

fn one(from: &'static [Trouble], rng: &mut Rng) -> &'static Trouble {
    &from[rng.below(from.len() as u64) as usize]
}

/// One backup of a task that starts at this instant.
pub(crate) fn backup(task: u8, start: i64, rng: &mut Rng) -> Run {
    let length = match task {
        LAPTOPS => rng.between(25 * MINUTE, 95 * MINUTE),
        FILE_SERVER => rng.between(9 * MINUTE, 55 * MINUTE),
        VM_CLUSTER => rng.between(5 * MINUTE, 24 * MINUTE),
        ARCHIVE => rng.between(3 * HOUR, 7 * HOUR),
        _ => rng.between(8 * MINUTE, 20 * MINUTE),
    };
    let mut run = quiet(task, BACKUP, start, start + length, rng);
    match task {
        LAPTOPS => each(&mut run, rng, 22, 6, 9, &PC_FAILURES, &PC_WARNINGS),
        FILE_SERVER => match rng.below(100) {
            0..28 => fail(&mut run, FAILED, one(&FILE_FAILURES, rng)),
            28..46 => fail(&mut run, PARTIAL, one(&FILE_PARTLY, rng)),
            _ => each(&mut run, rng, 0, 0, 60, &FILE_PARTLY, &FILE_WARNINGS),
        },
        VM_CLUSTER if rng.chance(9) => fail(&mut run, FAILED, &VM_UNREACHABLE),
        VM_CLUSTER => each(&mut run, rng, 0, 3, 5, &VM_FAILURES, &VM_WARNINGS),
        _ => each(&mut run, rng, 15, 30, 25, &SERVER_FAILURES, &PC_WARNINGS),
    }
    if run.status == FAILED {
        run.end = run.start + (length / 6).max(20);
    }
    let often = if task == VM_CLUSTER { 3 } else { 12 };
    if run.status == SUCCESS && rng.chance(often) {
        run.status = CANCELLED;
        run.end = run.start + length / 3 + 10;
        (run.cancelled_by, run.user) = [(1103, Some(OPERATOR)), (1145, None), (1125, None)][rng.below(3) as usize];
        stop(&mut run);
    }
    run
}

/// Every device for itself; the chances are of 1000.
fn each(
    run: &mut Run,
    rng: &mut Rng,
    offline: u64,
    failing: u64,
    warning: u64,
    failures: &'static [Trouble],
    warnings: &'static [Trouble],
) {
    for part in &mut run.parts {
        let dice = rng.below(1_000);
        part.fate = if dice < offline {
            Fate::Warned(&DEVICE_OFFLINE)
        } else if dice < offline + failing {
            Fate::Failed(one(failures, rng))
        } else if dice < offline + failing + warning {
            Fate::Warned(one(warnings, rng))
        } else {
            Fate::Good
        };
    }
    let parts = run.parts.len() as i64;
    run.status = match (run.error_count(), run.warning_count()) {
        (0, 0) => SUCCESS,
        (errors, _) if errors == parts => FAILED,
        _ => PARTIAL,
    };
}
