//! The text of a PostgreSQL log as lines.
//!
//! What stands before a message is a setting of the database server (`log_line_prefix`), so little is taken for granted:
//! a record begins with a date, and what follows is looked through for the word of its severity. Whatever does not begin
//! with a date belongs to the record before, as the second line of a statement does. Nothing is left out: every line of
//! the text is in the raw text of a record.

use super::DESCRIPTOR;
use crate::model::{Line, Timestamp};

/// The words of lines that say more about the record before them (PostgreSQL: "Error Reporting and Logging").
const MORE: [&str; 7] = ["DETAIL", "HINT", "QUERY", "CONTEXT", "STATEMENT", "LOCATION", "BACKTRACE"];

/// The records of a text, in its order. `kind` is the vendor's word for the log: `slow` or `error`.
pub(super) fn lines(source: &str, job: &str, kind: &str, text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    // What stands before the severity of the last record: the process, the user.
    let mut last_by = "";
    for raw in text.lines() {
        let Some(head) = Head::read(raw) else {
            match out.last_mut() {
                Some(line) => more(line, raw, raw.trim()),
                None if raw.trim().is_empty() => {}
                None => {
                    let mut line = Line::unreadable(source, raw.to_string(), "it does not begin with a time".into());
                    (line.job, line.code, line.text) = (job.to_string(), kind.to_string(), raw.trim().to_string());
                    out.push(line);
                }
            }
            continue;
        };
        if MORE.contains(&head.word)
            && let Some(line) = out.last_mut().filter(|_| head.by == last_by)
        {
            if head.word == "HINT" {
                line.remedy = head.message.to_string();
            }
            more(line, raw, &format!("{}: {}", head.word, head.message));
            continue;
        }
        last_by = head.by;
        let mut line = Line::unreadable(source, raw.to_string(), String::new());
        line.job = job.to_string();
        line.code = kind.to_string();
        line.time = head.time;
        line.problem = head.problem;
        line.severity = DESCRIPTOR.severity(head.word);
        line.severity_code = head.word.to_string();
        line.text = head.message.to_string();
        (line.user, line.item) = who(head.by);
        out.push(line);
    }
    out
}

/// One more line of a record.
fn more(line: &mut Line, raw: &str, text: &str) {
    line.raw.push('\n');
    line.raw.push_str(raw);
    if !text.is_empty() {
        line.text.push('\n');
        line.text.push_str(text);
    }
}

/// The first line of a record.
struct Head<'a> {
    time: Option<Timestamp>,
    problem: Option<String>,
    /// What stands between the time and the severity.
    by: &'a str,
    /// The word of the severity; empty if there is none.
    word: &'a str,
    message: &'a str,
}

