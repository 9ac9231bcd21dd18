//! How fast an answer comes.

/// How often the page is told, in milliseconds.
const TELL_MS: i64 = 200;
/// Over how long the speed is taken at least, in milliseconds: less than that says nothing.
const SPAN_MS: i64 = 3_000;

/// How much had arrived when.
type Mark = (i64, u64);

/// The speed of one answer, over its last seconds.
#[derive(Default)]
pub(crate) struct Speed {
    told: Option<i64>,
    /// The speed is taken from the older one; the newer takes its place in time.
    marks: Option<(Mark, Mark)>,
}

impl Speed {
    /// Whether the page should be told again.
    pub(crate) fn is_due(&mut self, now_ms: i64) -> bool {
        let due = self.told.is_none_or(|told| now_ms - told >= TELL_MS);
        if due {
            self.told = Some(now_ms);
        }
        due
    }

    /// Bytes a second, now that so many have arrived. Nothing in the first moment, and when it begins anew.
    pub(crate) fn got(&mut self, now_ms: i64, bytes: u64) -> Option<u64> {
        let now = (now_ms, bytes);
        let (old, new) = self.marks.filter(|(_, new)| new.1 <= bytes).unwrap_or((now, now));
        self.marks = Some(if now_ms - new.0 >= SPAN_MS { (new, now) } else { (old, new) });
        let ms = u64::try_from(now_ms - old.0).unwrap_or(0);
        (ms >= 500).then(|| (bytes - old.1).saturating_mul(1000) / ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_told_a_few_times_a_second() {
        let mut speed = Speed::default();
        let due: Vec<_> = (0..10).map(|piece| speed.is_due(piece * 50)).collect();
        assert_eq!(due, [true, false, false, false, true, false, false, false, true, false]);
    }

    #[test]
    fn the_speed_is_that_of_the_last_seconds() {
        let mut speed = Speed::default();
        assert_eq!(speed.got(0, 0), None);
        assert_eq!(speed.got(100, 50), None, "too early to say");
        assert_eq!(speed.got(1_000, 1_000), Some(1_000));
        assert_eq!(speed.got(3_000, 3_000), Some(1_000));
        for second in 4..=12 {
            speed.got(second * 1000, 3_000);
        }
        assert_eq!(speed.got(13_000, 3_000), Some(0), "nothing came any more");
        assert_eq!(speed.got(14_000, 10), None, "it was sent again from the beginning");
    }
}
