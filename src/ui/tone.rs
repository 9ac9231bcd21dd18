//! How loud something is.

use super::Glyph;

/// How loud a message is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Good,
    /// Worth knowing.
    #[default]
    Info,
    /// Needs a look.
    Warning,
    /// Something failed.
    Bad,
}

impl Tone {
    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Good => "ok",
            Tone::Info => "run",
            Tone::Warning => "warn",
            Tone::Bad => "bad",
        }
    }

    /// Its shape.
    pub fn glyph(self) -> Glyph {
        match self {
            Tone::Good => Glyph::Check,
            Tone::Info => Glyph::Info,
            Tone::Warning => Glyph::Warning,
            Tone::Bad => Glyph::Error,
        }
    }
}
