//! Files: what the sources offer, what is prepared at them, what is fetched from them.
//!
//! It outlives the *Files* page, so that what was begun goes on while another page is looked at. The numbers of
//! preparations outlive a reload too: not every vendor lists them.

mod pour;
mod stage;

use crate::prelude::*;
use serde::{Deserialize, Serialize};
use tapedeck_core::error::{Error, Kind};
use tapedeck_core::file_name::safe;
use tapedeck_core::map::Map;
use tapedeck_core::model::{Action, ExportState, File, SourceId, Timestamp};
use tapedeck_core::vendors::{self, Answer, Call, Capabilities, PageRequest, VendorFilter};
use tapedeck_engine::Command;
use tapedeck_engine::protocol::{Followed, SourceState};

use super::app::App;
use super::restore;
use crate::browser::opened::Handle;
use crate::browser::{clock, save};
pub(crate) use pour::Sink;
pub(crate) use stage::{Doing, Stage, time_left};

/// One file on the page: its source, and its number there, or the one that it got here when it was begun.
pub(crate) type Key = (SourceId, String);

/// More preparations than these are not remembered.
const MOST: usize = 50;

/// What a source offers.
#[derive(Clone, PartialEq)]
pub(crate) enum Listing {
    /// It was asked.
    Asking,
    /// It did not say.
    Failed(Error),
    /// These. Of time, only what is not older than the instant, if there is one.
    Files(Vec<File>, Option<Timestamp>),
}

/// A file that was begun here.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Begun {
    pub(crate) source: SourceId,
    /// Its number on this page.
    number: u32,
    /// The vendor's number of the preparation, once there is one.
    export: Option<String>,
    /// What it is called here.
    pub(crate) name: String,
    /// What began it.
    pub(crate) action: Action,
    /// When.
    pub(crate) time: Timestamp,
}

impl Begun {
    pub(crate) fn key(&self) -> Key {
        (self.source.clone(), format!("begun/{}", self.number))
    }

    /// A name to save it under, as long as the vendor has given none.
    pub(crate) fn file_name(&self) -> String {
        let format = self.action.get(if self.action.name == "download" { "output_format" } else { "format" });
        let ending = match self.action.name.as_str() {
            "exportLog" => "tar.gz",
            "systemLogs" => "log",
            _ if format.is_empty() => "csv",
            _ => format,
        };
        safe(&format!("{}.{ending}", self.name)).unwrap_or_default()
    }
}

/// A file that has come and is kept by the browser.
#[derive(Clone)]
pub(crate) struct Kept {
    file: Handle,
    sha256: String,
}

/// All of it. Cheap to copy; every copy is the same.
#[derive(Clone, Copy)]
pub(crate) struct Files {
    pub(crate) listed: RwSignal<Map<SourceId, Listing>>,
    /// The newest first.
    pub(crate) begun: RwSignal<Vec<Begun>>,
    stages: RwSignal<Map<Key, Stage>>,
    /// Those that are opened here when they have come, and not saved.
    opens: StoredValue<Vec<Key>>,
    kept: StoredValue<Map<Key, Kept>>,
}

impl Files {
    /// With what was remembered.
    pub(crate) fn new() -> Files {
        Files {
            listed: RwSignal::new(Map::new()),
            begun: RwSignal::new(restore::exports()),
            stages: RwSignal::new(Map::new()),
            opens: StoredValue::new(Vec::new()),
            kept: StoredValue::new_local(Map::new()),
        }
    }

    /// How it stands with a file.
    pub(crate) fn stage(self, key: &Key) -> Stage {
        self.stages.read().get(key).cloned().unwrap_or_default()
    }

    fn set(self, key: &Key, stage: Stage) {
        self.stages.update(|stages| {
            stages.insert(key.clone(), stage);
        });
    }

    /// What came and is kept here.
    fn kept(self, key: &Key) -> Option<Kept> {
        self.kept.with_value(|kept| kept.get(key).cloned())
    }

