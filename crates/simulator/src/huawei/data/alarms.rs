//! The alarms: most are over, some still ring.

use super::{DAY, HOUR, MINUTE, Server, life, rng};

/// One record of an alarm.
#[derive(Debug, Clone)]
pub(crate) struct Alarm {
    /// Counted from the oldest.
    pub number: usize,
    pub server: usize,
    pub rule: &'static Rule,
    pub level: i64,
    /// `alarm` while it rings, `ok` when it is over, `invalid` when its rule is gone.
    pub status: &'static str,
    /// All in milliseconds.
    pub begin: i64,
    pub end: Option<i64>,
}

/// What rings: the vendor's number, the name, the level, what is watched, and which part of a server.
#[derive(Debug)]
pub(crate) struct Rule {
    pub id: &'static str,
    pub name: &'static str,
    pub level: i64,
    pub metric: &'static str,
    pub part: &'static str,
    /// `event` or `metric`.
    pub kind: &'static str,
}

const fn rule(
    id: &'static str,
    name: &'static str,
    level: i64,
    metric: &'static str,
    part: &'static str,
    kind: &'static str,
) -> Rule {
    Rule { id, name, level, metric, part, kind }
}

static RULES: [Rule; 6] = [
    rule("al1690000000001aDisk", "Disk failure", 1, "disk_health", "Disk3", "event"),
    rule("al1690000000002bPsup", "Power supply without input", 2, "psu_input", "PSU2", "event"),
    rule("al1690000000003cTemp", "Inlet temperature too high", 3, "inlet_temperature", "Inlet", "metric"),
    rule("al1690000000004dFans", "Fan speed too low", 3, "fan_speed", "Fan3", "metric"),
    rule("al1690000000005eLink", "Network port without link", 4, "port_link", "Port2", "event"),
    rule("al1690000000006fBatt", "Battery of the RAID controller worn out", 2, "raid_battery", "RAID1", "event"),
];

/// All alarms, newest first.
pub(crate) fn all(seed: u64, until: i64, servers: &[Server]) -> Vec<Alarm> {
    let mut out = Vec::new();
    for (index, server) in servers.iter().enumerate() {
        let lives = life(server, until);
        let mut rng = rng(seed, index, 0xA1);
        let often = if server.is_weak { 8 } else { 36 };
        let mut time = *lives.start() + rng.between(0, often * DAY);
        while time < *lives.end() - DAY {
            let rule = &RULES[rng.below(RULES.len() as u64) as usize];
            let end = time + rng.between(10 * MINUTE, 20 * HOUR);
            // Once in a while its rule was taken away while it rang.
            let status = if rng.chance(25) { "invalid" } else { "ok" };
            out.push(Alarm { number: 0, server: index, rule, level: rule.level, status, begin: time, end: Some(end) });
            time = end + rng.between(HOUR, 2 * often * DAY);
        }
    }
    // What rings now: one of them since months, one of a level that is in no table.
    for (server, rule, level, ago) in [
        (1, 5, 2, 2 * DAY + HOUR),
        (5, 2, 3, 5 * HOUR),
        (2, 4, 4, 20 * MINUTE),
        (1, 0, 1, 130 * DAY),
        (6, 3, 5, 9 * DAY),
    ] {
        let rule = &RULES[rule];
        out.push(Alarm { number: 0, server, rule, level, status: "alarm", begin: until - ago, end: None });
    }
    out.sort_by_key(|alarm| (alarm.begin, alarm.server));
    for (number, alarm) in out.iter_mut().enumerate() {
        alarm.number = number + 1;
    }
    out.reverse();
    out
}
