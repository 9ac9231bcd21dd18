//! The page's frame.

use tapedeck_core::config::{Config, ConfigError};

use crate::state::flags::Theme;

pub(crate) const PRODUCT: &str = "Tapedeck";
pub(crate) const NAVIGATION: &str = "Main";
pub(crate) const OVERVIEW: &str = "Overview";
pub(crate) const RUNS: &str = "Runs";
pub(crate) const LOGS: &str = "Logs";
pub(crate) const FILES: &str = "Files";
pub(crate) const SOURCES: &str = "Sources";
pub(crate) const SOURCE: &str = "Source";
pub(crate) const ALL_SOURCES: &str = "All sources";
pub(crate) const TIME_ZONE: &str = "Time zone";
pub(crate) const REFRESH: &str = "Refresh";
pub(crate) const SKIP: &str = "Skip to the content";

pub(crate) const RUN: &str = "Run";
pub(crate) const ADMINISTRATION: &str = "Administration";

/// What the page is called: what the hoster says, else the product's name.
pub(crate) fn product(config: &Option<Result<Config, ConfigError>>) -> String {
    match config {
        Some(Ok(Config { title: Some(title), .. })) => title.clone(),
        _ => PRODUCT.into(),
    }
}

pub(crate) fn title(page: &str, product: &str) -> String {
    format!("{page} · {product}")
}

pub(crate) fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Theme: as the system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    }
}

/// A zone as it is offered: its name, whose it is if it is somebody's, and its offset now.
pub(crate) fn zone(name: &str, of: &str, offset: &str) -> String {
    if of.is_empty() { format!("{name} {offset}") } else { format!("{name} {offset} · {of}") }
}

/// Whose the browser's own zone is.
pub(crate) const BROWSER: &str = "browser";

// The engine broke.
pub(crate) const ENGINE_BROKE: &str = "The engine stopped";
pub(crate) const ENGINE_BROKE_TEXT: &str = "The part of Tapedeck that reads and sorts has stopped because of a fault in it. Nothing at your sources is affected.";
pub(crate) const ENGINE_BROKE_REMEDY: &str = "Restart it: the page comes back as it was. Passwords are not kept, so sign in again where it asks. If it stops again, please report what is below.";
pub(crate) const RESTART: &str = "Restart the engine";
pub(crate) const WHAT_TO_REPORT: &str = "What to report";

// For finding faults.
pub(crate) const DIAGNOSE: &str = "Diagnosis";
pub(crate) const DIAGNOSE_TEXT: &str = "Break a part on purpose, to see what the page does then.";
pub(crate) const BREAK_ENGINE: &str = "Break the engine";
pub(crate) const BREAK_PAGE: &str = "Break the page";