    fn keep_here(self, key: &Key, kept: Kept) {
        let stage = Stage::Here { name: kept.file.name.clone(), size: kept.file.size };
        self.kept.update_value(|all| {
            all.insert(key.clone(), kept);
        });
        self.set(key, stage);
    }

    /// The number of the question by which a file is fetched.
    fn asked(self, key: &Key, question: u32) {
        self.stages.update(|stages| {
            // It may have been answered already.
            if let Some(Stage::Arriving { question: number, .. }) = stages.get_mut(key) {
                *number = question;
            }
        });
    }

    /// The file that is fetched by a question.
    fn of_question(self, number: u32) -> Option<Key> {
        let is = |(_, stage): &(&Key, &Stage)| matches!(stage, Stage::Arriving { question, .. } if *question == number);
        self.stages.read_untracked().iter().find(is).map(|(key, _)| key.clone())
    }

    fn find(self, key: &Key) -> Option<Begun> {
        self.begun.read_untracked().iter().find(|begun| begun.key() == *key).cloned()
    }

    fn keep(self) {
        let all = self.begun.read_untracked();
        let kept: Vec<&Begun> = all.iter().filter(|begun| begun.export.is_some()).take(MOST).collect();
        restore::keep_exports(&kept);
    }
}

impl App {
    /// What a source can do.
    pub(crate) fn capabilities(self, source: &str) -> Option<Capabilities> {
        Some(vendors::descriptor(&self.source(source)?.vendor)?.capabilities)
    }

    /// Asks a source for what it offers.
    pub(crate) fn list_files(self, source: SourceId, filter: VendorFilter) {
        let listed = self.files.listed;
        listed.update(|all| {
            all.insert(source.clone(), Listing::Asking);
        });
        let call = Call::Files(PageRequest { filter, ..PageRequest::default() });
        let of = source.clone();
        self.ask(&source, call, move |result| {
            let listing = match result {
                Ok(Answer::Files(mut page)) => {
                    // The records as they came are many times what is shown.
                    page.rows.iter_mut().for_each(|file| file.raw = String::new());
                    Listing::Files(page.rows, page.since)
                }
                Ok(_) => Listing::Failed(Error::new(Kind::Unreadable)),
                Err(error) => Listing::Failed(error),
            };
            listed.update(|all| {
                all.insert(of, listing);
            });
        });
    }

    /// Has a file prepared.
    pub(crate) fn begin_file(self, source: &str, action: Action, name: String) -> Key {
        let files = self.files;
        let number = files.begun.read_untracked().iter().map(|begun| begun.number).max().unwrap_or(0) + 1;
        let time = Timestamp(clock::now_ms());
        let begun = Begun { source: source.to_string(), number, export: None, name, action, time };
        let key = begun.key();
        files.begun.update(|all| all.insert(0, begun));
        self.start_file(&key);
        key
    }

    /// Fetches a file and saves it.
    pub(crate) fn fetch_file(self, key: &Key) {
        match self.files.kept(key) {
            Some(kept) => self.save_kept(key, kept),
            None => self.download(key),
        }
    }

    /// The vendor's number of a file.
    fn number_of(self, key: &Key) -> String {
        match self.files.find(key) {
            Some(begun) => begun.export.unwrap_or_default(),
            None => key.1.clone(),
        }
    }

    /// Fetches a file and shows what is in it.
    pub(crate) fn open_file(self, key: &Key) {
        if let Some(kept) = self.files.kept(key) {
            self.open_files(vec![kept.file]);
            return;
        }
        self.files.opens.update_value(|opens| opens.push(key.clone()));
        self.download(key);
    }

    fn download(self, key: &Key) {
        if self.files.find(key).is_some_and(|begun| begun.export.is_none()) {
            // It came as the answer itself, and is gone.
            self.start_again(key);
            return;
        }
        let (of, files, call) = (key.clone(), self.files, Call::Download { file: self.number_of(key) });
        files.set(key, Stage::arriving(Doing::Fetching));
        let question = self.ask(&key.0, call, move |result| self.arrived(&of, Doing::Fetching, result));
        files.asked(key, question);
    }

