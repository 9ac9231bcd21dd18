//! What can be asked of a vendor, and what it can answer.

use serde::{Deserialize, Serialize};

use crate::certificate::Inspection;
use crate::model::{Action, Export, File, Item, Job, Line, Outcome, Page, Run, Severity, Tally, TimeRange};

/// One question to a vendor. A vendor answers those that its capabilities name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Call {
    /// A page of runs.
    Runs(PageRequest),
    /// A page of lines.
    Lines(PageRequest),
    /// A page of the lines of one run.
    RunLines {
        /// The vendor's own number of the run.
        run: String,
        /// Which page.
        page: PageRequest,
    },
    /// One run.
    Run {
        /// The vendor's own number of the run.
        run: String,
    },
    /// A page of the things inside one run.
    Items {
        /// The vendor's own number of the run.
        run: String,
        /// Which of the vendor's lists of them; empty for the usual one.
        kind: String,
        /// Which page.
        page: PageRequest,
    },
    /// What the system says of itself and of this session: the connection test.
    About,
    /// A page of files that can be downloaded.
    Files(PageRequest),
    /// Something is done or prepared: a log export, a stop, a setting. Which, is a name of the vendor's own list.
    Act(Action),
    /// How far a preparation is.
    Progress {
        /// Its number, as [`Answer::Export`] gave it.
        export: String,
    },
    /// A preparation is given up.
    Cancel {
        /// Its number.
        export: String,
    },
    /// The content of a file, or where it is.
    Download {
        /// The number of the file or of the finished export.
        file: String,
    },
    /// What a file of certificates holds. The engine answers that itself: nothing is sent.
    Inspect {
        /// The file.
        content: Vec<u8>,
    },
}

/// Which rows are asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageRequest {
    /// How many matching rows to skip.
    pub offset: u64,
    /// How many rows at most.
    pub limit: u32,
    /// What rows must match, evaluated by the vendor.
    pub filter: VendorFilter,
}

/// What a vendor evaluates itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VendorFilter {
    /// Only within this span. Left open by a vendor that cannot evaluate it; the engine does it then.
    pub range: TimeRange,
    /// Only lines of this severity.
    pub severity: Option<Severity>,
    /// Only runs of this outcome.
    pub outcome: Option<Outcome>,
    /// Only what the vendor's own search finds.
    pub keyword: Option<String>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Call::Runs`] and [`Call::Run`].
    Runs(Page<Run>),
    /// To [`Call::Lines`] and [`Call::RunLines`].
    Lines(Page<Line>),
    /// To [`Call::Items`].
    Items(Page<Item>),
    /// To [`Call::Files`].
    Files(Page<File>),
    /// What is so, as names and values: to [`Call::About`], and to actions that read settings.
    Facts(Vec<(String, String)>),
    /// To an action that lists jobs.
    Jobs(Vec<Job>),
    /// To an action that counts runs by time and outcome.
    Tallies(Vec<Tally>),
    /// A preparation under way or finished.
    Export(Export),
    /// A file's content, with the name the vendor gave it.
    Content {
        /// The file's name.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file's content was handed over piece by piece.
    Poured {
        /// The name that the vendor gave it, made safe, if it gave one.
        name: Option<String>,
        /// How many bytes.
        size: u64,
        /// The SHA-256 of them, as hexadecimal digits.
        sha256: String,
    },
    /// Where a file can be downloaded, without any header.
    Link {
        /// The address.
        url: String,
    },
    /// To [`Call::Inspect`].
    Certificates(Inspection),
    /// It is done.
    Done,
}
