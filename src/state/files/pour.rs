//! Fetching a file piece by piece: straight to the disk, where the browser can, or to be kept until it is saved.

use std::rc::Rc;

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::vendors::{Answer, Call};
use tapedeck_engine::Command;

use super::{Doing, Kept, Key, Stage};
use crate::browser::disk::{self, Disk, Picked};
use crate::browser::held::Held;
use crate::browser::save;
use crate::state::app::App;

/// Where the pieces of a file go.
#[derive(Clone)]
pub(crate) enum Sink {
    /// To the place that a person chose.
    Disk(Rc<Disk>),
    /// Nowhere yet.
    Held(Rc<Held>),
}

impl App {
    /// Asks where to save a file, and fetches it there piece by piece.
    pub(crate) fn fetch_to_disk(self, key: &Key, name: &str) {
        let of = key.clone();
        disk::pick_then(name, move |picked| match picked {
            Picked::Disk(disk) => match self.files.kept(&of) {
                Some(kept) => self.write_kept(&of, kept, disk),
                None => self.pour_file(&of, disk),
            },
            Picked::Dismissed => self.files.set(&of, Stage::Dismissed),
            Picked::Unavailable => self.fetch_file(&of),
        });
    }

    fn pour_file(self, key: &Key, disk: Rc<Disk>) {
        let (of, files, kept) = (key.clone(), self.files, disk.clone());
        files.set(key, Stage::arriving(Doing::Fetching));
        let call = Call::Download { file: self.number_of(key) };
        let question = self.pour(&key.0, call, Sink::Disk(disk), move |result| match result {
            Ok(Answer::Poured { size, sha256, .. }) => close(self, of, kept, size, sha256),
            // What was written is given up with the file.
            other => self.arrived(&of, Doing::Fetching, other),
        });
        files.asked(key, question);
    }

    /// Begins a file. Where the answer is the file itself, it is kept until somebody says what to do with it.
    pub(super) fn start_file(self, key: &Key) {
        let Some(begun) = self.files.find(key) else { return };
        let (of, files, held) = (key.clone(), self.files, Rc::new(Held::default()));
        let pieces = held.clone();
        files.set(key, Stage::arriving(Doing::Starting));
        let fallback = begun.file_name();
        let question = self.pour(&key.0, Call::Act(begun.action), Sink::Held(held), move |result| match result {
            Ok(Answer::Poured { name, sha256, .. }) => match pieces.file(name.unwrap_or(fallback)) {
                Some(file) => files.keep_here(&of, Kept { file, sha256 }),
                None => files.set(&of, Stage::NotWritten(String::new())),
            },
            other => self.arrived(&of, Doing::Starting, other),
        });
        files.asked(key, question);
    }

    /// Gives a file that is kept here to the browser to be saved.
    pub(super) fn save_kept(self, key: &Key, Kept { file, sha256 }: Kept) {
        let offered = save::offer_for_a_while(&file.name, &file.blob);
        let saved = Stage::Saved { name: file.name, size: file.size, sha256: Some(sha256) };
        let failed = || Stage::Failed(Error::new(Kind::PartMissing), Doing::Fetching);
        self.files.set(key, if offered { saved } else { failed() });
    }

    fn write_kept(self, key: &Key, Kept { file, sha256 }: Kept, disk: Rc<Disk>) {
        let (of, closing) = (key.clone(), disk.clone());
        disk.write_blob_then(file.blob, move |written| match written {
            Ok(()) => close(self, of, closing, file.size, sha256),
            Err(why) => self.files.set(&of, Stage::NotWritten(why)),
        });
    }

    /// Writes the next bytes of a file, and asks for more.
    pub(crate) fn write_piece(self, number: u32, bytes: Vec<u8>) {
        let written = move |written: Result<(), String>| match written {
            Ok(()) => self.send(Command::Taken { number }),
            Err(why) => {
                let key = self.files.of_question(number);
                self.drop_question(number);
                if let Some(key) = key {
                    self.files.set(&key, Stage::NotWritten(why));
                }
            }
        };
        match self.sink_of(number) {
            Some(Sink::Disk(disk)) => disk.write_then(bytes, written),
            Some(Sink::Held(held)) => written(if held.put(&bytes) { Ok(()) } else { Err(String::new()) }),
            None => {}
        }
    }
}

/// Ends a file that was written.
fn close(app: App, key: Key, disk: Rc<Disk>, size: u64, sha256: String) {
    let name = disk.name().to_string();
    disk.close_then(move |closed| {
        let sha256 = Some(sha256);
        app.files.set(&key, closed.map_or_else(Stage::NotWritten, |()| Stage::Saved { name, size, sha256 }));
    });
}
