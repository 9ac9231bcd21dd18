//! The vendors' clients.
//!
//! They are a program of their own (`crates/clients`), which is loaded at the first sign-in: nobody waits for it before.

#[cfg(test)]
mod linked;
#[cfg(not(test))]
mod loaded;

#[cfg(test)]
use linked as program;
#[cfg(not(test))]
use loaded as program;

use tapedeck_core::http::TransportError;

pub(super) use program::Loader;

fn missing(why: &str) -> TransportError {
    TransportError::PartMissing { detail: format!("the vendor's client cannot be loaded: {why}") }
}
