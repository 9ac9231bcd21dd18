//! The engine: it holds the sources' sessions, fetches, keeps, filters and sorts records, and answers in small windows.
//!
//! It is driven by [`Command`]s and answers with [`Event`]s. It sends requests through a [`Transport`] and reads the time
//! from a [`Clock`]; it knows neither the web nor a runtime, so that the same engine runs in a worker, in the page and
//! in host tests.
//!
//! How it works: commands change a small state; after every change [`engine::Engine`] compares what the open views want
//! with what is there, and starts or stops fetches accordingly. Nothing is queued, so a window that was scrolled past
//! is never fetched, and an expired session needs no special case: the wish is still there after the next sign-in.

mod asks;
mod books;
mod calls;
mod clean;
pub mod engine;
mod fetches;
mod files;
mod follow;
mod live;
mod order;
mod pour;
pub mod protocol;
mod sessions;
mod sources;
mod speed;
mod store;
mod time;
mod transport;
mod view;

pub use engine::Engine;
pub use protocol::{Command, Event};
pub use transport::{Clock, LocalFuture, Piece, Pieces, Told, Transport};

/// How many rows are asked for at once. 200 is what the Active Backup page itself asks for.
pub const PAGE_SIZE: u32 = 200;
