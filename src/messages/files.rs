//! The *Files* page: what can be downloaded, what is prepared, and how far it is.

use tapedeck_core::model::{Export, Timestamp};
use tapedeck_core::vendors::Mistake;

use crate::browser::numbers::{bytes, grouped};
use crate::messages::forms;
use crate::messages::lists::duration;

pub(crate) const TITLE: &str = "Files";
pub(crate) const NAME: &str = "File";
pub(crate) const JOB: &str = "Belongs to";
pub(crate) const TIME: &str = "Time";
pub(crate) const SIZE: &str = "Size";
pub(crate) const STATE: &str = "State";
pub(crate) const DO: &str = "What to do";
pub(crate) const PREPARE: &str = "Prepare a file";
pub(crate) const PREPARE_THIS: &str = "Prepare…";
pub(crate) const SAVE: &str = "Save";
pub(crate) const OPEN_HERE: &str = "Open here";
pub(crate) const SAVE_AS: &str = "Save as…";
pub(crate) const DISMISSED: &str = "Not saved: no place was chosen";
pub(crate) const SAVE_AGAIN: &str = "Save again";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const STOP: &str = "Stop waiting";
pub(crate) const REMOVE: &str = "Take off the list";
pub(crate) const OPEN_LINK: &str = "Download from the vendor";
pub(crate) const ASK_LINK: &str = "Ask for the link";
pub(crate) const NEW_LINK: &str = "Ask for a new link";
pub(crate) const SHA: &str = "SHA-256";
pub(crate) const NO_SHA: &str = "not calculated: browsers do that on https pages only";
pub(crate) const WHY: &str = "What happened";
pub(crate) const NONE: &str = "No files";
pub(crate) const NONE_TEXT: &str = "These sources offer no files of this time, and none was prepared here.";
pub(crate) const NO_KIND: &str = "No source with files";
pub(crate) const NO_KIND_TEXT: &str = "None of the chosen sources is a system that offers or prepares files.";
pub(crate) const WITHOUT_NAME: &str = "File without a name";
pub(crate) const PROGRESS: &str = "Progress";

pub(crate) const WHAT: &str = "What";
pub(crate) const CHOOSE: &str = "Choose…";
pub(crate) const NOTHING_TO_PREPARE: &str = "No source that somebody is signed in to prepares files here.";
pub(crate) const CHECK: &str = "Continue";
pub(crate) const CHECK_TEXT: &str = "This is what will be sent. It makes a file and changes nothing else.";
pub(crate) const CHANGE: &str = "Back";
pub(crate) const SEND: &str = "Send";
pub(crate) const CLOSE: &str = "Close";
pub(crate) const ANSWERED: &str = "What the source says";
pub(crate) const ON_THE_LIST: &str = "It is on the list of files, also after a reload of the page.";
pub(crate) const IN_THIS_TAB: &str = "Save it or open it in the list of files. It is gone with this tab.";
pub(crate) const ANY: &str = "Any";
pub(crate) const SOURCE: &str = "Source";
pub(crate) const ADDRESS: &str = "Address";
pub(crate) const READING_CHOICES: &str = "Asking what there is to choose from…";
pub(crate) const UTC_HELP: &str = "In UTC. Empty means without an end on this side.";

pub(crate) fn subtitle(listed: usize, begun: usize) -> String {
    let files = if listed == 1 { "1 file".to_string() } else { format!("{} files", grouped(listed as u64)) };
    match begun {
        0 => format!("{files} offered."),
        _ => format!("{files} offered, {begun} asked for here."),
    }
}

pub(crate) fn reading(source: &str) -> String {
    format!("Reading the files of {source}…")
}

pub(crate) fn not_signed_in(source: &str) -> String {
    format!("{source}: nobody is signed in, so its files are not on the list.")
}

pub(crate) fn failed(source: &str, title: &str) -> String {
    format!("{source}: its files are not on the list. {title}.")
}

pub(crate) fn since(source: &str, time: &str) -> String {
    format!("{source}: log files from {time} on. Choose a time range for older ones.")
}

/// What an action prepares.
pub(crate) fn prepares(action: &str) -> &'static str {
    match action {
        "download" => "Log export",
        "exportLog" => "Log of a server",
        "packLog" => "Log package",
        "exportSessions" => "List of sessions",
        "systemLogs" => "System logs",
        _ => "File",
    }
}

/// The label of a field of what is prepared.
pub(crate) fn field(key: &str) -> &'static str {
    match key {
        "output_format" | "format" => "Format",
        "log_level" => "Severity",
        "key_word" => "Key word",
        "from_timestamp" | "from" | "beginTime" => "From",
        "to_timestamp" | "to" | "endTime" => "To",
        "server" => "Server",
        "instance" => "Instance",
        "zone" => "Zone",
        "backupName" => "Name of the package",
        "backupFile" => "Log file",
        "logType" => "Kind of log",
        "policy" => "Part of a policy's name",
        "statuses" => "Status",
        "days" => "Last days",
        _ => "Value",
    }
}

/// What is wrong with the value of such a field.
pub(crate) fn mistake(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::Missing => forms::REQUIRED,
        Mistake::NoNumber => "A whole number of days, from 1 on.",
        Mistake::OneEnd => "Both ends of the time are needed, or none.",
        Mistake::Backwards => "This is before the beginning.",
        Mistake::Both => "Days or a time from and to, not both.",
    }
}

