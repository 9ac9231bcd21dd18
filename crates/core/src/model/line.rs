use serde::{Deserialize, Serialize};

use super::{Severity, SourceId, Timestamp};

/// One log record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The source it was read from.
    pub source: SourceId,
    /// The vendor's own number of the record; empty if it gave none. Not unique on the page.
    pub id: String,
    /// When it was written.
    pub time: Option<Timestamp>,
    /// How bad it is.
    pub severity: Severity,
    /// The vendor's own code of the severity, as it came.
    pub severity_code: String,
    /// The job it belongs to, by name.
    pub job: String,
    /// The thing inside the job it is about.
    pub item: String,
    /// Of what was opened as an archive, the path of the file in it that the record stands in. Empty else.
    pub file: String,
    /// Who caused it.
    pub user: String,
    /// The vendor's event code, as it came.
    pub code: String,
    /// The vendor's constant for the code, if it is known.
    pub code_name: String,
    /// What happened, in words.
    pub text: String,
    /// What to do about it, if anything is known.
    pub remedy: String,
    /// The run it belongs to: the vendor's own number.
    pub run: Option<String>,
    /// What could not be read in the record. The record is shown all the same.
    pub problem: Option<String>,
    /// The record as it came.
    pub raw: String,
}

impl Line {
    /// A line of which nothing could be read but that it exists.
    pub fn unreadable(source: &str, raw: String, problem: String) -> Line {
        Line {
            source: source.to_string(),
            id: String::new(),
            time: None,
            severity: Severity::Unknown,
            severity_code: String::new(),
            job: String::new(),
            item: String::new(),
            file: String::new(),
            user: String::new(),
            code: String::new(),
            code_name: String::new(),
            text: String::new(),
            remedy: String::new(),
            run: None,
            problem: Some(problem),
            raw,
        }
    }
}
