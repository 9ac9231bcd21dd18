//! chromedriver, through which the browser tests of the web-only modules drive the browser.

use crate::failure::Attempt;
use crate::places::Places;
use crate::process::find_program;
use crate::progress::Steps;
use crate::setup::browser::from_debian;
use std::env;
use std::path::PathBuf;

/// Finds chromedriver, or installs Debian's. `None` where neither is possible.
pub fn install(places: &Places, steps: &mut Steps) -> Attempt<Option<PathBuf>> {
    let mut step = steps.start("chromedriver");
    if let Some(driver) = find() {
        step.there();
        return Ok(Some(driver));
    }
    from_debian(places, &mut step, &["chromium-driver"])?;
    let driver = find();
    match driver {
        Some(_) => step.done(),
        None => step.end("not found"),
    }
    Ok(driver)
}

fn find() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| find_program(&["chromedriver", "chromium.chromedriver"]))
}
