//! Plain lines: the time at the beginning, the word of the severity behind it, the rest.

use super::letters;
use super::lines::{Lines, Whole};
use super::names;
use super::sink::{Notes, Sink};
use super::stamp::{self, Stamp};
use super::syslog;
use crate::model::{Line, Record, Severity};

/// The word of a severity is looked for among so many words at the beginning.
const WORDS: usize = 6;
/// What begins with a space belongs to the line before, up to so many bytes together.
const TOGETHER: usize = 256 << 10;

/// Reads plain lines.
pub(super) struct Plain {
    lines: Option<Lines>,
    /// The last line, to which more may belong.
    last: Option<Line>,
}

impl Plain {
    pub(super) fn new(longest: usize) -> Plain {
        Plain { lines: Some(Lines::new(longest)), last: None }
    }

    pub(super) fn read(&mut self, bytes: &[u8], sink: &mut Sink<'_>, path: &str) {
        if let Some(lines) = &mut self.lines {
            lines.read(bytes, |line, whole| take(&mut self.last, line, whole, sink, path));
        }
    }

    pub(super) fn end(&mut self, sink: &mut Sink<'_>, path: &str) {
        if let Some(lines) = self.lines.take() {
            lines.end(|line, whole| take(&mut self.last, line, whole, sink, path));
        }
        give(&mut self.last, sink, path);
    }
}

fn give(last: &mut Option<Line>, sink: &mut Sink<'_>, path: &str) {
    if let Some(line) = last.take() {
        sink.record(Record::Line(Box::new(line)), path);
    }
}

fn take(last: &mut Option<Line>, bytes: &[u8], whole: Whole, sink: &mut Sink<'_>, path: &str) {
    let text = letters::text(bytes);
    let raw = text.trim_end();
    if let Some(line) = last.as_mut().filter(|_| !whole.goes_on)
        && (raw.is_empty() || belongs(raw) && line.time.is_some())
        && line.raw.len() + raw.len() < TOGETHER
    {
        if !raw.is_empty() {
            line.raw.push('\n');
            line.raw.push_str(raw);
            line.text.push('\n');
            line.text.push_str(raw);
        }
        return;
    }
    if raw.is_empty() {
        return;
    }
    let time = last.as_ref().and_then(|line| line.time);
    give(last, sink, path);
    let mut line = line(raw, sink.notes);
    if whole.goes_on {
        line.time = time;
        line.problem = Some("it goes on a line that is too long for one row".into());
    } else if whole.cut {
        line.problem = Some("it is too long for one row: the next one goes it on".into());
    }
    *last = Some(line);
}

/// Whether a line says more about the one before it, as those of a stack do.
fn belongs(raw: &str) -> bool {
    raw.starts_with([' ', '\t']) || raw.starts_with("Caused by:")
}

/// The record of one line.
fn line(raw: &str, notes: &mut Notes) -> Line {
    let mut line = Line::unreadable(&notes.about.source, raw.to_string(), String::new());
    line.problem = None;
    if let Some(message) = syslog::read(raw) {
        line.time = message.stamp.and_then(|stamp| stamp.instant(notes));
        (line.item, line.job, line.code) = (message.host.into(), message.app.into(), message.id.into());
        line.text = message.text.to_string();
        match message.severity {
            Some((severity, word)) => (line.severity, line.severity_code) = (severity, word.to_string()),
            None => grade(&mut line, message.text),
        }
    } else if let Some((stamp, rest)) = stamp::read(raw) {
        line.time = stamp.instant(notes);
        if stamp == Stamp::TwoWays {
            line.problem = Some("its day and its month could be either way round".into());
        }
        line.text = rest.trim_start_matches([' ', '\t', '-', '|', ',', ':']).to_string();
        match stamp::glog_severity(raw) {
            Some(word) => (line.severity, line.severity_code) = (names::severity(word), word.to_string()),
            None => grade(&mut line, rest),
        }
    } else {
        line.time = access(raw).and_then(|stamp| stamp.instant(notes));
        line.text = raw.to_string();
        grade(&mut line, raw);
    }
    if line.text.is_empty() {
        line.text = raw.to_string();
    }
    line
}

/// The time in a line of a web server's log, which stands behind the address and the user.
fn access(raw: &str) -> Option<Stamp> {
    let head = raw.char_indices().nth(120).map_or(raw, |(end, _)| &raw[..end]);
    let at = head.find(" [")?;
    stamp::read(&raw[at + 1..]).map(|(stamp, _)| stamp)
}

/// How bad a line is, by a word at its beginning. A word in small letters counts only where it is marked as one: in
/// brackets, before a colon, or behind `level=`.
fn grade(line: &mut Line, text: &str) {
    for token in text.split_ascii_whitespace().take(WORDS) {
        let value = ["level=", "severity=", "lvl="].iter().find_map(|name| token.strip_prefix(name));
        let word = value.unwrap_or(token).trim_matches(|c: char| !c.is_alphanumeric());
        let marked = value.is_some() || token.ends_with(':') || token.starts_with(['[', '(', '<', '|']);
        let capital = !word.is_empty() && word.chars().all(char::is_uppercase);
        let title = word.starts_with(char::is_uppercase) && ["Error", "Warning", "Information"].contains(&word);
        if !(marked || capital || title) {
            continue;
        }
        let severity = names::severity(word);
        if severity != Severity::Unknown {
            (line.severity, line.severity_code) = (severity, word.to_string());
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::reader::tests::notes;

    #[test]
    fn a_line_says_when_how_bad_and_what() {
        for (raw, time, severity, text) in [
            ("2026-11-20 05:56:12 ERROR disk is full", "2026-11-20T05:56:12Z", Severity::Error, "ERROR disk is full"),
            ("[2026-11-20 05:56:12] [warn] slow", "2026-11-20T05:56:12Z", Severity::Warning, "[warn] slow"),
            ("ts=x level=info msg=started", "", Severity::Info, "ts=x level=info msg=started"),
            ("error: no such file", "", Severity::Error, "error: no such file"),
            ("no error was found", "", Severity::Unknown, "no error was found"),
            (
                "10.0.0.1 - ada [20/Nov/2026:05:56:12 +0000] \"GET /\" 200",
                "2026-11-20T05:56:12Z",
                Severity::Unknown,
                "10.0.0.1 - ada [20/Nov/2026:05:56:12 +0000] \"GET /\" 200",
            ),
            ("W1120 05:56:12.5 7 a.go:1] slow", "2026-11-20T05:56:12.500Z", Severity::Warning, "7 a.go:1] slow"),
            ("Nov 20 05:56:12 nas backup: ERROR: gone", "2026-11-20T05:56:12Z", Severity::Error, "ERROR: gone"),
            ("Dec 31 23:00:00 nas x: y", "2025-12-31T23:00:00Z", Severity::Unknown, "y"),
        ] {
            let line = line(raw, &mut notes());
            let iso = line.time.map(|time| time.iso()).unwrap_or_default();
            assert_eq!((iso.as_str(), line.severity, line.text.as_str()), (time, severity, text), "{raw}");
            assert_eq!(line.raw, raw);
        }
        assert!(line("03/04/2026 05:56:12 x", &mut notes()).problem.is_some());
    }
}
