//! The tests of the web-only modules, in a headless browser.

use crate::commands::test::Verdict;
use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{command, shown};
use std::env;
use std::path::Path;

/// Runs them through `webdriver.json`. Without chromedriver they are skipped on a person's machine, and fail elsewhere.
pub fn check(places: &Places, driver: Option<&Path>) -> Attempt<Verdict> {
    let Some(driver) = driver else {
        if env::var_os("CI").is_some() {
            return Err(Failure::new(
                "chromedriver is missing: install the one of the browser's version, or set CHROMEDRIVER.",
            ));
        }
        println!("chromedriver is missing: install the one of the browser's version, or set CHROMEDRIVER.");
        return Ok(Verdict::Skipped("no chromedriver"));
    };
    let mut cargo = command(places, "cargo");
    // No documentation tests: those are the host's.
    cargo.args(["test", "--package", "tapedeck", "--target", "wasm32-unknown-unknown", "--lib", "--bins", "--tests"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner").env("CHROMEDRIVER", driver);
    cargo.env("WASM_BINDGEN_TEST_ONLY_WEB", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "60");
    shown(&mut cargo).map(Verdict::of)
}
