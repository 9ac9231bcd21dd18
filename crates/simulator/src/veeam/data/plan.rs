//! When the policies ran, and how each session went.

use super::things::{
    ARCHIVE, BACKUP, CONFIGURATION, DATABASES, FILE_RESTORE, FINANCE, HEALTH_CHECK, MACHINES, NETWORK_BACKUP, NETWORKS,
    OLD_WEB, REPOSITORY, RESCAN, RESTORE, RETENTION, SHARE_RESTORE, SHARE_SNAPSHOT, SHARES, SNAPSHOT, SQL_BACKUP,
    SQL_RESTORE, UNHEARD,
};
use super::{
    CANCELED, CANCELING, ERROR, NEVER_EXECUTED, PENDING, RUNNING, RUNNING_WITH_WARNING, SUCCESS, SUSPENDED, Session,
    WARNING,
};
use crate::rng::Rng;
use crate::veeam::Settings;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What runs again and again.
struct Rhythm {
    kind: u8,
    policy: Option<u8>,
    /// The first of a day, and how much later the next.
    at: i64,
    every: i64,
    /// Only when the number of the day leaves this rest.
    days: (i64, i64),
    /// So many days before the newest instant it began and ended.
    lives: (i64, i64),
    /// How many minutes it takes.
    minutes: (i64, i64),
    /// Of 1000.
    fails: u64,
    warns: u64,
}

const EVERY_DAY: (i64, i64) = (1, 0);
const ALWAYS: (i64, i64) = (i64::MAX, 0);

const fn rhythm(kind: u8, policy: Option<u8>, hour: i64, minutes: (i64, i64), fails: u64, warns: u64) -> Rhythm {
    Rhythm { kind, policy, at: hour * HOUR, every: DAY, days: EVERY_DAY, lives: ALWAYS, minutes, fails, warns }
}

static RHYTHMS: [Rhythm; 10] = [
    rhythm(BACKUP, Some(MACHINES), 22, (12, 55), 12, 30),
    Rhythm { every: 4 * HOUR, lives: (365, 0), ..rhythm(SNAPSHOT, Some(MACHINES), 1, (1, 4), 3, 4) },
    Rhythm { every: 6 * HOUR, lives: (365, 0), ..rhythm(SQL_BACKUP, Some(DATABASES), 0, (8, 30), 15, 12) },
    rhythm(SHARE_SNAPSHOT, Some(SHARES), 20, (2, 9), 270, 80),
    Rhythm { days: (7, 3), ..rhythm(ARCHIVE, Some(FINANCE), 5, (180, 1_500), 20, 40) },
    Rhythm { lives: (760, 152), ..rhythm(BACKUP, Some(OLD_WEB), 23, (6, 20), 15, 20) },
    rhythm(NETWORK_BACKUP, Some(NETWORKS), 4, (1, 2), 5, 160),
    rhythm(RETENTION, None, 2, (1, 12), 4, 6),
    rhythm(CONFIGURATION, None, 3, (1, 3), 6, 0),
    Rhythm { days: (30, 11), ..rhythm(HEALTH_CHECK, Some(MACHINES), 12, (40, 300), 30, 90) },
];

/// All sessions, by time, numbered from 1.
pub(crate) fn sessions(settings: &Settings) -> Vec<Session> {
    let until = settings.until_s * SECOND;
    let mut all = Vec::new();
    for (nth, rhythm) in RHYTHMS.iter().enumerate() {
        repeated(settings, nth as u64, rhythm, &mut all);
    }
    by_hand(settings, &mut all);
    // The appliance was switched off for two days about ten weeks ago.
    all.retain(|session| session.start.is_none_or(|start| !(until - 70 * DAY..until - 68 * DAY).contains(&start)));
    all.sort_by_key(|session| session.start);
    let spare = all.len().saturating_sub(settings.sessions.saturating_sub(NOW.len()));
    all.drain(..spare);
    oddities(&mut all);
    for (kind, policy, status, before) in NOW {
        let start = (status != PENDING).then_some(until - before);
        all.push(Session { start, ..session(kind, policy, status, 0, before) });
    }
    // What waits has not begun, and is the newest.
    all.sort_by_key(|session| session.start.unwrap_or(i64::MAX));
    for (nth, session) in all.iter_mut().enumerate() {
        session.number = nth + 1;
        session.id = id(settings.seed, nth as u64);
    }
    all
}

