//! One execution of a task, as it really went. Everything served about it is told from this.

use super::tasks::{DEVICES, Device, TASKS, Task};

pub(crate) const RUNNING: u8 = 1;
pub(crate) const SUCCESS: u8 = 2;
pub(crate) const PARTIAL: u8 = 3;
pub(crate) const FAILED: u8 = 4;
pub(crate) const CANCELLED: u8 = 5;
pub(crate) const NO_BACKUP: u8 = 6;
/// A code that no table explains.
pub(crate) const STATUS_8: u8 = 8;

/// The bits of `job_action`.
pub(crate) const BACKUP: i64 = 1;
pub(crate) const VERIFY: i64 = 512;
pub(crate) const RESTORE_FILE: i64 = 1024;
pub(crate) const DELETE_VERSION: i64 = 131_072;

/// A row of `list_result`.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub id: i64,
    /// Index into [`TASKS`].
    pub task: u8,
    pub action: i64,
    pub status: u8,
    pub start: i64,
    /// 0 while it runs.
    pub end: i64,
    pub parts: Vec<Part>,
    /// Index into the users, when a person started it.
    pub user: Option<u8>,
    /// What ended it, when it was cancelled: a log type.
    pub cancelled_by: u16,
    /// The run with a very long list of details.
    pub long: bool,
}

/// What became of one device in a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// Index into [`DEVICES`].
    pub device: u8,
    pub fate: Fate,
}

/// How it went for one device.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate {
    Good,
    Warned(&'static Trouble),
    Failed(&'static Trouble),
    Stopped,
}

/// What can go wrong.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// A line that gives the reason, before the line that failed.
    pub reason: Option<u16>,
    /// The line that failed.
    pub kind: u16,
    /// The vendor's `ABErrorCode`.
    pub code: i64,
    pub subject: Subject,
}

/// What the failing line names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Device,
    Volume,
    Path,
    Server,
}

impl Run {
    pub(crate) fn task(&self) -> &'static Task {
        &TASKS[usize::from(self.task)]
    }

    /// The last instant at which it may have written something.
    pub(crate) fn last(&self, until: i64) -> i64 {
        if self.status == RUNNING { until } else { self.end }
    }

    pub(crate) fn error_count(&self) -> i64 {
        self.count(|fate| matches!(fate, Fate::Failed(_)))
    }

    pub(crate) fn warning_count(&self) -> i64 {
        self.count(|fate| matches!(fate, Fate::Warned(_)))
    }

    pub(crate) fn none_count(&self) -> i64 {
        self.count(|fate| matches!(fate, Fate::Stopped))
    }

    /// As recorded: a PC task leaves it at 0 also when everything went well.
    pub(crate) fn success_count(&self) -> i64 {
        let counted = self.action != BACKUP || self.task().backup_type != 2;
        if counted && self.status != RUNNING { self.count(|fate| matches!(fate, Fate::Good)) } else { 0 }
    }

    fn count(&self, matches: impl Fn(Fate) -> bool) -> i64 {
        self.parts.iter().filter(|part| matches(part.fate)).count() as i64
    }
}

impl Part {
    pub(crate) fn device(self) -> &'static Device {
        &DEVICES[usize::from(self.device)]
    }
}

const fn trouble(reason: Option<u16>, kind: u16, code: i64, subject: Subject) -> Trouble {
    Trouble { reason, kind, code, subject }
}

pub(crate) static NO_SPACE: Trouble = trouble(Some(8001), 7014, -41, Subject::Volume);
pub(crate) static DEVICE_OFFLINE: Trouble = trouble(None, 5010, 0, Subject::Device);

pub(crate) static PC_FAILURES: [Trouble; 6] = [
    trouble(None, 7004, -76, Subject::Volume),
    trouble(None, 7014, -15, Subject::Volume),
    trouble(None, 7019, -12, Subject::Device),
    trouble(Some(8005), 7014, -2, Subject::Volume),
    trouble(None, 7020, -100, Subject::Volume),
    trouble(Some(8003), 7014, -49, Subject::Volume),
];

pub(crate) static PC_WARNINGS: [Trouble; 4] = [
    trouble(None, 7044, 0, Subject::Volume),
    trouble(None, 7069, 0, Subject::Volume),
    trouble(None, 7046, 0, Subject::Device),
    trouble(None, 7036, 0, Subject::Volume),
];

pub(crate) static SERVER_FAILURES: [Trouble; 5] = [
    trouble(None, 5006, -16, Subject::Device),
    trouble(None, 7014, -29, Subject::Volume),
    trouble(None, 7021, -4, Subject::Volume),
    trouble(Some(8001), 7014, -41, Subject::Volume),
    trouble(None, 7051, -91, Subject::Device),
];

pub(crate) static FILE_FAILURES: [Trouble; 6] = [
    trouble(None, 6002, -16, Subject::Path),
    trouble(None, 6002, -14, Subject::Path),
    trouble(None, 6002, -12, Subject::Path),
    trouble(None, 6002, -25, Subject::Path),
    trouble(None, 6002, -61, Subject::Path),
    trouble(Some(9075), 6002, -74, Subject::Path),
];

pub(crate) static FILE_PARTLY: [Trouble; 4] = [
    trouble(None, 6002, -65, Subject::Path),
    trouble(None, 6002, -63, Subject::Path),
    trouble(None, 6002, -100, Subject::Path),
    trouble(None, 6012, -39, Subject::Path),
];

pub(crate) static FILE_WARNINGS: [Trouble; 2] =
    [trouble(None, 6009, -80, Subject::Path), trouble(None, 9074, 0, Subject::Path)];

pub(crate) static VM_FAILURES: [Trouble; 4] = [
    trouble(Some(8103), 3004, 0, Subject::Server),
    trouble(Some(3063), 3019, 0, Subject::Server),
    trouble(None, 3019, -14, Subject::Server),
    trouble(Some(3183), 3004, 0, Subject::Server),
];

pub(crate) static VM_UNREACHABLE: Trouble = trouble(Some(8106), 3054, -22, Subject::Server);

pub(crate) static VM_WARNINGS: [Trouble; 4] = [
    trouble(None, 8104, 0, Subject::Server),
    trouble(None, 3065, 0, Subject::Server),
    trouble(None, 3123, 0, Subject::Server),
    trouble(None, 3176, 0, Subject::Server),
];
