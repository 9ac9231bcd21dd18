//! The engine, driven by commands and events against the simulated vendors in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod asks;
mod datafor;
mod failures;
mod files;
mod harness;
mod huawei;
mod lists;
mod sessions;
mod surfercloud;
mod surfercloud_calls;
mod veeam;
mod veeam_calls;