/// What goes on at the newest instant: type, policy, status, since how long.
const NOW: [(u8, Option<u8>, u8, i64); 4] = [
    (ARCHIVE, Some(FINANCE), CANCELING, 50 * MINUTE),
    (SQL_BACKUP, Some(DATABASES), RUNNING, 7 * MINUTE),
    (SNAPSHOT, Some(MACHINES), RUNNING_WITH_WARNING, 2 * MINUTE),
    (BACKUP, Some(MACHINES), PENDING, 0),
];

fn session(kind: u8, policy: Option<u8>, status: u8, start: i64, length: i64) -> Session {
    let (number, id) = (0, String::new());
    Session { number, id, kind, policy, status, start: Some(start), length, trouble: 0, long: false }
}

fn repeated(settings: &Settings, nth: u64, rhythm: &Rhythm, all: &mut Vec<Session>) {
    let until = settings.until_s * SECOND;
    let last = until.div_euclid(DAY);
    let (every, rest) = rhythm.days;
    let (from, to) = (last - rhythm.lives.0.min(1_096), last - rhythm.lives.1);
    for day in (from..=to).filter(|day| day.rem_euclid(every) == rest) {
        let mut rng = Rng::new(settings.seed, day as u64 * 16 + nth);
        let mut at = rhythm.at;
        while at < DAY {
            let start = day * DAY + at + rng.between(0, 59 * SECOND);
            let mut length = rng.between(rhythm.minutes.0 * MINUTE, rhythm.minutes.1 * MINUTE);
            let dice = rng.below(1_000);
            let status = match dice {
                dice if dice < rhythm.fails => ERROR,
                dice if dice < rhythm.fails + rhythm.warns => WARNING,
                999 => CANCELED,
                _ => SUCCESS,
            };
            if matches!(status, ERROR | CANCELED) {
                length = length / 5 + SECOND;
            }
            if start + length <= until {
                let trouble = rng.below(4) as usize;
                all.push(Session { trouble, ..session(rhythm.kind, rhythm.policy, status, start, length) });
            }
            at += rhythm.every;
        }
    }
}

/// What people did by hand.
fn by_hand(settings: &Settings, all: &mut Vec<Session>) {
    let until = settings.until_s * SECOND;
    let mut rng = Rng::new(settings.seed, 77);
    for nth in 0..30_i64 {
        let start = until - (3 + nth * 35) * DAY - rng.between(0, 8 * HOUR);
        let kind = [RESTORE, FILE_RESTORE, SQL_RESTORE, SHARE_RESTORE, RESCAN][(nth % 5) as usize];
        let status = match nth {
            4 => CANCELED,
            7 => ERROR,
            11 => WARNING,
            _ => SUCCESS,
        };
        all.push(session(kind, None, status, start, rng.between(MINUTE, 90 * MINUTE)));
    }
    all.push(session(REPOSITORY, None, SUCCESS, until - 1_090 * DAY, 9 * SECOND));
}

/// What no description of the interface explains, and what is rare.
fn oddities(all: &mut [Session]) {
    let count = all.len();
    let mut change = |back: usize, change: &dyn Fn(&mut Session)| {
        if let Some(session) = count.checked_sub(back).and_then(|at| all.get_mut(at)) {
            change(session);
        }
    };
    change(40, &|session| session.status = SUSPENDED);
    change(90, &|session| session.kind = UNHEARD);
    change(130, &|session| (session.status, session.length) = (NEVER_EXECUTED, 0));
    // The word of the interface itself for what it does not know.
    change(170, &|session| session.status = 10);
    change(30, &|session| session.long = true);
    // More than a day.
    change(60, &|session| session.length = 26 * HOUR + 3 * MINUTE);
}

fn id(seed: u64, nth: u64) -> String {
    let mut rng = Rng::new(seed, nth ^ 0x5E55_1011);
    let (high, low) = (rng.next(), rng.next());
    let (third, fourth) = (high & 0xFFF, (low >> 48 & 0x3FFF) | 0x8000);
    format!("{:08x}-{:04x}-4{third:03x}-{fourth:04x}-{:012x}", high >> 32, high >> 16 & 0xFFFF, low & 0xFFFF_FFFF_FFFF)
}
