//! The *Overview* page.

use crate::browser::numbers::grouped;

pub(crate) const CAPTION: &str = "Runs by source";
pub(crate) const STATE: &str = "State";
pub(crate) const LAST_RUN: &str = "Last run";
pub(crate) const LAST_SUCCESS: &str = "Last success";
pub(crate) const FAILURES: &str = "Latest failures";
pub(crate) const NO_FAILURES: &str = "No run failed or was missed in the last 30 days.";
pub(crate) const NOT_READ: &str = "Nothing could be read yet. Sign in to a source to see its runs here.";
pub(crate) const NO_RUNS: &str = "none";
pub(crate) const LINES_ONLY: &str = "Log lines only";
pub(crate) const NEVER: &str = "none in 30 days";

/// The headings of the three periods.
pub(crate) const PERIODS: [&str; 3] = ["24 hours", "7 days", "30 days"];

/// When a source last answered.
pub(crate) fn last_read(time: &str) -> String {
    // Without a place to break in the date.
    format!("read {}", time.replace('-', "\u{2011}"))
}

/// The headline: what one wants to know first.
pub(crate) fn headline(failed: u64, read: bool, complete: bool) -> String {
    match (failed, read, complete) {
        (_, false, _) => "Nothing is known yet".into(),
        (0, true, false) => "No failure so far".into(),
        (0, true, true) => "No run failed in the last 24 hours".into(),
        (1, true, _) => "1 run failed in the last 24 hours".into(),
        (more, true, _) => format!("{} runs failed in the last 24 hours", grouped(more)),
    }
}

/// Below the headline: what it rests on.
pub(crate) fn rests_on(read: usize, all: usize, month: u64) -> String {
    let sources = if all == 1 { "source" } else { "sources" };
    match read {
        0 => format!("None of {all} {sources} has answered."),
        _ => format!("{read} of {all} {sources} read; {} in the last 30 days.", runs(month)),
    }
}

fn runs(count: u64) -> String {
    if count == 1 { "1 run".into() } else { format!("{} runs", grouped(count)) }
}

/// A count that leads to its runs: "3 Failed, last 24 hours".
pub(crate) fn counted(count: u32, outcome: &str, period: usize) -> String {
    let period = PERIODS.get(period).copied().unwrap_or_default();
    format!("{} {outcome}, last {period}", grouped(u64::from(count)))
}
