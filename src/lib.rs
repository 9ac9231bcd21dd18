//! The page, and the browser's side of the engine.
//!
//! | module | what is inside |
//! |---|---|
//! | `carrier` | how commands and events travel: worker, or in the page |
//! | `transport` | fetch for the engine, and the demo in memory |
//! | `browser` | the only other place that touches the browser's interfaces |
//! | `state` | what the page knows: address, sources, lists, how it looks |
//! | `view` | what everything on the page is made of: `view!` and the one type of its parts |
//! | `signals` | what everything on the page follows, with one type of value behind all of them |
//! | `prelude` | what files that draw begin with |
//! | `messages` | every sentence a person reads, one catalogue |
//! | `ui` | shared components, one a file |
//! | `pages` | the pages, each with its private children |
//!
//! Two programs are made of it: `main.rs` is the page, `bin/engine.rs` the engine in its worker.

// What the page is made of has docs where a name alone does not say it; the crate has no users outside.
#![allow(missing_docs)]

mod browser;
mod carrier;
mod messages;
mod pages;
mod prelude;
mod signals;
mod start;
mod state;
mod transport;
mod ui;
mod view;
#[cfg(all(test, target_arch = "wasm32"))]
mod web_tests;

pub use carrier::{Way, connect};
pub use start::start;
