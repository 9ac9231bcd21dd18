//! What is written instead of what nobody shall read.
//!
//! Secrets are always masked: [`secrets`]. People and places get other names by choice, and the same one wherever they
//! stand in what is written: [`others`].

mod others;
mod pseudonyms;
mod raw;
mod secrets;

use std::cell::RefCell;
use std::collections::HashMap;

use super::{Column, Hide};
use crate::model::{Field, Record};
use others::Others;
pub use pseudonyms::Pseudonyms;
use secrets::Secrets;

/// What stands for a secret.
pub(super) const MASK: &str = "***";
/// So many texts are remembered with what is written for them: a million lines say a few thousand things.
const REMEMBERED: usize = 4096;

/// Replaces what nobody shall read, the same in the same way.
#[derive(Debug)]
pub struct Redactor {
    hide: Hide,
    secrets: Secrets,
    others: Others,
    known: RefCell<HashMap<String, String>>,
}

impl Redactor {
    /// A redactor. Names of users, and of what is backed up, are found in texts too if they are told here. The other names
    /// are taken from `given`, and new ones are kept there.
    pub fn new<'a>(
        hide: Hide,
        users: impl IntoIterator<Item = &'a str>,
        hosts: impl IntoIterator<Item = &'a str>,
        given: Pseudonyms,
    ) -> Redactor {
        let others = Others::new(hide, users, hosts, given);
        Redactor { hide, secrets: Secrets::new(), others, known: RefCell::default() }
    }

    /// A text without secrets and without what is to be hidden.
    pub fn text(&self, text: &str) -> String {
        if let Some(known) = self.known.borrow().get(text) {
            return known.clone();
        }
        let new = self.others.replaced(&self.secrets.masked(text));
        let mut known = self.known.borrow_mut();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(text.to_string(), new.clone());
        new
    }

    /// A record as it came, without secrets and without what is to be hidden; any other text too.
    pub fn raw(&self, text: &str) -> String {
        raw::redacted(self, text)
    }

    /// The other name of a source.
    pub(super) fn source(&self, id: &str) -> String {
        self.others.source(id)
    }

    /// A query, in which sources may be named by their short names and by what people call them.
    pub(super) fn query<'a>(&self, query: &str, sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let text = self.text(query);
        if self.hide.hosts { self.others.of_sources(sources).replaced(&text) } else { text }
    }

    /// What is written in a cell.
    pub(super) fn cell(&self, column: Column, text: String, record: &Record) -> String {
        if text.is_empty() {
            return text;
        }
        match column {
            Column::Raw => self.raw(&text),
            Column::Shown(Field::User) if self.hide.users => self.others.user(&text),
            Column::Shown(Field::Item) if self.hide.hosts => match record {
                Record::Run(run) => run.items.iter().map(|item| self.others.host(item)).collect::<Vec<_>>().join(", "),
                Record::Line(_) => self.others.host(&text),
            },
            Column::Shown(Field::Source) | Column::SourceId if self.hide.hosts => self.others.source(record.source()),
            // What is no text of anybody's.
            Column::Shown(
                Field::Time | Field::Ended | Field::Severity | Field::Outcome | Field::Duration | Field::Errors,
            ) => text,
            _ => self.text(&text),
        }
    }
}
