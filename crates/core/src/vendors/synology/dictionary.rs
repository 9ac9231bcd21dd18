//! The words of Active Backup for Business.
//!
//! A log row of this vendor carries a number and parameters, never a text. What the numbers mean was found out by
//! others; the texts are our own. They are in `dictionary/*.tsv`, one line a code, tab-separated: `events.tsv` and
//! `errors.tsv` have the vendor's constants, the `.en.tsv` beside them what we say, `login.tsv` and `ab_errors.tsv`
//! both. Written in plain files, they can be reviewed and translated by people who do not write Rust.
//!
//! # Texts of events
//!
//! * `{task}` is the parameter `task_name`, or else `task`.
//! * `{ratio*}` is every parameter that begins with `ratio_`, listed.
//! * `[ on {device}]` is left out when a parameter in it is missing or empty. Brackets do not nest.
//! * Outside of brackets, a parameter without a value disappears together with one space.

use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::vendors::light::{Light, Object};
use chrono::{DateTime, SecondsFormat};

#[cfg(test)]
mod tests;

/// What a `log_type` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The `log_type`.
    pub code: i64,
    /// The vendor's own constant, good for searching the web.
    pub name: &'static str,
    /// Our text, with placeholders: see [`sentence`].
    pub text: &'static str,
    /// What to do about it. Empty if there is nothing to do.
    pub remedy: &'static str,
}

/// What an error code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorText {
    /// The code as the NAS sends it.
    pub code: i64,
    /// The vendor's own constant, good for searching the web.
    pub name: &'static str,
    /// Our words for it.
    pub meaning: &'static str,
    /// What to do about it, or empty.
    pub remedy: &'static str,
}

/// One line of a table: code, constant, text, remedy.
type Row = (i64, &'static str, &'static str, &'static str);

/// Sorted by code. Built at the first look-up, so that a page without this vendor pays nothing.
type Table = LazyLock<Vec<Row>>;

static EVENTS: Table =
    LazyLock::new(|| table(include_str!("dictionary/events.tsv"), include_str!("dictionary/events.en.tsv")));
static ERRORS: Table =
    LazyLock::new(|| table(include_str!("dictionary/errors.tsv"), include_str!("dictionary/errors.en.tsv")));
static LOGIN_ERRORS: Table = LazyLock::new(|| table(include_str!("dictionary/login.tsv"), ""));
static BACKUP_ERRORS: Table = LazyLock::new(|| table(include_str!("dictionary/ab_errors.tsv"), ""));

/// `names` has the columns code, constant and maybe text and remedy; `texts` has code, text, remedy.
fn table(names: &'static str, texts: &'static str) -> Vec<Row> {
    let mut rows = Vec::with_capacity(names.lines().count());
    for line in names.lines() {
        let (code, mut rest) = columns(line);
        if let Some(code) = code {
            let mut next = || rest.next().unwrap_or_default();
            rows.push((code, next(), next(), next()));
        }
    }
    rows.sort_unstable_by_key(|row| row.0);
    for line in texts.lines() {
        let (code, mut rest) = columns(line);
        let place = code.and_then(|code| rows.binary_search_by_key(&code, |row| row.0).ok());
        if let Some(row) = place.and_then(|place| rows.get_mut(place)) {
            row.2 = rest.next().unwrap_or_default();
            row.3 = rest.next().unwrap_or_default();
        }
    }
    rows
}

fn columns(line: &'static str) -> (Option<i64>, std::str::Split<'static, char>) {
    let mut columns = line.split('\t');
    (columns.next().and_then(|code| code.parse().ok()), columns)
}

fn find(table: &'static Table, code: i64) -> Option<Row> {
    let place = table.binary_search_by_key(&code, |row| row.0).ok()?;
    table.get(place).copied()
}

fn find_error(table: &'static Table, code: i64) -> Option<ErrorText> {
    find(table, code).map(|(code, name, meaning, remedy)| ErrorText { code, name, meaning, remedy })
}

/// The meaning of a `log_type`.
pub fn event(code: i64) -> Option<Event> {
    find(&EVENTS, code).map(|(code, name, text, remedy)| Event { code, name, text, remedy })
}

/// The meaning of `error.code` in an answer, except to a login: see [`login_error`].
pub fn error(code: i64) -> Option<ErrorText> {
    find_error(&ERRORS, code)
}

/// The meaning of `error.code` in the answer to a login, for the codes 400 to 411. Other calls use the same numbers for
/// other things, and a login can also answer with the common codes of [`error`].
pub fn login_error(code: i64) -> Option<ErrorText> {
    find_error(&LOGIN_ERRORS, code)
}

/// The meaning of a negative `error_code` or `fs_error` in a log row.
pub fn backup_error(code: i64) -> Option<ErrorText> {
    find_error(&BACKUP_ERRORS, code)
}

type Words = [(i64, &'static str)];

const BACKUP_TYPES: &Words =
    &[(1, "Virtual machine"), (2, "PC"), (3, "Physical server"), (4, "File server"), (5, "NAS")];
const PLATFORM_TYPES: &Words = &[(1, "Windows"), (2, "Linux"), (3, "macOS"), (4, "DSM")];
const RESTORE_TYPES: &Words = &[
    (0, "Instant restore"),
    (1, "Full restore"),
    (2, "File restore"),
    (3, "System volume restore"),
    (4, "Custom volume restore"),
    (5, "Restore to Virtual Machine Manager"),
];
const STATUSES: &Words = &[
    (0, "None"),
    (1, "Running"),
    (2, "Success"),
    (3, "Partial success"),
    (4, "Failed"),
    (5, "Cancelled"),
    (6, "No backup"),
];
const LOG_LEVELS: &Words = &[(0, "Error"), (1, "Warning"), (2, "Information"), (3, "Debug")];
const ACTIONS: &Words = &[
    (1, "Backup"),
    (128, "Restore device"),
    (256, "Migrate device"),
    (512, "Verify"),
    (1024, "Restore files"),
    (2048, "Restore physical device"),
    (65_536, "Delete target"),
    (131_072, "Delete version"),
    (262_144, "Remove hypervisor"),
    (1_048_576, "Deduplicate"),
    (2_097_152, "Relink"),
    (4_194_304, "Compact"),
    (268_435_456, "Create task"),
];

fn word(words: &Words, code: i64) -> Option<&'static str> {
    words.iter().find(|word| word.0 == code).map(|word| word.1)
}

/// What is backed up. Nothing for 0, which rows about the whole package have.
pub fn backup_type(code: i64) -> Option<&'static str> {
    word(BACKUP_TYPES, code)
}

/// The system of the device. Nothing for 0, which rows without a device have.
pub fn platform_type(code: i64) -> Option<&'static str> {
    word(PLATFORM_TYPES, code)
}

