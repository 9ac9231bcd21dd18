//! The settings of the source as it has them.

use crate::prelude::*;
use tapedeck_core::error::{Error, Kind};
use tapedeck_core::map::Map;
use tapedeck_core::model::Action;
use tapedeck_core::vendors::{Answer, Call};

use crate::state::app::App;

/// The settings of one source. Cheap to copy; every copy is the same.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) app: App,
    source: StoredValue<String>,
    values: RwSignal<Map<String, String>>,
    reading: RwSignal<Reading>,
}

/// Whether they were read.
#[derive(Clone, PartialEq)]
pub(crate) enum Reading {
    /// They are being read, or will be.
    NotYet,
    /// They are there.
    There,
    /// They cannot be read.
    Failed(Error),
}

impl Settings {
    pub(crate) fn new(app: App, source: &str) -> Settings {
        Settings {
            app,
            source: StoredValue::new(source.to_string()),
            values: RwSignal::new(Map::new()),
            reading: RwSignal::new(Reading::NotYet),
        }
    }

    pub(crate) fn source(self) -> String {
        self.source.get_value()
    }

    /// The address of the source.
    pub(crate) fn address(self) -> String {
        self.app.source(&self.source()).map(|source| source.base_url).unwrap_or_default()
    }

    pub(crate) fn reading(self) -> Reading {
        self.reading.get()
    }

    /// Asks for them. As long as older ones are there, nothing of the page changes.
    pub(crate) fn ask(self) {
        if self.reading.get_untracked() != Reading::There {
            self.reading.set(Reading::NotYet);
        }
        self.app.ask(&self.source(), Call::Act(Action::new("get_info", &[])), move |result| match result {
            Ok(Answer::Facts(facts)) => self.take(facts),
            Ok(_) => self.failed(Error::new(Kind::Unreadable)),
            Err(error) => self.failed(error),
        });
    }

    /// Takes them in as the source says that they are.
    pub(crate) fn take(self, facts: Vec<(String, String)>) {
        // The page may be gone by now.
        self.values.try_set(facts.into_iter().collect());
        self.reading.try_set(Reading::There);
    }

    fn failed(self, error: Error) {
        if self.reading.try_get_untracked().is_some_and(|reading| reading != Reading::There) {
            self.reading.set(Reading::Failed(error));
        }
    }

    /// One of them as the source has it now; empty if it has none of this name.
    pub(crate) fn now(self, key: &str) -> String {
        self.values.read().get(key).cloned().unwrap_or_default()
    }

    /// A field that begins with the value of now.
    pub(crate) fn field(self, key: &str) -> RwSignal<String> {
        RwSignal::new(untrack(|| self.now(key)))
    }

    /// What of these values differs from what the source has.
    pub(crate) fn changed(self, values: &[(&str, String)]) -> Vec<(String, String)> {
        let differs = |(key, value): &&(&str, String)| self.values.read_untracked().get(*key) != Some(value);
        values.iter().filter(differs).map(|(key, value)| (key.to_string(), value.clone())).collect()
    }
}
