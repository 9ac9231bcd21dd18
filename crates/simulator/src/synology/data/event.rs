//! One thing that was written down: the common core of a log line and of a detail of a result.

use super::run::{Part, Subject, Trouble};
use super::tasks::HYPERVISOR;
use crate::json::Json;
use crate::rng::Rng;

pub(crate) const ERROR: u8 = 0;
pub(crate) const WARNING: u8 = 1;
pub(crate) const INFO: u8 = 2;

/// A code, its time and its parameters. The vendor's records carry no text.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub time: i64,
    pub kind: u16,
    pub level: u8,
    pub code: i64,
    /// Index into the devices.
    pub device: Option<u8>,
    /// What `other_params` has beside the names of task, device and user.
    pub extra: Vec<(&'static str, Extra)>,
}

/// A value in `other_params`.
#[derive(Debug, Clone)]
pub(crate) enum Extra {
    Int(i64),
    Str(&'static str),
    Text(Box<str>),
    Ints(Box<[i64]>),
}

impl Event {
    pub(crate) fn new(time: i64, kind: u16, level: u8) -> Self {
        Self { time, kind, level, code: 0, device: None, extra: Vec::new() }
    }

    pub(crate) fn device(mut self, device: u8) -> Self {
        self.device = Some(device);
        self
    }

    pub(crate) fn code(mut self, code: i64) -> Self {
        self.code = code;
        self
    }

    pub(crate) fn int(self, key: &'static str, value: i64) -> Self {
        self.with(key, Extra::Int(value))
    }

    pub(crate) fn str(self, key: &'static str, value: &'static str) -> Self {
        self.with(key, Extra::Str(value))
    }

    pub(crate) fn text(self, key: &'static str, value: String) -> Self {
        self.with(key, Extra::Text(value.into_boxed_str()))
    }

    pub(crate) fn ints(self, key: &'static str, values: Vec<i64>) -> Self {
        self.with(key, Extra::Ints(values.into_boxed_slice()))
    }

    fn with(mut self, key: &'static str, value: Extra) -> Self {
        self.extra.reserve_exact(1);
        self.extra.push((key, value));
        self
    }

    /// Writes the parameters of its own into an open object.
    pub(crate) fn write_extra(&self, json: &mut Json) {
        for (key, value) in &self.extra {
            match value {
                Extra::Int(number) => json.int(key, *number),
                Extra::Str(text) => json.text(key, text),
                Extra::Text(text) => json.text(key, text),
                Extra::Ints(numbers) => {
                    json.key(key).open('[');
                    for number in numbers.iter() {
                        json.number(*number);
                    }
                    json.close(']')
                }
            };
        }
    }

    /// The texts among its parameters.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.extra.iter().filter_map(|(_, value)| match value {
            Extra::Str(text) => Some(*text),
            Extra::Text(text) => Some(text),
            Extra::Int(_) | Extra::Ints(_) => None,
        })
    }
}

/// What is written when something goes wrong for a device: the reason, if the vendor gives one, and what failed.
pub(crate) fn trouble(time: i64, part: Part, trouble: &Trouble, level: u8, rng: &mut Rng) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some(reason) = trouble.reason {
        let mut event = Event::new(time, reason, level).device(part.device);
        if matches!(reason, 8103 | 8106) {
            event = event.str("server_name", HYPERVISOR).str("error_string", "vim.fault.GenericVmConfigFault");
        }
        events.push(event);
    }
    let mut event = Event::new(time, trouble.kind, level).device(part.device);
    match trouble.subject {
        Subject::Device => event = event.str("server_name", part.device().name),
        Subject::Volume => {
            event = event.str("volume_name", part.device().volumes.last().copied().unwrap_or("C:"));
        }
        Subject::Path => {
            event = event.text("path", path(rng)).int("fs_error", trouble.code);
        }
        Subject::Server => {
            event = event.str("server_name", HYPERVISOR);
            if trouble.kind == 3019 {
                event = event.str("virtual_disk", "[datastore1] disk-000001.vmdk");
            }
        }
    }
    if trouble.code != 0 && trouble.subject != Subject::Path {
        event = event.int("error_code", trouble.code);
        // The field of the row itself is nearly always 0, also for errors.
        if matches!(trouble.code, -41 | -2) {
            event = event.code(trouble.code);
        }
    }
    events.push(event);
    events
}

/// A plausible path on the file server.
pub(crate) fn path(rng: &mut Rng) -> String {
    let folder = rng.pick(&[
        "finance/2024/Q3",
        "finance/2023/Abschluss",
        "projects/Bridge \"North\"/plans",
        "projects/Tower 7/offers",
        "hr/applications",
        "sales/quotes",
        "it/images",
        "design/brochure, 2nd edition",
    ]);
    let name = rng.pick(&["report", "minutes", "plan", "Angebot", "scan", "budget", "photo", "übersicht"]);
    let ending = rng.pick(&["xlsx", "docx", "pdf", "dwg", "png", "pst", "zip"]);
    let number = rng.below(900) + 100;
    let mut path = String::with_capacity(folder.len() + name.len() + ending.len() + 6);
    for piece in ["/", folder, "/", name, "-", &number.to_string(), ".", ending] {
        path.push_str(piece);
    }
    path
}

/// `12.3 MB/s`, as the vendor writes it.
pub(crate) fn speed(rng: &mut Rng) -> String {
    let (low, high, unit) = match rng.below(20) {
        0 => (1_000, 2_400, " GB/s"),
        1 => (900, 9_990, " KB/s"),
        _ => (45, 1_180, " MB/s"),
    };
    let tenths = rng.between(low, high) / if unit == " GB/s" { 100 } else { 1 };
    let mut speed = (tenths / 10).to_string();
    speed.reserve_exact(2 + unit.len());
    speed.push('.');
    speed.push(char::from(b'0' + (tenths % 10) as u8));
    speed.push_str(unit);
    speed
}