/// How something is restored.
pub fn restore_type(code: i64) -> Option<&'static str> {
    word(RESTORE_TYPES, code)
}

/// How a run ended.
pub fn status(code: i64) -> Option<&'static str> {
    word(STATUSES, code)
}

/// How grave a log row is.
pub fn log_level(code: i64) -> Option<&'static str> {
    word(LOG_LEVELS, code)
}

/// The actions of a `job_action`, a set of flags: "Delete version + Verify". Bits without a name are one number at the
/// end; 0 is "None", and a negative number, which cannot be a set, stays a number.
pub fn actions(bits: i64) -> String {
    if bits == 0 {
        return "None".to_owned();
    }
    let mut out = String::new();
    let mut rest = bits;
    for (bit, word) in ACTIONS.iter().filter(|(bit, _)| bits > 0 && bits & bit != 0) {
        rest &= !bit;
        separate(&mut out, 0, " + ");
        out.push_str(word);
    }
    if rest != 0 {
        separate(&mut out, 0, " + ");
        let _ = write!(out, "{rest}");
    }
    out
}

/// The sentence of an event, parameters filled in. A problem that comes with an error number ends with the meaning of
/// the number, unless the text has shown it already; an event without a remedy counts as no problem. An unknown code is
/// "Event 12345 (key: value, …)".
///
/// Called for every row of a log: one pass over the text, and values are never looked at again, so that a brace in a
/// file name stays a brace.
pub(crate) fn sentence(code: i64, params: &Object<'_>) -> String {
    let Some((_, _, text, remedy)) = find(&EVENTS, code) else { return unknown(code, params) };
    let mut out = String::with_capacity(text.len() + 48);
    let told = fill(&mut out, text, params);
    if !told && !remedy.is_empty() {
        // The file server's error says more than the task's, which mostly repeats it.
        let error =
            ["fs_error", "error_code"].iter().find_map(|key| params.get(key).and_then(integer).filter(|n| *n < 0));
        if let Some(error) = error {
            out.push_str(": ");
            push_error(&mut out, error, false);
        }
    }
    out
}

fn unknown(code: i64, params: &Object<'_>) -> String {
    let mut out = String::with_capacity(96);
    let _ = write!(out, "Event {code}");
    let bare = out.len();
    for (key, value) in params.iter().filter(|(key, value)| !is_empty(key, value)) {
        out.push_str(if out.len() == bare { " (" } else { ", " });
        out.push_str(key);
        out.push_str(": ");
        push_value(&mut out, key, value);
    }
    if out.len() > bare {
        out.push(')');
    }
    out
}

