//! The vendors' servers, simulated: a [`Request`] goes in, a [`Response`] comes out.
//!
//! Written from the vendor facts alone, without the clients' types, so that a mistake on one side shows up against the
//! other. Nothing here waits, reads a clock or opens a connection: the instant is given with every request, and how an
//! answer travels (late, cut, never) is said in the response. The same code is driven over HTTP by the binary
//! `tapedeck-simulator`, in tests, and inside the page for the demo.

mod calendar;
mod checksum;
mod control;
mod cookies;
pub mod datafor;
mod ended;
mod faults;
mod form;
mod http;
pub mod huawei;
mod json;
mod rng;
mod rows;
pub mod surfercloud;
pub mod synology;
mod systems;
pub mod veeam;

#[cfg(feature = "server")]
pub mod server;

pub use cookies::Jar;
pub use http::{Request, Response};
pub use systems::{System, system};
