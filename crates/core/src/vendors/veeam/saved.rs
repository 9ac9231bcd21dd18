//! The records of a saved answer.

use super::{DESCRIPTOR, mapping};
use crate::model::{Outcome, Record};
use crate::vendors::saved::{Form, has};

/// What a record is, if an appliance wrote it.
pub fn recognise(raw: &str) -> Option<Form> {
    if has(raw, &["logTime", "status"]) {
        return Some(|source, raw| {
            let mut line = mapping::line(source, "", raw);
            // An item does not say which session it is of.
            line.run = None;
            Record::Line(Box::new(line))
        });
    }
    has(raw, &["executionStartTime", "type", "status"])
        .then_some(|source, raw| Record::Run(Box::new(mapping::run(source, raw))))
}

/// How a session ended, by its status.
pub fn outcome(status: &str) -> Outcome {
    DESCRIPTOR.outcome(status)
}
