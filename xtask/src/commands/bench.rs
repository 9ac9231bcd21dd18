//! `cargo xtask bench`: the measurements, and the fuzzing of the parsers.

mod fuzz;

use crate::args::BenchOptions;
use crate::commands::{simulator, test};
use crate::failure::{Attempt, Failure};
use crate::page::{self, budget};
use crate::places::Places;
use crate::process::{command, shown};
use crate::progress::Steps;
use crate::setup::browser::Browser;
use crate::setup::{self, browser, node};

/// With the demo, then with saved answers beside the hand-written page.
const SCRIPTS: [&str; 2] = ["bench/run.mjs", "bench/lines.mjs"];

/// Builds everything, then measures.
pub fn bench(places: &Places, options: &BenchOptions) -> Attempt<()> {
    for script in SCRIPTS {
        if !places.end2end().join(script).is_file() {
            return Err(Failure::new(format!("end2end/{script} is missing: restore it with `git checkout end2end`.")));
        }
    }
    node::check_for_tests(places)?;
    let mut steps = Steps::new(setup::PAGE_STEPS + page::STEPS + simulator::STEPS + 2);
    setup::for_the_page(places, &mut steps)?;
    node::end2end(places, &mut steps)?;
    let browser = browser::install(places, &mut steps)?;
    page::build(places, &mut steps)?;
    simulator::build(places, &mut steps)?;
    println!("\n{}", budget::table(&budget::sizes(&places.dist)?));
    let repeat = options.repeat.to_string();
    let lines: Vec<String> = options.lines.iter().map(u64::to_string).collect();
    let [demo, saved] = SCRIPTS;
    measure(places, &browser, demo, &[&repeat])?;
    measure(places, &browser, saved, &["--lines", &lines.join(","), "--repeat", &repeat])?;
    if options.browser { Ok(()) } else { fuzz::fuzz(places) }
}

fn measure(places: &Places, browser: &Browser, script: &str, words: &[&str]) -> Attempt<()> {
    let mut node = command(places, "node");
    node.arg(script).args(words).current_dir(places.end2end());
    test::tell(places, &mut node, browser);
    node.env("TAPEDECK_BENCH", places.target.join("bench"));
    if shown(&mut node)? {
        return Ok(());
    }
    Err(Failure::new("The measuring failed: mend what is said above."))
}
