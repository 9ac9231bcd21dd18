//! When a preparation is looked at again, and when no more.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::{Export, ExportState};

/// The pauses between two looks, in milliseconds; the last one again and again.
const PAUSES_MS: [u32; 7] = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000];
/// How long a preparation may be watched without getting on, in milliseconds.
const PATIENCE_MS: i64 = 30 * 60_000;
/// The same where the vendor does not say how far it is: it cannot be seen to get on then.
const BLIND_MS: i64 = 4 * 60 * 60_000;
/// How many looks may fail one after the other, for a reason that passes.
const MOST_FAILURES: u32 = 6;

/// What follows from a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Look again after so many milliseconds.
    Again(u32),
    /// There is nothing more to see.
    End,
    /// It has not got on for too long.
    GiveUp,
}

/// What was seen of one preparation.
pub(super) struct Watch {
    looks: usize,
    /// How many looks failed since the last good one.
    failures: u32,
    /// What was seen last: percent and the vendor's word.
    seen: Option<(Option<u8>, String)>,
    /// For how long it was watched since it last got on, in milliseconds.
    watched: i64,
    /// When it was last looked at, in milliseconds since 1970, if it has been watched since.
    looked: Option<i64>,
}

impl Watch {
    pub(super) fn new() -> Watch {
        Watch { looks: 0, failures: 0, seen: None, watched: 0, looked: None }
    }

    /// Nobody watches for a while: nobody sees the page, or nobody is signed in. That time does not count.
    pub(super) fn rest(&mut self) {
        self.looked = None;
    }

    /// For how many minutes it may not get on, and whether the vendor says how far it is.
    pub(super) fn patience(&self) -> (u32, bool) {
        let told = self.seen.as_ref().is_some_and(|(percent, _)| percent.is_some());
        let ms = if told { PATIENCE_MS } else { BLIND_MS };
        ((ms / 60_000) as u32, told)
    }

    /// Takes in what a look has shown.
    pub(super) fn look(&mut self, now_ms: i64, result: &Result<Export, Error>) -> Verdict {
        match result {
            Ok(export) if export.state != ExportState::Running => return Verdict::End,
            Ok(export) => {
                self.failures = 0;
                self.watched += self.looked.map_or(0, |looked| now_ms.saturating_sub(looked));
                self.looked = Some(now_ms);
                let seen = (export.percent, export.code.clone());
                if self.seen.as_ref() != Some(&seen) {
                    self.seen = Some(seen);
                    self.watched = 0;
                }
                if self.watched >= i64::from(self.patience().0) * 60_000 {
                    return Verdict::GiveUp;
                }
            }
            Err(error) if passes(error) && self.failures + 1 < MOST_FAILURES => {
                self.failures += 1;
                self.rest();
            }
            Err(_) => return Verdict::End,
        }
        let pause = PAUSES_MS.get(self.looks).or(PAUSES_MS.last()).copied().unwrap_or_default();
        self.looks += 1;
        Verdict::Again(pause)
    }
}

/// Whether the next look can succeed. A network that is gone comes back, and the preparation goes on meanwhile.
fn passes(error: &Error) -> bool {
    error.is_transient() || error.kind == Kind::Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(percent: Option<u8>) -> Result<Export, Error> {
        let state = ExportState::Running;
        Ok(Export { id: "1".into(), state, percent, code: "Running".into(), time: None })
    }

    #[test]
    fn pauses_grow_and_then_stay() {
        let mut watch = Watch::new();
        let pauses: Vec<_> = (0..9).map(|look| watch.look(look, &running(None))).collect();
        let expected = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 20_000, 20_000];
        assert_eq!(pauses, expected.map(Verdict::Again));
    }

    #[test]
    fn it_ends_with_the_preparation() {
        for state in [ExportState::Ready, ExportState::Failed] {
            let ended = running(Some(100)).map(|export| Export { state, ..export });
            assert_eq!(Watch::new().look(0, &ended), Verdict::End);
        }
    }

    #[test]
    fn patience_is_for_what_does_not_get_on() {
        let mut watch = Watch::new();
        watch.look(0, &running(Some(10)));
        assert!(matches!(watch.look(PATIENCE_MS - 1, &running(Some(10))), Verdict::Again(_)));
        assert!(matches!(watch.look(PATIENCE_MS, &running(Some(11))), Verdict::Again(_)), "it got on");
        assert!(matches!(watch.look(2 * PATIENCE_MS - 1, &running(Some(11))), Verdict::Again(_)));
        assert_eq!(watch.look(2 * PATIENCE_MS, &running(Some(11))), Verdict::GiveUp);
        assert_eq!(watch.patience(), (30, true));
    }

    /// The clock on the wall used to count: a tab that was hidden over lunch gave up an export at its first look.
    #[test]
    fn time_counts_while_somebody_watches() {
        let mut watch = Watch::new();
        for day in 0..5 {
            let look = watch.look(day * 48 * PATIENCE_MS, &running(Some(1)));
            assert!(matches!(look, Verdict::Again(_)), "nobody watched meanwhile");
            watch.rest();
        }
        let mut watch = Watch::new();
        watch.look(0, &running(Some(1)));
        watch.look(1, &Err(Error::new(Kind::Unreachable)));
        let back = watch.look(48 * PATIENCE_MS, &running(Some(1)));
        assert!(matches!(back, Verdict::Again(_)), "without a network nobody saw whether it got on");
        assert_eq!(watch.look(49 * PATIENCE_MS, &running(Some(1))), Verdict::GiveUp, "what was watched counts");
    }

    /// A vendor without percentages says the same at every look, however far it is.
    #[test]
    fn what_is_not_told_is_waited_for_longer() {
        let mut watch = Watch::new();
        for look in 0..8 {
            assert!(matches!(watch.look(look * PATIENCE_MS, &running(None)), Verdict::Again(_)), "{look}");
        }
        assert_eq!(watch.look(8 * PATIENCE_MS, &running(None)), Verdict::GiveUp);
        assert_eq!(watch.patience(), (240, false));
    }

    #[test]
    fn a_failure_that_passes_is_borne_a_few_times() {
        let mut watch = Watch::new();
        for _ in 0..3 {
            for _ in 1..MOST_FAILURES {
                assert!(matches!(watch.look(0, &Err(Error::new(Kind::Unreachable))), Verdict::Again(_)));
            }
            assert!(matches!(watch.look(0, &running(None)), Verdict::Again(_)), "that makes up for it");
        }
        for _ in 1..MOST_FAILURES {
            watch.look(0, &Err(Error::new(Kind::Busy)));
        }
        assert_eq!(watch.look(0, &Err(Error::new(Kind::Busy))), Verdict::End);
        assert_eq!(Watch::new().look(0, &Err(Error::new(Kind::Vendor))), Verdict::End, "that does not pass");
    }
}
