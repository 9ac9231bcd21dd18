use serde::{Deserialize, Serialize};

/// How bad a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Something failed.
    Error,
    /// Something needs a look.
    Warning,
    /// The vendor gave a level that nobody knows, or none.
    Unknown,
    /// The normal course of things.
    Info,
    /// Detail for the vendor's support.
    Debug,
}

impl Severity {
    /// All severities, the worst first: the order of chips and of sorting.
    pub const ALL: [Severity; 5] =
        [Severity::Error, Severity::Warning, Severity::Unknown, Severity::Info, Severity::Debug];

    /// The word of the filter language and of exports, in lower case.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Unknown => "unknown",
            Severity::Info => "info",
            Severity::Debug => "debug",
        }
    }

    /// The severity of a word, whatever its case.
    pub fn from_word(word: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|s| s.word().eq_ignore_ascii_case(word))
    }
}
