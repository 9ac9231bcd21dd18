use serde::{Deserialize, Serialize};

use super::{Outcome, Timestamp};

/// One thing inside a run: a device, a protected virtual machine, a part of a configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// What kind of thing it is, in words.
    pub kind: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The vendor's own code of the outcome, as it came.
    pub code: String,
    /// When it began.
    pub started: Option<Timestamp>,
    /// How long it took, in milliseconds.
    pub duration: Option<i64>,
    /// How much of it was moved or kept, in bytes.
    pub size: Option<u64>,
    /// What the vendor says about it.
    pub text: String,
    /// What could not be read in the record. The record is shown all the same.
    pub problem: Option<String>,
    /// The record as it came.
    pub raw: String,
}
