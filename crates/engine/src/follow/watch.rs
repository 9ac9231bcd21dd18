//! When a preparation is looked at again, and when no more.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::{Export, ExportState};

/// The pauses between two looks, in milliseconds; the last one again and again.
const PAUSES_MS: [u32; 7] = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000];
/// How long a preparation may go on without getting on, in milliseconds.
pub(super) const PATIENCE_MS: i64 = 30 * 60_000;
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
    /// When it last got on, in milliseconds since 1970.
    got_on: i64,
}

impl Watch {
    pub(super) fn new(now_ms: i64) -> Watch {
        Watch { looks: 0, failures: 0, seen: None, got_on: now_ms }
    }

    /// Takes in what a look has shown.
    pub(super) fn look(&mut self, now_ms: i64, result: &Result<Export, Error>) -> Verdict {
        match result {
            Ok(export) if export.state != ExportState::Running => return Verdict::End,
            Ok(export) => {
                self.failures = 0;
                let seen = (export.percent, export.code.clone());
                if self.seen.as_ref() != Some(&seen) {
                    self.seen = Some(seen);
                    self.got_on = now_ms;
                }
            }
            Err(error) if passes(error) && self.failures + 1 < MOST_FAILURES => self.failures += 1,
            Err(_) => return Verdict::End,
        }
        if now_ms.saturating_sub(self.got_on) >= PATIENCE_MS {
            return Verdict::GiveUp;
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
        let mut watch = Watch::new(0);
        let pauses: Vec<_> = (0..9).map(|look| watch.look(look, &running(None))).collect();
        let expected = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 20_000, 20_000];
        assert_eq!(pauses, expected.map(Verdict::Again));
    }

    #[test]
    fn it_ends_with_the_preparation() {
        for state in [ExportState::Ready, ExportState::Failed] {
            let ended = running(Some(100)).map(|export| Export { state, ..export });
            assert_eq!(Watch::new(0).look(0, &ended), Verdict::End);
        }
    }

    #[test]
    fn patience_is_for_what_does_not_get_on() {
        let mut watch = Watch::new(0);
        watch.look(0, &running(Some(10)));
        assert!(matches!(watch.look(PATIENCE_MS - 1, &running(Some(10))), Verdict::Again(_)));
        assert!(matches!(watch.look(PATIENCE_MS, &running(Some(11))), Verdict::Again(_)), "it got on");
        assert!(matches!(watch.look(2 * PATIENCE_MS - 1, &running(Some(11))), Verdict::Again(_)));
        assert_eq!(watch.look(2 * PATIENCE_MS, &running(Some(11))), Verdict::GiveUp);
        // Nobody looked for a day: one look is worth more than the clock.
        let mut watch = Watch::new(0);
        assert!(matches!(watch.look(48 * PATIENCE_MS, &running(Some(1))), Verdict::Again(_)));
    }

    #[test]
    fn a_failure_that_passes_is_borne_a_few_times() {
        let mut watch = Watch::new(0);
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
        assert_eq!(Watch::new(0).look(0, &Err(Error::new(Kind::Vendor))), Verdict::End, "that does not pass");
    }
}