impl<'a> Head<'a> {
    fn read(line: &'a str) -> Option<Head<'a>> {
        let (clock, rest) = clock(line)?;
        let (zone, rest) = zone(rest);
        let time = offset(zone).and_then(|offset| Timestamp::parse_iso(&format!("{clock}{offset}")));
        let problem = match (time, zone) {
            (Some(_), _) => None,
            (None, "") => Some("its time has no zone".to_string()),
            (None, zone) => Some(format!("its time cannot be read: {} {zone}", clock.replace('T', " "))),
        };
        let (by, word, message) = severity(rest);
        Some(Head { time, problem, by, word, message })
    }
}

/// The date and the time of day at the beginning of a line, as ISO 8601 writes them, and what comes after.
fn clock(line: &str) -> Option<(String, &str)> {
    let pattern = b"0000-00-00 00:00:00";
    let fits = |(byte, wanted): (u8, &u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        b' ' => matches!(byte, b' ' | b'T'),
        other => byte == *other,
    };
    if line.len() < pattern.len() || !line.bytes().zip(pattern).all(fits) {
        return None;
    }
    let (whole, mut rest) = line.split_at(pattern.len());
    let mut clock = whole.replace(' ', "T");
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(fraction) = rest.strip_prefix(['.', ','])
        && digits(fraction) > 0
    {
        let (fraction, after) = fraction.split_at(digits(fraction));
        clock.push('.');
        clock.push_str(fraction);
        rest = after;
    }
    Some((clock, rest))
}

/// The zone after a time, empty if there is none, and what comes after.
fn zone(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find([' ', '[', ']', ',', '\t']).unwrap_or(text.len());
    let (zone, rest) = text.split_at(end);
    let is_zone = !zone.is_empty()
        && zone.len() <= 6
        && (zone.starts_with(['+', '-']) || zone.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if is_zone { (zone, rest) } else { ("", text) }
}

/// What is added to a time of a zone for ISO 8601.
fn offset(zone: &str) -> Option<String> {
    match zone.to_ascii_uppercase().as_str() {
        "" => None,
        "UTC" | "GMT" | "Z" => Some("Z".into()),
        // China's time: the vendor is there. Other countries have a CST too.
        "CST" | "PRC" => Some("+08:00".into()),
        other => {
            let digits: String = other.chars().skip(1).filter(|c| *c != ':').collect();
            let minutes = if digits.len() == 2 { "00" } else { digits.get(2..)? };
            Some(format!("{}{}:{minutes}", other.get(..1)?, digits.get(..2)?))
        }
    }
}

/// What stands before the word of the severity, that word, and the message after it. The word is the first one in
/// capitals that ends with a colon, whether it is known or not. Without one, all is the message.
fn severity(rest: &str) -> (&str, &str, &str) {
    let mut at = 0;
    for token in rest.split_inclusive(' ') {
        let end = at + token.len();
        if let Some(word) = token.trim_end().strip_suffix(':')
            && word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_ascii_digit() || (c.is_alphabetic() && !c.is_lowercase()))
        {
            return (rest[..at].trim(), word, rest[end..].trim());
        }
        at = end;
    }
    ("", "", rest.trim())
}

/// The user and the database in what stands before a severity: `user=ada,db=shop`, or `ada@shop`.
fn who(by: &str) -> (String, String) {
    let (mut user, mut database) = ("", "");
    for part in by.split([' ', ',']) {
        match part.split_once('=') {
            Some(("user", value)) => user = value,
            Some(("db" | "database", value)) => database = value,
            Some(_) => {}
            None => {
                if let Some(both) = part.split_once('@') {
                    (user, database) = both;
                }
            }
        }
    }
    let known = |value: &str| if value == "[unknown]" { String::new() } else { value.to_string() };
    (known(user), known(database))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Severity;

    fn read(text: &str) -> Vec<Line> {
        lines("pg", "orders", "error", text)
    }

    #[test]
    fn a_record_is_its_first_line_and_what_says_more_about_it() {
        let text = "2026-11-20 05:56:12.123 UTC [71] ada@shop ERROR:  duplicate key\n\
            2026-11-20 05:56:12.123 UTC [71] ada@shop DETAIL:  Key (id)=(5) already exists.\n\
            2026-11-20 05:56:12.123 UTC [71] ada@shop HINT:  Choose another one.\n\
            2026-11-20 05:56:12.123 UTC [71] ada@shop STATEMENT:  INSERT INTO orders\n\
            \tVALUES (5)\n\n\
            2026-11-20 05:56:13 UTC [72] LOG:  checkpoint starting: time\n";
        let rows = read(text);
        assert_eq!(rows.len(), 2);
        let error = &rows[0];
        assert_eq!(error.time.map(Timestamp::iso).as_deref(), Some("2026-11-20T05:56:12.123Z"));
        assert_eq!((error.severity, error.severity_code.as_str()), (Severity::Error, "ERROR"));
        assert_eq!((error.user.as_str(), error.item.as_str()), ("ada", "shop"));
        assert_eq!(error.remedy, "Choose another one.");
        assert_eq!(
            error.text,
            "duplicate key\nDETAIL: Key (id)=(5) already exists.\nHINT: Choose another one.\n\
             STATEMENT: INSERT INTO orders\nVALUES (5)"
        );
        assert_eq!((rows[1].severity, rows[1].text.as_str()), (Severity::Info, "checkpoint starting: time"));
        let raws: Vec<_> = rows.iter().map(|row| row.raw.as_str()).collect();
        assert_eq!(raws.join("\n"), text.trim_end(), "every line is kept as it came");
    }

    #[test]
    fn another_process_says_nothing_about_this_record() {
        let rows = read(
            "2026-11-20 05:56:12 UTC [71] ERROR:  a\n2026-11-20 05:56:12 UTC [72] DETAIL:  b\n\
             2026-11-20 05:56:12 UTC [71] DETAIL:  c",
        );
        assert_eq!(rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(rows[1].severity, Severity::Unknown);
    }

    #[test]
    fn every_way_to_write_a_time() {
        for (line, time) in [
            ("2026-11-20 05:56:12 UTC [1] LOG:  x", Some("2026-11-20T05:56:12Z")),
            ("2026-11-20 05:56:12.5 GMT LOG:  x", Some("2026-11-20T05:56:12.500Z")),
            ("2026-11-20T05:56:12Z LOG:  x", Some("2026-11-20T05:56:12Z")),
            ("2026-11-20 05:56:12 CST [1] LOG:  x", Some("2026-11-19T21:56:12Z")),
            ("2026-11-20 05:56:12+08 LOG:  x", Some("2026-11-19T21:56:12Z")),
            ("2026-11-20 05:56:12.000 -0330 LOG:  x", Some("2026-11-20T09:26:12Z")),
            ("2026-11-20 05:56:12 +05:30: LOG:  x", None),
            ("2026-11-20 05:56:12 [1] LOG:  x", None),
            ("2026-11-20 05:56:12 LOG:  x", None),
            ("2026-11-20 05:56:12 MEZ [1] LOG:  x", None),
            ("2026-13-40 25:61:12 UTC [1] LOG:  x", None),
            ("2026-11-20 05:56:12 +8 LOG:  x", None),
            ("2026-11-20 05:56:12 -日 LOG:  x", None),
        ] {
            let rows = read(line);
            assert_eq!(rows.len(), 1, "{line}");
            let row = &rows[0];
            assert_eq!(row.time.map(Timestamp::iso).as_deref(), time, "{line}");
            assert_eq!(row.problem.is_some(), time.is_none(), "{line}: {:?}", row.problem);
            assert_eq!((row.severity, row.text.as_str(), row.raw.as_str()), (Severity::Info, "x", line), "{line}");
        }
    }

    #[test]
    fn a_word_that_nobody_knows_is_unknown() {
        for (word, severity) in [
            ("PANIC", Severity::Error),
            ("FATAL", Severity::Error),
            ("WARNING", Severity::Warning),
            ("NOTICE", Severity::Info),
            ("DEBUG3", Severity::Debug),
            ("BOTHER", Severity::Unknown),
            ("日志", Severity::Unknown),
        ] {
            let rows =
                read(&format!("2026-11-20 05:56:12 UTC [1]: [4-1] user=[unknown],db=shop {word}:  so it is: yes"));
            let row = &rows[0];
            assert_eq!((row.severity, row.severity_code.as_str()), (severity, word));
            assert_eq!((row.text.as_str(), row.user.as_str(), row.item.as_str()), ("so it is: yes", "", "shop"));
        }
        let row = &read("2026-11-20 05:56:12 UTC connection lost")[0];
        assert_eq!((row.severity, row.text.as_str()), (Severity::Unknown, "connection lost"));
    }

    #[test]
    fn what_is_no_log_is_a_row_with_a_note() {
        let rows = read("qxfLrSZN\nand more");
        assert_eq!((rows.len(), rows[0].raw.as_str()), (1, "qxfLrSZN\nand more"));
        assert_eq!(rows[0].problem.as_deref(), Some("it does not begin with a time"));
        assert_eq!(read("\n \n").len(), 0);
    }
}
