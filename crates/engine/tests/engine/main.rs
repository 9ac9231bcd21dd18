//! The engine, driven by commands and events against the simulated vendors in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod all_vendors;
mod asks;
mod changes;
mod counts;
mod datafor;
mod failures;
mod files;
mod follow;
mod gather;
mod harness;
mod huawei;
mod huawei_host;
mod lists;
mod live;
mod pour;
mod sessions;
mod surfercloud;
mod surfercloud_calls;
mod surfercloud_lines;
mod values;
mod veeam;
mod veeam_calls;
mod work;
