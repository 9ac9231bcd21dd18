//! One file a command.

pub mod bench;
pub mod dist;
pub mod open;
pub mod run;
pub mod simulator;
pub mod test;
