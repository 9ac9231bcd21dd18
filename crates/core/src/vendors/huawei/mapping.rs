//! The records of CloudDC as the records of the product.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::DESCRIPTOR;
use super::wire::plain;
use crate::model::{Action, File, Line, Severity, TimeRange, Timestamp};
use crate::vendors::lenient::{self, Fields};
use crate::vendors::{Meaning, Means};

/// What the level of an alarm (a number) and of an event (a word) means.
pub(super) const MEANINGS: &[Meaning] = &[
    severity("1", Severity::Error, "the reference: critical alarm"),
    severity("2", Severity::Error, "the reference: major alarm"),
    severity("3", Severity::Warning, "the reference: minor alarm"),
    severity("4", Severity::Warning, "the reference says warning on one page and informational on another"),
    severity("critical", Severity::Error, "the reference: level of an event"),
    severity("major", Severity::Error, "the reference: level of an event"),
    severity("minor", Severity::Warning, "the reference: level of an event"),
    severity("info", Severity::Info, "the reference: level of an event"),
];

const fn severity(code: &'static str, severity: Severity, basis: &'static str) -> Meaning {
    Meaning { code, means: Means::Severity(severity), basis }
}

/// The names of the servers by their numbers.
pub(super) type Names = BTreeMap<String, String>;

/// A physical server.
pub(super) struct Server {
    pub(super) id: String,
    pub(super) name: String,
    /// Its serial number, after which its log file is called.
    serial: String,
    problem: Option<String>,
    raw: String,
}

/// A row of the list of servers.
pub(super) fn server(raw: &str) -> Server {
    let mut server =
        Server { id: String::new(), name: String::new(), serial: String::new(), problem: None, raw: raw.to_string() };
    let map = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => map,
        Err(error) => {
            server.problem = Some(format!("not a record: {error}"));
            return server;
        }
    };
    let mut row = Fields::new(&map);
    row.expect("id");
    server.id = row.text("id");
    server.name = row.text("name");
    let hardware = row.object("hardware_attributes");
    server.serial = hardware.and_then(|hardware| hardware.get("sn")).map(plain).unwrap_or_default();
    server.problem = row.problem();
    server
}

/// The log file that a server can be asked for. It does not exist until then.
pub(super) fn file(source: &str, server: Server) -> File {
    let called = if server.serial.is_empty() { &server.id } else { &server.serial };
    File {
        source: source.to_string(),
        name: if called.is_empty() { String::new() } else { dump_name(called) },
        kind: "Log of the management controller, written when it is asked for".to_string(),
        job: server.shown(),
        time: None,
        covers: TimeRange::default(),
        size: None,
        prepare: (!server.id.is_empty()).then(|| Action::new(super::EXPORT_LOG, &[("server", &server.id)])),
        ready: false,
        linked: false,
        id: server.id,
        problem: server.problem,
        raw: server.raw,
    }
}

/// How the vendor calls the log file of a server.
pub(super) fn dump_name(called: &str) -> String {
    format!("{called}-dump.tar.gz")
}

impl Server {
    /// Its name, or its number if it has none.
    pub(super) fn shown(&self) -> String {
        if self.name.is_empty() { self.id.clone() } else { self.name.clone() }
    }
}

/// The two kinds of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Alarms,
    Events,
}

impl List {
    /// The word in the address, and the name of the list in the answer.
    pub(super) fn word(self) -> &'static str {
        match self {
            List::Alarms => "alarms",
            List::Events => "events",
        }
    }
}

/// A row of a list.
pub(super) fn line(list: List, source: &str, names: &Names, raw: &str) -> Line {
    let map = match serde_json::from_str::<Map<String, Value>>(raw) {
        Ok(map) => map,
        Err(error) => return Line::unreadable(source, raw.to_string(), format!("not a record: {error}")),
    };
    let mut line = Line::unreadable(source, raw.to_string(), String::new());
    let mut row = Fields::new(&map);
    match list {
        List::Alarms => alarm(&mut line, &mut row, &map, names),
        List::Events => event(&mut line, &mut row, &map, names),
    }
    line.problem = row.problem();
    line
}

