//! Rows that say the same, taken together.

use serde::{Deserialize, Serialize};

/// Which rows are taken together as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gather {
    /// Those that differ in the numbers of their text only, too: "12 files copied" and "7 files copied".
    pub numbers_ignored: bool,
    /// Those that do not follow each other, too.
    pub anywhere: bool,
}

/// What rows were taken together to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {
    /// How many groups there are; what stands alone is one too.
    pub groups: u64,
    /// How many rows there are in them.
    pub rows: u64,
}

/// What the row at a place stands for, if not only for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repeated {
    /// For so many rows, of which it is the first.
    Folded(u32),
    /// It is the first of so many, and the others follow it.
    Unfolded(u32),
    /// It is one of those that follow.
    Within,
}
