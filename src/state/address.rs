//! The page's address: the whole view, in the fragment, which never reaches a server.
//!
//! `#/runs?source=nas-1&q=outcome:failed&from=-30d&tz=UTC`, `#/runs/nas-1/592?line=9527`.
//! Reading never fails: what cannot be read is left out and told.

mod codec;
mod span;

pub(crate) use span::Span;

use tapedeck_core::model::Field;
use tapedeck_engine::protocol::{Gather, Sort};

/// How the short name of an opened file begins, as the engine has it; its absolute address follows.
pub(crate) const FILE: &str = "file:";

/// Where the page is and what it shows there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Address {
    /// Which page.
    pub(crate) place: Place,
    /// From which sources; empty for all.
    pub(crate) sources: Vec<String>,
    /// Files that are opened, by their addresses as given.
    pub(crate) opened: Vec<String>,
    /// The filter, as typed.
    pub(crate) query: String,
    /// The filter that was lifted to show a line with what stands around it, and that one can go back to.
    pub(crate) lifted: Option<Lifted>,
    /// Of which time.
    pub(crate) span: Span,
    /// In which order; the page's own if absent.
    pub(crate) sort: Option<Sort>,
    /// Which lines are taken together as one row, if any.
    pub(crate) gather: Option<Gather>,
    /// Whether what is new is followed.
    pub(crate) follow: bool,
    /// Which columns; the reader's own if absent.
    pub(crate) columns: Option<Vec<Field>>,
    /// In which zone; the reader's own if absent.
    pub(crate) zone: Option<String>,
    /// The record that is shown beside the table: its source and the vendor's number of it.
    pub(crate) selected: Option<(String, String)>,
}

/// What one can go back to from a line in its context.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lifted {
    /// The filter.
    pub(crate) query: String,
    /// The order; the page's own if absent.
    pub(crate) sort: Option<Sort>,
}

/// The pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// How it stands with everything. The start page.
    #[default]
    Overview,
    /// What ran.
    Runs,
    /// One run with its lines.
    Run {
        /// Of which source.
        source: String,
        /// The vendor's number of it.
        run: String,
    },
    /// What was logged.
    Logs,
    /// What can be downloaded.
    Files,
    /// The systems themselves.
    Sources,
    /// The settings of one of them.
    Administration {
        /// Which.
        source: String,
    },
}

impl Address {
    /// Another page, with the same sources, time and zone: what a navigation link does.
    pub(crate) fn at(&self, place: Place) -> Address {
        Address {
            place,
            sources: self.sources.clone(),
            opened: self.opened.clone(),
            span: self.span,
            zone: self.zone.clone(),
            ..Address::default()
        }
    }
}

impl Address {
    /// The list around the selected record: without the filter and in the usual order. Both are remembered.
    pub(crate) fn in_context(&self) -> Address {
        let lifted = Lifted { query: self.query.clone(), sort: self.sort };
        Address { query: String::new(), lifted: Some(lifted), sort: None, ..self.clone() }
    }

    /// The list with the filter that was lifted, in its order.
    pub(crate) fn back_to_filter(&self) -> Address {
        let (query, sort) = self.lifted.clone().map(|lifted| (lifted.query, lifted.sort)).unwrap_or_default();
        Address { query, sort, lifted: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests;
