//! The list of what was changed from this page.

use super::{administration, files};

pub(crate) const TITLE: &str = "Changes made from this page";
pub(crate) const TEXT: &str =
    "At all sources, since this page was loaded. Nothing of it is stored; the systems keep logs of their own.";
pub(crate) const NONE: &str = "None yet.";
pub(crate) const TIME: &str = "Time";
pub(crate) const SOURCE: &str = "Source";
pub(crate) const WHAT: &str = "What";
pub(crate) const ANSWER: &str = "Answer";
pub(crate) const WAITING: &str = "Waiting for the answer";
pub(crate) const DONE: &str = "Done";
pub(crate) const GIVEN_UP: &str = "Not waited for";

/// What an action is, by its name.
pub(crate) fn action(name: &str) -> &'static str {
    match name {
        "set_info" => "Retention changed",
        "set_send_log_setting" => "Log forwarding changed",
        "send_test_log" => "Test message sent",
        "upload_cert" => "Certificate uploaded",
        "clear" => "Log cleared",
        "stop" => "Run stopped",
        "cancel" => "Preparation cancelled",
        name => files::prepares(name),
    }
}

/// A value of an action.
pub(crate) fn value(key: &str, value: &str) -> String {
    let label = match key {
        "run" => "Run",
        "export" => "Number",
        key => administration::field(key).unwrap_or_else(|| files::field(key)),
    };
    let shown = match administration::field(key) {
        Some(_) => administration::value(key, value),
        None => files::choice(key, value),
    };
    format!("{label}: {shown}")
}
