//! The rules of the architecture, held by reading the source text: a layer that imports what it must not fails here.
//!
//! | module | what is held |
//! |---|---|
//! | `layers` | who may know the web, who may wait, who may read a vendor's shapes |
//! | `panics` | nothing that came from outside may stop the program |
//! | `page` | no inline styles, no sentences outside of the catalogue, no style sheet that nothing imports |
//! | `manifests` | what every dependency is for, and which ones a layer may not have |
//! | `files` | no paths and hosts of one machine, no fixture that nothing uses |
//!
//! Every rule is a function from text to offences, and is shown a bad example beside the real files, so that a rule that
//! sees nothing any more is noticed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod files;
mod layers;
mod manifests;
mod page;
mod panics;
mod source;
mod tree;
