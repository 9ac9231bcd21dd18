// What is tried with the clients of this program (`main.rs`), and with those behind bytes (`../over_bytes/main.rs`).

mod asks;
mod datafor;
mod failures;
mod follow;
mod harness;
mod huawei;
mod lists;
mod sessions;
mod surfercloud;
mod surfercloud_calls;
mod veeam;
mod veeam_calls;
