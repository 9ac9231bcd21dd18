//! The log of a session.

use super::{CANCELED, ERROR, RUNNING_WITH_WARNING, Resource, SUCCESS, Session, WARNING, things};
use crate::rng::Rng;

/// One item of a log.
#[derive(Debug)]
pub(crate) struct LogItem {
    /// In microseconds since 1970.
    pub time: i64,
    /// In microseconds; nothing while it goes on.
    pub length: Option<i64>,
    pub status: &'static str,
    pub message: String,
    pub resource: Option<&'static Resource>,
}

const FAILURES: [&str; 5] = [
    "the service account has no permission to create a snapshot",
    "worker instance could not be launched: quota of 'standardDSv3Family' is exceeded",
    "The operation was canceled by Azure (OperationNotAllowed)",
    "repository 'Cool tier' can't be reached: connection timed out",
    "the resource was not found in the subscription",
];
const WARNINGS: [&str; 3] = [
    "application-aware processing is not configured",
    "2 tags could not be read",
    "the worker instance took long to start",
];

/// All items, the oldest first.
pub(crate) fn log(session: &Session, seed: u64) -> Vec<LogItem> {
    let Some(start) = session.start else { return Vec::new() };
    let mut rng = Rng::new(seed, session.number as u64 ^ 0x10C);
    let resources = session.resources();
    let steps = resources.len() as i64 * 2 + 2;
    let at = |step: i64| start + session.length * step / steps;
    let mut out =
        vec![item(start, session.length / steps, "Success", "Backup plan creation has finished".into(), None)];
    let wrong = (!resources.is_empty()).then(|| session.trouble % resources.len());
    for (nth, resource) in resources.iter().enumerate() {
        let step = nth as i64 * 2 + 1;
        let done = |words: &str| format!("{words} of '{}' has finished", resource.name);
        let length = session.length / steps;
        let here = wrong == Some(nth);
        let name = resource.name;
        match session.status {
            ERROR if here => {
                let why = FAILURES[rng.below(5) as usize];
                out.push(item(at(step), length, "Error", format!("Backup of '{name}' failed: {why}"), Some(resource)));
                break;
            }
            WARNING | RUNNING_WITH_WARNING if here => {
                let why = WARNINGS[rng.below(3) as usize];
                out.push(item(at(step), length, "Warning", format!("'{name}': {why}"), Some(resource)));
            }
            CANCELED if here => break,
            _ => out.push(item(at(step), length, "Success", done(first_step(session.kind)), Some(resource))),
        }
        if session.goes_on() {
            let mut going = item(at(step) + 1, 0, "Running", format!("Processing '{name}'"), Some(resource));
            going.length = None;
            out.push(going);
            break;
        }
        let points = rng.between(1, 3);
        let size = points * resource.gigabytes;
        let message = match session.kind {
            things::RETENTION => {
                format!("Retention of '{name}' has finished: removed {points} restore points ({size} GB).")
            }
            _ => done("Repository backup"),
        };
        out.push(item(at(step + 1), length, "Success", message, Some(resource)));
    }
    if session.long {
        let every = (session.length / 1_500).max(1);
        for nth in 0..1_500_i64 {
            let message = format!("Disk block range {nth} of 'app-vm1' has been processed");
            out.push(item(start + every * nth, every, "Success", message, resources.first()));
        }
        out.sort_by_key(|item| item.time);
    }
    if let Some(end) = session.end() {
        let (status, message) = match session.status {
            ERROR => ("Error", "Session has finished with an error"),
            WARNING => ("Warning", "Session has finished with warnings"),
            CANCELED => ("Canceled", "Session has been stopped by 'ada'"),
            SUCCESS => ("Success", "Session has finished"),
            _ => ("Unknown", "Session has ended"),
        };
        out.push(item(end, 1_446_886, status, message.into(), None));
    }
    out
}

fn first_step(kind: u8) -> &'static str {
    match kind {
        things::RESTORE | things::FILE_RESTORE | things::SQL_RESTORE | things::SHARE_RESTORE => "Restore",
        things::HEALTH_CHECK => "Health check",
        things::ARCHIVE => "Archiving",
        _ => "Snapshot backup",
    }
}

fn item(time: i64, length: i64, status: &'static str, message: String, resource: Option<&'static Resource>) -> LogItem {
    LogItem { time, length: Some(length), status, message, resource }
}
