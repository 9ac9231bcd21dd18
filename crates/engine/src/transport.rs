//! The two things the engine needs from its surroundings.

use std::future::Future;
use std::pin::Pin;

use tapedeck_core::http::{Request, Response, TransportError};

/// A future on one thread. Dropping it cancels what it does.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Sends requests.
pub trait Transport {
    /// Sends one request and waits for the complete answer. Dropping the future aborts it.
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>>;
}

/// Tells the time and waits.
pub trait Clock {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> i64;
    /// Waits.
    fn sleep_ms(&self, ms: u32) -> LocalFuture<()>;
}
