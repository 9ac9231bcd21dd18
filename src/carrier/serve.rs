//! The engine's end of the way.

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

use js_sys::{Array, Function, Uint8Array};
use tapedeck_engine::Engine;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::FromEngine;
use crate::transport::{BrowserClock, BrowserTransport, opened};

/// A function that takes a message in bytes.
pub type Way = Function;

thread_local! {
    /// The way to the page. A panic has no other way to it.
    static PAGE: RefCell<Option<Way>> = const { RefCell::new(None) };
}

/// Starts an engine that talks to the browser. What happens is told by `page`; what comes back takes the commands.
pub fn connect(page: Way) -> Way {
    PAGE.set(Some(page));
    panic::set_hook(Box::new(|info| say(&FromEngine::Panic(info.to_string()))));
    let on_event = |event| say(&FromEngine::Event(event));
    let (engine, work) = Engine::new(Rc::new(BrowserTransport::new()), Rc::new(BrowserClock), on_event);
    wasm_bindgen_futures::spawn_local(work);
    let commands = Closure::<dyn FnMut(JsValue)>::new(move |message: JsValue| {
        if let Some(bytes) = message.dyn_ref::<Uint8Array>() {
            if let Ok(command) = postcard::from_bytes(&bytes.to_vec()) {
                engine.command(command);
            }
        } else if let Some(file) = message.dyn_ref::<Array>()
            && let Some(number) = file.get(0).as_f64()
        {
            opened::keep(number as u32, file.get(1).dyn_into().ok());
        }
    });
    commands.into_js_value().unchecked_into()
}

fn say(what: &FromEngine) {
    let page = PAGE.with_borrow(Clone::clone);
    if let (Some(page), Ok(bytes)) = (page, postcard::to_stdvec(what)) {
        // It fails only for what cannot be copied, and bytes can.
        let _ = page.call1(&JsValue::UNDEFINED, &Uint8Array::from(bytes.as_slice()));
    }
}
