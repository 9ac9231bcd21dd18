//! The toolchain's parts. Cargo itself is there: it started this program.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{answer, command, find_program};
use crate::progress::Steps;
use std::path::Path;

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target where it is missing.
pub fn wasm_target(places: &Places, steps: &mut Steps) -> Attempt<()> {
    let mut step = steps.start("Rust's WebAssembly target");
    let sysroot = answer(command(places, "rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        step.there();
        return Ok(());
    }
    needs_rustup("the WebAssembly target")?;
    let added = step.quietly(places, "rustup-target", command(places, "rustup").args(["target", "add", TARGET]))?;
    if !added.success {
        return Err(Failure::new(format!(
            "The WebAssembly target could not be downloaded: connect to the network, check with `rustup target add {TARGET}`, then run the command again."
        )));
    }
    step.done();
    Ok(())
}

/// Adds rustfmt and clippy where they are missing.
pub fn components(places: &Places, steps: &mut Steps) -> Attempt<()> {
    let mut step = steps.start("rustfmt and clippy");
    let there = |part: &str| answer(command(places, "cargo").args([part, "--version"])).is_some();
    if there("fmt") && there("clippy") {
        step.there();
        return Ok(());
    }
    needs_rustup("rustfmt and clippy")?;
    let added = step.quietly(
        places,
        "rustup-components",
        command(places, "rustup").args(["component", "add", "rustfmt", "clippy"]),
    )?;
    if !added.success {
        return Err(Failure::new(
            "rustfmt and clippy could not be downloaded: connect to the network, check with `rustup component add rustfmt clippy`, then run the command again.",
        ));
    }
    step.done();
    Ok(())
}

fn needs_rustup(what: &str) -> Attempt<()> {
    match find_program(&["rustup"]) {
        Some(_) => Ok(()),
        None => Err(Failure::new(format!(
            "Rust lacks {what}, and rustup is not installed to add it: install rustup from https://rustup.rs, then run the command again."
        ))),
    }
}