/// The help of such a field.
pub(crate) fn help(key: &str) -> Option<&'static str> {
    Some(match key {
        "backupName" => "The vendor's console will show the package under this name.",
        "backupFile" => "As the list of files names it.",
        "zone" => "Empty means the zone of the source.",
        "days" => "How many days back; 7 if this and the times are empty.",
        _ => return None,
    })
}

/// One of the values of such a field, in words.
pub(crate) fn choice(key: &str, value: &str) -> String {
    match (key, value) {
        (_, "") => ANY,
        ("log_level", "0") => "Error",
        ("log_level", "1") => "Warning",
        ("log_level", "2") => "Info",
        ("output_format" | "format", value) => return value.to_ascii_uppercase(),
        ("logType", "error") => "Error log",
        ("logType", "slow") => "Slow queries",
        (_, value) => return value.to_string(),
    }
    .into()
}

/// The line of the summary that names what is called at the vendor.
pub(crate) fn call(action: &str) -> String {
    format!("{} ({action})", prepares(action))
}

pub(crate) const OFFERED: &str = "Offered";
pub(crate) const TO_PREPARE: &str = "Made when asked for";
pub(crate) const REMEMBERED: &str = "Asked for before; not looked at since";
pub(crate) const READY: &str = "Ready";
pub(crate) const SAVED: &str = "Saved";
pub(crate) const LINK: &str = "The vendor gives it at an address, for a few hours";
pub(crate) const DONE: &str = "Taken on. The vendor gives no progress, and the file in its own console only.";
pub(crate) const NOTHING: &str = "The source has nothing of this kind and time.";
pub(crate) const CANCELLED: &str = "Cancelled";
pub(crate) const NOT_WAITED: &str = "Not waited for any more. The source may go on with it.";

pub(crate) fn saved(name: &str, size: u64) -> String {
    format!("{SAVED} as {name}, {} ({} bytes)", bytes(size), grouped(size))
}

/// It has come, and nobody has saved it.
pub(crate) fn here(name: &str, size: u64) -> String {
    format!("It is here: {name}, {} ({} bytes). Not saved yet", bytes(size), grouped(size))
}

pub(crate) fn preparing(export: &Export, left: Option<i64>) -> String {
    match (export.percent, left) {
        (None, _) => "Being prepared".into(),
        (Some(percent), None) => format!("Being prepared: {percent} %"),
        (Some(percent), Some(left)) => format!("Being prepared: {percent} %, about {} left", duration(left)),
    }
}

/// How much has arrived, how fast, and how long it will take.
pub(crate) fn arriving(arrived: u64, total: Option<u64>, per_second: Option<u64>, left: Option<i64>) -> String {
    if arrived == 0 {
        return "Waiting for the source".into();
    }
    let mut text = bytes(arrived);
    if let Some(total) = total.filter(|total| *total >= arrived && *total > 0) {
        text = format!("{} %, {text} of {}", arrived.saturating_mul(100) / total, bytes(total));
    }
    if let Some(speed) = per_second {
        text = format!("{text}, {}/s", bytes(speed));
    }
    match left {
        Some(left) => format!("{text}, about {} left", duration(left)),
        None => text,
    }
}

/// The disk took no more of a file.
pub(crate) fn not_written(why: &str) -> String {
    let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
    format!("The file could not be written{why}. Nothing of it was kept.")
}

pub(crate) fn given_up(minutes: u32, told: bool) -> String {
    if !told {
        let hours = minutes / 60;
        return format!(
            "It was watched for {hours} hours, and the source does not say how far it is. It may still become ready: try again to look."
        );
    }
    format!("It has not got on for {minutes} minutes, so it is not looked at any more. The source may have lost it.")
}

/// A span of time that a file covers.
pub(crate) fn covers(from: Option<&str>, to: Option<&str>) -> String {
    format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_default())
}

/// A time of a form, as it is typed: in UTC, to the minute, or to the second where it has any. What begins may begin
/// earlier by a part of a second; what ends may not end earlier.
pub(crate) fn typed(key: &str, time: &str) -> String {
    let ends = key.starts_with("to") || key == "endTime";
    let Some(Timestamp(ms)) = Timestamp::parse_iso(time) else { return String::new() };
    let ms = if ends { ms.saturating_add(999) } else { ms };
    let text = Timestamp(ms - ms.rem_euclid(1000)).iso();
    let text = text.strip_suffix('Z').unwrap_or(&text);
    text.strip_suffix(":00").unwrap_or(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An end that was cut to the minute lost the last seconds of a log.
    #[test]
    fn the_end_of_a_time_span_is_not_cut_off() {
        for (key, time, expected) in [
            ("from", "2026-11-20T06:07:08.250Z", "2026-11-20T06:07:08"),
            ("to", "2026-11-20T06:07:08.250Z", "2026-11-20T06:07:09"),
            ("endTime", "2026-11-20T06:59:59.999Z", "2026-11-20T07:00"),
            ("beginTime", "2026-11-20T06:59:00Z", "2026-11-20T06:59"),
            ("to_timestamp", "2026-11-20T06:07:08Z", "2026-11-20T06:07:08"),
            ("to_timestamp", "2026-11-20T00:00:00Z", "2026-11-20T00:00"),
            ("to", "", ""),
        ] {
            assert_eq!(typed(key, time), expected, "{key} {time}");
        }
    }
}
