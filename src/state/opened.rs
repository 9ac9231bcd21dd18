//! Files that people opened: those they gave to the page, and how all of them are read.
//!
//! A file that was given cannot be named in an address, and no page can open it again by itself.

pub(crate) mod tree;

use crate::prelude::*;
use tapedeck_core::certificate::is_meant;
use tapedeck_core::files::{Report, Zone};
use tapedeck_core::map::Map;
use tapedeck_core::model::{SourceId, Timestamp};
use tapedeck_engine::Command;

use super::address::{Address, FILE, Place, Span};
use super::app::App;
use super::{restore, zone};
use crate::browser::intl::ZoneFormat;
use crate::browser::opened::{self, Handle};
use crate::browser::{clock, page};

/// How the address of a file begins that was given to the page.
const GIVEN: &str = "opened:";
/// A zone is known for so many years back. Before, its oldest offset known holds.
const YEARS: i64 = 15;
const QUARTER_MS: i64 = 900_000;
const DAY_MS: i64 = 96 * QUARTER_MS;

/// A file that was given to the page.
#[derive(Clone, PartialEq)]
pub(crate) struct Given {
    number: u32,
    /// Its address, as the engine has it.
    pub(crate) address: String,
    /// How many bytes it has.
    pub(crate) size: u64,
    written: Option<i64>,
}

/// All of it. Cheap to copy; every copy is the same.
#[derive(Clone, Copy)]
pub(crate) struct Opened {
    /// Those that were given, the first one first.
    pub(crate) given: RwSignal<Vec<Given>>,
    /// The zones in which times without one are read, by the files' addresses. UTC where there is none.
    pub(crate) zones: RwSignal<Map<String, String>>,
    /// What is told of each, by its source.
    pub(crate) reports: RwSignal<Map<SourceId, Report>>,
    /// The names of those that were given before the page was loaded again.
    pub(crate) lost: RwSignal<Vec<String>>,
    handles: StoredValue<Vec<(u32, Handle)>>,
}

impl Opened {
    pub(crate) fn new() -> Opened {
        Opened {
            given: RwSignal::new(Vec::new()),
            zones: RwSignal::new(Map::new()),
            reports: RwSignal::new(Map::new()),
            lost: RwSignal::new(restore::opened()),
            handles: StoredValue::new_local(Vec::new()),
        }
    }

    /// The handles, with their numbers.
    pub(crate) fn handles(self) -> Vec<(u32, Handle)> {
        self.handles.get_value()
    }

    fn remember(self) {
        let names: Vec<String> = self.given.read_untracked().iter().map(|given| name_of(&given.address)).collect();
        restore::keep_opened(&names);
    }
}

