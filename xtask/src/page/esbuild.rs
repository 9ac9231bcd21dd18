//! esbuild: makes scripts small, and one style sheet of many.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::command;
use std::path::Path;
use std::process::Command;

/// Bundles a module with the snippets it imports, and minifies it. Addresses stay as they are.
pub fn module(places: &Places, entry: &Path) -> Attempt<Vec<u8>> {
    let mut esbuild = esbuild(places);
    esbuild.arg(entry).args(["--bundle", "--format=esm", "--target=es2022"]);
    output(esbuild, entry)
}

/// Minifies a module that names other files of the page.
pub fn small_module(places: &Places, entry: &Path) -> Attempt<Vec<u8>> {
    let mut esbuild = esbuild(places);
    esbuild.arg(entry).args(["--format=esm", "--target=es2022"]);
    output(esbuild, entry)
}

/// Bundles a style sheet with all it imports, small pictures included, and minifies it.
pub fn styles(places: &Places, entry: &Path) -> Attempt<Vec<u8>> {
    let mut esbuild = esbuild(places);
    esbuild.arg(entry).args(["--bundle", "--loader:.svg=dataurl", "--loader:.png=dataurl"]);
    output(esbuild, entry)
}

fn esbuild(places: &Places) -> Command {
    let program = if cfg!(windows) { "esbuild.cmd" } else { "esbuild" };
    let mut esbuild = command(places, program);
    esbuild.args(["--minify", "--log-level=warning", "--legal-comments=none"]);
    esbuild
}

fn output(mut esbuild: Command, entry: &Path) -> Attempt<Vec<u8>> {
    let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = esbuild.output().map_err(|_| {
        Failure::new("esbuild is missing: run `cargo xtask dist`, which installs it, instead of trunk alone.")
    })?;
    let said = String::from_utf8_lossy(&output.stderr);
    // A warning is a mistake too: a misspelt property is dropped by browsers in silence.
    if !output.status.success() || !said.trim().is_empty() {
        eprintln!("{}", said.trim());
        return Err(Failure::new(format!("esbuild complains about {name}: mend what is said above.")));
    }
    Ok(output.stdout)
}
