//! The two things the engine needs from its surroundings.

use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_core::vendors::{self, Vendor};

/// A future on one thread. Dropping it cancels what it does.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Is told how many bytes of an answer have arrived, and how many there will be, where the other side says so.
pub type Told = Rc<dyn Fn(u64, Option<u64>)>;

/// Sends requests, and knows where the vendors' clients are.
pub trait Transport {
    /// Sends one request and waits for the complete answer. Dropping the future aborts it.
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>>;

    /// The same, and tells meanwhile how much of the answer has arrived. A transport that cannot tell says nothing.
    fn send_told(&self, request: Request, told: Told) -> LocalFuture<Result<Response, TransportError>> {
        drop(told);
        self.send(request)
    }

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
