//! The *Administration* page of a source.

use super::{files, items};
use crate::browser::numbers::grouped;

pub(crate) const BACK: &str = "Sources";
pub(crate) const TEXT: &str = "Every change is shown before it is sent, and what the system answers afterwards.";
pub(crate) const READING: &str = "Reading the settings…";
pub(crate) const NOT_HERE: &str = "Nothing to change here";
pub(crate) const NOT_HERE_TEXT: &str = "There is no such source, its kind has no settings that this page knows, or this page's host has switched changes off.";
pub(crate) const SIGNED_OUT: &str = "Nobody is signed in. What is typed below is kept.";
pub(crate) const SIGN_IN: &str = "Sign in";

pub(crate) const CHECK: &str = "Continue";
pub(crate) const CHECK_TITLE: &str = "What will be sent";
pub(crate) const BECOMES: &str = "becomes";
pub(crate) const CHANGE: &str = "Back";
pub(crate) const SEND: &str = "Send";
pub(crate) const SENDING: &str = "Sending…";
pub(crate) const WAITS: &str = "The session has ended. As soon as somebody signs in, this goes on by itself.";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const ANSWERED: &str = "What the source says";
pub(crate) const GIVEN_UP: &str = "Not waited for any more. The source may have got it all the same.";
pub(crate) const GO_ON: &str = "OK";
pub(crate) const SOURCE: &str = "Source";
pub(crate) const ADDRESS: &str = "Address";
pub(crate) const WHAT: &str = "What";
pub(crate) const NOTHING_CHANGED: &str = "Nothing here differs from what the source has.";
pub(crate) const EMPTY: &str = "empty";

pub(crate) const SENDING_TITLE: &str = "Log forwarding";
pub(crate) const SENDING_TEXT: &str = "The system sends each line of its log to a syslog server.";
pub(crate) const SEND_ON: &str = "Send the log to a server";
pub(crate) const SERVER: &str = "Server";
pub(crate) const SERVER_HELP: &str = "A name or an address, without a port: logs.example.com.";
pub(crate) const PORT: &str = "Port";
pub(crate) const PROTOCOL: &str = "Protocol";
pub(crate) const FORMAT: &str = "Format";
pub(crate) const TLS: &str = "Encrypt with TLS";
pub(crate) const TLS_HELP: &str = "Needs TCP, and on this page the certificate of the server or of who gave it.";
pub(crate) const SERVER_NEEDED: &str = "A server is needed to send to.";
pub(crate) const SERVER_PORT: &str = "The port has a field of its own.";
pub(crate) const SERVER_SCHEME: &str = "Only the name or the address, without anything before or behind it.";
pub(crate) const PORT_WRONG: &str = "A port is a whole number from 1 to 65,535.";
pub(crate) const TLS_WRONG: &str = "TLS needs TCP.";
pub(crate) const TEST: &str = "Send test message";
pub(crate) const TEST_SENT: &str = "The source says that it sent a test message. Look whether it arrived.";
pub(crate) const TEST_NOWHERE: &str = "No server is saved yet, so there is nothing to test.";

pub(crate) const KEEPING_TITLE: &str = "Retention";
pub(crate) const KEEPING_TEXT: &str =
    "How long the system keeps the lines of its log. What is over a limit, it deletes.";
pub(crate) const DAYS: &str = "Days to keep";
pub(crate) const LINES: &str = "Lines to keep";
pub(crate) const ZERO_HELP: &str = "0 is without limit.";
pub(crate) const NUMBER_WRONG: &str = "A whole number, or 0 for no limit.";
pub(crate) const COUNTING: &str = "Counting what will be deleted…";
pub(crate) const NOTHING_DELETED: &str = "No limit gets lower, so nothing is deleted by this.";
pub(crate) const NOT_COUNTED: &str =
    "How many lines that are cannot be counted now. What is over the new limit is deleted, and nothing brings it back.";

pub(crate) const CLEAR_TITLE: &str = "Clear the log";
pub(crate) const CLEAR_TEXT: &str = "The system deletes all lines of its log. Runs and backups stay. Nothing brings the lines back, so save them first.";
pub(crate) const EXPORT_FIRST: &str = "Prepare an export";
pub(crate) const CLEAR: &str = "Clear the log…";
pub(crate) const CLEAR_NOW: &str = "Clear it now";
pub(crate) const NAME_WRONG: &str = "That is not the name.";

/// The button that sends a change.
pub(crate) fn send(action: &str) -> &'static str {
    match action {
        "clear" => CLEAR_NOW,
        "stop" => items::STOP_NOW,
        _ => SEND,
    }
}

