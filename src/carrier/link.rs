//! The page's end of the way.

use js_sys::{Array, Uint8Array};
use tapedeck_engine::Command;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{Callbacks, FromEngine, Role};
use crate::browser::opened::Handle;
use crate::browser::reflect;

/// The name of the meta element in which the build says where the worker's script is.
const META: &str = "tapedeck-worker";

/// The function of the script that starts the page, which gives an engine in the page. It looks like a worker.
const IN_PAGE: &str = "tapedeckEngine";

/// Where that script puts a worker that it has started already, and what it said.
const STARTED: &str = "tapedeckWorker";

/// An engine. Dropping it ends it.
pub(super) struct Link {
    engine: Option<Worker>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Link {
    /// Starts the engine.
    pub(super) fn start(role: Role, callbacks: Callbacks) -> Link {
        let (started, early) = started().unzip();
        let engine = match (role, started) {
            (Role::Worker, started) => started.or_else(worker),
            (Role::Page, started) => {
                started.inspect(Worker::terminate);
                None
            }
        };
        let engine = engine.or_else(in_page);
        let on_crash = callbacks.on_crash.clone();
        if role == Role::Worker {
            early.iter().flatten().for_each(|data| receive(data, &callbacks));
        }
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            receive(&message.data(), &callbacks);
        });
        if engine.is_none() {
            on_crash("the page was built without an engine".into());
        }
        let on_error = Closure::<dyn FnMut(Event)>::new(move |error: Event| {
            // Handled: the page shows it. The console would only say it again.
            error.prevent_default();
            // A script that could not be loaded is told by a plain event without a message.
            let message = text_of(&error, "message").unwrap_or_else(|| "the worker could not be loaded".into());
            on_crash(message);
        });
        if let Some(engine) = &engine {
            engine.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            engine.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        }
        Link { engine, _on_message: on_message, _on_error: on_error }
    }

    pub(super) fn send(&self, command: &Command) {
        if let Ok(bytes) = postcard::to_stdvec(command) {
            self.put(Uint8Array::from(bytes.as_slice()).into());
        }
    }

    /// A file is no bytes: it goes as a list of its number and itself.
    pub(super) fn give(&self, number: u32, file: Option<&Handle>) {
        let file = file.map_or(JsValue::NULL, |file| file.blob.clone().into());
        self.put(Array::of2(&JsValue::from(number), &file).into());
    }

    fn put(&self, message: JsValue) {
        if let Some(engine) = &self.engine {
            // It fails only for what cannot be copied, and bytes and files can.
            let _ = engine.post_message(&message);
        }
    }
}

/// The worker that was started beside the page, if there is one that nobody has taken yet, and what it said.
fn started() -> Option<(Worker, Vec<JsValue>)> {
    let started = reflect::get(&js_sys::global(), STARTED)?;
    reflect::set(&js_sys::global(), STARTED, &JsValue::NULL);
    let early: js_sys::Array = reflect::get(&started, "early")?.unchecked_into();
    Some((reflect::get(&started, "worker")?.unchecked_into(), early.to_vec()))
}

/// A worker. Nothing where the browser or the page's surroundings do not allow one.
fn worker() -> Option<Worker> {
    let script = crate::browser::page::meta(META)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&script, &options).ok()
}

/// An engine in the page.
fn in_page() -> Option<Worker> {
    reflect::call(&js_sys::global(), IN_PAGE, &[]).map(JsValue::unchecked_into)
}

fn receive(data: &JsValue, callbacks: &Callbacks) {
    let Some(bytes) = data.dyn_ref::<Uint8Array>() else {
        // The script could not load the program.
        (callbacks.on_crash)(text_of(data, "failed").unwrap_or_else(|| "the worker sent something unreadable".into()));
        return;
    };
    match postcard::from_bytes(&bytes.to_vec()) {
        Ok(FromEngine::Event(event)) => (callbacks.on_event)(event),
        Ok(FromEngine::Panic(text)) => (callbacks.on_crash)(text),
        Err(error) => (callbacks.on_crash)(error.to_string()),
    }
}

fn text_of(object: &JsValue, name: &str) -> Option<String> {
    reflect::get(object, name)?.as_string()
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(engine) = &self.engine {
            engine.set_onmessage(None);
            engine.set_onerror(None);
            engine.terminate();
        }
    }
}
