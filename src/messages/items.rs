//! The things inside a run, and stopping it.

pub(crate) const TITLE: &str = "Items of this run";
pub(crate) const KIND: &str = "List";
pub(crate) const ASKING: &str = "Reading the items…";
pub(crate) const NONE: &str = "The source names no items for this run.";
pub(crate) const NAME: &str = "Item";
pub(crate) const OUTCOME: &str = "Outcome";
pub(crate) const OF_KIND: &str = "Kind";
pub(crate) const DURATION: &str = "Duration";
pub(crate) const SIZE: &str = "Size";
pub(crate) const TEXT: &str = "What the source says";
pub(crate) const STOP: &str = "Stop this run…";
pub(crate) const STOP_TITLE: &str = "Stop this run";
pub(crate) const STOP_CALL: &str = "Stop a running session";
pub(crate) const STOP_TEXT: &str =
    "The source will stop this run. What it has not backed up yet stays without a backup.";
pub(crate) const STOP_NOW: &str = "Stop it now";
pub(crate) const KEEP_RUNNING: &str = "Let it run";
pub(crate) const STOPPED: &str = "The source was told to stop this run. Refresh to see how it ended.";
pub(crate) const NO_LINES: &str = "This kind of system keeps no log lines of a single run.";

/// One of a vendor's lists, in words: `protectedItems` is "protected items".
pub(crate) fn kind(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}
