//! What the management controllers reported.

use super::{DAY, HOUR, MINUTE, Server, life, rng};
use crate::rng::Rng;

/// One event.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// Counted from the oldest.
    pub number: usize,
    pub server: usize,
    pub kind: &'static Kind,
    pub asserted: bool,
    /// In milliseconds.
    pub time: i64,
}

/// What can be reported: the vendor's number of it, its level, its sentence, its sensor.
#[derive(Debug)]
pub(crate) struct Kind {
    pub id: &'static str,
    pub level: &'static str,
    pub message: &'static str,
    pub sensor: &'static str,
}

const fn kind(id: &'static str, level: &'static str, message: &'static str, sensor: &'static str) -> Kind {
    Kind { id, level, message, sensor }
}

static PASSED: Kind = kind("0x1A000001", "info", "The nightly hardware self-test passed.", "SelfTest");
static SLOW: Kind = kind("0x1A000002", "minor", "The nightly hardware self-test took longer than usual.", "SelfTest");
static FAILED: Kind = kind(
    "0x1A000003",
    "major",
    "The nightly hardware self-test failed: the battery of the RAID controller is worn out.",
    "SelfTest",
);
static LOGIN: Kind = kind("0x2C000004", "info", "User operator signed in to the management controller.", "User");
static POWER: Kind = kind("0x0500001F", "critical", "Power supply 2 lost its input.", "PS2 Status");
/// In no table of levels.
static STRANGE: Kind = kind("0x7F00BEEF", "notice", "A component reported something that has no text.", "Vendor");
static PASSING: [Kind; 4] = [
    kind("0x01000007", "minor", "The temperature of the air inlet is above 42 degrees Celsius.", "Inlet Temp"),
    kind("0x06000011", "minor", "Fan 3 turns slower than it should.", "Fan3 Speed"),
    kind("0x03000015", "major", "Disk 3 is expected to fail soon.", "Disk3 Status"),
    kind("0x0D000002", "minor", "The link of network port 2 is down.", "Port2 Link"),
];

/// All events, newest first.
pub(crate) fn all(seed: u64, until: i64, servers: &[Server]) -> Vec<Event> {
    let mut out = Vec::new();
    for (index, server) in servers.iter().enumerate() {
        let lives = life(server, until);
        let mut add = |kind: &'static Kind, asserted: bool, time: i64| {
            if lives.contains(&time) {
                out.push(Event { number: 0, server: index, kind, asserted, time });
            }
        };
        for day in (lives.start() / DAY)..=(lives.end() / DAY) {
            let mut rng = Rng::new(seed, (day as u64) << 8 | index as u64);
            // The self-test is at ten past one, a few seconds apart.
            let night = day * DAY + HOUR + 10 * MINUTE + rng.between(0, 240_000);
            let dice = rng.below(100);
            let test = match (server.is_weak, dice) {
                (true, 0..35) | (false, 0) => &FAILED,
                (true, 35..50) | (false, 1..4) => &SLOW,
                _ => &PASSED,
            };
            add(test, true, night);
            if rng.chance(120) {
                add(&LOGIN, true, day * DAY + 8 * HOUR + rng.between(0, 9 * HOUR));
            }
            if rng.chance(90) {
                let kind = &PASSING[rng.below(PASSING.len() as u64) as usize];
                let start = day * DAY + rng.between(0, DAY - 1);
                add(kind, true, start);
                add(kind, false, start + rng.between(5 * MINUTE, 9 * HOUR));
            }
            if rng.chance(6) {
                let start = day * DAY + rng.between(0, DAY - 1);
                add(&POWER, true, start);
                add(&POWER, false, start + rng.between(MINUTE, 3 * HOUR));
            }
        }
    }
    let mut rng = rng(seed, 0, 0xE7);
    for days in [3, 40, 400] {
        let time = until - days * DAY - rng.between(0, HOUR);
        out.push(Event { number: 0, server: 5, kind: &STRANGE, asserted: true, time });
    }
    out.sort_by_key(|event| (event.time, event.server));
    for (number, event) in out.iter_mut().enumerate() {
        event.number = number + 1;
    }
    out.reverse();
    out
}
