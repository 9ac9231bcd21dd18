//! What can be asked of a vendor, and what it can answer.

use crate::model::{Line, Outcome, Page, Run, Severity, TimeRange};

/// One question to a vendor.
#[derive(Clone, Debug, PartialEq)]
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
}

/// Which rows are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageRequest {
    /// How many matching rows to skip.
    pub offset: u64,
    /// How many rows at most.
    pub limit: u32,
    /// What rows must match, evaluated by the vendor.
    pub filter: VendorFilter,
}

/// What a vendor evaluates itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct VendorFilter {
    /// Only within this span.
    pub range: TimeRange,
    /// Only lines of this severity.
    pub severity: Option<Severity>,
    /// Only runs of this outcome.
    pub outcome: Option<Outcome>,
    /// Only what the vendor's own search finds.
    pub keyword: Option<String>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To [`Call::Runs`] and [`Call::Run`].
    Runs(Page<Run>),
    /// To [`Call::Lines`] and [`Call::RunLines`].
    Lines(Page<Line>),
}