    fn arrived(self, key: &Key, doing: Doing, result: Result<Answer, Error>) {
        let files = self.files;
        let opens = files.opens.with_value(|opens| opens.contains(key));
        files.opens.update_value(|opens| opens.retain(|other| other != key));
        let stage = match result {
            Ok(Answer::Content { name, bytes }) if opens => match Handle::of_bytes(name, &bytes) {
                Some(handle) => {
                    self.open_files(vec![handle]);
                    if files.find(key).is_some() { Stage::Ready } else { Stage::Offered }
                }
                None => Stage::Failed(Error::new(Kind::PartMissing), Doing::Fetching),
            },
            Ok(Answer::Content { name, bytes }) => {
                let (of, saved, size) = (key.clone(), name.clone(), bytes.len() as u64);
                save::save_then(name, bytes, move |possible, sha256| {
                    let failed = || Stage::Failed(Error::new(Kind::PartMissing), Doing::Fetching);
                    files.set(&of, if possible { Stage::Saved { name: saved, size, sha256 } } else { failed() });
                });
                return;
            }
            Ok(Answer::Link { url }) => Stage::Link(url),
            Ok(Answer::Export(export)) => {
                files.begun.update(|all| {
                    if let Some(begun) = all.iter_mut().find(|begun| begun.key() == *key) {
                        begun.export = Some(export.id.clone());
                    }
                });
                files.keep();
                match export.state {
                    ExportState::Running => {
                        self.send(Command::Follow { source: key.0.clone(), export: export.id.clone() });
                        Stage::Preparing(export)
                    }
                    _ => Stage::of_ended(export),
                }
            }
            // A package is all that is begun without a file and without a number.
            Ok(_) if files.find(key).is_some_and(|begun| begun.action.name == "packLog") => Stage::Done,
            Ok(_) => Stage::Nothing,
            Err(error) => Stage::Failed(error, doing),
        };
        files.set(key, stage);
    }

    /// Looks after a preparation again.
    fn follow_file(self, key: &Key) {
        if let Some(begun) = self.files.find(key)
            && let Some(export) = begun.export
        {
            self.files.set(key, Stage::Remembered);
            self.send(Command::Follow { source: begun.source, export });
        }
    }

    /// Does again what failed or was given up.
    pub(crate) fn retry_file(self, key: &Key) {
        // Taken out first: what follows writes where this reads.
        let stage = self.files.stages.read_untracked().get(key).cloned();
        match stage {
            Some(Stage::Failed(_, Doing::Starting) | Stage::Cancelled { told: true }) => self.start_again(key),
            Some(Stage::Failed(_, Doing::Fetching) | Stage::NotWritten(_)) => self.fetch_file(key),
            _ if self.files.find(key).is_some_and(|begun| begun.export.is_some()) => self.follow_file(key),
            _ => self.start_again(key),
        }
    }

    /// Begins a file anew: it is as old as this attempt, and so is what is worked out of its age.
    fn start_again(self, key: &Key) {
        self.files.begun.update(|all| {
            if let Some(begun) = all.iter_mut().find(|begun| begun.key() == *key) {
                (begun.time, begun.export) = (Timestamp(clock::now_ms()), None);
            }
        });
        self.files.keep();
        self.start_file(key);
    }

    /// Whether a source can be told to give a preparation up: its kind can, and somebody is signed in.
    pub(crate) fn cancels(self, source: &str) -> bool {
        let kind = self.capabilities(source).is_some_and(|capabilities| capabilities.cancels);
        kind && self.state_of(source) == SourceState::SignedIn
    }

