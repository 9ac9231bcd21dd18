//! The time at the beginning of a text, as the usual writers of logs print it.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use super::sink::Notes;
use crate::model::Timestamp;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// A clock may be so many milliseconds ahead of the one that wrote the file.
const AHEAD_MS: i64 = 26 * 3_600_000;

/// A time as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stamp {
    /// It says its offset.
    Exact(Timestamp),
    /// It says none.
    Local(NaiveDateTime),
    /// It says neither its offset nor its year. The year here is a leap year.
    Yearless(NaiveDateTime),
    /// Day and month could be either way round.
    TwoWays,
}

/// 2000 is a leap year: the 29th of February is a day of it.
const LEAP: i32 = 2000;

impl Stamp {
    /// The instant, by what is known of the file. What had to be assumed is noted.
    pub(super) fn instant(self, notes: &mut Notes) -> Option<Timestamp> {
        match self {
            Stamp::Exact(time) => Some(time),
            Stamp::TwoWays => None,
            Stamp::Local(local) => {
                notes.report.zoned = true;
                Some(notes.about.zone.instant(local))
            }
            Stamp::Yearless(local) => {
                notes.report.zoned = true;
                notes.report.yearless = true;
                let written = notes.about.written;
                let year = chrono::DateTime::from_timestamp_millis(written.0)?.year();
                // The last one that is not after the file was written.
                let fits = |time: &Timestamp| time.0 <= written.0.saturating_add(AHEAD_MS);
                let of = |year: i32| local.with_year(year).map(|local| notes.about.zone.instant(local));
                [year + 1, year, year - 1, year - 2, year - 3, year - 4].into_iter().filter_map(of).find(fits)
            }
        }
    }
}

/// What is left of a text while it is read.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if !digits.contains(&length) {
            return None;
        }
        let (number, rest) = self.0.split_at(length);
        self.0 = rest;
        number.parse().ok()
    }

    fn one_of(&mut self, letters: &[char]) -> Option<char> {
        let first = self.0.chars().next().filter(|first| letters.contains(first))?;
        self.0 = &self.0[first.len_utf8()..];
        Some(first)
    }

    fn spaces(&mut self) -> Option<()> {
        let rest = self.0.trim_start_matches(' ');
        let any = rest.len() < self.0.len();
        self.0 = rest;
        any.then_some(())
    }

    /// Which of these words stands here, whatever its case.
    fn word(&mut self, words: &[&str]) -> Option<u32> {
        let at = words.iter().position(|word| {
            self.0.as_bytes().get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word.as_bytes()))
        })?;
        self.0 = &self.0[words[at].len()..];
        Some(at as u32)
    }

    /// Hours, minutes, and seconds with their fraction where they stand.
    fn clock(&mut self) -> Option<NaiveTime> {
        let hour = self.number(1..=2)?;
        self.one_of(&[':'])?;
        let minute = self.number(2..=2)?;
        let (mut second, mut nano) = (0, 0);
        let mut after = *self;
        if after.one_of(&[':']).is_some()
            && let Some(number) = after.number(2..=2)
        {
            second = number;
            *self = after;
            let length = after.0.bytes().skip(1).take_while(u8::is_ascii_digit).count();
            if length > 0 && after.one_of(&['.', ',']).is_some() {
                let (digits, rest) = after.0.split_at(length);
                let digits = &digits[..length.min(9)];
                nano = digits.parse::<u32>().ok()? * 10_u32.pow(9 - digits.len() as u32);
                self.0 = rest;
            }
        }
        // A leap second is the last one of its minute.
        let time = NaiveTime::from_hms_nano_opt(hour, minute, second.min(59), nano)?;
        let mut after = *self;
        let _ = after.spaces();
        let half = after.word(&["am", "pm"]).filter(|_| !after.0.starts_with(char::is_alphanumeric));
        let Some(half) = half.filter(|_| (1..=12).contains(&hour)) else { return Some(time) };
        *self = after;
        NaiveTime::from_hms_nano_opt(hour % 12 + half * 12, minute, second.min(59), nano)
    }

    /// The offset in minutes, if one is named.
    fn offset(&mut self) -> Option<i32> {
        let mut after = *self;
        let _ = after.spaces();
        let ends = |rest: &Rest<'_>| !rest.0.starts_with(char::is_alphanumeric);
        if after.word(&["utc", "gmt", "z"]).is_some() && ends(&after) {
            *self = after;
            return Some(0);
        }
        after = *self;
        let _ = after.spaces();
        let sign = if after.one_of(&['+', '-'])? == '-' { -1 } else { 1 };
        let length = after.0.bytes().take_while(u8::is_ascii_digit).count();
        let (hours, minutes) = match length {
            4 => {
                let both = after.number(4..=4)?;
                (both / 100, both % 100)
            }
            2 => {
                let hours = after.number(2..=2)?;
                let mut minutes = after;
                match minutes.one_of(&[':']).and_then(|_| minutes.number(2..=2)) {
                    Some(number) => {
                        after = minutes;
                        (hours, number)
                    }
                    None => (hours, 0),
                }
            }
            _ => return None,
        };
        if hours > 14 || minutes > 59 || !ends(&after) {
            return None;
        }
        *self = after;
        Some(sign * (hours * 60 + minutes) as i32)
    }
}

