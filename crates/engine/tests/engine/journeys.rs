// What is tried with the clients of this program (`main.rs`), and with those behind bytes (`../over_bytes/main.rs`).

mod all_vendors;
mod asks;
mod datafor;
mod failures;
mod harness;
mod huawei;
mod huawei_host;
mod lists;
mod sessions;
mod surfercloud;
mod surfercloud_calls;
mod surfercloud_lines;
mod veeam;
mod veeam_calls;
