//! What a page has done with the rows of a view: looked through, and written.

use serde::{Deserialize, Serialize};

use tapedeck_core::export::Plan;
use tapedeck_core::model::SourceId;

/// Something to be done with the rows of a view. It ends with the view's generation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// From one match to the next, as [`Work::Looked`]. In place of what was looked for before.
    Look {
        /// The answers carry it. The page chooses it.
        number: u32,
        /// What must match, in the filter language.
        query: String,
        /// The place from which on; nothing for the beginning, or for the end.
        from: Option<u64>,
        /// The row to be at, by the number that [`Work::Looked`] told, if it is there: from it on, itself included. It may
        /// be of another generation, in which it had another place.
        at: Option<u64>,
        /// Towards the beginning.
        backwards: bool,
        /// Whether all matches are counted. Else it ends at the next one.
        counted: bool,
    },
    /// Write rows, as [`Work::Written`]: the first piece now, each other one on [`Task::More`]. In place of what was
    /// written before.
    Write {
        /// The answers carry it. The page chooses it.
        number: u32,
        /// Which.
        rows: Wanted,
        /// How.
        plan: Plan,
        /// What people call the sources.
        names: Vec<(SourceId, String)>,
        /// So many bytes at most: beyond, nothing more is written.
        limit: Option<u64>,
    },
    /// The next piece of what is written.
    More {
        /// The number of the writing.
        number: u32,
    },
    /// Show what would be hidden in some rows, as [`Work::Compared`].
    Compare {
        /// The answer carries it. The page chooses it.
        number: u32,
        /// Which rows.
        rows: Wanted,
        /// How they would be written.
        plan: Plan,
        /// What people call the sources.
        names: Vec<(SourceId, String)>,
    },
    /// Nobody waits for it any more.
    End {
        /// Its number.
        number: u32,
    },
}

/// Some rows of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// All that match.
    All,
    /// Those at these places, from the first up to and without the last; in order, and none twice.
    Places {
        /// [`ViewState::order`](super::ViewState::order) by which they were chosen.
        order: u32,
        /// The places.
        ranges: Vec<(u64, u64)>,
    },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Work {
    /// A match, or none.
    Looked {
        /// The number of the task.
        number: u32,
        /// Its place.
        place: Option<u64>,
        /// The number of its row, which stays the same in other orders and under other filters.
        row: Option<u64>,
        /// Which of all it is, from 1, and how many there are: if they are counted, and all rows are there.
        which: Option<(u64, u64)>,
        /// Whether the search went on at the other end.
        wrapped: bool,
        /// Whether more is to come: rows are still read.
        reading: bool,
    },
    /// A piece of what is written.
    Written {
        /// The number of the task.
        number: u32,
        /// The piece: text in UTF-8, or packed. Empty where rows were written that are not packed yet.
        bytes: Vec<u8>,
        /// How many rows were written by now.
        rows: u64,
        /// How many there are to write.
        of: u64,
        /// How it goes on.
        then: Then,
    },
    /// Rows as they are and as they would be written: a few of those that differ.
    Compared {
        /// The number of the task.
        number: u32,
        /// Before and after.
        pairs: Vec<(String, String)>,
    },
    /// It ended, because the rows stand at other places now.
    Moved {
        /// The number of the task.
        number: u32,
    },
}

/// How a writing goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Then {
    /// By [`Task::More`].
    More,
    /// That was all.
    Done,
    /// That was all that could be read: reading was stopped, or a source failed.
    Partly,
    /// It would be larger than the limit, and is not written.
    TooMuch,
}

impl Task {
    /// Its number.
    pub fn number(&self) -> u32 {
        match self {
            Task::Look { number, .. }
            | Task::Write { number, .. }
            | Task::More { number }
            | Task::Compare { number, .. }
            | Task::End { number } => *number,
        }
    }
}

impl Work {
    /// The number of the task that it is of.
    pub fn number(&self) -> u32 {
        match self {
            Work::Looked { number, .. }
            | Work::Written { number, .. }
            | Work::Compared { number, .. }
            | Work::Moved { number } => *number,
        }
    }
}
