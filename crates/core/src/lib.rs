//! Tapedeck's records, vendors and queries: pure functions over plain data.
//!
//! Nothing here touches the web, waits, reads a clock or does I/O.
//! A vendor *builds* request values and *parses* response values; who sends them is not its business.
//!
//! | module | what is inside |
//! |---|---|
//! | [`model`] | the words of the product: Source, Job, Run, Item, Line, Outcome, Severity, Page, TimeRange |
//! | [`http`] | a request and a response as plain values |
//! | [`error`] | what went wrong, shaped by what the reader must do |
//! | [`vendors`] | one folder a vendor, behind one interface |
//! | [`logbook`] | the column store of lines and runs: append, filter, sort, count |
//! | [`query`] | the filter language: parse, print, evaluate |
//! | [`files`] | what people open: the records of saved answers |
//! | [`certificate`] | what a file of certificates holds, and what is wrong with it |
//! | [`export`] | rows as text for elsewhere, without secrets |
//! | [`json`] | JSON of which little is expected |
//! | [`map`] | small maps |
//! | [`config`] | `tapedeck.json`, the hoster's offer of sources |

mod base64;
pub mod certificate;
pub mod config;
pub mod error;
pub mod export;
pub mod file_name;
pub mod files;
pub mod http;
pub mod json;
pub mod logbook;
pub mod map;
pub mod model;
pub mod query;
pub mod vendors;