    /// Gives up what goes on: a download here, a preparation at the vendor where the vendor can be told.
    pub(crate) fn cancel_file(self, key: &Key) {
        let files = self.files;
        let stage = files.stages.read_untracked().get(key).cloned().unwrap_or_default();
        if let Stage::Arriving { question, doing, .. } = stage {
            self.drop_question(question);
            files.opens.update_value(|opens| opens.retain(|other| other != key));
            let begun = files.find(key).is_some();
            files.set(
                key,
                match doing {
                    Doing::Starting => Stage::Cancelled { told: false },
                    _ if begun => Stage::Ready,
                    _ => Stage::Offered,
                },
            );
            return;
        }
        let Some(Begun { source, export: Some(export), .. }) = files.find(key) else { return };
        self.send(Command::Unfollow { source: source.clone(), export: export.clone() });
        if !untrack(|| self.cancels(&source)) {
            files.set(key, Stage::Cancelled { told: false });
            return;
        }
        let of = key.clone();
        self.ask(&source, Call::Cancel { export }, move |result| {
            files.set(
                &of,
                match result {
                    Ok(_) => Stage::Cancelled { told: true },
                    Err(error) => Stage::Failed(error, Doing::Looking),
                },
            );
        });
    }

    /// Takes a file that was begun here off the list.
    pub(crate) fn forget_file(self, key: &Key) {
        if let Some(Begun { source, export: Some(export), .. }) = self.files.find(key) {
            self.send(Command::Unfollow { source, export });
        }
        self.files.begun.update(|all| all.retain(|begun| begun.key() != *key));
        self.files.stages.update(|stages| {
            stages.remove(key);
        });
        self.files.kept.update_value(|kept| {
            kept.remove(key);
        });
        self.files.keep();
    }

    /// A new engine knows of nothing: what was on its way is gone, and preparations are looked after again.
    pub(crate) fn resume_files(self) {
        let lost = |stage: &mut Stage| {
            if let Stage::Arriving { doing, .. } = *stage {
                *stage = Stage::Failed(Error::new(Kind::Cut), doing);
            }
        };
        self.files.stages.update(|stages| stages.iter_mut().for_each(|(_, stage)| lost(stage)));
        let all = self.files.begun.get_untracked();
        let open = |begun: &Begun| {
            matches!(
                self.files.stages.read_untracked().get(&begun.key()),
                None | Some(Stage::Remembered | Stage::Preparing(_))
            )
        };
        all.iter().filter(|begun| open(begun)).for_each(|begun| self.follow_file(&begun.key()));
    }

    /// Takes in how far a preparation is.
    pub(crate) fn followed(self, source: &str, export: &str, state: Followed) {
        let is = |begun: &&Begun| begun.source == source && begun.export.as_deref() == Some(export);
        let key = self.files.begun.read_untracked().iter().find(is).map(Begun::key);
        if let Some(key) = key {
            self.files.set(
                &key,
                match state {
                    Followed::Running(export) => Stage::Preparing(export),
                    Followed::Ended(export) => Stage::of_ended(export),
                    Followed::GivenUp { minutes, told } => Stage::GivenUp { minutes, told },
                    Followed::Failed(error) => Stage::Failed(error, Doing::Looking),
                },
            );
        }
    }

    /// Takes in how much of a file has arrived.
    pub(crate) fn received(self, number: u32, arrived: (u64, Option<u64>, Option<u64>)) {
        if let Some(key) = self.files.of_question(number) {
            self.files.stages.update(|stages| {
                if let Some(Stage::Arriving { bytes, total, per_second, .. }) = stages.get_mut(&key) {
                    (*bytes, *total, *per_second) = arrived;
                }
            });
        }
    }

    /// Whether a source has files at all, and whether somebody is signed in to it.
    pub(crate) fn has_files(self, source: &str) -> Option<bool> {
        let capabilities = self.capabilities(source)?;
        let some = capabilities.files || !capabilities.prepares.is_empty();
        some.then(|| self.state_of(source) == SourceState::SignedIn)
    }
}
