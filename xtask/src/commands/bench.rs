//! `cargo xtask bench`: the measurements, and the fuzzing of the parsers.

mod fuzz;

use crate::commands::{simulator, test};
use crate::failure::{Attempt, Failure};
use crate::page::{self, budget};
use crate::places::Places;
use crate::process::{command, shown};
use crate::progress::Steps;
use crate::setup::{self, browser, node};

/// Builds everything, then measures; the words are for the measuring script.
pub fn bench(places: &Places, words: &[String]) -> Attempt<()> {
    let script = places.end2end().join("bench/run.mjs");
    if !script.is_file() {
        return Err(Failure::new("end2end/bench/run.mjs is missing: restore it with `git checkout end2end`."));
    }
    node::check_for_tests(places)?;
    let mut steps = Steps::new(setup::PAGE_STEPS + page::STEPS + simulator::STEPS + 2);
    setup::for_the_page(places, &mut steps)?;
    node::end2end(places, &mut steps)?;
    let browser = browser::install(places, &mut steps)?;
    page::build(places, &mut steps)?;
    simulator::build(places, &mut steps)?;
    println!("\n{}", budget::table(&budget::sizes(&places.dist)?));
    let mut measure = command(places, "node");
    measure.arg(script).args(words).current_dir(places.end2end());
    test::tell(places, &mut measure, &browser);
    if !shown(&mut measure)? {
        return Err(Failure::new("The measuring failed: mend what is said above."));
    }
    fuzz::fuzz(places)
}
