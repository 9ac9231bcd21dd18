//! Times and durations as they are written in queries.

use chrono::{Days, Months, NaiveDate, NaiveDateTime, TimeDelta};

use crate::model::Timestamp;

/// What a query is evaluated in.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Now.
    pub now: Timestamp,
    /// How far the clocks of the reader's zone are ahead of UTC at an instant, in minutes.
    pub offset: &'a dyn Fn(Timestamp) -> i32,
}

impl Context<'static> {
    /// With times in UTC.
    pub fn utc(now: Timestamp) -> Context<'static> {
        Context { now, offset: &|_| 0 }
    }
}

/// Milliseconds from a first one, included, to a last one, excluded.
pub(super) type Span = (i64, i64);

/// A time as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Time {
    /// Milliseconds before now.
    Ago(i64),
    /// Whole days before today.
    DaysAgo(u64),
    /// A calendar's span, and its offset from UTC in minutes, if one was written.
    Civil(NaiveDateTime, NaiveDateTime, Option<i32>),
}

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;

const UNITS: [(&str, i64); 6] =
    [("w", 7 * 24 * 60 * MINUTE), ("d", 24 * 60 * MINUTE), ("h", 60 * MINUTE), ("ms", 1), ("m", MINUTE), ("s", SECOND)];

/// Reads a duration: `90s`, `1h30m`, `500ms`, or a bare number of seconds. As milliseconds, with the length of the smallest
/// unit that was written.
pub(super) fn duration(text: &str) -> Option<(i64, i64)> {
    let text = text.to_ascii_lowercase();
    let mut rest = text.as_str();
    let (mut sum, mut exact) = (0_i64, i64::MAX);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: i64 = rest.get(..digits)?.parse().ok()?;
        rest = &rest[digits..];
        let (unit, length) = match UNITS.iter().find(|(unit, _)| rest.starts_with(unit)) {
            Some(unit) => *unit,
            None if rest.is_empty() && digits == text.len() => ("", SECOND),
            None => return None,
        };
        // From large to small, each once.
        if length >= exact {
            return None;
        }
        rest = &rest[unit.len()..];
        exact = length;
        sum = sum.checked_add(number.checked_mul(length)?)?;
    }
    (exact != i64::MAX).then_some((sum, exact))
}

/// Reads a time: `-7d`, `now`, `today`, `yesterday`, `2026`, `2026-02`, `2026-02-26`, `2026-02-26T10:00`, with or without a
/// `Z` or `+01:00` at the end.
pub(super) fn time(text: &str) -> Option<Time> {
    let text = text.to_ascii_uppercase();
    match text.as_str() {
        "NOW" => return Some(Time::Ago(0)),
        "TODAY" => return Some(Time::DaysAgo(0)),
        "YESTERDAY" => return Some(Time::DaysAgo(1)),
        _ => {}
    }
    if let Some(ago) = text.strip_prefix('-') {
        return duration(ago).map(|(ago, _)| Time::Ago(ago));
    }
    let (civil, offset) = split_offset(&text)?;
    let (date, clock) = civil.split_once('T').map_or((civil, None), |(date, clock)| (date, Some(clock)));
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|month| number(month, 2));
    let day = parts.next().map(|day| number(day, 2));
    if parts.next().is_some() || (clock.is_some() && day.is_none()) {
        return None;
    }
    let (month, day) = (none_or(month)?, none_or(day)?);
    let first = NaiveDate::from_ymd_opt(year as i32, month.unwrap_or(1), day.unwrap_or(1))?.and_hms_opt(0, 0, 0)?;
    let Some(clock) = clock else {
        let end = match (month, day) {
            (None, _) => first.checked_add_months(Months::new(12)),
            (_, None) => first.checked_add_months(Months::new(1)),
            _ => first.checked_add_days(Days::new(1)),
        };
        return Some(Time::Civil(first, end?, offset));
    };
    let (clock, milliseconds) = match clock.split_once('.') {
        Some((clock, part)) if clock.len() == 8 => (clock, Some(number(part, 3)?)),
        Some(_) => return None,
        None => (clock, None),
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = none_or(parts.next().map(|minute| number(minute, 2).filter(|minute| *minute < 60)))?;
    let second = none_or(parts.next().map(|second| number(second, 2).filter(|second| *second < 60)))?;
    if parts.next().is_some() {
        return None;
    }
    let since = i64::from(hour) * 60 * MINUTE
        + i64::from(minute.unwrap_or(0)) * MINUTE
        + i64::from(second.unwrap_or(0)) * SECOND
        + i64::from(milliseconds.unwrap_or(0));
    let length = match (minute, second, milliseconds) {
        (_, _, Some(_)) => 1,
        (_, Some(_), _) => SECOND,
        (Some(_), ..) => MINUTE,
        _ => 60 * MINUTE,
    };
    let start = first.checked_add_signed(TimeDelta::milliseconds(since))?;
    Some(Time::Civil(start, start.checked_add_signed(TimeDelta::milliseconds(length))?, offset))
}

