//! What `list_log` tells about a run.

use super::event::{ERROR, Event, INFO, WARNING, path, speed, trouble};
use super::run::{
    BACKUP, CANCELLED, DELETE_VERSION, FAILED, Fate, NO_BACKUP, PARTIAL, Part, RESTORE_FILE, RUNNING, Run, STATUS_8,
    SUCCESS, VERIFY,
};
use super::tasks::{ARCHIVE, FILE_SERVER, HYPERVISOR, LAPTOPS, OLD_WEB, VM_CLUSTER};
use crate::calendar::DAY;
use crate::rng::Rng;

/// How a run begins.
pub(crate) fn opening(run: &Run, rng: &mut Rng) -> Event {
    let event = match run.action {
        RESTORE_FILE => Event::new(run.start, 1201, INFO),
        VERIFY => Event::new(run.start, 1706, INFO),
        DELETE_VERSION => {
            let versions = (0..rng.between(1, 4)).map(|nth| run.start - (30 + nth) * DAY).collect();
            Event::new(run.start, 1327, INFO).ints("timestamp_list", versions)
        }
        _ if run.task == LAPTOPS && rng.chance(40) => {
            Event::new(run.start, 1115, INFO).str("trigger_event", rng.pick(&["screen_lock", "sign_out", "startup"]))
        }
        _ => Event::new(run.start, 1101, INFO),
    };
    of_single_device(run, event)
}

/// How a run ends; nothing while it runs.
pub(crate) fn closing(run: &Run) -> Option<Event> {
    let (kind, level) = match (run.action, run.status) {
        (_, RUNNING) => return None,
        (_, STATUS_8) => {
            let event = Event::new(run.end, 12_345, WARNING).str("phase", "finalize").int("attempt", 3);
            return Some(of_single_device(run, event));
        }
        (_, NO_BACKUP) => (1124, WARNING),
        (RESTORE_FILE, SUCCESS) => (1203, INFO),
        (RESTORE_FILE, CANCELLED) => (1202, WARNING),
        (RESTORE_FILE, _) => (1204, ERROR),
        (VERIFY, SUCCESS) => (1707, INFO),
        (VERIFY, PARTIAL) => (1708, WARNING),
        (VERIFY, _) => (1709, ERROR),
        (DELETE_VERSION, SUCCESS) => (1328, INFO),
        (DELETE_VERSION, _) => (1329, ERROR),
        (_, SUCCESS) => (1102, INFO),
        (_, PARTIAL) if run.error_count() > 0 => (1108, WARNING),
        (_, PARTIAL) => (1105, WARNING),
        (_, FAILED) => (1104, ERROR),
        (_, _) => (if run.cancelled_by == 0 { 1103 } else { run.cancelled_by }, WARNING),
    };
    Some(of_single_device(run, Event::new(run.end, kind, level)))
}

/// What went wrong, device by device.
pub(crate) fn troubles(run: &Run, rng: &mut Rng) -> Vec<Event> {
    let length = run.end - run.start;
    let parts = run.parts.len() as i64;
    let mut events = Vec::new();
    for (nth, part) in run.parts.iter().enumerate() {
        let time = run.start + length * (nth as i64 + 1) / (parts + 1);
        match part.fate {
            Fate::Failed(what) => events.extend(trouble(time, *part, what, ERROR, rng)),
            Fate::Warned(what) => events.extend(trouble(time, *part, what, WARNING, rng)),
            Fate::Good | Fate::Stopped => {}
        }
    }
    events
}

/// What the vendor also writes when it goes well, for one of the devices.
pub(crate) fn chatter(run: &Run, rng: &mut Rng) -> Vec<Event> {
    if !went_well(run) {
        return Vec::new();
    }
    let good: Vec<Part> = run.parts.iter().filter(|part| matches!(part.fate, Fate::Good)).copied().collect();
    match good.get(rng.below(good.len() as u64) as usize) {
        Some(part) => chatter_of(run, *part, rng),
        None => Vec::new(),
    }
}

fn went_well(run: &Run) -> bool {
    matches!(run.status, SUCCESS | PARTIAL)
}

/// The same for this device, if it went well for it.
pub(crate) fn chatter_of(run: &Run, part: Part, rng: &mut Rng) -> Vec<Event> {
    if !went_well(run) || !matches!(part.fate, Fate::Good) {
        return Vec::new();
    }
    let at = |tenth: i64| run.start + (run.end - run.start) * tenth / 10;
    let on = |tenth: i64, kind: u16| Event::new(at(tenth), kind, INFO).device(part.device);
    match (run.action, run.task) {
        (BACKUP, LAPTOPS | ARCHIVE | OLD_WEB) => agent(part, &on, rng),
        (BACKUP, FILE_SERVER) => {
            (0..rng.between(1, 3)).map(|nth| on(2 + nth * 3, 6001).text("path", path(rng))).collect()
        }
        (BACKUP, VM_CLUSTER) => machine(part, &on, rng),
        (RESTORE_FILE, _) => vec![
            on(1, 5016).str("target_path", "/restore"),
            on(5, if rng.chance(300) { 6005 } else { 6003 }).text("path", path(rng)),
        ],
        (DELETE_VERSION, _) => vec![on(5, 1301)],
        (VERIFY, _) => vec![on(9, 1711)],
        _ => Vec::new(),
    }
}

fn agent(part: Part, on: &impl Fn(i64, u16) -> Event, rng: &mut Rng) -> Vec<Event> {
    let volume = rng.pick(part.device().volumes);
    let mut events = vec![on(0, 7001)];
    if rng.chance(300) {
        events.push(on(1, 7002).str("volume_name", volume));
    }
    events.push(on(1, 7003).str("volume_name", volume));
    if rng.chance(300) {
        events.push(on(2, 7012).str("volume_name", volume));
    }
    events.push(on(10, 7013).str("volume_name", volume));
    events.push(on(10, 1111).text("speed", speed(rng)));
    events
}

fn machine(part: Part, on: &impl Fn(i64, u16) -> Event, rng: &mut Rng) -> Vec<Event> {
    let mut events = vec![on(0, 3017).str("server_name", HYPERVISOR)];
    if rng.chance(150) {
        events.push(on(1, 3003));
        events.push(on(9, 3005));
    }
    if rng.chance(60) {
        events.push(on(2, 3156).str("virtual_disk", rng.pick(part.device().volumes)).text("speed", speed(rng)));
    }
    if rng.chance(30) {
        events.push(on(2, 3057));
    }
    events.push(on(10, 3018).str("server_name", HYPERVISOR));
    let ratio = rng.between(11, 40);
    events.push(match rng.below(10) {
        0 => on(10, 1110).text("speed", speed(rng)),
        1..7 => on(10, 1139).text("speed", speed(rng)).int("ratio_compress", ratio),
        _ => on(10, 1140).text("speed", speed(rng)).int("ratio_compress", ratio).int("ratio_dedup", ratio / 2),
    });
    events
}

fn of_single_device(run: &Run, event: Event) -> Event {
    match run.parts.as_slice() {
        [only] => event.device(only.device),
        _ => event,
    }
}
