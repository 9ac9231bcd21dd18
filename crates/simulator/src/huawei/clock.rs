//! Instants as the vendor writes them.

/// Year, month, day of a day since 1970.
fn date(days: i64) -> (i64, i64, i64) {
    // Counted from 1 March of the year 0, so that the leap day is the last of its year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

fn parts(seconds: i64) -> [i64; 6] {
    let (year, month, day) = date(seconds.div_euclid(86_400));
    let of_day = seconds.rem_euclid(86_400);
    [year, month, day, of_day / 3_600, of_day / 60 % 60, of_day % 60]
}

/// `2024-07-01T11:32:49Z`
pub(crate) fn iso(seconds: i64) -> String {
    let [year, month, day, hour, minute, second] = parts(seconds);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The seconds of `20200608T023900Z`, if it is one.
pub(crate) fn read_compact(text: &str) -> Option<i64> {
    let digits: String = text.strip_suffix('Z')?.chars().filter(|c| *c != 'T').collect();
    if digits.len() != 14 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    // The day number by the same count as above, the other way round.
    let (y, m) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let era = y.div_euclid(400);
    let of_era =
        y.rem_euclid(400) * 365 + y.rem_euclid(400) / 4 - y.rem_euclid(400) / 100 + (153 * m + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era - 719_468;
    Some(days * 86_400 + part(8, 10)? * 3_600 + part(10, 12)? * 60 + part(12, 14)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_and_read() {
        for (seconds, text, compact) in [
            (0, "1970-01-01T00:00:00Z", "19700101T000000Z"),
            (1_591_583_940, "2020-06-08T02:39:00Z", "20200608T023900Z"),
            (1_709_208_000, "2024-02-29T12:00:00Z", "20240229T120000Z"),
            (1_795_154_400, "2026-11-20T06:00:00Z", "20261120T060000Z"),
        ] {
            assert_eq!(iso(seconds), text);
            assert_eq!(read_compact(compact), Some(seconds));
        }
        assert_eq!(read_compact("soon"), None);
    }
}
