//! The records of a vendor's saved answer.

use super::anyone;
use crate::logbook::{Logbook, Reader};
use crate::model::{Record, SourceId};
use crate::vendors::synology::lines::LineReader;

/// Reads the records of an answer of which nobody said whose it is. The first record tells.
pub struct AnswerReader {
    source: SourceId,
    known: Option<Box<dyn Reader>>,
}

impl AnswerReader {
    /// For the records of one file, which have it as their source.
    pub fn new(source: SourceId) -> AnswerReader {
        AnswerReader { source, known: None }
    }
}

impl Reader for AnswerReader {
    fn read(&mut self, raw: &str, book: &mut Logbook) {
        let source = &self.source;
        self.known.get_or_insert_with(|| recognise(source, raw)).read(raw, book);
    }

    fn read_again(&mut self, rest: &[u8], book: &mut Logbook) -> Option<usize> {
        self.known.as_mut()?.read_again(rest, book)
    }
}

/// The reader of records like this one.
fn recognise(source: &SourceId, raw: &str) -> Box<dyn Reader> {
    let has = |name: &str| raw.contains(name);
    if has("\"log_time\"") && (has("\"log_type\"") || has("\"log_id\"") || has("\"result_detail_id\"")) {
        return Box::new(LineReader::new(source.clone()));
    }
    let source = source.clone();
    Box::new(move |raw: &str| Record::Line(Box::new(anyone::line(&source, raw))))
}
