//! `cargo xtask bench`: the measurements, and the fuzzing of the parsers.

mod fuzz;
mod logbook;

use crate::args::{BenchOptions, Measured};
use crate::commands::{simulator, test};
use crate::failure::{Attempt, Failure};
use crate::page::{self, budget};
use crate::places::Places;
use crate::process::{command, shown};
use crate::progress::Steps;
use crate::setup::browser::Browser;
use crate::setup::{self, browser, node};

/// What is measured in a browser: with the demo, with saved answers beside the hand-written page, with large files.
const SCRIPTS: [(Measured, &str); 3] =
    [(Measured::Demo, "bench/run.mjs"), (Measured::Lines, "bench/lines.mjs"), (Measured::Files, "bench/files.mjs")];

/// Builds what is needed, then measures.
pub fn bench(places: &Places, options: &BenchOptions) -> Attempt<()> {
    let wanted = |what: Measured| options.what.contains(&what);
    let scripts: Vec<_> = SCRIPTS.into_iter().filter(|(what, _)| wanted(*what)).collect();
    if !scripts.is_empty() {
        in_a_browser(places, options, &scripts)?;
    }
    // What grows too fast fails the command when everything was measured.
    let grown = if wanted(Measured::Logbook) { logbook::measure(places) } else { Ok(()) };
    if wanted(Measured::Fuzz) {
        fuzz::fuzz(places, &options.targets)?;
    }
    grown
}

fn in_a_browser(places: &Places, options: &BenchOptions, scripts: &[(Measured, &str)]) -> Attempt<()> {
    for (_, script) in scripts {
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
    let lines = lines.join(",");
    for (what, script) in scripts {
        let words: &[&str] = match what {
            Measured::Lines => &["--lines", &lines, "--repeat", &repeat],
            Measured::Files => &["--repeat", &repeat],
            _ => &[&repeat],
        };
        measure(places, &browser, script, words)?;
    }
    Ok(())
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
