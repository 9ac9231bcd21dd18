//! What this server backs up, and when.

use super::clock::{ZONE, iso};

/// A schedule of backups.
#[derive(Debug)]
pub(super) struct Schedule {
    pub id: &'static str,
    pub name: &'static str,
    /// The parts: `db`, `upload`, `file`.
    pub parts: &'static [&'static str],
    pub enabled: bool,
    /// The scheduler's expression.
    pub trigger: &'static str,
    /// What the trigger says beside its times, as JSON without the brackets around.
    pub rhythm: &'static str,
    /// `simpleJobTrigger`, `complexJobTrigger` or `cronJobTrigger`.
    pub kind: &'static str,
    /// It runs from and to so many days before the newest one.
    pub from_days: i64,
    pub to_days: i64,
    pub every_days: i64,
    pub weekdays: &'static [i64],
    pub minutes_of_day: &'static [i64],
    /// About how many minutes a backup takes.
    pub minutes: i64,
    /// In how many of 1000 cases it fails.
    pub failing: u64,
}

const EVERY_DAY: &[i64] = &[0, 1, 2, 3, 4, 5, 6];

const PLAIN: Schedule = Schedule {
    id: "",
    name: "",
    parts: &["db", "upload"],
    enabled: true,
    trigger: "",
    rhythm: r#""uiPassParam":"DAILY","repeatInterval":86400"#,
    kind: "complexJobTrigger",
    from_days: 1_096,
    to_days: 0,
    every_days: 1,
    weekdays: EVERY_DAY,
    minutes_of_day: &[],
    minutes: 3,
    failing: 15,
};

/// Places in [`SCHEDULES`].
pub(super) const NIGHTLY: usize = 0;
pub(super) const SIX_HOURS: usize = 5;

pub(super) static SCHEDULES: [Schedule; 6] = [
    Schedule {
        id: "b1c0a7d6e52f4f0c8d4e6a3190f2c501",
        name: "Nightly",
        trigger: "0 0 2 * * ? *",
        minutes_of_day: &[120],
        ..PLAIN
    },
    Schedule {
        id: "b1c0a7d6e52f4f0c8d4e6a3190f2c502",
        name: "Uploads on working days",
        parts: &["upload"],
        trigger: "0 0 20 ? * MON-FRI *",
        rhythm: r#""uiPassParam":"DAILY","repeatCount":-1,"daysOfWeek":["1","2","3","4","5"]"#,
        from_days: 720,
        weekdays: &[1, 2, 3, 4, 5],
        minutes_of_day: &[1_200],
        minutes: 8,
        failing: 270,
        ..PLAIN
    },
    Schedule {
        id: "b1c0a7d6e52f4f0c8d4e6a3190f2c503",
        name: "Everything weekly",
        parts: &["db", "upload", "file"],
        trigger: "0 0 3 ? * SUN *",
        rhythm: r#""uiPassParam":"WEEKLY","repeatCount":-1,"daysOfWeek":["0"]"#,
        weekdays: &[0],
        minutes_of_day: &[180],
        minutes: 45,
        failing: 40,
        ..PLAIN
    },
    Schedule {
        id: "b1c0a7d6e52f4f0c8d4e6a3190f2c504",
        name: "Every third day",
        parts: &["db"],
        trigger: "0 12 11 */3 * ? *",
        rhythm: r#""uiPassParam":"DAILY","repeatInterval":259200"#,
        from_days: 540,
        every_days: 3,
        minutes_of_day: &[672],
        ..PLAIN
    },
    Schedule {
        id: "b1c0a7d6e52f4f0c8d4e6a3190f2c505",
        name: "Old reports",
        enabled: false,
        trigger: "0 30 23 * * ? *",
        from_days: 760,
        to_days: 152,
        minutes_of_day: &[1_410],
        ..PLAIN
    },
    Schedule {
        id: "b1c0a7d6e52f4f0c8d4e6a3190f2c506",
        name: "Content every six hours",
        parts: &["db"],
        trigger: "0 5 0/6 * * ? *",
        rhythm: r#""uiPassParam":"HOURS","repeatCount":-1,"repeatInterval":21600"#,
        kind: "simpleJobTrigger",
        from_days: 75,
        minutes_of_day: &[5, 365, 725, 1_085],
        minutes: 1,
        failing: 8,
        ..PLAIN
    },
];

/// A schedule that was removed; its backups still name it.
pub(super) static REMOVED: Schedule = Schedule {
    id: "b1c0a7d6e52f4f0c8d4e6a3190f2c500",
    name: "Trial",
    from_days: 900,
    to_days: 888,
    minutes_of_day: &[600],
    ..PLAIN
};

/// What somebody starts.
pub(super) static BY_HAND: Schedule =
    Schedule { name: "Before the upgrade", parts: &["db", "upload", "file"], ..PLAIN };

impl Schedule {
    /// The trigger as the server writes it.
    pub(super) fn cron(&self, until_s: i64) -> String {
        let minute = self.minutes_of_day.first().copied().unwrap_or_default();
        let start = iso(ZONE.instant(ZONE.day(until_s) - self.from_days, 0, minute) * 1_000);
        let (kind, rhythm) = (self.kind, self.rhythm);
        format!(r#"{{"{kind}":{{"endTime":null,"startTime":"{start}",{rhythm},"cronString":"TO_BE_GENERATED"}}}}"#)
    }

    /// The parts as the server writes them.
    pub(super) fn config(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| format!(r#"{{"id":"{part}"}}"#)).collect();
        format!("[{}]", parts.join(","))
    }
}
