//! The whole engine against the simulated vendors: commands in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

/// The vendors' clients of this program.
mod clients {
    use std::rc::Rc;

    use tapedeck_core::vendors::{Vendor, client};

    pub fn of(vendor: &str) -> Option<Rc<dyn Vendor>> {
        client(vendor)
    }
}

include!("journeys.rs");
