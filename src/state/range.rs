//! A time range as it is written.

use tapedeck_core::model::TimeRange;
use tapedeck_core::query::{Context, ends};

use super::address::Span;

/// Which of the two ends cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// The beginning cannot be read.
    From,
    /// The end cannot be read.
    To,
    /// The end is not later than the beginning.
    Turned,
}

/// Reads a range: either end may be missing. A beginning such as `-36h` without an end is counted from now on and on.
pub(crate) fn read(from: &str, to: &str, context: &Context<'_>) -> Result<Span, Mistake> {
    let (from, to) = (plain(from), plain(to));
    if to.is_empty() || to == "now" {
        if from.is_empty() {
            return Ok(Span::All);
        }
        if let Some(span) = Span::relative(&from) {
            return Ok(span);
        }
    }
    let read = |text: &str, mistake| match text {
        "" => Ok(None),
        text => ends(text, context).map(Some).ok_or(mistake),
    };
    let from = read(&from, Mistake::From)?.map(|(first, _)| first);
    let to = read(&to, Mistake::To)?.map(|(_, last)| last);
    if from.zip(to).is_some_and(|(from, to)| from >= to) {
        return Err(Mistake::Turned);
    }
    Ok(Span::Between(TimeRange { from, to }))
}

/// As a time of the filter language: one writes a space before the clock and before the offset.
fn plain(text: &str) -> String {
    let text = text.trim().to_ascii_lowercase();
    match text.split_once(char::is_whitespace) {
        Some((date, clock)) if date.starts_with(|c: char| c.is_ascii_digit()) => {
            let clock: String = clock.chars().filter(|c| !c.is_whitespace()).collect();
            format!("{date}t{clock}")
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use tapedeck_core::model::Timestamp;

    use super::*;

    fn iso(text: &str) -> Option<Timestamp> {
        Timestamp::parse_iso(text)
    }

    #[test]
    fn ranges_are_read_as_people_write_them() {
        let context = Context { now: iso("2026-11-21T12:00:00Z").unwrap(), offset: &|_| 60 };
        let between = |from: &str, to: &str| Ok(Span::Between(TimeRange { from: iso(from), to: iso(to) }));
        for (from, to, expected) in [
            ("", "", Ok(Span::All)),
            ("-36h", "", Ok(Span::Last { hours: 36 })),
            (" -7D ", "now", Ok(Span::Last { hours: 168 })),
            ("2026-02-26", "", between("2026-02-25T23:00:00Z", "")),
            ("2026-02-26", "2026-02-27", between("2026-02-25T23:00:00Z", "2026-02-27T23:00:00Z")),
            ("2026-02-26 14:00", "2026-02-26  15:30", between("2026-02-26T13:00:00Z", "2026-02-26T14:30:00Z")),
            ("2026-02-26 14:00 +02:00", "2026-02-26T15:30Z", between("2026-02-26T12:00:00Z", "2026-02-26T15:30:00Z")),
            ("2026-02-26 14:00:01.500 +01:00", "", between("2026-02-26T13:00:01.500Z", "")),
            ("", "yesterday", between("", "2026-11-20T23:00:00Z")),
            ("-90m", "", between("2026-11-21T10:30:00Z", "")),
            ("-2d", "-1d", between("2026-11-19T12:00:00Z", "2026-11-20T12:00:00Z")),
            ("soon", "", Err(Mistake::From)),
            ("today", "2026-13", Err(Mistake::To)),
            ("today", "yesterday", Err(Mistake::Turned)),
        ] {
            assert_eq!(read(from, to, &context), expected, "{from} … {to}");
        }
    }
}
