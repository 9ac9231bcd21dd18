//! The engine's program: the engine with the vendors' clients, without the page.
//!
//! The scripts that start it call [`connect`]: `worker.js` in a worker, the page's own script where there can be none.

use tapedeck::Way;
use wasm_bindgen::prelude::wasm_bindgen;

/// Starts the engine. It says what happens to `page`, and gives what takes the commands.
#[wasm_bindgen]
pub fn connect(page: Way) -> Way {
    tapedeck::connect(page)
}

fn main() {}
