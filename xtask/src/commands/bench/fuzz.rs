//! Each parser and reader is fed what nobody thought of, for a while.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{answer, command, shown};
use crate::progress::Steps;
use crate::setup::tool;
use std::fs;
use std::process::Command;

/// For how long each, in seconds.
const SECONDS: u32 = 20;

/// Runs the targets of `fuzz/`, all if none is named. Without a nightly compiler, which the sanitizers need, it says so and does nothing.
pub fn fuzz(places: &Places, named: &[String]) -> Attempt<()> {
    let toolchains = answer(Command::new("rustup").args(["toolchain", "list"])).unwrap_or_default();
    if !toolchains.lines().any(|line| line.starts_with("nightly")) {
        println!("Not fuzzed: that needs `rustup toolchain install nightly`.");
        return Ok(());
    }
    tool::cargo_fuzz().install(places, &mut Steps::new(1))?;
    let all = targets(places)?;
    if let Some(other) = named.iter().find(|name| !all.contains(name)) {
        return Err(Failure::new(format!("There is no fuzz target \"{other}\"; they are {}.", all.join(", "))));
    }
    for target in all.into_iter().filter(|target| named.is_empty() || named.contains(target)) {
        println!("\n── fuzzing {target} for {SECONDS} s");
        let mut fuzz = command(places, "cargo");
        // What was found worth keeping earlier, then the answers that the tests read.
        let corpus = format!("fuzz/corpus/{target}");
        fs::create_dir_all(places.root.join(&corpus)).map_err(Failure::of(format!("Making {corpus}")))?;
        let own = ["crates/core/tests/fixtures/", "crates/core/tests/"].map(|folder| format!("{folder}{target}"));
        // The readers of files have theirs together.
        let own = own.into_iter().find(|own| places.root.join(own).is_dir());
        let has_own = own.is_some();
        let fixtures = own.unwrap_or_else(|| "crates/core/tests/fixtures/files".to_owned());
        fuzz.args(["+nightly", "fuzz", "run", &target, &corpus, &fixtures, "--"]);
        fuzz.args(["-verbosity=0", "-print_final_stats=1"]);
        fuzz.arg(format!("-max_total_time={SECONDS}"));
        if !has_own {
            // Archives of archives are read again and again for hours; what is short meets as much.
            fuzz.arg("-max_len=8192");
        }
        // Its own place: it is compiled with other flags than everything else.
        fuzz.env("CARGO_TARGET_DIR", places.root.join("fuzz/target"));
        if !shown(&mut fuzz)? {
            return Err(Failure::new(format!(
                "Fuzzing {target} found something: the input is in fuzz/artifacts/{target}; make it a regression test."
            )));
        }
    }
    Ok(())
}

/// The targets, by their files.
fn targets(places: &Places) -> Attempt<Vec<String>> {
    let failed = Failure::of("Reading fuzz/fuzz_targets");
    let entries = fs::read_dir(places.root.join("fuzz/fuzz_targets")).map_err(failed)?;
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}
