//! Regular expressions.
//!
//! They fit in linear time whatever is written, but one that is large takes longer with each letter, and one that would
//! need much memory is refused.

use regex_lite::{Regex, RegexBuilder};

/// A compiled expression may take so many bytes, and costs so much for each byte of a text, in bytes that are searched for a
/// word: found out by compiling it with less and less room.
const SIZES: [(usize, usize); 4] = [(4 << 10, 50), (16 << 10, 200), (64 << 10, 800), (256 << 10, 3_200)];
/// So many groups may stand in each other.
const DEPTH: u32 = 50;
/// Texts are looked through up to where they cost so much: some tenths of a second for the worst expression.
const DEAREST: usize = 100 << 20;

/// An expression, and what it costs.
#[derive(Debug)]
pub(crate) struct Pattern {
    regex: Regex,
    cost: usize,
}

impl Pattern {
    /// Reads an expression. As everywhere in a query the case of letters says nothing, until `(?-i)` stands before them.
    pub(super) fn new(pattern: &str) -> Result<Pattern, String> {
        let mut last = String::new();
        for (size, cost) in SIZES {
            match with_size(pattern, size) {
                Ok(regex) => return Ok(Pattern { regex, cost }),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Whether it fits in a text. What comes after some megabytes in one text is not looked at by an expression, and after
    /// 30 KB by one of the largest.
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.regex.is_match(&text[..text.floor_char_boundary(DEAREST / self.cost)])
    }

    /// What looking through a byte costs, in bytes that are searched for a word.
    pub(crate) fn cost(&self) -> usize {
        self.cost
    }
}

/// Compiles an expression.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    let [.., (size, _)] = SIZES;
    with_size(pattern, size)
}

fn with_size(pattern: &str, size: usize) -> Result<Regex, String> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(size)
        .nest_limit(DEPTH)
        .build()
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of megabytes and a large expression together took minutes, in one go.
    #[test]
    fn a_large_expression_costs_more_and_reads_less_of_a_text() {
        let small = Pattern::new("err(or|ed)$").unwrap();
        let large = Pattern::new(&"(a?){40}".repeat(20)).unwrap();
        assert!(large.cost() > small.cost() * 10, "{} {}", small.cost(), large.cost());
        let text = "b".repeat(5 << 20) + "a";
        assert!(!Pattern::new(&format!("{}c", "(a{1,30}|b)".repeat(20))).unwrap().fits(&text));
        assert!(small.fits(&format!("{}error", " ".repeat(1 << 20))));
        assert!(Pattern::new(&"(a{1,100}){100}".repeat(100)).is_err());
    }
}
