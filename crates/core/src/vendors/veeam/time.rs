//! Instants and durations as .NET writes them.

use serde_json::Value;

use crate::model::Timestamp;
use crate::vendors::lenient::{Fields, integer};

/// An instant: ISO 8601 with none to seven digits of a second. Without a zone it is UTC. The first day of the calendar
/// stands for "none".
pub(super) fn parse_instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    Timestamp::parse_iso(text).or_else(|| Timestamp::parse_iso(&format!("{text}Z")))
}

/// A field with an instant. What is no instant is noted.
pub(super) fn instant(row: &mut Fields<'_>, key: &str) -> Option<Timestamp> {
    let text = row.text(key);
    if text.trim().is_empty() {
        return None;
    }
    let time = parse_instant(&text);
    if time.is_none() {
        row.not_a("time", key);
    }
    time.filter(|time| time.0 > NONE)
}

/// The last instant of the year 1: .NET's smallest instant means that there is none.
const NONE: i64 = -62_104_060_800_001;

/// A duration in milliseconds: `hh:mm:ss`, with days before it and a fraction behind it where there are any.
pub(super) fn parse_duration(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = text.split(':');
    let (first, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (days, hours) = first.split_once('.').unwrap_or(("0", first));
    let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let (days, hours) = (digits(days, 8)?, digits(hours, 2)?);
    let (minutes, seconds) = (digits(minutes, 2)?, digits(seconds, 2)?);
    if minutes > 59 || seconds > 59 || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millis = fraction.bytes().chain(*b"000").take(3).fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    Some(sign * ((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + millis))
}

/// A number of at most so many digits, and of one at least.
fn digits(text: &str, most: usize) -> Option<i64> {
    let good = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

/// A field with a duration: a time span, or whole milliseconds as the prose of versions 2 and 3 says. What is neither is
/// noted.
pub(super) fn duration(row: &mut Fields<'_>, key: &str) -> Option<i64> {
    let value = row.value(key)?;
    let found = match value {
        Value::String(text) if text.contains(':') => parse_duration(text),
        other => integer(other),
    };
    let blank = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    if found.is_none() && !blank {
        row.not_a("duration", key);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("00:00:31.8370930", Some(31_837)),
            ("00:02:33.8496840", Some(153_849)),
            ("00:00:00", Some(0)),
            ("1.02:03:04", Some(93_784_000)),
            ("10.00:00:00.5", Some(864_000_500)),
            ("-00:00:01.25", Some(-1_250)),
            ("26:00:00", Some(93_600_000)),
            ("00:60:00", None),
            ("00:00:60", None),
            ("1:2", None),
            ("1:2:3:4", None),
            ("a.00:00:00", None),
            ("00:00:00.x", None),
            ("", None),
            ("99999999999999999999.00:00:00", None),
        ] {
            assert_eq!(parse_duration(text), expected, "{text}");
        }
    }

    #[test]
    fn instants() {
        for (text, expected) in [
            ("2020-02-05T10:48:40Z", Some(1_580_899_720_000)),
            ("2020-02-05T10:48:40.67325Z", Some(1_580_899_720_673)),
            ("2020-02-05T10:48:40.6732567Z", Some(1_580_899_720_673)),
            ("2020-02-05T10:48:40.673", Some(1_580_899_720_673)),
            ("2020-02-05T11:48:40.673+01:00", Some(1_580_899_720_673)),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(parse_instant(text), expected.map(Timestamp), "{text}");
        }
        let map =
            serde_json::json!({"a": "0001-01-01T00:00:00", "b": "0001-12-31T23:59:59Z", "c": "1970-01-01T00:00:00Z"});
        let map = map.as_object().unwrap();
        let mut row = Fields::new(map);
        assert_eq!(["a", "b", "c"].map(|key| instant(&mut row, key)), [None, None, Some(Timestamp(0))]);
        assert_eq!(row.problem(), None);
    }
}