/// The time at the beginning of a text, and what comes after it.
pub(super) fn read(text: &str) -> Option<(Stamp, &str)> {
    let start = text.trim_start_matches([' ', '\u{feff}']);
    let bracket = start.starts_with('[');
    let inner = start.strip_prefix('[').unwrap_or(start);
    let forms = [iso, named, numbers, glog, epoch];
    let (stamp, rest) = forms.into_iter().find_map(|form| form(Rest(inner)))?;
    if rest.0.starts_with(char::is_alphanumeric) {
        return None;
    }
    let rest = if bracket { rest.0.strip_prefix(']').unwrap_or(rest.0) } else { rest.0 };
    Some((stamp, rest))
}

/// The time of a text that is nothing else.
pub(super) fn whole(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if let Some((stamp, "")) = read(text) {
        return Some(stamp);
    }
    // A day alone is its midnight.
    let (date, rest) = day(Rest(text))?;
    rest.0.is_empty().then(|| Stamp::Local(date.and_time(NaiveTime::MIN)))
}

/// Whether a column of such values is one of times: a plain number is one only where its name says so.
pub(super) fn is_written_out(text: &str) -> bool {
    !text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && whole(text).is_some()
}

fn finish(date: NaiveDate, mut rest: Rest<'_>) -> Option<(Stamp, Rest<'_>)> {
    let time = date.and_time(rest.clock()?);
    Some(match rest.offset() {
        Some(offset) => (Stamp::Exact(Timestamp(utc(time, offset))), rest),
        None => (Stamp::Local(time), rest),
    })
}

fn utc(local: NaiveDateTime, offset: i32) -> i64 {
    local.and_utc().timestamp_millis() - i64::from(offset) * 60_000
}

/// `2026-11-20`, `2026/11/20`, `2026.11.20`.
fn day(mut rest: Rest<'_>) -> Option<(NaiveDate, Rest<'_>)> {
    let year = rest.number(4..=4)?;
    let between = rest.one_of(&['-', '/', '.'])?;
    let month = rest.number(1..=2)?;
    rest.one_of(&[between])?;
    let date = NaiveDate::from_ymd_opt(year as i32, month, rest.number(1..=2)?)?;
    Some((date, rest))
}

/// `2026-11-20T05:56:12.123+01:00`, and with a space between.
fn iso(rest: Rest<'_>) -> Option<(Stamp, Rest<'_>)> {
    let (date, mut rest) = day(rest)?;
    rest.one_of(&['T', 't', ' ', '_'])?;
    let _ = rest.spaces();
    finish(date, rest)
}

/// `Nov 20 05:56:12`, `Fri Nov 20 05:56:12 2026`, `20/Nov/2026:05:56:12 +0000`, `20 Nov 2026 05:56:12`.
fn named(mut rest: Rest<'_>) -> Option<(Stamp, Rest<'_>)> {
    let mut after = rest;
    if after.word(&DAYS).is_some() {
        let _ = after.one_of(&[',']);
        after.spaces()?;
        rest = after;
    }
    if let Some(month) = rest.word(&MONTHS) {
        rest.spaces()?;
        let day = rest.number(1..=2)?;
        rest.spaces()?;
        let mut with_year = rest;
        if let Some(year) = with_year.number(4..=4)
            && with_year.spaces().is_some()
        {
            return finish(NaiveDate::from_ymd_opt(year as i32, month + 1, day)?, with_year);
        }
        let time = rest.clock()?;
        let mut after = rest;
        if after.spaces().is_some()
            && let Some(year) = after.number(4..=4)
            && !after.0.starts_with(|c: char| c.is_alphanumeric() || ":-.".contains(c))
        {
            let date = NaiveDate::from_ymd_opt(year as i32, month + 1, day)?;
            return Some((Stamp::Local(date.and_time(time)), after));
        }
        let date = NaiveDate::from_ymd_opt(LEAP, month + 1, day)?;
        return Some((Stamp::Yearless(date.and_time(time)), rest));
    }
    let day = rest.number(1..=2)?;
    rest.one_of(&['/', ' ', '-'])?;
    let month = rest.word(&MONTHS)?;
    rest.one_of(&['/', ' ', '-'])?;
    let year = rest.number(4..=4)?;
    rest.one_of(&[':', ' '])?;
    finish(NaiveDate::from_ymd_opt(year as i32, month + 1, day)?, rest)
}

/// `20.11.2026 05:56:12`, and `11/20/2026 05:56:12 AM` where it can be read in one way only.
fn numbers(mut rest: Rest<'_>) -> Option<(Stamp, Rest<'_>)> {
    let first = rest.number(1..=2)?;
    let between = rest.one_of(&['.', '/', '-'])?;
    let second = rest.number(1..=2)?;
    rest.one_of(&[between])?;
    let year = rest.number(4..=4)? as i32;
    let _ = rest.one_of(&[',']);
    rest.spaces()?;
    let halves = {
        let mut clock = rest;
        clock.clock()?;
        rest.0[..rest.0.len() - clock.0.len()].to_ascii_lowercase().ends_with('m')
    };
    let (day, month) = match between {
        '.' => (first, second),
        _ if first > 12 => (first, second),
        _ if second > 12 || first == second || halves => (second, first),
        _ => {
            let (_, rest) = finish(NaiveDate::from_ymd_opt(year, first, second)?, rest)?;
            return Some((Stamp::TwoWays, rest));
        }
    };
    finish(NaiveDate::from_ymd_opt(year, month, day)?, rest)
}

