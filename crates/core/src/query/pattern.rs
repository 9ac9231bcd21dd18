//! Regular expressions.
//!
//! They fit in linear time whatever is written, and one that would need much memory is refused.

use regex_lite::{Regex, RegexBuilder};

/// A compiled expression may take so many bytes.
const SIZE: usize = 256 << 10;
/// So many groups may stand in each other.
const DEPTH: u32 = 50;

/// Compiles an expression. As everywhere in a query the case of letters says nothing, until `(?-i)` stands before them.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(SIZE)
        .nest_limit(DEPTH)
        .build()
        .map_err(|error| error.to_string())
}
