//! How a command fails.

use std::fmt;

/// One sentence for a person: what is wrong, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure(String);

/// Something that may end in a sentence.
pub type Attempt<T> = Result<T, Failure>;

impl Failure {
    /// A failure from its sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// Turns any error into "`what` failed: the error."
    pub fn of<E: fmt::Display>(what: impl fmt::Display) -> impl FnOnce(E) -> Self {
        move |error| Self(format!("{what} failed: {error}."))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
