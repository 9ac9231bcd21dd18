//! What writes rows: as one text, or as the files of a bundle.

use tapedeck_core::export::{About, Bundle, Form, Plan, Pseudonyms, Redactor, Writer};
use tapedeck_core::logbook::Logbook;
use tapedeck_core::model::{Record, SourceId, Timestamp};

/// Writes rows, once or several times.
pub(super) enum Scribe {
    /// One text.
    Text(Box<Writer>, String),
    /// Several files, each of all rows, packed. `None` after its end.
    Bundle(Option<Box<Bundle>>, Vec<u8>),
}

/// A writer of rows.
pub(super) fn writer(plan: &Plan, names: &[(SourceId, String)], book: &Logbook, given: &Pseudonyms) -> Writer {
    Writer::new(plan.clone(), redactor(plan, book, given), names.to_vec())
}

fn redactor(plan: &Plan, book: &Logbook, given: &Pseudonyms) -> Redactor {
    Redactor::new(plan.hide, book.users(), book.items_named(), given.clone())
}

impl Scribe {
    pub(super) fn new(
        plan: &Plan,
        names: &[(SourceId, String)],
        about: &About,
        book: &Logbook,
        given: &Pseudonyms,
    ) -> Scribe {
        if plan.form == Form::Bundle {
            let bundle = Bundle::new(plan.clone(), redactor(plan, book, given), names.to_vec(), about.clone());
            return Scribe::Bundle(Some(Box::new(bundle)), Vec::new());
        }
        let (writer, mut out) = (writer(plan, names, book, given), String::new());
        writer.begin(&mut out);
        Scribe::Text(Box::new(writer), out)
    }

    /// How often each row is written.
    pub(super) fn passes(&self) -> u64 {
        if matches!(self, Scribe::Text(..)) { 1 } else { Bundle::PASSES }
    }

    pub(super) fn needs_raw(&self) -> bool {
        match self {
            Scribe::Text(writer, _) => writer.needs_raw(),
            Scribe::Bundle(bundle, _) => bundle.as_ref().is_some_and(|bundle| bundle.needs_raw()),
        }
    }

    pub(super) fn row(&mut self, record: &Record, offset: &dyn Fn(Timestamp) -> i32) {
        match self {
            Scribe::Text(writer, out) => writer.row(record, offset, out),
            Scribe::Bundle(bundle, _) => bundle.iter_mut().for_each(|bundle| bundle.row(record, offset)),
        }
    }

    /// All rows were written: `rows` of them, and not all that were wanted if `partly`. Whether they are to be written once
    /// more.
    pub(super) fn end(&mut self, rows: u64, partly: bool) -> bool {
        match self {
            Scribe::Text(writer, out) => {
                writer.end(out);
                false
            }
            Scribe::Bundle(bundle, out) => {
                let more = bundle.as_mut().is_some_and(|bundle| bundle.end_pass());
                if !more {
                    out.extend(bundle.take().map(|bundle| bundle.finish(rows, partly)).unwrap_or_default());
                }
                more
            }
        }
    }

    /// What can be saved by now.
    pub(super) fn take(&mut self) -> Vec<u8> {
        match self {
            Scribe::Text(_, out) => std::mem::take(out).into_bytes(),
            Scribe::Bundle(_, out) => std::mem::take(out),
        }
    }

    /// How many bytes that are.
    pub(super) fn ready(&self) -> usize {
        match self {
            Scribe::Text(_, out) => out.len(),
            Scribe::Bundle(_, out) => out.len(),
        }
    }
}
