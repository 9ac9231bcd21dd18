//! The activity log: `list_log`.

use super::admin::happenings;
use super::event::{Event, INFO};
use super::run::Run;
use super::schedule::SPAN;
use super::story::{chatter, closing, opening, troubles};
use super::tasks::{DEVICES, TASKS, VM_CLUSTER};
use crate::calendar::DAY;
use crate::rng::Rng;
use crate::synology::Settings;

/// A row of `list_log`.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub id: i64,
    /// 0 when it belongs to no run.
    pub run: i64,
    /// Index into the tasks.
    pub task: Option<u8>,
    /// Index into the users.
    pub user: Option<u8>,
    pub event: Event,
}

/// Exactly as many lines as wanted, by time, numbered from 1.
///
/// How every run began, ended and failed is always there; what else the vendor writes fills up, evenly over the years.
pub(crate) fn lines(settings: &Settings, runs: &[Run]) -> Vec<Line> {
    let until = settings.until_s;
    let vm_from = runs.iter().find(|run| run.task == VM_CLUSTER).map_or(until - 30 * DAY, |run| run.start);
    let mut lines: Vec<Line> = happenings(until, vm_from)
        .into_iter()
        .map(|happening| Line { id: 0, run: 0, task: happening.task, user: happening.user, event: happening.event })
        .collect();
    let mut fillers = Vec::with_capacity(runs.len());
    let mut ends = Vec::with_capacity(runs.len());
    for run in runs {
        let mut rng = Rng::new(settings.seed, run.start as u64 ^ 0x51);
        let line = |event| Line { id: 0, run: run.id, task: Some(run.task), user: run.user, event };
        lines.push(line(opening(run, &mut rng)));
        lines.extend(troubles(run, &mut rng).into_iter().map(line));
        ends.extend(closing(run).map(line));
        fillers.push(chatter(run, &mut rng).into_iter().map(line).collect::<Vec<_>>());
    }
    fill(&mut lines, fillers, settings.lines.saturating_sub(ends.len()), settings);
    // Last, so that the end of a run comes last within its second.
    lines.append(&mut ends);
    lines.sort_by_key(|line| line.event.time);
    let spare = lines.len().saturating_sub(settings.lines);
    lines.drain(..spare);
    for (index, line) in lines.iter_mut().enumerate() {
        line.id = index as i64 + 1;
    }
    lines
}

/// Fills up to `wanted` lines.
fn fill(lines: &mut Vec<Line>, fillers: Vec<Vec<Line>>, wanted: usize, settings: &Settings) {
    let missing = wanted.saturating_sub(lines.len());
    let offered: usize = fillers.iter().map(Vec::len).sum();
    let (mut seen, mut taken) = (0, 0);
    for filler in fillers {
        seen += filler.len();
        let then = taken + filler.len();
        if then <= missing && then * offered <= missing * seen {
            taken = then;
            lines.extend(filler);
        }
    }
    let mut rng = Rng::new(settings.seed, 0xDE7);
    for _ in taken..missing {
        let task = rng.below(2) as u8;
        let devices = &TASKS[usize::from(task)].devices;
        let device = devices.start + rng.below(devices.len() as u64) as u8;
        let event = Event::new(settings.until_s - rng.between(DAY, SPAN - DAY), 5001, INFO).device(device);
        let user = Some(DEVICES[usize::from(device)].user);
        lines.push(Line { id: 0, run: 0, task: Some(task), user, event });
    }
}
