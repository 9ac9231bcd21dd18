//! Which version of the interface is spoken: it is a part of every path, and an appliance serves only its own and some
//! before it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::Source;
use crate::vendors::Session;

/// The values of the setting. The first leaves it to this program.
pub(super) const CHOICES: &[&str] = &["automatic", "v8.1", "v8", "v7", "v6", "v5", "v4", "v3", "v2", "v1"];

/// What is escaped in a version that somebody wrote.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.');

/// The versions to look for, the newest first.
pub(super) fn all() -> &'static [&'static str] {
    &CHOICES[1..]
}

/// The version that the settings ask for, if they do. One that is not known here yet is taken as it is.
pub(super) fn wanted(source: &Source) -> Option<String> {
    let text = source.setting("apiVersion").trim().to_ascii_lowercase();
    if text.is_empty() || text == CHOICES[0] {
        return None;
    }
    let number = text.strip_prefix('v').unwrap_or(&text);
    Some(format!("v{}", utf8_percent_encode(number, ESCAPED)))
}

/// The version to speak: as set, or as found when signing in.
pub(super) fn of(source: &Source, session: &Session) -> String {
    let found = session.get("version");
    wanted(source).unwrap_or_else(|| if found.is_empty() { CHOICES[1] } else { found }.to_string())
}

/// The number before the dot.
pub(super) fn number(version: &str) -> u32 {
    let digits: String = version.chars().skip(1).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u32::MAX)
}
