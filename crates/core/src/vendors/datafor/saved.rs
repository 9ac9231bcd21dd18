//! The records of a saved answer.

use super::mapping;
use crate::model::Record;
use crate::vendors::saved::{Form, has};

/// What a record is, if a server wrote it.
pub fn recognise(raw: &str) -> Option<Form> {
    has(raw, &["backupid", "status", "add_time"])
        .then_some(|source, raw| Record::Run(Box::new(mapping::run(source, raw, &[]))))
}
