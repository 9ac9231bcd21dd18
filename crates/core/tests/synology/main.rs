//! The Synology vendor through the public `Vendor` interface: what it sends, and what it makes of what it is answered.
//!
//! | module | what is held |
//! |---|---|
//! | `fixtures` | answers as files, and the records or the error they become |
//! | `sign_in` | conversations as files: requests, answers, how they end |
//! | `requests` | the exact form fields of every call |
//! | `actions` | what can be done beside reading lists, as conversations in files |
//! | `action_properties` | what holds for them whatever the NAS answers |
//! | `uploads` | the form of several parts |
//! | `properties` | what holds for every answer, however broken |
//! | `regressions` | bugs that were there once, each with its story |
//! | `samples` | the recorded samples, where they are at hand |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod action_properties;
mod actions;
mod fixtures;
mod properties;
mod regressions;
mod requests;
mod samples;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
mod uploads;
mod vendor;
