use std::panic;

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::FromEngine;

/// Plays the worker's role: runs the engine and answers the page.
pub(crate) fn run() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    panic::set_hook(Box::new(|info| {
        if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
            say(&scope, &FromEngine::Panic(info.to_string()));
        }
    }));
    let engine = {
        let scope = scope.clone();
        super::engine(move |event| say(&scope, &FromEngine::Event(event)))
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let bytes = message.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        if let Ok(command) = postcard::from_bytes(&bytes) {
            engine.command(command);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    on_message.forget();
    say(&scope, &FromEngine::Ready);
}

fn say(scope: &DedicatedWorkerGlobalScope, what: &FromEngine) {
    if let Ok(bytes) = postcard::to_stdvec(what) {
        // It fails only for what cannot be copied, and bytes can.
        let _ = scope.post_message(&Uint8Array::from(bytes.as_slice()));
    }
}
