//! Where the texts come from.
//!
//! They are two thirds of what this vendor weighs, and a page without a source of it never needs them. So the page is
//! built without the feature `words` and gives them to [`learn`] when the first such source is signed in to. With the
//! feature, as in tests, they are built in.

use std::sync::OnceLock;

/// The order of the tables in a file of words, which has a form feed between them.
#[cfg(feature = "words")]
const BUILT_IN: [&str; 5] = [
    include_str!("events.tsv"),
    include_str!("events.en.tsv"),
    include_str!("errors.tsv"),
    include_str!("errors.en.tsv"),
    include_str!("ab_errors.tsv"),
];
#[cfg(not(feature = "words"))]
const BUILT_IN: [&str; 5] = [""; 5];

static LEARNT: OnceLock<String> = OnceLock::new();

/// Whether the texts are still missing.
pub fn lacks_words() -> bool {
    BUILT_IN[0].is_empty() && LEARNT.get().is_none()
}

/// Takes the texts in: the five tables, in the order of `BUILT_IN`, with a form feed between them. Only the first ones
/// count, and only what is looked up afterwards knows them.
pub fn learn(words: String) {
    LEARNT.get_or_init(|| words);
}

/// One of the tables.
pub(super) fn part(number: usize) -> &'static str {
    match LEARNT.get() {
        Some(words) => words.split('\u{c}').nth(number).unwrap_or_default(),
        None => BUILT_IN[number],
    }
}
