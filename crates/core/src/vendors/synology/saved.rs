//! The records of a saved answer.

use super::mapping;
use crate::model::Record;
use crate::vendors::saved::{Form, has};

/// What a record is, if a NAS wrote it.
pub fn recognise(raw: &str) -> Option<Form> {
    if has(raw, &["log_time"]) && ["log_type", "log_id", "result_detail_id"].iter().any(|name| has(raw, &[name])) {
        return Some(|source, raw| Record::Line(Box::new(mapping::line(source, raw))));
    }
    has(raw, &["result_id", "time_start", "status"])
        .then_some(|source, raw| Record::Run(Box::new(mapping::run(source, raw))))
}
