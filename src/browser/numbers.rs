//! Numbers as people read them.

/// A number with its digits in groups of three: `29,286`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes in the largest unit that says something: `4.2 GB`. Units are powers of 1,000, as disks are sold.
pub fn bytes(number: u64) -> String {
    let mut whole = number as f64;
    let mut units = ["B", "KB", "MB", "GB", "TB", "PB"].into_iter();
    let mut unit = units.next().unwrap_or_default();
    while whole >= 999.95 {
        let Some(next) = units.next() else { break };
        (whole, unit) = (whole / 1000.0, next);
    }
    // Tenths by hand: the library's printing of fractions is large.
    let tenths = (whole * 10.0).round() as u64;
    if unit == "B" { format!("{number} B") } else { format!("{}.{} {unit}", grouped(tenths / 10), tenths % 10) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_in_units() {
        for (number, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 KB"),
            (4_235_000_000, "4.2 GB"),
            (999_949_999, "999.9 MB"),
            (999_960_000, "1.0 GB"),
        ] {
            assert_eq!(bytes(number), text);
        }
    }

    #[test]
    fn groups_of_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (29_286, "29,286"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
