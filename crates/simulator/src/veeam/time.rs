//! Dates as the appliance writes and reads them.

const DAY: i64 = 86_400;

/// Year, month and day of a day number, counted from 1970-01-01.
fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
}

/// An instant in microseconds since 1970 as ISO 8601. Zeros at the end of the fraction are left out, as recorded.
pub(crate) fn iso(micros: i64) -> String {
    let (seconds, fraction) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    let of_day = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let fraction = match fraction {
        0 => String::new(),
        some => format!(".{some:06}").trim_end_matches('0').to_owned(),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// A .NET time span: seven digits, and days only where there are any.
pub(crate) fn span(micros: i64) -> String {
    let (seconds, fraction) = (micros / 1_000_000, micros % 1_000_000 * 10);
    let days = match seconds / DAY {
        0 => String::new(),
        some => format!("{some}."),
    };
    let of_day = seconds % DAY;
    let fraction = if fraction == 0 { String::new() } else { format!(".{fraction:07}") };
    format!("{days}{:02}:{:02}:{:02}{fraction}", of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

/// `YYYY-MM-DDTHH:MM:SSZ` and nothing else, in microseconds since 1970.
pub(crate) fn read(text: &str) -> Option<i64> {
    let shape = text.len() == 20
        && text.bytes().zip(*b"0000-00-00T00:00:00Z").all(|(byte, like)| match like {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        });
    if !shape {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let good = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    good.then(|| (days(year, month, day) * DAY + hour * 3_600 + minute * 60 + second) * 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_spans() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_580_899_720_673_250, "2020-02-05T10:48:40.67325Z"),
            (1_709_164_800_000_001, "2024-02-29T00:00:00.000001Z"),
        ] {
            assert_eq!(iso(micros), text);
        }
        assert_eq!(read("2024-02-29T00:00:00Z"), Some(1_709_164_800_000_000));
        for text in ["2024-02-29", "2024-02-29T00:00:00", "2024-02-29T00:00:00.5Z", "2024-13-29T00:00:00Z", "x"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(span(153_849_684), "00:02:33.8496840");
        assert_eq!(span(86_400_000_000 + 7_384_000_000), "1.02:03:04");
    }
}
