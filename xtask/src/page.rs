//! The page: built by Trunk, finished by [`finish`], which Trunk calls as a hook.

pub mod budget;
mod document;
mod esbuild;
pub mod finish;
mod fresh;
mod hash;
mod names;
mod policy;
mod tags;

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::command;
use crate::progress::{Step, Steps};
use std::io::{IsTerminal, stdout};
use std::process::Command;

/// How many steps [`build`] takes.
pub const STEPS: usize = 1;

/// Builds `dist/`, unless it is newer than everything it is made of.
pub fn build(places: &Places, steps: &mut Steps) -> Attempt<()> {
    let mut step = steps.start("Building the page");
    if fresh::is_fresh(places) {
        step.end("there, nothing changed");
        return Ok(());
    }
    fetch_crates(places, &mut step)?;
    compile(places, &mut step, "page", "The page", &mut trunk(places))?;
    fresh::remember(places)?;
    step.done();
    Ok(())
}

/// Trunk builds without a network, so what it needs is fetched before.
fn fetch_crates(places: &Places, step: &mut Step) -> Attempt<()> {
    let mut fetch = command(places, "cargo");
    fetch.args(["fetch", "--target", "wasm32-unknown-unknown"]);
    let fetched = step.quietly(places, "fetch", &mut fetch)?;
    match (fetched.success, fetched.lacks_network()) {
        (true, _) => Ok(()),
        (false, true) => Err(Failure::new(
            "The page's libraries could not be downloaded: connect to the network, then run the command again.",
        )),
        (false, false) => {
            let reason = fetched.reason().unwrap_or("no reason given");
            Err(Failure::new(format!(
                "The page's libraries could not be fetched ({reason}): run `cargo fetch` to see why."
            )))
        }
    }
}

fn trunk(places: &Places) -> Command {
    let mut trunk = command(places, "trunk");
    // Offline: the tools on PATH are used, and none is downloaded.
    trunk.args(["build", "--offline", "--dist"]).arg(&places.dist).env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk wants "true" or "false" here, where every other program takes any value.
    trunk.env_remove("NO_COLOR");
    // Said by the command itself: a page over its budget can still be looked at.
    trunk.env(finish::WEIGHED_LATER, "1");
    // A failed build is no fault of Trunk's.
    trunk.env("RUST_BACKTRACE", "0");
    trunk
}

/// Runs a compiler quietly; shows its output only where it fails.
pub fn compile(places: &Places, step: &mut Step, log: &str, what: &str, compiler: &mut Command) -> Attempt<()> {
    if stdout().is_terminal() {
        compiler.env("CARGO_TERM_COLOR", "always");
    }
    let compiled = step.quietly(places, log, compiler)?;
    if compiled.success {
        return Ok(());
    }
    let mut said = what_counts(&compiled.lines);
    // The hook's own sentence is the best there is.
    let hook_failed = compiled.lines.iter().any(|line| line.contains("hook call to"));
    let sentence = if hook_failed { said.pop_if(|line| line.starts_with("error: ")) } else { None };
    for line in said {
        eprintln!("{line}");
    }
    if let Some(sentence) = sentence {
        return Err(Failure::new(sentence.trim_start_matches("error: ")));
    }
    Err(match compiled.lacks_network() {
        true => {
            Failure::new(format!("{what} needs the network for its libraries: connect, then run the command again."))
        }
        false => {
            Failure::new(format!("{what} could not be built: mend what is said above, then run the command again."))
        }
    })
}

/// Without progress, and without what Trunk says about a failure that was told before.
fn what_counts(lines: &[String]) -> Vec<&str> {
    const NOISE: [&str; 7] = [
        "   Compiling ",
        " Downloading ",
        "  Downloaded ",
        "    Checking ",
        "  INFO ",
        "    Finished ",
        "    Blocking ",
    ];
    let told = |line: &&str| !(line.contains(" ERROR ") && line.contains("error"));
    let counts = |line: &&str| !NOISE.iter().any(|noise| line.contains(noise));
    lines.iter().map(String::as_str).take_while(told).filter(counts).collect()
}

#[cfg(test)]
mod tests {
    use super::what_counts;

    #[test]
    fn of_a_failed_build_the_errors_count() {
        let lines = [
            "2026-11-21T00:35:53Z  INFO starting build",
            "   Compiling leptos v0.8.23",
            "error[E0308]: mismatched types",
            " --> src/main.rs:3:1",
            "error: could not compile",
            "2026-11-21T00:36:05Z ERROR \u{274c} error",
            "error from build pipeline",
        ]
        .map(str::to_owned);
        let counts = what_counts(&lines);
        assert_eq!(counts, ["error[E0308]: mismatched types", " --> src/main.rs:3:1", "error: could not compile"]);
    }
}
