//! `cargo xtask test`: every check, in order, up to the first that fails.

mod check;
mod licences;
mod summary;
mod web;

pub use check::Check;

use crate::commands::{dist, simulator};
use crate::duration::spoken;
use crate::failure::{Attempt, Failure};
use crate::page;
use crate::places::Places;
use crate::process::{command, npm, shown};
use crate::progress::Steps;
use crate::setup::browser::Browser;
use crate::setup::{self, browser, driver, node, rust, tool};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use summary::{Summary, Verdict};

/// What the set-up found.
#[derive(Default)]
struct Found {
    browser: Option<Browser>,
    driver: Option<PathBuf>,
}

/// Sets up what the checks need, then runs them.
pub fn test(places: &Places, checks: &[Check]) -> Attempt<()> {
    let found = set_up(places, checks)?;
    let mut summary = Summary::new(checks);
    let mut failed = None;
    for (number, check) in checks.iter().enumerate() {
        println!("\n── [{}/{}] {}: {}", number + 1, checks.len(), check.name(), check.what());
        let since = Instant::now();
        let verdict = run(places, *check, &found)?;
        println!("── {} {} in {}", check.name(), verdict, spoken(since.elapsed()));
        if matches!(verdict, Verdict::Failed) {
            failed = Some(check);
        }
        summary.add(*check, verdict, since.elapsed());
        if failed.is_some() {
            break;
        }
    }
    println!("\n{summary}");
    match failed {
        None => Ok(()),
        Some(check) => Err(Failure::new(format!(
            "The check {0} failed: mend what it says above, then repeat it with `cargo xtask test {0}`.",
            check.name()
        ))),
    }
}

fn set_up(places: &Places, checks: &[Check]) -> Attempt<Found> {
    let needs = |wanted: &[Check]| wanted.iter().any(|check| checks.contains(check));
    let components = needs(&[Check::Format, Check::Clippy]);
    let page = needs(&[Check::Clippy, Check::Browser, Check::Build, Check::End2end]);
    let licences = needs(&[Check::Licences]);
    let end2end = needs(&[Check::End2end]);
    let browser = needs(&[Check::Browser, Check::End2end]);
    let driver = needs(&[Check::Browser]);
    // Playwright's own browser is downloaded by Playwright.
    let playwright = end2end || (browser && !browser::is_there());
    let parts = [components, licences, playwright, browser, driver];
    let count = parts.iter().filter(|needed| **needed).count() + if page { setup::PAGE_STEPS } else { 0 };

    let mut steps = Steps::new(count);
    let mut found = Found::default();
    if playwright {
        node::check_for_tests(places)?;
    }
    if page {
        setup::for_the_page(places, &mut steps)?;
    }
    if components {
        rust::components(places, &mut steps)?;
    }
    if licences {
        tool::cargo_deny().install(places, &mut steps)?;
    }
    if playwright {
        node::end2end(places, &mut steps)?;
    }
    if browser {
        found.browser = Some(browser::install(places, &mut steps)?);
    }
    if driver {
        found.driver = driver::install(places, &mut steps)?;
    }
    Ok(found)
}

fn run(places: &Places, check: Check, found: &Found) -> Attempt<Verdict> {
    match check {
        Check::Format => cargo(places, &["fmt", "--all", "--check"]),
        Check::Clippy => {
            let host = cargo(places, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
            if !matches!(host, Verdict::Passed) {
                return Ok(host);
            }
            let web = ["clippy", "--package", "tapedeck", "--target", "wasm32-unknown-unknown", "--all-targets"];
            cargo(places, &[&web[..], &["--", "-D", "warnings"]].concat())
        }
        Check::Licences => licences::check(places),
        Check::Host => cargo(places, &["test", "--workspace"]),
        Check::Browser => web::check(places, found.driver.as_deref()),
        Check::Build => {
            page::build(places, &mut Steps::new(page::STEPS))?;
            dist::weigh(places)?;
            Ok(Verdict::Passed)
        }
        Check::End2end => end2end(places, found.browser.as_ref().unwrap_or(&Browser::Playwright)),
    }
}

fn end2end(places: &Places, browser: &Browser) -> Attempt<Verdict> {
    let mut steps = Steps::new(page::STEPS + simulator::STEPS);
    page::build(places, &mut steps)?;
    simulator::build(places, &mut steps)?;
    let mut playwright = npm(places, "npx");
    playwright.args(["--no-install", "playwright", "test"]).current_dir(places.end2end());
    tell(places, &mut playwright, browser);
    shown(&mut playwright).map(Verdict::of)
}

/// Tells a program of `end2end/` what it tests: `TAPEDECK_DIST`, `TAPEDECK_SIMULATOR`, `CHROME_PATH`.
pub fn tell(places: &Places, command: &mut Command, browser: &Browser) {
    command.env("TAPEDECK_DIST", &places.dist).env("TAPEDECK_SIMULATOR", places.simulator());
    browser.tell(command);
}

fn cargo(places: &Places, words: &[&str]) -> Attempt<Verdict> {
    shown(command(places, "cargo").args(words)).map(Verdict::of)
}
