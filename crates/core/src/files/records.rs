//! Records in JSON: a vendor's, by their shape, or anybody's.

use serde_json::Value;

use super::sink::Sink;
use super::{anyone, own};
use crate::logbook::Reader;
use crate::model::Record;
use crate::vendors::Subject;
use crate::vendors::saved::{self, Form};
use crate::vendors::synology::lines::LineReader;

/// So many records are looked at before it is given up to find out whose they are.
const LOOKED_AT: u32 = 16;

/// Reads records of which nobody said whose they are.
#[derive(Default)]
pub(super) struct Records {
    known: Option<Known>,
    looked_at: u32,
}

enum Known {
    /// The lines of a NAS come by the million, so they have a reader of their own.
    Lines(Box<LineReader>),
    Form(Form),
}

impl Records {
    pub(super) fn read(&mut self, raw: &str, sink: &mut Sink<'_>, path: &str) {
        if self.known.is_none() && self.looked_at < LOOKED_AT {
            self.looked_at += 1;
            self.known = recognise(raw, sink, path);
        }
        match &mut self.known {
            Some(Known::Lines(reader)) => {
                sink.notes.found = true;
                if sink.notes.about.subject == Subject::Lines {
                    reader.read(raw, sink.book);
                    sink.notes.rows += 1;
                } else {
                    sink.notes.report.others += 1;
                }
            }
            Some(Known::Form(form)) => sink.record(form(&sink.notes.about.source, raw), path),
            None => {
                let line = anyone::line(sink.notes, raw);
                sink.record(Record::Line(Box::new(line)), path);
            }
        }
    }

    /// Takes the record that begins here if it is known but for its numbers, and says how long it is.
    pub(super) fn read_again(&mut self, rest: &[u8], sink: &mut Sink<'_>) -> Option<usize> {
        let Some(Known::Lines(reader)) = &mut self.known else { return None };
        if sink.notes.about.subject != Subject::Lines {
            return None;
        }
        let length = reader.read_again(rest, sink.book)?;
        sink.notes.rows += 1;
        Some(length)
    }
}

fn recognise(raw: &str, sink: &Sink<'_>, path: &str) -> Option<Known> {
    // In an export stands the record as it came, in which are the names of its vendor.
    if let Some(form) = own::recognise(raw) {
        return Some(Known::Form(form));
    }
    let form = saved::recognise(raw)?;
    if LineReader::reads(raw) {
        return Some(Known::Lines(Box::new(LineReader::new(sink.notes.about.source.clone()).in_file(path))));
    }
    Some(Known::Form(form))
}

/// Whether a document is one record: somebody saved a single one.
pub(super) fn is_one(document: &[u8]) -> bool {
    let Ok(Value::Object(map)) = serde_json::from_slice(document) else { return false };
    anyone::is_record(&map) || std::str::from_utf8(document).is_ok_and(|raw| own::recognise(raw).is_some())
}
