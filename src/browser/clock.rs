//! What time it is, and calling back later.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::reflect;

/// The present, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// A call that is still to come. It is cancelled when this value is dropped.
pub struct Timer {
    /// As the browser gave it: a clock that is put in its place counts beyond the 32 bits of the browser's own.
    handle: JsValue,
    cancel: &'static str,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            reflect::call(&window, self.cancel, &[&self.handle]);
        }
    }
}

/// Calls back once, after some milliseconds.
pub fn after(ms: u32, call: impl FnOnce() + 'static) -> Option<Timer> {
    let closure = once(call);
    let window = web_sys::window()?;
    let handle = reflect::call(&window, "setTimeout", &[closure.as_ref(), &JsValue::from(ms)])?;
    Some(Timer { handle, cancel: "clearTimeout", _closure: closure })
}

/// Calls back in a turn of the event loop of its own: what was asked of the browser meanwhile comes first.
pub fn next_turn(call: Box<dyn FnOnce()>) {
    wasm_bindgen_futures::spawn_local(async move {
        TimeoutFuture::new(0).await;
        call();
    });
}

/// Calls back once, before the next frame is painted.
pub fn next_frame(call: impl FnOnce() + 'static) -> Option<Timer> {
    let closure = once(call);
    let window = web_sys::window()?;
    let handle = reflect::call(&window, "requestAnimationFrame", &[closure.as_ref()])?;
    Some(Timer { handle, cancel: "cancelAnimationFrame", _closure: closure })
}

/// Calls back once, when the next frame has been painted.
pub fn after_frame(call: impl FnOnce() + 'static) -> Option<Timer> {
    let call = Box::new(call);
    next_frame(move || next_turn(call))
}

/// A closure of which the value may be dropped inside of its own call.
fn once(call: impl FnOnce() + 'static) -> Closure<dyn FnMut()> {
    let mut call = Some(call);
    Closure::<dyn FnMut()>::new(move || {
        if let Some(call) = call.take() {
            call();
        }
    })
}
