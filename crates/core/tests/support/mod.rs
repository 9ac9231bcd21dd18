//! What the tests of all vendors need, and none of their facts.
//!
//! | module | what is there |
//! |---|---|
//! | `files` | fixtures and samples on disk, and JSON that people wrote |
//! | `http` | answers, and what is in a request |
//! | `records` | raw rows, notes, records and errors as JSON |
//! | `cases` | answers as files, each compared with what is expected of it |
//! | `conversations` | sign-ins as files, and questions that are led to their end |
//! | `anything` | values, rows and damage of every kind |
//! | `invariants` | what holds for every answer of every vendor |

#![allow(dead_code, unused_imports, reason = "no vendor needs all of it")]

mod anything;
mod cases;
mod conversations;
mod files;
mod http;
mod invariants;
mod records;

pub use anything::*;
pub use cases::*;
pub use conversations::*;
pub use files::*;
pub use http::*;
pub use invariants::*;
pub use records::*;
