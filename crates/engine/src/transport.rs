//! The two things the engine needs from its surroundings.

use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_core::vendors::{self, Vendor};

/// A future on one thread. Dropping it cancels what it does.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Sends requests, and knows where the vendors' clients are.
pub trait Transport {
    /// Sends one request and waits for the complete answer. Dropping the future aborts it.
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>>;

    /// The client of a vendor, asked for at every sign-in. Those of this program, unless it has them elsewhere.
    fn client(&self, vendor: &str) -> LocalFuture<Result<Rc<dyn Vendor>, TransportError>> {
        let missing = || TransportError::PartMissing { detail: format!("there is no client for {vendor}") };
        Box::pin(ready(vendors::client(vendor).ok_or_else(missing)))
    }
}

/// Tells the time and waits.
pub trait Clock {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> i64;
    /// Waits.
    fn sleep_ms(&self, ms: u32) -> LocalFuture<()>;
}
