//! What is counted of a view: how its rows lie in time, and which values they have.

use serde::{Deserialize, Serialize};

use tapedeck_core::model::{Field, Timestamp};
#[cfg(doc)]
use tapedeck_core::model::{Outcome, Severity};

/// What the page wants counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountWish {
    /// At most about so many bars in time; none if 0.
    pub bars: u32,
    /// The values of these fields.
    pub facets: Vec<FacetWish>,
    /// Whether all rows are read for it, however many there are. A list that is not long is read for it anyway.
    pub whole: bool,
}

impl CountWish {
    /// Whether nothing is to be counted.
    pub fn is_empty(&self) -> bool {
        self.bars == 0 && self.facets.is_empty()
    }
}

/// The values of which field are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetWish {
    /// Which field.
    pub field: Field,
    /// Only values in which this stands, whatever its case; all if empty.
    pub containing: String,
    /// At most so many, the most frequent first.
    pub most: u32,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Where the bars begin and end: one more than bars, on round times of the reader's clock.
    pub ends: Vec<Timestamp>,
    /// How many rows are in each bar: of lines by the place of the severity in [`Severity::ALL`], of runs by that of the
    /// outcome in [`Outcome::ALL`].
    pub bars: Vec<[u32; 8]>,
    /// How many rows are in no bar, because they have no time.
    pub timeless: u64,
    /// The values, field by field, as they were asked for: of a field of which the filter asks or excludes exact values,
    /// those that there are without that.
    pub facets: Vec<FacetCount>,
    /// How many rows were counted.
    pub rows: u64,
    /// How many records were not read yet, and could not be counted.
    pub unread: u64,
}

/// The values of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCount {
    /// Which field.
    pub field: Field,
    /// Values with their counts, the most frequent first, then by name.
    pub values: Vec<(String, u64)>,
    /// How many different values there are, of those that were asked for.
    pub distinct: u64,
    /// How many records were not read yet in which it is counted: more than those of the view, where the filter says
    /// something of this very field.
    pub unread: u64,
}
