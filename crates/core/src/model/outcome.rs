use serde::{Deserialize, Serialize};

/// How a run ended.
///
/// An unknown vendor code is [`Outcome::Unknown`], never [`Outcome::Success`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// Nothing of it worked, or not what mattered.
    Failed,
    /// It should have run and did not.
    Missed,
    /// It ran, and something in it needs a look.
    Warning,
    /// The vendor gave a code that nobody knows, or none.
    Unknown,
    /// It has not ended yet.
    Running,
    /// A person or a rule stopped it.
    Cancelled,
    /// There was nothing to do.
    Skipped,
    /// Everything worked.
    Success,
}

impl Outcome {
    /// All outcomes, the worst first: the order of chips and of sorting.
    pub const ALL: [Outcome; 8] = [
        Outcome::Failed,
        Outcome::Missed,
        Outcome::Warning,
        Outcome::Unknown,
        Outcome::Running,
        Outcome::Cancelled,
        Outcome::Skipped,
        Outcome::Success,
    ];

    /// The word of the filter language and of exports, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Failed => "failed",
            Outcome::Missed => "missed",
            Outcome::Warning => "warning",
            Outcome::Unknown => "unknown",
            Outcome::Running => "running",
            Outcome::Cancelled => "cancelled",
            Outcome::Skipped => "skipped",
            Outcome::Success => "success",
        }
    }

    /// The outcome of a word, whatever its case.
    pub fn from_word(word: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|o| o.word().eq_ignore_ascii_case(word))
    }
}
