//! How commands and events travel between the page and the engine.
//!
//! The engine is a program of its own (`src/bin/engine.rs`): in a worker, or in the page where no worker can be started.
//! Both sides speak in bytes. [`start`] is the page's end of the way, [`connect`] the engine's.

mod link;
mod serve;

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use tapedeck_engine::{Command, Event};

use crate::browser::opened::Handle;

pub use serve::{Way, connect};

/// What the engine's side says to the page.
#[derive(Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "it is made and sent at once, one at a time")]
enum FromEngine {
    /// Something happened.
    Event(Event),
    /// It broke; the text says where.
    Panic(String),
}

/// What a carrier calls back.
#[derive(Clone)]
pub(crate) struct Callbacks {
    /// An event arrived.
    pub(crate) on_event: Rc<dyn Fn(Event)>,
    /// The engine broke, or could not be started; the text says where or why.
    pub(crate) on_crash: Rc<dyn Fn(String)>,
}

/// Where the engine is to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// In a worker, or in the page if there can be none.
    Worker,
    /// In the page.
    Page,
}

/// The way to an engine. Dropping it ends the engine.
pub(crate) struct Carrier(link::Link);

impl Carrier {
    /// Starts an engine.
    pub(crate) fn start(role: Role, callbacks: Callbacks) -> Carrier {
        Carrier(link::Link::start(role, callbacks))
    }

    /// Gives the engine a file that a person opened, as it is, under a number; or takes the one with the number away.
    pub(crate) fn give(&self, number: u32, file: Option<&Handle>) {
        self.0.give(number, file);
    }

    /// Sends a command. What is sent before the engine listens is kept for it by the script that starts it.
    pub(crate) fn send(&self, command: &Command) {
        self.0.send(command);
    }
}
