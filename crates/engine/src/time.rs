//! How long to wait before trying again.

/// How often a call that failed for a passing reason is tried again by itself.
pub(crate) const RETRIES: u32 = 3;

/// The pause before the next try, in milliseconds: what the source asked for, else 1, 2, 4 seconds. A source that asks
/// for more than 30 seconds is not waited for: the reader is told instead.
pub(crate) fn pause_ms(attempt: u32, retry_after_s: Option<u32>) -> Option<u32> {
    match retry_after_s {
        Some(seconds) if seconds > 30 => None,
        Some(seconds) => Some(seconds * 1000),
        None => Some(1000 << attempt.min(5)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_unless_the_source_says() {
        let grown: Vec<_> = (0..3).map(|attempt| pause_ms(attempt, None)).collect();
        assert_eq!(grown, [Some(1000), Some(2000), Some(4000)]);
        assert_eq!(pause_ms(0, Some(7)), Some(7000));
        assert_eq!(pause_ms(0, Some(0)), Some(0));
        assert_eq!(pause_ms(0, Some(3600)), None);
    }
}