/// The button that goes back before anything is sent.
pub(crate) fn back(action: &str) -> &'static str {
    if action == "stop" { items::KEEP_RUNNING } else { CHANGE }
}

/// The button that leaves a change which was not made.
pub(crate) fn leave(action: &str) -> &'static str {
    if action == "stop" { files::CLOSE } else { CHANGE }
}

/// The button that leaves a change which was made.
pub(crate) fn end(action: &str) -> &'static str {
    if action == "stop" { files::CLOSE } else { GO_ON }
}

/// What a change is called, beside the vendor's name of it.
pub(crate) fn call(action: &str) -> String {
    let name = match action {
        "stop" => items::STOP_CALL,
        "set_info" => KEEPING_TITLE,
        "set_send_log_setting" => SENDING_TITLE,
        "upload_cert" => super::certificates::TITLE,
        _ => CLEAR_TITLE,
    };
    format!("{name} ({action})")
}

/// What a source said of a change that it made.
pub(crate) fn done(action: &str) -> &'static str {
    match action {
        "set_info" | "set_send_log_setting" => "It is changed: the source has read it back.",
        "upload_cert" => "The source took the certificate. Send a test message to see that it works.",
        "stop" => items::STOPPED,
        _ => "Done.",
    }
}

/// What was cleared: so many lines, of this source, at this time.
pub(crate) fn cleared(lines: Option<u64>, source: &str, time: &str) -> String {
    let lines = match lines {
        Some(1) => "1 line was".into(),
        Some(lines) => format!("{} lines were", grouped(lines)),
        None => "All lines were".into(),
    };
    format!(
        "The source says that its log is cleared. {lines} deleted at {source}, {time}. It keeps one line that says who did it."
    )
}

/// The name of a setting.
pub(crate) fn field(key: &str) -> Option<&'static str> {
    Some(match key {
        "enable_send" => SEND_ON,
        "destination_ip" => SERVER,
        "port" => PORT,
        "protocol" => PROTOCOL,
        "format" => FORMAT,
        "enable_ssl" => TLS,
        "retention_days" => DAYS,
        "retention_counts" => LINES,
        _ => return None,
    })
}

/// The value of a setting in words.
pub(crate) fn value(key: &str, value: &str) -> String {
    match (key, value) {
        (_, "") => EMPTY,
        ("protocol", "0") => "UDP",
        ("protocol", "1") => "TCP",
        ("format", "0") => "BSD (RFC 3164)",
        ("format", "1") => "IETF (RFC 5424)",
        ("retention_days" | "retention_counts", "0") => "no limit",
        ("retention_days" | "retention_counts", number) => {
            return number.parse().map_or_else(|_| number.to_string(), grouped);
        }
        (_, value) => value,
    }
    .to_string()
}

pub(crate) fn title(source: &str) -> String {
    format!("{}: {source}", super::shell::ADMINISTRATION)
}

pub(crate) fn test_goes(server: &str, port: &str, protocol: &str, tls: bool) -> String {
    let protocol = value("protocol", protocol);
    let tls = if tls { ", encrypted with TLS" } else { "" };
    format!(
        "A test message goes to {server}, port {port}, by {protocol}{tls}: what is saved at the source, not what is typed here."
    )
}

/// What a new limit deletes: so many lines are older than so many days, and so many are over the number of lines.
pub(crate) fn deletes(older: Option<(u64, u64)>, over: Option<u64>, all: u64) -> String {
    let mut parts = Vec::new();
    if let Some((lines, days)) = older {
        parts.push(format!("{} are older than {} days", grouped(lines), grouped(days)));
    }
    if let Some(lines) = over {
        parts.push(format!("{} are over the number to keep", grouped(lines)));
    }
    let sum = format!("Of {} lines, {}.", grouped(all), parts.join(" and "));
    if older.is_none_or(|(lines, _)| lines == 0) && over.is_none_or(|lines| lines == 0) {
        return format!("{sum} Nothing is deleted now, but from now on the limit holds.");
    }
    format!("{sum} They are deleted, and nothing brings them back.")
}

pub(crate) fn clears(lines: Option<u64>) -> String {
    match lines {
        Some(lines) => format!("All {} lines of the log are deleted, and nothing brings them back.", grouped(lines)),
        None => "All lines of the log are deleted, and nothing brings them back.".into(),
    }
}

pub(crate) fn type_name(name: &str) -> String {
    format!("Type the name of the source to go on: {name}")
}
