//! The records of a saved answer.

use super::mapping::{self, List, Names};
use crate::model::Record;
use crate::vendors::saved::{Form, has};

/// What a record is, if the vendor wrote it.
pub fn recognise(raw: &str) -> Option<Form> {
    fn line(list: List, source: &str, raw: &str) -> Record {
        // The names of the servers are in another answer.
        Record::Line(Box::new(mapping::line(list, source, &Names::new(), raw)))
    }
    if has(raw, &["alarm_name", "alarm_level"]) {
        return Some(|source, raw| line(List::Alarms, source, raw));
    }
    has(raw, &["event_message", "event_level"]).then_some(|source, raw| line(List::Events, source, raw))
}
