use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Uint8Array;
use tapedeck_engine::Command;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{Callbacks, Carrier, FromEngine};

/// The name of the meta element in which the build says where the worker's script is.
const META: &str = "tapedeck-worker";

/// An engine in a worker. Dropping it ends the worker.
pub(super) struct WorkerLink {
    worker: Worker,
    queue: Rc<RefCell<Queue>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

/// Commands wait here until the worker listens.
enum Queue {
    Waiting(Vec<Vec<u8>>),
    Open,
}

impl WorkerLink {
    /// Starts the worker. `None` where the browser or the page's surroundings do not allow one.
    pub(super) fn start(callbacks: Callbacks) -> Option<WorkerLink> {
        let script = crate::browser::page::meta(META)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&script, &options).ok()?;
        let queue = Rc::new(RefCell::new(Queue::Waiting(Vec::new())));

        let on_message = {
            let (worker, queue, callbacks) = (worker.clone(), queue.clone(), callbacks.clone());
            Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
                receive(&message.data(), &worker, &queue, &callbacks);
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn FnMut(Event)>::new(move |error: Event| {
            // Handled: the page shows it. The console would only say it again.
            error.prevent_default();
            // A script that could not be loaded is told by a plain event without a message.
            let message = text_of(&error, "message").unwrap_or_else(|| "the worker could not be loaded".into());
            (callbacks.on_crash)(message);
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(WorkerLink { worker, queue, _on_message: on_message, _on_error: on_error })
    }
}

fn receive(data: &JsValue, worker: &Worker, queue: &RefCell<Queue>, callbacks: &Callbacks) {
    let Some(bytes) = data.dyn_ref::<Uint8Array>() else {
        // The worker's script could not load the program.
        (callbacks.on_crash)(text_of(data, "failed").unwrap_or_else(|| "the worker sent something unreadable".into()));
        return;
    };
    match postcard::from_bytes(&bytes.to_vec()) {
        Ok(FromEngine::Event(event)) => (callbacks.on_event)(event),
        Ok(FromEngine::Panic(text)) => (callbacks.on_crash)(text),
        Ok(FromEngine::Ready) => {
            if let Queue::Waiting(commands) = queue.replace(Queue::Open) {
                commands.iter().for_each(|command| post(worker, command));
            }
        }
        Err(error) => (callbacks.on_crash)(error.to_string()),
    }
}

fn text_of(object: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()?.as_string()
}

fn post(worker: &Worker, command: &[u8]) {
    // It fails only for what cannot be copied, and bytes can.
    let _ = worker.post_message(&Uint8Array::from(command));
}

impl Carrier for WorkerLink {
    fn send(&self, command: Command) {
        let Ok(bytes) = postcard::to_stdvec(&command) else { return };
        match &mut *self.queue.borrow_mut() {
            Queue::Waiting(commands) => commands.push(bytes),
            Queue::Open => post(&self.worker, &bytes),
        }
    }
}

impl Drop for WorkerLink {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
