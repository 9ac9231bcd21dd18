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
    schedule(["setTimeout", "clearTimeout"], Some(ms), Box::new(call))
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
    schedule(["requestAnimationFrame", "cancelAnimationFrame"], None, Box::new(call))
}

/// Calls back once, when the next frame has been painted.
pub fn after_frame(call: impl FnOnce() + 'static) -> Option<Timer> {
    let call = Box::new(call);
    next_frame(move || next_turn(call))
}

/// Has the browser call back once. This is compiled once for all that is called.
fn schedule([begin, cancel]: [&'static str; 2], ms: Option<u32>, call: Box<dyn FnOnce()>) -> Option<Timer> {
    // It may be dropped inside of its own call.
    let mut call = Some(call);
    let closure = Closure::<dyn FnMut()>::new(move || {
        if let Some(call) = call.take() {
            call();
        }
    });
    let window = web_sys::window()?;
    let handle = reflect::call(&window, begin, &[closure.as_ref(), &JsValue::from(ms)])?;
    Some(Timer { handle, cancel, _closure: closure })
}
