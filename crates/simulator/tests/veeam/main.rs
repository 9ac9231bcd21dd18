//! The simulated appliance of Veeam Backup for Azure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod client;
#[path = "../common/mod.rs"]
mod common;
mod faults;
mod lists;
mod sessions;
mod users;
