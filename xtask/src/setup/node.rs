//! Node and what comes from npm.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{answer, command, npm};
use crate::progress::{Step, Steps};
use std::fs;
use std::path::Path;

/// The oldest major version of Node that the build's tools run on.
const OLDEST: u32 = 18;
/// The oldest that Playwright runs on.
const OLDEST_FOR_TESTS: u32 = 20;

/// The files that say what npm installs.
const MANIFESTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Fails where Node or npm is missing, or Node is too old.
pub fn check(places: &Places) -> Attempt<()> {
    check_since(places, OLDEST)
}

/// The same, for the end-to-end tests and the measurements.
pub fn check_for_tests(places: &Places) -> Attempt<()> {
    check_since(places, OLDEST_FOR_TESTS)
}

fn check_since(places: &Places, oldest: u32) -> Attempt<()> {
    let said = answer(command(places, "node").arg("--version"));
    judge(said.as_deref(), oldest)?;
    match answer(npm(places, "npm").arg("--version")) {
        Some(_) => Ok(()),
        None => Err(Failure::new(
            "npm is not installed: install it beside Node (Debian calls it npm), then run the command again.",
        )),
    }
}

fn judge(said: Option<&str>, oldest: u32) -> Attempt<()> {
    let advice = format!("install Node {oldest} or newer from https://nodejs.org, then run the command again.");
    let Some(version) = said else {
        return Err(Failure::new(format!("Node is not installed: {advice}")));
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= oldest => Ok(()),
        _ => Err(Failure::new(format!("Node {} is too old: {advice}", version.trim_start_matches('v')))),
    }
}

/// Installs esbuild and wasm-opt into the tools folder.
pub fn tools(places: &Places, steps: &mut Steps) -> Attempt<()> {
    let mut step = steps.start("esbuild and wasm-opt from npm");
    let (from, to) = (places.root.join("xtask/npm"), places.npm());
    fs::create_dir_all(&to).map_err(Failure::of("Making the tools folder"))?;
    for name in MANIFESTS {
        let text = fs::read(from.join(name)).map_err(Failure::of(format!("Reading xtask/npm/{name}")))?;
        if fs::read(to.join(name)).ok().as_deref() != Some(&text[..]) {
            fs::write(to.join(name), text).map_err(Failure::of(format!("Writing {name} into the tools folder")))?;
        }
    }
    clean_install(places, &mut step, "npm-tools", &to).map(|new| if new { step.done() } else { step.there() })
}

/// Installs what the end-to-end tests import.
pub fn end2end(places: &Places, steps: &mut Steps) -> Attempt<()> {
    let mut step = steps.start("Playwright and axe from npm");
    let folder = places.end2end();
    if !folder.join("package-lock.json").is_file() {
        return Err(Failure::new("end2end/package-lock.json is missing: restore it with `git checkout end2end`."));
    }
    clean_install(places, &mut step, "npm-end2end", &folder).map(|new| if new { step.done() } else { step.there() })
}

/// `npm ci`, unless this very lock file was installed before; whether it was needed.
fn clean_install(places: &Places, step: &mut Step, log: &str, folder: &Path) -> Attempt<bool> {
    let lock = fs::read(folder.join("package-lock.json")).map_err(Failure::of("Reading package-lock.json"))?;
    // Inside the folder that goes with it, so that deleting node_modules is enough to start again.
    let stamp = folder.join("node_modules/.tapedeck-installed");
    if fs::read(&stamp).ok().as_deref() == Some(&lock[..]) {
        return Ok(false);
    }
    let mut install = npm(places, "npm");
    install.args(["ci", "--no-fund", "--no-audit"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").current_dir(folder);
    let installed = step.quietly(places, log, &mut install)?;
    if installed.lacks_network() {
        return Err(Failure::new(
            "npm could not download its packages: connect to the network, then run the command again.",
        ));
    }
    if !installed.success {
        let reason = installed.reason().unwrap_or("no reason given");
        let log = places.shown(&places.log(log));
        return Err(Failure::new(format!("npm ci failed ({reason}): see {log}, mend it, then run the command again.")));
    }
    fs::write(stamp, lock).map_err(Failure::of("Writing npm's stamp"))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_and_newer_will_do() {
        assert_eq!(judge(Some("v18.0.0"), 18), Ok(()));
        assert_eq!(judge(Some("v24.11.1"), 20), Ok(()));
    }

    #[test]
    fn no_node_or_an_old_one_says_what_to_do() {
        assert!(judge(None, 18).unwrap_err().to_string().starts_with("Node is not installed: install Node 18"));
        assert!(judge(Some("v16.20.2"), 18).unwrap_err().to_string().starts_with("Node 16.20.2 is too old: install"));
        assert!(judge(Some("what"), 18).is_err());
    }
}
