use serde::{Deserialize, Serialize};

use super::{Outcome, SourceId, Timestamp};

/// What is backed up, again and again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// The source it was read from.
    pub source: SourceId,
    /// The vendor's own number of the job; empty if it gave none.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The kind of thing that is backed up, in words.
    pub kind: String,
    /// When it runs, in words; empty if the vendor does not say so.
    pub schedule: String,
    /// How its last run ended, if there was one.
    pub outcome: Option<Outcome>,
    /// The vendor's own code of that outcome, as it came.
    pub code: String,
    /// When its last run began.
    pub last_run: Option<Timestamp>,
    /// When it will run next.
    pub next_run: Option<Timestamp>,
    /// The things inside it, by name.
    pub items: Vec<String>,
    /// What could not be read in the record. The record is shown all the same.
    pub problem: Option<String>,
    /// The record as it came, but without the passwords and tokens that some vendors keep in it.
    pub raw: String,
}
