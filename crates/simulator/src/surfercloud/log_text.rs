//! Log files and what stands in them: one file a day and kind, a line every few minutes.

use std::fmt::Write;

use super::data::{Data, LOG_DAYS, day_name};
use super::instances::Instance;
use crate::calendar::{DAY, clock, date, parts};
use crate::rng::Rng;

/// One log file.
#[derive(Debug)]
pub(crate) struct LogFile {
    pub name: String,
    pub begin: i64,
    pub end: i64,
    pub bytes: i64,
}

/// The log files that touch a span, oldest first.
pub(crate) fn files(data: &Data, instance: &Instance, begin: i64, end: i64) -> Vec<LogFile> {
    let mut out = Vec::new();
    let today = data.until_s.div_euclid(DAY);
    for day in today - LOG_DAYS..=today {
        let first = day * DAY;
        let last = (first + DAY - 1).min(data.until_s);
        if instance.state != "Running" || last < begin || first > end {
            continue;
        }
        for kind in kinds(instance) {
            let bytes = text(data, instance, kind, first, last).len() as i64;
            out.push(LogFile {
                name: format!("postgresql-{}_{kind}.log", day_name(first)),
                begin: first,
                end: last,
                bytes,
            });
        }
    }
    out
}

fn kinds(instance: &Instance) -> &'static [&'static str] {
    if instance.slow_log { &["error", "slow"] } else { &["error"] }
}

/// Whether there is a log file of this name.
pub(crate) fn has_file(data: &Data, instance: &Instance, name: &str) -> bool {
    files(data, instance, i64::MIN, i64::MAX).iter().any(|file| file.name == name)
}

/// The lines of a span, both ends included.
pub(crate) fn text(data: &Data, instance: &Instance, kind: &str, begin: i64, end: i64) -> String {
    // What belongs together is written at once, each line with what stands before every line.
    const ERRORS: [&[&str]; 6] = [
        &["LOG:  checkpoint complete: wrote 212 buffers (1.3%)"],
        &[
            "ERROR:  duplicate key value violates unique constraint \"orders_pkey\"",
            "DETAIL:  Key (id)=(8121) already exists.",
            "STATEMENT:  INSERT INTO orders (id, customer_id)\n\tVALUES ($1, $2)",
        ],
        &["FATAL:  password authentication failed for user \"reporting\""],
        &["WARNING:  there is no transaction in progress"],
        &["LOG:  could not receive data from client: Connection reset by peer"],
        &[
            "ERROR:  column \"adress\" does not exist at character 8",
            "HINT:  Perhaps you meant to reference the column \"customers.address\".",
        ],
    ];
    const QUERIES: [&str; 3] = [
        "SELECT * FROM orders WHERE customer_id = $1",
        "UPDATE stock SET reserved = reserved + 1",
        "SELECT count(*) FROM events\n\tGROUP BY day",
    ];
    const STEP: i64 = 1_800;
    let oldest = (data.until_s.div_euclid(DAY) - LOG_DAYS) * DAY;
    let mut at = begin.max(oldest).div_euclid(STEP) * STEP;
    let mut out = String::new();
    while at <= end.min(data.until_s) {
        let mut rng = Rng::new(data.seed ^ at as u64, instance.id.len() as u64 + kind.len() as u64);
        let second = at + rng.between(0, STEP - 1);
        if (begin..=end).contains(&second) {
            let parts = parts(second);
            let slow;
            let lines: &[&str] = if kind == "slow" {
                let ms = rng.between(1_000, 9_000);
                slow = format!("LOG:  duration: {ms}.{:03} ms  statement: {}", rng.below(1_000), rng.pick(&QUERIES));
                &[slow.as_str()]
            } else {
                rng.pick(&ERRORS)
            };
            let (ms, process) = (rng.below(1_000), rng.between(900, 30_000));
            let (date, clock) = (date(parts), clock(parts));
            for line in lines {
                // Writing into a text cannot fail.
                let _ = writeln!(out, "{date} {clock}.{ms:03} UTC [{process}] {line}");
            }
        }
        at += STEP;
    }
    out
}