/// Writes `text` with its placeholders filled in. Says whether an error number is part of what was written.
fn fill(out: &mut String, text: &str, params: &Object<'_>) -> bool {
    let mut told = false;
    // Of the open segment: where it begins in `out`, and what `told` was there.
    let mut segment: Option<(usize, bool)> = None;
    let mut complete = true;
    // Where the literal text begins that is not written yet.
    let mut from = 0;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'[' if segment.is_none() => {
                push_literal(out, &text[from..at]);
                segment = Some((out.len(), told));
                complete = true;
                from = at + 1;
            }
            b']' => {
                if let Some((start, before)) = segment.take() {
                    push_literal(out, &text[from..at]);
                    if !complete {
                        out.truncate(start);
                        told = before;
                    }
                    from = at + 1;
                }
            }
            b'{' => {
                if let Some(length) = text[at..].find('}') {
                    push_literal(out, &text[from..at]);
                    match push_parameter(out, &text[at + 1..at + length], params) {
                        Some(error) => told |= error,
                        None if segment.is_some() => complete = false,
                        // The space before goes too. Only ours: a value may end with one.
                        None if text[..at].ends_with(' ') => drop(out.pop()),
                        None => {}
                    }
                    at += length;
                    from = at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    push_literal(out, &text[from..]);
    told
}

/// Without leading space where the sentence begins: the placeholder before it may have had no value.
fn push_literal(out: &mut String, text: &str) {
    out.push_str(if out.is_empty() { text.trim_start() } else { text });
}

/// Writes the parameter `name`. Nothing if it has no value, else whether it was an error number.
fn push_parameter(out: &mut String, name: &str, params: &Object<'_>) -> Option<bool> {
    if let Some(prefix) = name.strip_suffix('*') {
        return push_family(out, prefix, params);
    }
    let mut found = None;
    for (key, value) in params.iter() {
        // `task_name` before `task`, which may be an object or a number.
        let named = key.strip_suffix("_name") == Some(name);
        if (named || (found.is_none() && key == name)) && !is_empty(key, value) {
            found = Some((key, value));
            if named {
                break;
            }
        }
    }
    let (key, value) = found?;
    push_value(out, key, value);
    Some(is_error(key))
}

/// Every parameter that begins with `prefix` and an underscore: "read 12, write 30".
fn push_family(out: &mut String, prefix: &str, params: &Object<'_>) -> Option<bool> {
    let start = out.len();
    for (key, value) in params.iter() {
        let rest = key.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_'));
        if let Some(rest) = rest.filter(|_| !is_empty(key, value)) {
            separate(out, start, ", ");
            out.push_str(rest);
            out.push(' ');
            push_value(out, key, value);
        }
    }
    (out.len() > start).then_some(false)
}

/// The separator, unless nothing has been written since `start`.
fn separate(out: &mut String, start: usize, separator: &str) {
    if out.len() > start {
        out.push_str(separator);
    }
}

fn is_error(key: &str) -> bool {
    key == "error_code" || key == "fs_error"
}

/// Numbers also come as strings, depending on the version of the package.
fn integer(value: &Light<'_>) -> Option<i64> {
    match value {
        Light::Int(number) => Some(*number),
        Light::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// Whether a sentence with another value of this parameter is the same but for the value, as long as it has one and is no
/// list. So it is with most: not with errors, which have meanings, with ids, of which 0 is none, and with names, which may
/// be taken from elsewhere.
pub(crate) fn is_plain(key: &str) -> bool {
    !is_error(key) && !key.ends_with("_id") && !["task_name", "device_name", "user_name"].contains(&key)
}

/// Whether there is nothing to show. 0 is a value, except as an id or as an error.
fn is_empty(key: &str, value: &Light<'_>) -> bool {
    match value {
        Light::Null => true,
        Light::Bool(_) => false,
        Light::List(items) => items.iter().all(|item| is_empty("", item)),
        Light::Object(fields) => fields.is_empty(),
        Light::Text(text) if text.trim().is_empty() => true,
        Light::Text(_) | Light::Int(_) | Light::Number(_) => {
            (is_error(key) || key.ends_with("_id")) && integer(value) == Some(0)
        }
    }
}

fn push_value(out: &mut String, key: &str, value: &Light<'_>) {
    match (value, integer(value)) {
        (_, Some(error)) if is_error(key) => push_error(out, error, true),
        (Light::List(times), _) if key == "timestamp_list" => push_versions(out, times),
        (Light::List(items), _) => {
            let start = out.len();
            for item in items.iter().filter(|item| !is_empty("", item)) {
                separate(out, start, ", ");
                push_plain(out, item);
            }
        }
        _ => push_plain(out, value),
    }
}

fn push_plain(out: &mut String, value: &Light<'_>) {
    match value {
        Light::Text(text) => out.push_str(text),
        _ => drop(write!(out, "{value}")),
    }
}

/// One version by its time, more by their count.
fn push_versions(out: &mut String, times: &[Light<'_>]) {
    let time = match times {
        [time] => integer(time).and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        _ => None,
    };
    match (time, times.len()) {
        (Some(time), _) => out.push_str(&time.to_rfc3339_opts(SecondsFormat::Secs, true)),
        (None, 1) => out.push_str("1 version"),
        (None, count) => drop(write!(out, "{count} versions")),
    }
}

/// "no permission at the source (-65)", or without the number. Codes we do not know are "error -999".
fn push_error(out: &mut String, code: i64, number: bool) {
    match find(&BACKUP_ERRORS, code) {
        Some((_, _, meaning, _)) if number => drop(write!(out, "{meaning} ({code})")),
        Some((_, _, meaning, _)) => out.push_str(meaning),
        None => drop(write!(out, "error {code}")),
    }
}
