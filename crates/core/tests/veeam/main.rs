//! The Veeam vendor through the public `Vendor` interface: what it sends, and what it makes of what it is answered.
//!
//! | module | what is held |
//! |---|---|
//! | `fixtures` | answers as files, and the records or the error they become |
//! | `sign_in` | conversations as files: requests, answers, how they end |
//! | `requests` | the exact request of every call |
//! | `actions` | what is done or prepared: requests, and answers that are files |
//! | `properties` | what holds for every answer, however broken |
//! | `samples` | the recorded sample, where it is at hand |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod actions;
mod fixtures;
mod properties;
mod requests;
mod samples;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
mod vendor;
