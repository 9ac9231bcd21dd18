use serde::{Deserialize, Serialize};

use super::{Outcome, SourceId, Timestamp};

/// One execution of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The source it was read from.
    pub source: SourceId,
    /// The vendor's own number of the run; empty if it gave none.
    pub id: String,
    /// The job that ran, by name.
    pub job: String,
    /// The vendor's own number of the job.
    pub job_id: String,
    /// What was done: a backup, a restore, a clean-up.
    pub action: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The vendor's own code of the outcome, as it came.
    pub code: String,
    /// When it began.
    pub started: Option<Timestamp>,
    /// When it ended; absent while it runs.
    pub ended: Option<Timestamp>,
    /// How long it took, in milliseconds; absent while it runs or where the vendor's times make no sense.
    pub duration: Option<i64>,
    /// The things inside it, by name.
    pub items: Vec<String>,
    /// The kind of thing that is backed up, in words.
    pub kind: String,
    /// The vendor's counters. They are not always device totals, so the outcome is never derived from them.
    pub counts: Counts,
    /// What could not be read in the record. The record is shown all the same.
    pub problem: Option<String>,
    /// The record as it came.
    pub raw: String,
}

/// How many things inside a run ended how, as the vendor counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Ended well.
    pub success: i64,
    /// Ended with warnings.
    pub warning: i64,
    /// Failed.
    pub error: i64,
    /// Had nothing to do.
    pub none: i64,
}

impl Run {
    /// A run of which nothing could be read but that it exists.
    pub fn unreadable(source: &str, raw: String, problem: String) -> Run {
        Run {
            source: source.to_string(),
            id: String::new(),
            job: String::new(),
            job_id: String::new(),
            action: String::new(),
            outcome: Outcome::Unknown,
            code: String::new(),
            started: None,
            ended: None,
            duration: None,
            items: Vec::new(),
            kind: String::new(),
            counts: Counts::default(),
            problem: Some(problem),
            raw,
        }
    }
}
