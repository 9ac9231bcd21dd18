//! How commands and events travel: to an engine in a worker, or to one in the page where no worker can be started.
//!
//! One wasm file plays both roles: [`is_worker`] tells which.

mod in_page;
mod worker_link;
mod worker_role;

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use tapedeck_engine::{Command, Engine, Event};
use wasm_bindgen::JsCast;

use crate::transport::{BrowserClock, BrowserTransport};

pub(crate) use worker_role::run as run_worker;

/// What the engine's side says to the page.
#[derive(Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "it is made and sent at once, one at a time")]
enum FromEngine {
    /// It listens.
    Ready,
    /// Something happened.
    Event(Event),
    /// It broke; the text says where.
    Panic(String),
}

/// A way to an engine.
pub(crate) trait Carrier {
    /// Sends a command. What is sent before the engine listens is kept until then.
    fn send(&self, command: Command);
}

/// What a carrier calls back.
#[derive(Clone)]
pub(crate) struct Callbacks {
    /// An event arrived.
    pub(crate) on_event: Rc<dyn Fn(Event)>,
    /// The engine broke; the text says where.
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

/// Starts an engine.
pub(crate) fn start(role: Role, callbacks: Callbacks) -> Rc<dyn Carrier> {
    if role == Role::Worker
        && let Some(link) = worker_link::WorkerLink::start(callbacks.clone())
    {
        return Rc::new(link);
    }
    Rc::new(in_page::InPage::start(callbacks))
}

/// Whether this code runs in a worker.
pub(crate) fn is_worker() -> bool {
    js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>().is_ok()
}

/// An engine that talks to the browser. Its work runs by itself from now on.
fn engine(on_event: impl Fn(Event) + 'static) -> Engine {
    let (engine, work) = Engine::new(Rc::new(BrowserTransport::new()), Rc::new(BrowserClock), on_event);
    wasm_bindgen_futures::spawn_local(work);
    engine
}
