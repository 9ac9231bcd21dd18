//! The menu *Views*.

pub(crate) const VIEWS: &str = "Views";
pub(crate) const SAVE_THIS: &str = "Save this view…";
pub(crate) const SAVE: &str = "Save this view";
pub(crate) const BUILT_IN: &str = "For everybody";
pub(crate) const NAME: &str = "Name of the view";
pub(crate) const KEEP: &str = "Save";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const COPIED: &str = "Copied";

/// The names of the built-in views, in the order of their addresses.
pub(crate) const BUILT_IN_NAMES: [&str; 5] = [
    "Failed runs, last 7 days",
    "Runs with warnings, last 7 days",
    "Longest runs, last 30 days",
    "Errors, last 24 hours",
    "Warnings and errors, last 7 days",
];

pub(crate) fn copy_link(name: &str) -> String {
    format!("Copy link to {name}")
}

pub(crate) fn rename(name: &str) -> String {
    format!("Rename {name}")
}

pub(crate) fn delete(name: &str) -> String {
    format!("Delete {name}")
}
