//! The *Sources* page, signing in, and the first screen.

use tapedeck_engine::protocol::SourceState;

pub(crate) const TITLE: &str = "Sources";
pub(crate) const WELCOME: &str = "Did my backups work, and if not, why?";
pub(crate) const WELCOME_TEXT: &str = "Tapedeck reads the logs of your backup systems straight from this browser. \
    It has no server of its own: nothing you see leaves this tab.";
pub(crate) const TRY_DEMO: &str = "Try with demo data";
pub(crate) const DEMO_NAS: &str = "Demo NAS";
pub(crate) const DEMO_AZURE: &str = "Demo Azure";
pub(crate) const DEMO_RACK: &str = "Demo rack";
pub(crate) const DEMO_DATABASES: &str = "Demo databases";
pub(crate) const DEMO_BI: &str = "Demo BI server";
pub(crate) const DEMO_TEXT: &str = "Three years of five simulated systems, in this tab's memory.";
pub(crate) const ADD: &str = "Add source";
pub(crate) const EDIT: &str = "Edit";
pub(crate) const REMOVE: &str = "Remove";
pub(crate) const SAVE: &str = "Save";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const SIGN_IN: &str = "Sign in";
pub(crate) const SIGN_OUT: &str = "Sign out";
pub(crate) const CODE_TEXT: &str = "Type the code that your authenticator app shows now.";
pub(crate) const PICTURE: &str = "The picture with the code";
pub(crate) const PICTURE_TEXT: &str =
    "After wrong attempts this system wants a person. Type what stands in the picture.";
pub(crate) const SHOW_RUNS: &str = "Runs";
pub(crate) const SHOW_LOGS: &str = "Logs";
pub(crate) const TEST: &str = "Test the connection";
pub(crate) const TEST_GOOD: &str = "It answers, and this session may ask.";
pub(crate) const OFFERED: &str = "Offered by this page's host";
pub(crate) const SIMULATED: &str = "Simulated in this tab";
pub(crate) const REMOVE_TEXT: &str = "Only this browser forgets it. Nothing changes at the source.";

pub(crate) fn subtitle(count: usize, signed_in: usize) -> String {
    match count {
        0 => "None yet. Add the first one, or look around with demo data.".into(),
        1 => format!("1 source, {}.", if signed_in == 1 { "signed in" } else { "not signed in" }),
        _ => format!("{count} sources, {signed_in} signed in."),
    }
}

pub(crate) fn signed_in(count: usize, all: usize) -> String {
    match all {
        0 => "No sources yet".into(),
        1 => format!("{count} of 1 source signed in"),
        _ => format!("{count} of {all} sources signed in"),
    }
}

pub(crate) fn sign_in_to(name: &str) -> String {
    format!("Sign in to {name}")
}

pub(crate) fn remove(name: &str) -> String {
    format!("Remove {name}?")
}

pub(crate) fn edit(name: &str) -> String {
    format!("Edit {name}")
}

pub(crate) fn state(state: &SourceState) -> &'static str {
    match state {
        SourceState::SignedOut => "Not signed in",
        SourceState::Refused(_) => "Not signed in",
        SourceState::SigningIn => "Signing in…",
        SourceState::CodeNeeded { .. } => "One-time code needed",
        SourceState::SignedIn => "Signed in",
    }
}

pub(crate) fn choose_vendor() -> &'static str {
    "Which system it is."
}
