//! The logbook against a naive one, and against the ordinary reading of answers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../../benches/support/answer.rs"]
mod answer;
mod growth;
mod ingest;
mod naive;