fn alarm(line: &mut Line, row: &mut Fields<'_>, map: &Map<String, Value>, names: &Names) {
    for key in ["alarm_name", "alarm_level", "begin_time"] {
        row.expect(key);
    }
    line.id = row.text("alarm_record_id");
    line.code = row.text("alarm_id");
    line.time = instant(row, map, "begin_time").or_else(|| instant(row, map, "last_alarm_time"));
    level(line, row, map, "alarm_level");
    let metric = row.object("metric");
    line.code_name = metric.and_then(|metric| metric.get("metric_name")).map(plain).unwrap_or_default();
    let dimensions = metric.and_then(|metric| metric.get("dimensions")).and_then(Value::as_array);
    let mut server = row.text("resource_id");
    for dimension in dimensions.into_iter().flatten() {
        let part = |key: &str| dimension.get(key).map(plain).unwrap_or_default();
        match part("name").as_str() {
            "server_id" => server = part("value"),
            _ if line.item.is_empty() => line.item = part("value"),
            _ => {}
        }
    }
    line.job = name_of(server, names);
    let (name, status) = (row.text("alarm_name"), row.text("alarm_status"));
    let name = if name.is_empty() { called("Alarm", &line.code) } else { name };
    let state = match status.to_ascii_lowercase().as_str() {
        // The vendor's own SDK spells it wrong.
        "alarm" | "alram" => "active",
        "ok" => "cleared",
        "invalid" => "no longer valid",
        _ => &status,
    };
    line.text = if state.is_empty() { name } else { format!("{name} ({state})") };
}

fn event(line: &mut Line, row: &mut Fields<'_>, map: &Map<String, Value>, names: &Names) {
    for key in ["event_message", "event_level", "time"] {
        row.expect(key);
    }
    line.id = row.text("message_id");
    line.code = row.text("event_id");
    line.time = instant(row, map, "time");
    level(line, row, map, "event_level");
    line.job = name_of(row.text("resource_id"), names);
    let (message, status) = (row.text("event_message"), row.text("status"));
    let message = if message.is_empty() { called("Event", &line.code) } else { message };
    line.text = match status.to_ascii_lowercase().as_str() {
        // The usual state: something happened.
        "" | "asserted" => message,
        "deasserted" => format!("{message} (cleared)"),
        _ => format!("{message} ({status})"),
    };
}

fn level(line: &mut Line, row: &mut Fields<'_>, map: &Map<String, Value>, key: &str) {
    line.severity_code = row.text(key);
    let number = map.get(key).and_then(lenient::integer).map(|number| number.to_string());
    line.severity = DESCRIPTOR.severity(number.as_deref().unwrap_or(&line.severity_code));
}

fn name_of(server: String, names: &Names) -> String {
    names.get(&server).filter(|name| !name.is_empty()).cloned().unwrap_or(server)
}

/// What a record without words of its own is called.
fn called(kind: &str, code: &str) -> String {
    format!("{kind} {code}").trim_end().to_string()
}

/// From this number on a time is in milliseconds: in seconds it would be in the year 5138.
const MILLISECONDS: i64 = 100_000_000_000;

/// A time in seconds, in milliseconds or in ISO 8601: the reference does not say which. 0 stands for "none".
fn instant(row: &mut Fields<'_>, map: &Map<String, Value>, key: &str) -> Option<Timestamp> {
    if let Some(time) = map.get(key).and_then(Value::as_str).and_then(iso) {
        return Some(time);
    }
    let number = row.int(key).filter(|number| *number > 0)?;
    Some(if number >= MILLISECONDS { Timestamp(number) } else { Timestamp::from_seconds(number) })
}

/// ISO 8601; without an offset it is UTC, as all of the vendor's examples are.
pub(super) fn iso(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    Timestamp::parse_iso(text).or_else(|| Timestamp::parse_iso(&format!("{text}Z")))
}
