//! The browser's own interfaces, wrapped into small plain functions and values.
//!
//! What belongs here: one idea a file, each the only place that knows how the browser spells it.
//! What does not: anything that knows what a run or a line is.
//!
//! What takes something from the browser (a listener, a timer, an observer, an object URL) is a value that gives it
//! back when dropped; [`keep`] ties such a value to the component that asked for it.

pub mod caret;
pub mod cell;
pub mod chosen;
pub mod clipboard;
pub mod clock;
pub mod dialog;
pub mod disk;
pub mod element;
pub mod hash;
pub mod held;
pub mod image;
pub mod intl;
pub mod keep;
pub mod listener;
pub mod media;
pub mod numbers;
pub mod opened;
pub mod page;
pub mod reflect;
pub mod save;
pub mod save_parts;
pub mod selection;
pub mod size;
pub mod storage;
pub mod theme;
pub mod zone;

pub use keep::keep;
pub use listener::Listener;
