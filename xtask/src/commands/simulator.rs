//! The server of the simulated vendors.

use crate::failure::Attempt;
use crate::page::compile;
use crate::places::Places;
use crate::process::command;
use crate::progress::Steps;

/// How many steps [`build`] takes.
pub const STEPS: usize = 1;

/// Builds the server. Cargo knows whether there is anything to do.
pub fn build(places: &Places, steps: &mut Steps) -> Attempt<()> {
    let mut step = steps.start("Building the simulated vendors");
    let mut cargo = command(places, "cargo");
    cargo.args(["build", "--package", "tapedeck-simulator", "--bin", "tapedeck-simulator"]);
    compile(places, &mut step, "simulator", "The simulator", &mut cargo)?;
    step.done();
    Ok(())
}
