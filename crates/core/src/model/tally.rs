use serde::{Deserialize, Serialize};

use super::{Outcome, TimeRange};

/// How many runs ended in one span of time, and how, as the vendor counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// The span, mostly an hour.
    pub range: TimeRange,
    /// How the runs ended.
    pub outcome: Outcome,
    /// The vendor's own code of the outcome, as it came.
    pub code: String,
    /// How many they were.
    pub count: u64,
    /// What could not be read in the record. The record counts all the same.
    pub problem: Option<String>,
}
