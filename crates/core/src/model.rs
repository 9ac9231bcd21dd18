//! The words of the product as types, and nothing else.
//!
//! What belongs here: plain data that every vendor maps to and every view shows.
//! What does not: anything that only one vendor knows.

mod action;
mod file;
mod item;
mod job;
mod line;
mod outcome;
mod page;
mod record;
mod run;
mod severity;
mod source;
mod tally;
mod time;

pub use action::Action;
pub use file::{Export, ExportState, File};
pub use item::Item;
pub use job::Job;
pub use line::Line;
pub use outcome::Outcome;
pub use page::Page;
pub use record::{Field, Record};
pub use run::{Counts, Run};
pub use severity::Severity;
pub use source::{Source, SourceId, VendorId};
pub use tally::Tally;
pub use time::{TimeRange, Timestamp};
