//! What a large NAS logged, from the newest line back: as many lines as are asked for, without keeping them.

use super::event::{ERROR, Event, INFO, WARNING};
use super::fleet::Fleet;
use super::run::{RESTORE_FILE, Run};
use super::schedule::{backup, quiet, retention};
use super::story::{chatter_of, closing, opening, troubles};
use super::tasks::{ARCHIVE, DEVICES, FILE_SERVER, LAPTOPS, OLD_WEB, OPERATOR, TASKS, USERS, VM_CLUSTER};
use crate::calendar::{DAY, HOUR, MINUTE, Zone, weekday};
use crate::rng::Rng;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// No run takes longer, from its first line to its last.
const LONGEST: i64 = 8 * HOUR;
/// The hypervisors are backed up every so many hours.
const VM_EVERY: i64 = 6;

/// A line, and where it was written.
#[derive(Debug)]
pub(crate) struct Entry {
    pub site: usize,
    /// 0 when it belongs to no run.
    pub run: i64,
    /// Index into the tasks.
    pub task: Option<u8>,
    /// Index into the users.
    pub user: Option<u8>,
    pub event: Event,
    /// Within its second: the later, the greater.
    nth: usize,
}

/// The lines, newest first, without an end.
pub(crate) struct History {
    seed: u64,
    until: i64,
    zone: Zone,
    /// The hour before which nothing has been told yet, counted from 1970.
    hour: i64,
    /// The number of the newest run that has not been told yet.
    run: i64,
    waiting: BinaryHeap<Entry>,
}

impl History {
    /// `newest_run` must be so great that the numbers do not run out.
    pub(crate) fn new(seed: u64, until: i64, zone: Zone, newest_run: i64) -> Self {
        let hour = until.div_euclid(HOUR) + 1;
        Self { seed, until, zone, hour, run: newest_run, waiting: BinaryHeap::new() }
    }

    /// Tells one more hour of all sites.
    fn tell_hour(&mut self) {
        self.hour -= 1;
        let mut runs = Vec::new();
        for site in 0..Fleet::SITES {
            let mut rng = Rng::new(self.seed, (self.hour as u64) * 64 + site as u64);
            let first = runs.len();
            self.runs(&mut runs, site, &mut rng);
            let again: Vec<_> = runs[first..].iter().filter_map(|(_, run, _)| followed(run, &mut rng)).collect();
            runs.extend(again.into_iter().map(|run| (site, run, rng.next())));
            self.people(site, &mut rng);
        }
        runs.sort_by_key(|(site, run, _)| std::cmp::Reverse((run.start, *site)));
        for (site, mut run, salt) in runs {
            run.id = self.run;
            self.run -= 1;
            self.tell_run(site, &run, &mut Rng::new(self.seed, salt));
        }
    }

    /// The backups that begin in this hour at a site.
    fn runs(&self, runs: &mut Vec<(usize, Run, u64)>, site: usize, rng: &mut Rng) {
        let begins = self.hour * HOUR;
        let day = self.zone.day(begins);
        let hour = (begins - self.zone.instant(day, 0, 0)) / HOUR;
        for index in [LAPTOPS, FILE_SERVER, VM_CLUSTER, ARCHIVE, OLD_WEB] {
            let task = &TASKS[usize::from(index)];
            let due = match index {
                VM_CLUSTER => hour % VM_EVERY == site as i64 % VM_EVERY,
                _ => hour == task.run_hour,
            };
            if due && task.weekdays.contains(&weekday(day)) {
                let start = begins + rng.between(0, 55) * MINUTE + rng.between(0, 50);
                runs.push((site, backup(index, start, rng), rng.next()));
            }
        }
        if (8..17).contains(&hour) && rng.chance(60) {
            let index = *rng.pick(&[&LAPTOPS, &FILE_SERVER, &FILE_SERVER, &ARCHIVE]);
            let start = begins + rng.between(0, HOUR - 1);
            let mut run = quiet(index, RESTORE_FILE, start, start + rng.between(40, 1_900), rng);
            run.user = Some(rng.below(USERS.len() as u64) as u8);
            runs.push((site, run, rng.next()));
        }
    }

    /// What people did in this hour beside the runs.
    fn people(&mut self, site: usize, rng: &mut Rng) {
        for _ in 0..rng.below(3) {
            let time = self.hour * HOUR + rng.between(0, HOUR - 1);
            let devices = &TASKS[usize::from(LAPTOPS)].devices;
            let device = devices.start + rng.below(devices.len() as u64) as u8;
            let (user, event) = match rng.below(10) {
                0 => (Some(OPERATOR), Event::new(time, 1006, INFO).int("bandwidth", rng.between(10, 90))),
                1 => (None, Event::new(time, 5010, WARNING).device(device)),
                2 => (None, Event::new(time, 1501, ERROR)),
                _ => (Some(DEVICES[usize::from(device)].user), Event::new(time, 5001, INFO).device(device)),
            };
            self.add(Entry { site, run: 0, task: Some(LAPTOPS), user, event, nth: 0 });
        }
    }

    fn tell_run(&mut self, site: usize, run: &Run, rng: &mut Rng) {
        let mut events = vec![opening(run, rng)];
        events.extend(troubles(run, rng));
        for part in &run.parts {
            events.extend(chatter_of(run, *part, rng));
        }
        events.sort_by_key(|event| event.time);
        events.extend(closing(run));
        for (nth, event) in events.into_iter().enumerate() {
            self.add(Entry { site, run: run.id, task: Some(run.task), user: run.user, event, nth });
        }
    }

    /// What is still to come has not been written.
    fn add(&mut self, entry: Entry) {
        if entry.event.time <= self.until {
            self.waiting.push(entry);
        }
    }
}

/// Old versions are deleted after some of the backups.
fn followed(run: &Run, rng: &mut Rng) -> Option<Run> {
    rng.chance(120).then(|| retention(run.task, run.end + rng.between(5, 60), rng))
}

impl Iterator for History {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        // What is told later began before this hour, and ended before it is over.
        while self.waiting.peek().is_none_or(|entry| entry.event.time < self.hour * HOUR + LONGEST)
            && self.hour * HOUR > self.until - 200 * 365 * DAY
        {
            self.tell_hour();
        }
        self.waiting.pop()
    }
}

impl Entry {
    fn key(&self) -> (i64, i64, usize, usize) {
        (self.event.time, self.run, self.site, self.nth)
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}
