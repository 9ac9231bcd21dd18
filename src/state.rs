//! What the page knows: where it is, its sources, what its lists show, how it looks.
//!
//! What belongs here: signals and what changes them. Calculation is in plain functions, drawing in `ui` and `pages`.

pub(crate) mod activity;
pub(crate) mod address;
pub(crate) mod app;
pub(crate) mod columns;
pub(crate) mod files;
pub(crate) mod flags;
mod going;
pub(crate) mod hiding;
pub(crate) mod list;
pub(crate) mod opened;
pub(crate) mod range;
pub(crate) mod restore;
pub(crate) mod sources;
pub(crate) mod views;
pub(crate) mod zone;
