//! Lines of syslog: RFC 5424, RFC 3164, and what servers write of them into files.

use super::stamp::{self, Stamp};
use crate::model::Severity;

/// The words of the severities (RFC 5424, table 2).
const WORDS: [&str; 8] = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

/// What a line of syslog says.
#[derive(Debug, PartialEq)]
pub(super) struct Message<'a> {
    pub(super) stamp: Option<Stamp>,
    /// By its number; nothing if it has none.
    pub(super) severity: Option<(Severity, &'static str)>,
    pub(super) host: &'a str,
    pub(super) app: &'a str,
    pub(super) id: &'a str,
    pub(super) text: &'a str,
}

/// Reads a line. Nothing for what is no syslog.
pub(super) fn read(line: &str) -> Option<Message<'_>> {
    match priority(line) {
        Some((severity, rest)) => {
            let word = WORDS[usize::from(severity)];
            let severity = Some((super::names::severity(word), word));
            if let Some(message) = rest.strip_prefix("1 ").and_then(new) {
                return Some(Message { severity, ..message });
            }
            let message = old(rest).or_else(|| {
                // Some devices leave the time out, and some the host too.
                let (app, text) = tagged(rest)?;
                Some(Message { stamp: None, severity, host: "", app, id: "", text })
            });
            let text = rest.trim_start();
            let bare = Message { stamp: None, severity, host: "", app: "", id: "", text };
            Some(Message { severity, ..message.unwrap_or(bare) })
        }
        None => old(line),
    }
}

/// `<34>`: the number of the severity in it.
fn priority(line: &str) -> Option<(u8, &str)> {
    let (number, rest) = line.strip_prefix('<')?.split_once('>')?;
    let fits = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u16 = number.parse().ok().filter(|number| fits && *number <= 191)?;
    Some(((number % 8) as u8, rest))
}

/// RFC 5424, after its version.
fn new(rest: &str) -> Option<Message<'_>> {
    let mut parts = rest.splitn(6, ' ');
    let mut part = || parts.next();
    let (time, host, app, _process, id) = (part()?, part()?, part()?, part()?, part()?);
    let data = part().unwrap_or_default();
    let stamp = if time == "-" { None } else { Some(stamp::whole(time)?) };
    // What was written by the older standard keeps the space behind its tag.
    let text = after_data(data).trim_start_matches('\u{feff}').trim_start();
    let nil = |value| if value == "-" { "" } else { value };
    Some(Message { stamp, severity: None, host: nil(host), app: nil(app), id: nil(id), text })
}

/// What follows the structured data. What is none stays whole.
fn after_data(data: &str) -> &str {
    if let Some(rest) = data.strip_prefix('-') {
        return rest.strip_prefix(' ').unwrap_or(rest);
    }
    let (mut quoted, mut escaped, mut open) = (false, false, false);
    for (at, byte) in data.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if open => quoted = !quoted,
            _ if quoted => {}
            b'[' if !open => open = true,
            b']' if open => open = false,
            b' ' if !open => return &data[at + 1..],
            _ if !open => return data,
            _ => {}
        }
    }
    if open { data } else { "" }
}

/// RFC 3164, and the same with a time of RFC 3339: a time, the host, the tag with a colon, the text.
fn old(line: &str) -> Option<Message<'_>> {
    let (stamp, rest) = stamp::read(line)?;
    // Other logs begin with a time too. Where it is the usual one of syslog, less is needed to believe it.
    let usual = matches!(stamp, Stamp::Yearless(_)) && !line.starts_with(['E', 'W', 'I']);
    let with_t = line.as_bytes().get(10) == Some(&b'T') && matches!(stamp, Stamp::Exact(_));
    if !usual && !with_t {
        return None;
    }
    if usual && let Some((app, text)) = tagged(rest) {
        // On its own machine a program does not say the host.
        return Some(Message { stamp: Some(stamp), severity: None, host: "", app, id: "", text });
    }
    let (host, rest) = rest.strip_prefix(' ')?.split_once(' ')?;
    let is_host = !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:".contains(&byte))
        && !host.ends_with(':')
        && super::names::severity(host) == Severity::Unknown;
    match tagged(rest) {
        Some((app, text)) if is_host => Some(Message { stamp: Some(stamp), severity: None, host, app, id: "", text }),
        _ if usual && is_host => {
            Some(Message { stamp: Some(stamp), severity: None, host, app: "", id: "", text: rest.trim_start() })
        }
        _ => None,
    }
}

/// `app[17]: text` and `app: text`.
fn tagged(rest: &str) -> Option<(&str, &str)> {
    let (tag, text) = rest.trim_start().split_once(':')?;
    let app = tag.split_once('[').map_or(tag, |(app, process)| if process.ends_with(']') { app } else { tag });
    let fits = !app.is_empty()
        && app.len() <= 64
        && app.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"./-_@".contains(&byte));
    (fits && (text.is_empty() || text.starts_with(' '))).then(|| (app, text.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_standards_are_read_with_and_without_a_priority() {
        for (line, severity, host, app, id, text) in [
            ("<34>Oct 11 22:14:15 mymachine su: 'su root' failed", "crit", "mymachine", "su", "", "'su root' failed"),
            ("<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!", "notice", "10.0.0.99", "", "", "Use the BFG!"),
            (
                "<165>1 2003-10-11T22:14:15.003Z host.example evntslog - ID47 [a@1 b=\"c]\\\"\"][d e=\"f\"] An event",
                "notice",
                "host.example",
                "evntslog",
                "ID47",
                "An event",
            ),
            ("<14>1 - - - - - -", "info", "", "", "", ""),
            ("<14>Nov 21 11:08:52 backup: done", "info", "", "backup", "", "done"),
            ("<0>kernel: panic", "emerg", "", "kernel", "", "panic"),
            ("<7>anything", "debug", "", "", "", "anything"),
            ("Nov 20 05:56:12 nas sshd[17]: closed", "", "nas", "sshd", "", "closed"),
            ("2026-11-20T05:56:12.123456+01:00 nas cron[1]: done", "", "nas", "cron", "", "done"),
        ] {
            let message = read(line).unwrap_or_else(|| panic!("{line}"));
            let word = message.severity.map_or("", |(_, word)| word);
            assert_eq!(
                (word, message.host, message.app, message.id, message.text),
                (severity, host, app, id, text),
                "{line}"
            );
        }
        for line in ["2026-11-20T05:56:12Z INFO started: all", "<html>", "<999>x", "no time at all", "<34", ""] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
