//! All simulated systems, by the names that lead to them.

use std::fmt;

use crate::datafor::Server;
use crate::huawei::CloudDc;
use crate::surfercloud::Cloud;
use crate::synology::{Dsm, Settings};
use crate::veeam::{self, Appliance};
use crate::{Request, Response, checksum};

/// One simulated system of a vendor.
pub trait System: Send + fmt::Debug {
    /// Answers a request that arrives at an instant, in epoch seconds.
    fn answer(&mut self, now_s: i64, request: &Request) -> Response;
}

/// How a system is made: its seed, the newest instant of its data in epoch seconds, whether control paths answer.
type Make = fn(u64, i64, bool) -> Box<dyn System>;

/// The vendors, by how the names of their systems begin.
const VENDORS: [(&str, Make); 5] =
    [("nas", nas), ("vbaz", vbaz), ("clouddc", clouddc), ("surfercloud", surfercloud), ("datafor", datafor)];

/// Makes the system of a name: `nas`, `nas-1`, `nas-basement`. The same name, seed and instant give the same data.
#[must_use]
pub fn system(name: &str, seed: u64, until_s: i64, control: bool) -> Option<Box<dyn System>> {
    let vendor = name.split('-').next().unwrap_or_default();
    let (_, make) = VENDORS.iter().find(|(prefix, _)| *prefix == vendor)?;
    // The first of a vendor has the seed that was chosen; every other one has its own.
    let first = name == vendor || name.strip_prefix(vendor) == Some("-1");
    Some(make(if first { seed } else { seed ^ checksum::of_name(name) }, until_s, control))
}

fn nas(seed: u64, until_s: i64, control: bool) -> Box<dyn System> {
    Box::new(Dsm::new(Settings { control, ..Settings::new(seed, until_s) }))
}

fn surfercloud(seed: u64, until_s: i64, control: bool) -> Box<dyn System> {
    Box::new(Cloud::new(seed, until_s, control))
}

fn clouddc(seed: u64, until_s: i64, control: bool) -> Box<dyn System> {
    Box::new(CloudDc::new(seed, until_s, control))
}

fn vbaz(seed: u64, until_s: i64, control: bool) -> Box<dyn System> {
    Box::new(Appliance::new(veeam::Settings { control, ..veeam::Settings::new(seed, until_s) }))
}

fn datafor(seed: u64, until_s: i64, control: bool) -> Box<dyn System> {
    Box::new(Server::new(seed, until_s, control))
}
