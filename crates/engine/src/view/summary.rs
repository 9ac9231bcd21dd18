//! What a view of runs comes to: how they ended in the last day, week and month, and which failed last.

use std::collections::BTreeMap;

use tapedeck_core::model::{Outcome, Record, Timestamp};

use crate::protocol::{SourceSummary, Summary};

/// The periods that are counted, in hours: a day, a week, thirty days.
pub(crate) const PERIODS: [i64; 3] = [24, 7 * 24, 30 * 24];
/// How many failures are named.
const FAILURES: usize = 12;

/// The summary of runs that stand newest first.
pub(super) fn summary(rows: impl Iterator<Item = Record>, now_ms: i64) -> Summary {
    let mut sources: BTreeMap<String, SourceSummary> = BTreeMap::new();
    let mut failures = Vec::new();
    for row in rows {
        let Record::Run(run) = row else { continue };
        if !sources.contains_key(&run.source) {
            let new = SourceSummary { source: run.source.clone(), ..SourceSummary::default() };
            sources.insert(run.source.clone(), new);
        }
        let Some(of) = sources.get_mut(&run.source) else { continue };
        of.last_run = of.last_run.max(run.started);
        if run.outcome == Outcome::Success {
            of.last_success = of.last_success.max(run.ended.or(run.started));
        }
        for (period, hours) in PERIODS.into_iter().enumerate() {
            if run.started.is_some_and(|started| started.0 > now_ms - hours * 3_600_000) {
                of.counts[period][run.outcome as usize] += 1;
            }
        }
        if matches!(run.outcome, Outcome::Failed | Outcome::Missed) && failures.len() < FAILURES {
            failures.push(Record::Run(run));
        }
    }
    Summary { sources: sources.into_values().collect(), failures, at: Timestamp(now_ms) }
}

#[cfg(test)]
mod tests {
    use tapedeck_core::model::Run;

    use super::*;

    fn run(source: &str, hours_ago: i64, outcome: Outcome) -> Record {
        let mut run = Run::unreadable(source, String::new(), String::new());
        (run.started, run.outcome) = (Some(Timestamp(1_000_000_000_000 - hours_ago * 3_600_000)), outcome);
        Record::Run(Box::new(run))
    }

    #[test]
    fn counts_by_source_period_and_outcome() {
        let rows = [
            run("b", 1, Outcome::Failed),
            run("a", 2, Outcome::Success),
            run("a", 30, Outcome::Success),
            run("a", 200, Outcome::Missed),
            run("a", 900, Outcome::Failed),
        ];
        let summary = summary(rows.into_iter(), 1_000_000_000_000);
        let counts: Vec<_> = summary
            .sources
            .iter()
            .map(|of| {
                let count = |period: usize, outcome: Outcome| of.counts[period][outcome as usize];
                (of.source.as_str(), count(0, Outcome::Success), count(1, Outcome::Success), count(2, Outcome::Missed))
            })
            .collect();
        assert_eq!(counts, [("a", 1, 2, 1), ("b", 0, 0, 0)]);
        assert_eq!(summary.sources[1].counts.map(|period| period[Outcome::Failed as usize]), [1, 1, 1]);
        assert_eq!(summary.sources[0].counts.map(|period| period[Outcome::Failed as usize]), [0, 0, 0], "too old");
        let named: Vec<_> = summary.failures.iter().map(Record::source).collect();
        assert_eq!(named, ["b", "a", "a"], "newest first");
        assert_eq!(summary.sources[0].last_run, Some(Timestamp(1_000_000_000_000 - 2 * 3_600_000)));
    }
}
