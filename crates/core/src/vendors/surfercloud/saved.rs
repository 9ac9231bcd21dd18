//! The records of a saved answer.

use super::mapping::{self, Instance};
use crate::model::Record;
use crate::vendors::saved::{Form, has};

/// What a record is, if the vendor wrote it.
pub fn recognise(raw: &str) -> Option<Form> {
    has(raw, &["BackupID", "BackupStartTime", "State"]).then_some(|source, raw| {
        let empty = String::new;
        // Its name is in another answer.
        let instance = Instance {
            id: empty(),
            name: empty(),
            zone: empty(),
            state: empty(),
            version: empty(),
            problem: None,
            raw: empty(),
        };
        Record::Run(Box::new(mapping::run(source, &instance, raw)))
    })
}
