//! The SurferCloud vendor through the public `Vendor` interface: what it sends, and what it makes of what it is answered.
//!
//! | module | what is held |
//! |---|---|
//! | `fixtures` | answers as files, and the records or the error they become |
//! | `sign_in` | how a sign-in goes, and that keys are seen nowhere |
//! | `requests` | the exact form fields of every call, and their signatures |
//! | `lines` | the texts of log files as one list of lines |
//! | `walks` | lists that are put together from many answers |
//! | `properties` | what holds for every answer, however broken |
//! | `samples` | the recorded samples, where they are at hand |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod fixtures;
mod lines;
mod properties;
mod requests;
mod samples;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
mod vendor;
mod walks;
