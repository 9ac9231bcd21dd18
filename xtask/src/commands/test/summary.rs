//! What came of the checks, as a table at the end.

use crate::commands::test::Check;
use crate::duration::spoken;
use std::fmt;
use std::time::Duration;

/// What came of one check.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Good.
    Passed,
    /// Bad; its own output says why.
    Failed,
    /// Not possible on this machine, with the reason.
    Skipped(&'static str),
}

impl Verdict {
    /// From a program's success.
    pub fn of(success: bool) -> Self {
        if success { Self::Passed } else { Self::Failed }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Failed => f.write_str("FAILED"),
            Self::Skipped(reason) => write!(f, "SKIPPED ({reason})"),
        }
    }
}

/// All checks that were asked for, with what came of them so far.
pub struct Summary {
    rows: Vec<(Check, Option<(Verdict, Duration)>)>,
}

impl Summary {
    /// None has run yet.
    pub fn new(checks: &[Check]) -> Self {
        Self { rows: checks.iter().map(|check| (*check, None)).collect() }
    }

    /// Notes what came of a check.
    pub fn add(&mut self, check: Check, verdict: Verdict, time: Duration) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.0 == check) {
            row.1 = Some((verdict, time));
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (check, result) in &self.rows {
            let name = check.name();
            match result {
                Some((verdict, time)) => writeln!(f, "{name:10} {:>9}  {verdict}", spoken(*time))?,
                None => writeln!(f, "{name:10} {:>9}  not run", "")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_asked_for_is_in_the_summary() {
        let mut summary = Summary::new(&[Check::Format, Check::Clippy, Check::Host]);
        summary.add(Check::Format, Verdict::Passed, Duration::from_secs(1));
        summary.add(Check::Clippy, Verdict::Failed, Duration::from_secs(75));
        let lines: Vec<String> = summary.to_string().lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            ["format         1.0 s  passed", "clippy      1 m 15 s  FAILED", "host                  not run"]
        );
    }
}
