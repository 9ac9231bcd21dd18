//! The Huawei CloudDC vendor through the public `Vendor` interface: what it sends, and what it makes of what it is
//! answered.
//!
//! | module | what is held |
//! |---|---|
//! | `fixtures` | answers as files, and the records or the error they become |
//! | `sign_in` | conversations as files: requests, answers, how they end |
//! | `requests` | the exact request of every call |
//! | `lists` | questions that need several requests: servers, alarms, events |
//! | `exports` | log exports: begun, waited for, fetched |
//! | `properties` | what holds for every answer, however broken |
//! | `samples` | the recorded samples, where they are at hand |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod exports;
mod fixtures;
mod lists;
mod properties;
mod requests;
mod samples;
mod sign_in;
#[path = "../support/mod.rs"]
mod support;
mod vendor;
