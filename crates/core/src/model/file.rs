use serde::{Deserialize, Serialize};

use super::{Action, SourceId, TimeRange, Timestamp};

/// Something that can be downloaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// The source it is at.
    pub source: SourceId,
    /// By what it is asked for; the vendor's own number, or several parts of it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What kind of file it is, in words.
    pub kind: String,
    /// The job it belongs to, by name.
    pub job: String,
    /// When it was made.
    pub time: Option<Timestamp>,
    /// What time its content is about.
    pub covers: TimeRange,
    /// Its size in bytes, if the vendor says so.
    pub size: Option<u64>,
    /// What has it prepared, with the values that belong to it: for a file that is not there before somebody asks for it,
    /// or that can be packed.
    pub prepare: Option<Action>,
    /// Whether it can be fetched as it is.
    pub ready: bool,
    /// Whether the vendor gives only an address for it, which this page may not read but the browser can follow.
    pub linked: bool,
    /// What could not be read in the record. The record is shown all the same.
    pub problem: Option<String>,
    /// The record as it came.
    pub raw: String,
}

/// A file that the vendor prepares, or has prepared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// By what its progress and its content are asked for.
    pub id: String,
    /// How far it is.
    pub state: ExportState,
    /// How far it is, in percent, if the vendor says so.
    pub percent: Option<u8>,
    /// The vendor's own word for the state, as it came.
    pub code: String,
    /// When it was begun.
    pub time: Option<Timestamp>,
}

/// How far a preparation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportState {
    /// It goes on. A word that nobody knows is this too: only a known word ends it.
    Running,
    /// The content is there.
    Ready,
    /// It ended without content.
    Failed,
}
