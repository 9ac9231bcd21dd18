//! What the other commands need: each part checks first, and installs only what is missing.

pub mod browser;
pub mod driver;
pub mod lock;
pub mod node;
pub mod rust;
pub mod tool;

use crate::failure::Attempt;
use crate::places::Places;
use crate::progress::Steps;

/// How many steps [`for_the_page`] takes.
pub const PAGE_STEPS: usize = 4;

/// Sets up what building the page needs.
pub fn for_the_page(places: &Places, steps: &mut Steps) -> Attempt<()> {
    // Before the long steps, so that it is known in the first second.
    node::check(places)?;
    rust::wasm_target(places, steps)?;
    tool::trunk().install(places, steps)?;
    tool::wasm_bindgen(places)?.install(places, steps)?;
    node::tools(places, steps)
}
