//! `cargo xtask dist`: the static files.

use crate::failure::Attempt;
use crate::page::{self, budget};
use crate::places::Places;
use crate::progress::Steps;
use crate::setup;

/// Builds the page and says what a first visit transfers.
pub fn dist(places: &Places) -> Attempt<()> {
    let mut steps = Steps::new(setup::PAGE_STEPS + page::STEPS);
    setup::for_the_page(places, &mut steps)?;
    page::build(places, &mut steps)?;
    weigh(places)
}

/// Prints the sizes, and fails where they are over the budget.
pub fn weigh(places: &Places) -> Attempt<()> {
    let sizes = budget::sizes(&places.dist)?;
    println!("\n{}", budget::table(&sizes));
    budget::check(&sizes)
}
