//! What outlives a reload: the reader's own sources (without secrets), how the page is to look, and the numbers of
//! preparations that were begun.
//!
//! Where the browser denies storage, it is remembered until the page is closed.

use serde::{Deserialize, Serialize};
use tapedeck_core::json;
use tapedeck_core::map::Map;
use tapedeck_core::model::{Field, Source};
use tapedeck_core::vendors::Subject;

use super::files::Begun;
use super::flags::Theme;
use super::views::SavedView;
use crate::browser::storage;

const SOURCES: &str = "tapedeck.sources.1";
const PREFERENCES: &str = "tapedeck.preferences.1";
const VIEWS: &str = "tapedeck.views.1";
const EXPORTS: &str = "tapedeck.exports.1";
const OPENED: &str = "tapedeck.opened.1";

/// How the page is to look.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    theme: String,
    /// The zone: `UTC`, `browser`, or an IANA name. Empty is the browser's.
    pub(crate) zone: String,
    run_columns: Option<Vec<Field>>,
    line_columns: Option<Vec<Field>>,
    /// Whether the facets stand beside the tables.
    pub(crate) facets: bool,
    /// Whether rows are lower.
    pub(crate) compact: bool,
    /// Whether long texts have three lines.
    pub(crate) wrap: bool,
    /// Column widths in pixels, by table and field.
    widths: Map<String, u32>,
}

impl Preferences {
    pub(crate) fn theme(&self) -> Theme {
        Theme::from_word(&self.theme).unwrap_or_default()
    }

    pub(crate) fn set_theme(&mut self, theme: Theme) {
        self.theme = theme.word().to_string();
    }

    pub(crate) fn columns(&self, subject: Subject) -> Option<&[Field]> {
        match subject {
            Subject::Runs => self.run_columns.as_deref(),
            Subject::Lines => self.line_columns.as_deref(),
        }
    }

    pub(crate) fn set_columns(&mut self, subject: Subject, columns: Option<Vec<Field>>) {
        match subject {
            Subject::Runs => self.run_columns = columns,
            Subject::Lines => self.line_columns = columns,
        }
    }

    pub(crate) fn width(&self, subject: Subject, field: Field) -> Option<u32> {
        self.widths.get(&key(subject, field)).copied()
    }

    pub(crate) fn set_width(&mut self, subject: Subject, field: Field, width: u32) {
        self.widths.insert(key(subject, field), width);
    }

    pub(crate) fn forget_widths(&mut self) {
        self.widths.clear();
    }
}

fn key(subject: Subject, field: Field) -> String {
    let table = match subject {
        Subject::Runs => "runs",
        Subject::Lines => "lines",
    };
    format!("{table}.{}", field.word())
}

/// The reader's own sources. What cannot be read is as if nothing had been there.
pub(crate) fn sources() -> Vec<Source> {
    read(SOURCES)
}

/// Remembers the reader's own sources.
pub(crate) fn keep_sources(sources: &[Source]) {
    write(SOURCES, &sources);
}

/// The names of the files that were given to the page before it was loaded again.
pub(crate) fn opened() -> Vec<String> {
    let names = storage::session_get(OPENED).unwrap_or_default();
    names.lines().map(str::to_string).collect()
}

/// Remembers the names of the files that were given to the page, until the tab is closed.
pub(crate) fn keep_opened(names: &[String]) {
    storage::session_set(OPENED, &names.join("\n"));
}

/// The preparations that were begun at vendors.
pub(crate) fn exports() -> Vec<Begun> {
    read(EXPORTS)
}

/// Remembers the preparations that were begun at vendors.
pub(crate) fn keep_exports(exports: &[&Begun]) {
    write(EXPORTS, &exports);
}

/// The views that are kept under a name.
pub(crate) fn views() -> Vec<SavedView> {
    read(VIEWS)
}

/// Remembers the views that are kept under a name.
pub(crate) fn keep_views(views: &[SavedView]) {
    write(VIEWS, &views);
}

/// How the page is to look.
pub(crate) fn preferences() -> Preferences {
    read(PREFERENCES)
}

/// Remembers how the page is to look.
pub(crate) fn keep_preferences(preferences: &Preferences) {
    write(PREFERENCES, preferences);
}

fn read<T: Default + for<'a> Deserialize<'a>>(key: &str) -> T {
    storage::get(key).and_then(|text| json::read(&text)).unwrap_or_default()
}

fn write(key: &str, value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        storage::set(key, &text);
    }
}
