//! Tests of what only a browser has, run in one: `cargo xtask test browser`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod browser;
mod carrier;
mod fetch;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