/// The instants at which a range begins and ends that is written with a time of the filter language. A day or a month
/// begins with its first instant and ends with its last; a time of the clock is the same in both. Where the clocks are put
/// back, what is written is there twice: the range begins with the first and ends with the second. Where they are put
/// forward, what is not there is read both ways.
pub fn ends(text: &str, context: &Context<'_>) -> Option<(Timestamp, Timestamp)> {
    let time = time(text)?;
    let has_clock = text.contains(['t', 'T']);
    let (from, to) = match time {
        Time::Civil(from, to, None) => {
            let to = if has_clock { from } else { to };
            let civil = |time: NaiveDateTime| time.and_utc().timestamp_millis();
            (readings(civil(from), context).0, readings(civil(to), context).1)
        }
        Time::Civil(..) if has_clock => (time.span(context).0, time.span(context).0),
        Time::Ago(ago) => (context.now.0.saturating_sub(ago), context.now.0.saturating_sub(ago)),
        _ => time.span(context),
    };
    Some((Timestamp(from), Timestamp(to)))
}

/// The first and the last instant at which a calendar and a clock show something.
fn readings(civil: i64, context: &Context<'_>) -> (i64, i64) {
    // Clocks are changed by less than a day.
    let day = 24 * 60 * MINUTE;
    let offset = |at: i64| i64::from((context.offset)(Timestamp(at))) * MINUTE;
    let both =
        [offset(civil.saturating_sub(day)), offset(civil.saturating_add(day))].map(|offset| (civil - offset, offset));
    let [(a, _), (b, _)] = both;
    match both.map(|(at, own)| offset(at) == own) {
        [true, false] => (a, a),
        [false, true] => (b, b),
        _ => (a.min(b), a.max(b)),
    }
}

/// Nothing, something, or something wrong.
fn none_or<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        Some(None) => None,
        Some(value) => Some(value),
        None => Some(None),
    }
}

/// Exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn split_offset(text: &str) -> Option<(&str, Option<i32>)> {
    let Some(clock) = text.find('T') else { return Some((text, None)) };
    if let Some(civil) = text.strip_suffix('Z') {
        return Some((civil, Some(0)));
    }
    let Some(sign) = text[clock..].find(['+', '-']).map(|at| clock + at) else { return Some((text, None)) };
    let (hours, minutes) = text[sign + 1..].split_once(':')?;
    let minutes = number(hours, 2)? as i32 * 60 + number(minutes, 2)? as i32;
    Some((&text[..sign], Some(if text.as_bytes()[sign] == b'-' { -minutes } else { minutes })))
}

impl Time {
    /// The span it means. A time before now is the span from then until now.
    pub(super) fn span(self, context: &Context<'_>) -> Span {
        match self {
            Time::Ago(ago) => (context.now.0.saturating_sub(ago), context.now.0.saturating_add(1)),
            Time::DaysAgo(days) => {
                let local = context.now.0.saturating_add(i64::from((context.offset)(context.now)) * MINUTE);
                let today = local.div_euclid(24 * 60 * MINUTE) - days as i64;
                let at = |day: i64| instant(day.saturating_mul(24 * 60 * MINUTE), None, context);
                (at(today), at(today.saturating_add(1)))
            }
            Time::Civil(from, to, offset) => {
                let at = |civil: NaiveDateTime| instant(civil.and_utc().timestamp_millis(), offset, context);
                (at(from), at(to))
            }
        }
    }

    /// Whether it is an instant and not a span.
    pub(super) fn is_instant(self) -> bool {
        matches!(self, Time::Ago(_))
    }
}

