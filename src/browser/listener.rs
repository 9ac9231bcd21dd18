//! Event listeners that remove themselves.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener that is removed when this value is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls back at every event of a name on a target.
    pub fn new(target: &EventTarget, name: &'static str, call: impl FnMut(Event) + 'static) -> Listener {
        let closure = Closure::<dyn FnMut(Event)>::new(call);
        // A target that refuses a listener never calls back: nothing to undo, nothing to say.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Listener { target: target.clone(), name, closure }
    }

    /// Calls back at every event of a name on the window.
    pub fn on_window(name: &'static str, call: impl FnMut(Event) + 'static) -> Option<Listener> {
        web_sys::window().map(|window| Listener::new(&window, name, call))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}
