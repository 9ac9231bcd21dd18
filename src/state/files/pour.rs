//! Fetching a file straight to the disk, where the browser can.

use std::rc::Rc;

use tapedeck_core::vendors::{Answer, Call};
use tapedeck_engine::Command;

use super::{Doing, Key, Stage};
use crate::browser::disk::{self, Disk, Picked};
use crate::state::app::App;

impl App {
    /// Asks where to save a file, and fetches it there piece by piece.
    pub(crate) fn fetch_to_disk(self, key: &Key, name: &str) {
        let of = key.clone();
        disk::pick_then(name, move |picked| match picked {
            Picked::Disk(disk) => self.pour_file(&of, disk),
            Picked::Dismissed => self.files.set(&of, Stage::Dismissed),
            Picked::Unavailable => self.fetch_file(&of),
        });
    }

    fn pour_file(self, key: &Key, disk: Rc<Disk>) {
        let (of, files, kept) = (key.clone(), self.files, disk.clone());
        files.set(key, Stage::arriving());
        let question =
            self.pour(&key.0, Call::Download { file: self.number_of(key) }, disk, move |result| match result {
                Ok(Answer::Poured { size, sha256 }) => {
                    let name = kept.name().to_string();
                    kept.close_then(move |closed| {
                        let sha256 = Some(sha256);
                        files.set(&of, closed.map_or_else(Stage::NotWritten, |()| Stage::Saved { name, size, sha256 }));
                    });
                }
                // What was written is given up with the file.
                other => self.arrived(&of, Doing::Fetching, other),
            });
        files.asked(key, question);
    }

    /// Writes the next bytes of a file, and asks for more.
    pub(crate) fn write_piece(self, number: u32, bytes: Vec<u8>) {
        let Some(disk) = self.disk_of(number) else { return };
        disk.write_then(bytes, move |written| match written {
            Ok(()) => self.send(Command::Taken { number }),
            Err(why) => {
                let key = self.files.of_question(number);
                self.drop_question(number);
                if let Some(key) = key {
                    self.files.set(&key, Stage::NotWritten(why));
                }
            }
        });
    }
}