/// What people call a file, by its address.
pub(crate) fn name_of(address: &str) -> String {
    if let Some((_, name)) = address.strip_prefix(GIVEN).and_then(|given| given.split_once('/')) {
        return name.to_string();
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_string()
}

impl App {
    /// Takes in files that were dropped or pasted anywhere. Where a form waits for a certificate, one goes there, and a key
    /// too: opened as a log, it would take the reader away from what they had typed.
    pub(crate) fn take_files(self, files: Vec<Handle>) {
        let Some(form) = self.certificates.get_value() else { return self.open_files(files) };
        opened::find_then(files, is_meant, move |files, certificate| {
            let taken = certificate.and_then(|certificate| form.try_run(certificate));
            if taken.is_none() {
                self.open_files(files);
            }
        });
    }

    /// Opens files that a person gave, and shows their lines.
    pub(crate) fn open_files(self, files: Vec<Handle>) {
        if files.is_empty() {
            return;
        }
        let opened = self.opened;
        self.warm_up();
        for file in files {
            let number = opened.handles.with_value(|handles| handles.last().map_or(0, |(last, _)| *last)) + 1;
            let address = format!("{GIVEN}{number}/{}", file.name);
            let given = Given { number, address: address.clone(), size: file.size, written: file.written };
            self.give(number, Some(&file));
            opened.handles.update_value(|handles| handles.push((number, file)));
            // Whoever writes a log without a zone mostly means the one of the place, and the reader is mostly there too.
            opened.zones.update(|zones| {
                zones.insert(address.clone(), untrack(|| zone::resolve(&self.zone())));
            });
            self.tell_way(&address, given.written);
            opened.given.update(|all| all.push(given));
        }
        opened.lost.set(Vec::new());
        opened.remember();
        let address = self.address.get_untracked();
        // A filter or a span of time would hide what is expected now.
        let shown = Address { span: Span::All, ..address.at(Place::Logs) };
        if address.place != Place::Logs || address.span != Span::All || !address.query.is_empty() {
            // Its page is drawn in a turn of its own, after what follows from the files.
            clock::next_turn(Box::new(move || self.go(shown)));
        }
    }

    /// Has a person choose files, and opens them.
    pub(crate) fn choose_files(self) {
        opened::choose(move |files| self.open_files(files));
    }

    /// Says no more which files were lost.
    pub(crate) fn forget_lost(self) {
        self.opened.lost.set(Vec::new());
        self.opened.remember();
    }

    /// Takes a file off the page.
    pub(crate) fn close_file(self, address: &str) {
        let opened = self.opened;
        let given = opened.given.read_untracked().iter().find(|given| given.address == address).cloned();
        match given {
            Some(given) => {
                opened.given.update(|all| all.retain(|other| *other != given));
                opened.handles.update_value(|all| all.retain(|(number, _)| *number != given.number));
                opened.remember();
                self.give(given.number, None);
            }
            None => self.adjust(|of| of.opened.retain(|own| absolute(own) != address)),
        }
        self.send(Command::Forget { address: address.to_string() });
        opened.reports.update(|reports| {
            reports.remove(&format!("{FILE}{address}"));
        });
    }

    /// Reads the times of a file in another zone.
    pub(crate) fn set_file_zone(self, address: &str, zone: String) {
        self.opened.zones.update(|zones| {
            zones.insert(address.to_string(), zone);
        });
        let given = self.opened.given.read_untracked();
        let written = given.iter().find(|given| given.address == address).and_then(|given| given.written);
        self.tell_way(address, written);
    }

    fn tell_way(self, address: &str, written: Option<i64>) {
        let zones = self.opened.zones.read_untracked();
        let zone = zones.get(address).map(|zone| changes(zone)).unwrap_or_default();
        self.send(Command::FileAs { address: address.to_string(), zone, written: written.map(Timestamp) });
    }

    /// A new engine knows of no files.
    pub(crate) fn give_again(self) {
        let opened = self.opened;
        for (number, handle) in opened.handles() {
            self.give(number, Some(&handle));
        }
        for given in opened.given.get_untracked() {
            self.tell_way(&given.address, given.written);
        }
        let elsewhere = |address: &String| !address.starts_with(GIVEN);
        let zoned: Vec<String> = opened.zones.read_untracked().keys().filter(|of| elsewhere(of)).cloned().collect();
        zoned.iter().for_each(|address| self.tell_way(address, None));
    }

    /// The files that are opened, by their addresses: those that the page's own address names, then those that were given.
    pub(crate) fn opened_addresses(self) -> Vec<String> {
        let named: Vec<String> = self.address.read().opened.iter().map(|address| absolute(address)).collect();
        named.into_iter().chain(self.opened.given.read().iter().map(|given| given.address.clone())).collect()
    }
}

/// What cannot be read as an address is one that answers nothing, and is told as such.
fn absolute(address: &str) -> String {
    page::absolute(address).unwrap_or_else(|| address.to_string())
}

/// A zone as the instants at which its offset changes.
fn changes(zone: &str) -> Zone {
    let Some(format) = ZoneFormat::new(zone) else { return Zone::default() };
    let minutes = |ms: i64| format.offset_seconds(ms) / 60;
    let now = clock::now_ms();
    let step = 28 * DAY_MS;
    let mut at = (now - YEARS * 366 * DAY_MS) / DAY_MS * DAY_MS;
    let mut changes = vec![(at, minutes(at))];
    while at < now + 13 * step {
        let (mut before, mut after) = (at / QUARTER_MS, (at + step) / QUARTER_MS);
        let old = minutes(at);
        at += step;
        if minutes(at) == old {
            continue;
        }
        // Offsets change on whole quarters of an hour.
        while after - before > 1 {
            let middle = (before + after) / 2;
            *(if minutes(middle * QUARTER_MS) == old { &mut before } else { &mut after }) = middle;
        }
        changes.push((after * QUARTER_MS, minutes(after * QUARTER_MS)));
    }
    Zone { changes }
}