/// `E1120 05:56:12.123456`, as Google's loggers write it. The letter is the severity: see [`glog_severity`].
fn glog(rest: Rest<'_>) -> Option<(Stamp, Rest<'_>)> {
    let mut after = rest;
    after.one_of(&['E', 'W', 'I', 'F'])?;
    let both = after.number(4..=4)?;
    after.spaces()?;
    let time = after.clock()?;
    let date = NaiveDate::from_ymd_opt(LEAP, both / 100, both % 100)?;
    Some((Stamp::Yearless(date.and_time(time)), after))
}

/// The word of the severity at the beginning of a line of Google's loggers.
pub(super) fn glog_severity(line: &str) -> Option<&'static str> {
    glog(Rest(line))?;
    Some(match line.as_bytes().first()? {
        b'E' => "error",
        b'W' => "warning",
        b'F' => "fatal",
        _ => "info",
    })
}

/// Seconds since 1970 with ten digits, or milliseconds with thirteen.
fn epoch(mut rest: Rest<'_>) -> Option<(Stamp, Rest<'_>)> {
    let length = rest.0.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = rest.0.split_at(length);
    let number: i64 = number.parse().ok()?;
    rest.0 = after;
    match length {
        13 => Some((Stamp::Exact(Timestamp(number)), rest)),
        10 => {
            let mut millis = 0;
            let digits = rest.0.bytes().skip(1).take_while(u8::is_ascii_digit).count();
            if digits > 0 && rest.0.starts_with('.') {
                let fraction: String = rest.0[1..=digits].chars().chain("000".chars()).take(3).collect();
                millis = fraction.parse().ok()?;
                rest.0 = &rest.0[1 + digits..];
            }
            Some((Stamp::Exact(Timestamp(number * 1000 + millis)), rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_times_are_read_and_what_comes_after_them_stays() {
        for (text, wanted, rest) in [
            ("2026-11-20T05:56:12Z a", "2026-11-20T05:56:12Z", " a"),
            ("2026-11-20T05:56:12.5+01:00 a", "2026-11-20T04:56:12.500Z", " a"),
            ("2026-11-20 05:56:12,123 +0100 a", "2026-11-20T04:56:12.123Z", " a"),
            ("[2026-11-20 05:56:12 UTC] a", "2026-11-20T05:56:12Z", " a"),
            ("2026/11/20 05:56:12 a", "local 2026-11-20 05:56:12", " a"),
            ("2026-11-20 05:56:12 -7 items", "local 2026-11-20 05:56:12", " -7 items"),
            ("Nov  2 05:56:12 nas a", "yearless 2000-11-02 05:56:12", " nas a"),
            ("Fri Nov 20 05:56:12 2026 a", "local 2026-11-20 05:56:12", " a"),
            ("[20/Nov/2026:05:56:12 +0100] a", "2026-11-20T04:56:12Z", " a"),
            ("20.11.2026 05:56 a", "local 2026-11-20 05:56:00", " a"),
            ("11/20/2026 5:56:12 PM a", "local 2026-11-20 17:56:12", " a"),
            ("20/11/2026, 05:56:12 a", "local 2026-11-20 05:56:12", " a"),
            ("03/04/2026 05:56:12 a", "two ways", " a"),
            ("03/04/2026 05:56:12 AM a", "local 2026-03-04 05:56:12", " a"),
            ("1795154172 a", "2026-11-20T05:56:12Z", " a"),
            ("1795154172.25 a", "2026-11-20T05:56:12.250Z", " a"),
            ("1795154172250 a", "2026-11-20T05:56:12.250Z", " a"),
            ("E1120 05:56:12.5 a", "yearless 2000-11-20 05:56:12.500", " a"),
            ("2026-13-20 05:56:12 a", "none", ""),
            ("2026-11-20", "none", ""),
            ("12 a", "none", ""),
            ("", "none", ""),
        ] {
            let (told, left) = match read(text) {
                None => ("none".to_string(), ""),
                Some((Stamp::Exact(time), left)) => (time.iso(), left),
                Some((Stamp::Local(local), left)) => (format!("local {local}"), left),
                Some((Stamp::Yearless(local), left)) => (format!("yearless {local}"), left),
                Some((Stamp::TwoWays, left)) => ("two ways".to_string(), left),
            };
            assert_eq!((told.as_str(), left), (wanted, rest), "{text}");
        }
        assert!(matches!(whole(" 2026-11-20 "), Some(Stamp::Local(_))));
        assert!(is_written_out("2026-11-20 05:56:12") && !is_written_out("1795154172"));
    }
}
