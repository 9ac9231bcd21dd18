//! The browser of the tests: an installed Chrome or Chromium, else Debian's package, else Playwright's own.

use crate::failure::{Attempt, Failure};
use crate::places::Places;
use crate::process::{answer, command, find_program, npm, shown};
use crate::progress::{Step, Steps};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// A browser that the tests can drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Browser {
    /// Installed, with its path.
    Installed(PathBuf),
    /// Playwright knows where it put it.
    Playwright,
}

impl Browser {
    /// Tells a program which browser to use, by `CHROME_PATH`.
    pub fn tell(&self, command: &mut Command) {
        match self {
            Self::Installed(path) => command.env("CHROME_PATH", path),
            Self::Playwright => command.env_remove("CHROME_PATH"),
        };
    }
}

/// Finds a browser, or installs one.
pub fn install(places: &Places, steps: &mut Steps) -> Attempt<Browser> {
    let mut step = steps.start("A browser");
    if let Some(path) = named() {
        if !path.is_file() {
            return Err(Failure::new("CHROME_PATH names no file: correct it or unset it, then run the command again."));
        }
        step.end("there (CHROME_PATH)");
        return Ok(Browser::Installed(path));
    }
    if let Some(path) = installed() {
        step.end(&format!("there ({})", path.file_stem().unwrap_or_default().to_string_lossy()));
        return Ok(Browser::Installed(path));
    }
    if from_debian(places, &mut step, &["chromium", "chromium-driver"])?
        && let Some(path) = installed()
    {
        step.done();
        return Ok(Browser::Installed(path));
    }
    from_playwright(places, &mut step)?;
    step.done();
    Ok(Browser::Playwright)
}

/// Whether there is a browser, so that none has to be installed.
pub fn is_there() -> bool {
    named().or_else(installed).is_some()
}

/// What `CHROME_PATH` names.
fn named() -> Option<PathBuf> {
    env::var_os("CHROME_PATH").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// An installed browser, on `PATH` or where macOS keeps it.
fn installed() -> Option<PathBuf> {
    find_program(&NAMES).or_else(|| MAC.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// Installs packages where the system is a Debian that lets us; whether they are there now.
pub fn from_debian(places: &Places, step: &mut Step, packages: &[&str]) -> Attempt<bool> {
    if find_program(&["apt-get"]).is_none() || !Path::new("/etc/debian_version").is_file() {
        return Ok(false);
    }
    let Some(apt) = as_root(places) else { return Ok(false) };
    step.leave_line();
    // A name may exist only in a newer list; an outdated list is better than none.
    shown(apt().args(["update", "--quiet"]))?;
    shown(apt().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages))
}

/// How apt-get is started as root. Asks for a password only where a person can type it.
fn as_root(places: &Places) -> Option<impl Fn() -> Command + use<>> {
    let is_root = answer(command(places, "id").arg("-u")).is_some_and(|id| id == "0");
    let asks = std::io::IsTerminal::is_terminal(&std::io::stdin());
    if !is_root && find_program(&["sudo"]).is_none() {
        return None;
    }
    let places = places.clone();
    Some(move || {
        let mut apt = command(&places, if is_root { "apt-get" } else { "sudo" });
        if !is_root && !asks {
            apt.arg("--non-interactive");
        }
        if !is_root {
            apt.arg("apt-get");
        }
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    })
}

fn from_playwright(places: &Places, step: &mut Step) -> Attempt<()> {
    let mut download = npm(places, "npx");
    download.args(["--no-install", "playwright", "install", "chromium"]).current_dir(places.end2end());
    let downloaded = step.quietly(places, "playwright-chromium", &mut download)?;
    if downloaded.success {
        return Ok(());
    }
    Err(Failure::new(
        "No browser could be installed: install Chrome or Chromium (or set CHROME_PATH), then run the command again.",
    ))
}
