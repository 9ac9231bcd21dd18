//! What rows have in common.
//!
//! A million lines are written by a few hundred jobs and say a few thousand things: two rows of one form differ in their
//! time, their number and their run only. So a row holds the number of its form, and whatever is asked of names and texts
//! is answered once a form. A form is split again, because most of its parts repeat over forms.

use std::hash::{BuildHasher, Hash};

use hashbrown::DefaultHashBuilder;

use super::grow;
use super::table::Table;
use super::words::WordId;

/// The number of a form.
pub(crate) type FormId = u32;

/// What kind of record it is, and how bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Grade {
    /// A line, and its severity's place in `Severity::ALL`.
    Line(u8),
    /// A run, and its outcome's place in `Outcome::ALL`.
    Run(u8),
}

/// What kind of thing happened. All but the grade are names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Happening {
    pub(crate) grade: Grade,
    /// `severity_code` of a line; nothing for a run.
    pub(crate) grade_code: WordId,
    pub(crate) code: WordId,
    pub(crate) code_name: WordId,
    pub(crate) remedy: WordId,
    pub(crate) action: WordId,
    pub(crate) kind: WordId,
}

/// Where it happened. All are names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) source: WordId,
    pub(crate) job: WordId,
    pub(crate) job_id: WordId,
    /// As it is shown: of a run, the names of all items.
    pub(crate) item: WordId,
    /// The items of a run that has not exactly one, by their number in the lists.
    pub(crate) items: u32,
    pub(crate) user: WordId,
    pub(crate) file: WordId,
}

/// What rows have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Form {
    pub(crate) happening: u32,
    pub(crate) place: u32,
    /// Of the texts.
    pub(crate) text: WordId,
    /// Of the names, and 1 more; 0 is no problem.
    pub(crate) problem: WordId,
}

/// Values that are kept once each.
#[derive(Debug)]
pub(crate) struct Once<T> {
    values: Vec<T>,
    table: Table<u32>,
    hasher: DefaultHashBuilder,
}

impl<T: Copy + Eq + Hash> Once<T> {
    pub(crate) fn new() -> Once<T> {
        Once { values: Vec::new(), table: Table::new(), hasher: DefaultHashBuilder::default() }
    }

    /// The number of a value, new or known.
    pub(crate) fn intern(&mut self, value: T) -> u32 {
        let hash = self.hasher.hash_one(value);
        if let Some(id) = self.table.find(hash, |id| self.values[*id as usize] == value) {
            return *id;
        }
        let id = self.values.len() as u32;
        grow::push(&mut self.values, value);
        let Once { values, table, hasher } = self;
        table.insert(hash, id, |id| hasher.hash_one(values[*id as usize]));
        id
    }

    /// The number of a value that is new, and that nobody will look for: if it comes again, it is kept again.
    pub(crate) fn add(&mut self, value: T) -> u32 {
        let id = self.values.len() as u32;
        grow::push(&mut self.values, value);
        id
    }

    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }

    pub(crate) fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>() + self.table.bytes()
    }
}
