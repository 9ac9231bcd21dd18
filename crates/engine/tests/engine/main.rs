//! The whole engine against the simulated vendors: commands in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod datafor;
mod failures;
mod harness;
mod lists;
mod sessions;
