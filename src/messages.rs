//! Every sentence that a person reads, in one catalogue: one function a sentence, its parameters as arguments.
//!
//! Another language is another set of these functions. What vendors' codes mean is not here but in the vendors'
//! dictionaries (`crates/core/src/vendors/*/dictionary`), because the engine searches in it.

pub(crate) mod activity;
pub(crate) mod administration;
pub(crate) mod certificates;
pub(crate) mod codes;
pub(crate) mod counts;
pub(crate) mod errors;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod forms;
pub(crate) mod items;
pub(crate) mod lists;
pub(crate) mod notices;
pub(crate) mod opened;
pub(crate) mod overview;
pub(crate) mod range;
pub(crate) mod repeated;
pub(crate) mod rows;
pub(crate) mod shell;
pub(crate) mod sources;
pub(crate) mod ui;
pub(crate) mod views;