/// The instant at which a calendar and a clock show something.
fn instant(civil: i64, offset: Option<i32>, context: &Context<'_>) -> i64 {
    if let Some(offset) = offset {
        return civil - i64::from(offset) * MINUTE;
    }
    // The offset at about that time tells the time, and the offset at that time is the right one.
    let about = civil - i64::from((context.offset)(Timestamp(civil))) * MINUTE;
    civil - i64::from((context.offset)(Timestamp(about))) * MINUTE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_durations() {
        for (text, expected) in [
            ("90s", Some((90_000, 1000))),
            ("1h30m", Some((5_400_000, 60_000))),
            ("1H", Some((3_600_000, 3_600_000))),
            ("2d", Some((172_800_000, 86_400_000))),
            ("500ms", Some((500, 1))),
            ("90", Some((90_000, 1000))),
            ("1m1h", None),
            ("1m1m", None),
            ("", None),
            ("h", None),
            ("1h30", None),
            ("1x", None),
            ("99999999999999999999s", None),
            ("9223372036854775807w", None),
        ] {
            assert_eq!(duration(text), expected, "{text}");
        }
    }

    fn noon() -> Timestamp {
        Timestamp::parse_iso("2026-11-21T12:00:00Z").unwrap()
    }

    /// An hour ahead, two from the 29th of March to the 25th of October.
    fn in_central_europe(at: Timestamp) -> i32 {
        if ("2026-03-29T01".."2026-10-25T01").contains(&&at.iso()[..13]) { 120 } else { 60 }
    }

    #[test]
    fn a_time_is_a_span_as_long_as_it_is_written_exactly() {
        let context = Context { now: noon(), offset: &in_central_europe };
        for (text, from, to) in [
            ("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"),
            ("2026-02", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"),
            ("2026-02-26", "2026-02-25T23:00:00Z", "2026-02-26T23:00:00Z"),
            ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
            ("2026-07-01T10", "2026-07-01T08:00:00Z", "2026-07-01T09:00:00Z"),
            ("2026-07-01t10:05", "2026-07-01T08:05:00Z", "2026-07-01T08:06:00Z"),
            ("2026-07-01T10:05:06", "2026-07-01T08:05:06Z", "2026-07-01T08:05:07Z"),
            ("2026-07-01T10:05:06.007Z", "2026-07-01T10:05:06.007Z", "2026-07-01T10:05:06.008Z"),
            ("2026-07-01T10:05-03:30", "2026-07-01T13:35:00Z", "2026-07-01T13:36:00Z"),
            ("-7d", "2026-11-14T12:00:00Z", "2026-11-21T12:00:00.001Z"),
            ("now", "2026-11-21T12:00:00Z", "2026-11-21T12:00:00.001Z"),
            ("today", "2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z"),
            ("Yesterday", "2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z"),
        ] {
            let (start, end) = time(text).unwrap().span(&context);
            assert_eq!((Timestamp(start).iso().as_str(), Timestamp(end).iso().as_str()), (from, to), "{text}");
        }
        for text in [
            "",
            "-",
            "2026-13",
            "2026-02-30",
            "26-02-26",
            "2026-02T10",
            "2026-02-26T24",
            "2026-02-26T10:00+1",
            "x",
            "2026-02-26T",
            "Z",
            "T",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_ends_where_it_says_and_loses_nothing_where_clocks_are_changed() {
        let context = Context { now: noon(), offset: &in_central_europe };
        for (text, from, to) in [
            ("2026-02-26", "2026-02-25T23:00:00Z", "2026-02-26T23:00:00Z"),
            ("2026-02", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"),
            ("2026-02-26T10:00", "2026-02-26T09:00:00Z", "2026-02-26T09:00:00Z"),
            ("2026-02-26T10:00:00Z", "2026-02-26T10:00:00Z", "2026-02-26T10:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
            // Twice on the clock.
            ("2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
            ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"),
            // Not on the clock.
            ("2026-03-29T02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
            ("2026-03-29T03:30", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"),
            ("yesterday", "2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z"),
            ("-2h", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"),
            ("now", "2026-11-21T12:00:00Z", "2026-11-21T12:00:00Z"),
        ] {
            let read = ends(text, &context).map(|(from, to)| (from.iso(), to.iso()));
            assert_eq!(read, Some((from.to_string(), to.to_string())), "{text}");
        }
        assert_eq!(ends("soon", &context), None);
    }
}
