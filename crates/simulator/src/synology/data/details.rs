//! The details of one result: `list_result_detail`. They are made when asked for, always the same for the same run.

use super::event::{ERROR, Event, INFO, WARNING, path, speed, trouble};
use super::run::{BACKUP, FAILED, Fate, NO_BACKUP, Part, RUNNING, Run};
use super::story::{chatter, closing, opening, troubles};
use super::tasks::{FILE_SERVER, HYPERVISOR, VM_CLUSTER};
use crate::rng::Rng;

/// Detail identifiers of a result start at its own identifier times this.
pub(crate) const IDS_PER_RUN: i64 = 2_048;
/// How many details the longest list has.
pub(crate) const LONGEST: usize = 1_500;

/// Everything that was written during a run, by time.
pub(crate) fn details(seed: u64, run: &Run, until: i64) -> Vec<Event> {
    let mut rng = Rng::new(seed, run.start as u64 ^ 0xDE7A);
    let mut events = vec![opening(run, &mut rng)];
    if run.action != BACKUP {
        events.extend(troubles(run, &mut rng));
        events.extend(chatter(run, &mut rng));
    } else if run.status != NO_BACKUP {
        let last = run.last(until);
        // A run that still goes on has come to the middle of its devices.
        let reached = if run.status == RUNNING { run.parts.len().div_ceil(2) } else { run.parts.len() };
        for (nth, part) in run.parts.iter().take(reached).enumerate() {
            let length = (last - run.start).max(1);
            let from = run.start + length * nth as i64 / run.parts.len() as i64;
            let to = run.start + length * (nth as i64 + 1) / run.parts.len() as i64;
            match run.task {
                FILE_SERVER => files(run, *part, from, to, &mut events, &mut rng),
                VM_CLUSTER => machine(*part, from, to, &mut events, &mut rng),
                _ => agent(*part, from, to, &mut events, &mut rng),
            }
        }
    }
    events.sort_by_key(|event| event.time);
    events.extend(closing(run));
    events
}

fn wrong(part: Part, time: i64, events: &mut Vec<Event>, rng: &mut Rng) {
    match part.fate {
        Fate::Failed(what) => events.extend(trouble(time, part, what, ERROR, rng)),
        Fate::Warned(what) => events.extend(trouble(time, part, what, WARNING, rng)),
        Fate::Good | Fate::Stopped => {}
    }
}

fn agent(part: Part, from: i64, to: i64, events: &mut Vec<Event>, rng: &mut Rng) {
    let at = |percent: i64| from + (to - from) * percent / 100;
    let on = |percent: i64, kind: u16| Event::new(at(percent), kind, INFO).device(part.device);
    if matches!(part.fate, Fate::Warned(what) if what.kind == 5010) {
        return wrong(part, from, events, rng);
    }
    events.push(on(0, 7001));
    events.push(on(1, 7009));
    events.push(on(1, 7010));
    let volumes = part.device().volumes;
    let whole = matches!(part.fate, Fate::Good | Fate::Warned(_));
    for (nth, volume) in volumes.iter().enumerate() {
        let share = 90 / volumes.len() as i64;
        let begin = 5 + share * nth as i64;
        events.push(on(begin, 7002).str("volume_name", volume));
        if whole || nth + 1 < volumes.len() {
            events.push(on(begin + 2, 7003).str("volume_name", volume));
            events.push(on(begin + 2, 7012).str("volume_name", volume));
            events.push(on(begin + share, 7013).str("volume_name", volume));
        }
    }
    wrong(part, at(96), events, rng);
    if whole {
        events.push(on(99, 1111).text("speed", speed(rng)));
    }
}

fn machine(part: Part, from: i64, to: i64, events: &mut Vec<Event>, rng: &mut Rng) {
    let at = |percent: i64| from + (to - from) * percent / 100;
    let on = |percent: i64, kind: u16| Event::new(at(percent), kind, INFO).device(part.device);
    events.push(on(0, 3017).str("server_name", HYPERVISOR));
    let whole = matches!(part.fate, Fate::Good | Fate::Warned(_));
    if whole {
        events.push(on(4, 3003));
        for disk in part.device().volumes {
            events.push(on(10, 3014).str("virtual_disk", disk));
            events.push(on(80, 3156).str("virtual_disk", disk).text("speed", speed(rng)));
        }
        events.push(on(90, 3005));
    }
    wrong(part, at(92), events, rng);
    if whole {
        events.push(on(98, 1139).text("speed", speed(rng)).int("ratio_compress", rng.between(11, 40)));
        events.push(on(98, 3018).str("server_name", HYPERVISOR));
    }
}

fn files(run: &Run, part: Part, from: i64, to: i64, events: &mut Vec<Event>, rng: &mut Rng) {
    let failed = matches!(part.fate, Fate::Failed(_));
    let paths = if run.long {
        LONGEST - events.len() - 1
    } else if failed && run.status == FAILED {
        rng.between(3, 30) as usize
    } else {
        rng.between(20, 320) as usize
    };
    let every = rng.between(6, 30) as usize;
    let base = events.len();
    let mut nth = 0;
    while events.len() - base < paths {
        let time = from + (to - from) * nth as i64 / paths as i64;
        nth += 1;
        if nth % every == 0 && !matches!(part.fate, Fate::Good | Fate::Stopped) {
            wrong(part, time, events, rng);
        } else {
            events.push(Event::new(time, 6001, INFO).device(part.device).text("path", path(rng)));
        }
    }
    if paths < every {
        wrong(part, to, events, rng);
    }
}
