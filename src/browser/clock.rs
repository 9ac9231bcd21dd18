//! What time it is, and calling back later.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The present, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// A call that is still to come. It is cancelled when this value is dropped.
pub struct Timer {
    handle: i32,
    cancel: fn(&web_sys::Window, i32),
    _closure: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            (self.cancel)(&window, self.handle);
        }
    }
}

/// Calls back once, after some milliseconds.
pub fn after(ms: u32, call: impl FnOnce() + 'static) -> Option<Timer> {
    let closure = once(call);
    let handle = web_sys::window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), milliseconds(ms))
        .ok()?;
    Some(Timer { handle, cancel: |window, handle| window.clear_timeout_with_handle(handle), _closure: closure })
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
    let handle = web_sys::window()?.request_animation_frame(closure.as_ref().unchecked_ref()).ok()?;
    let cancel = |window: &web_sys::Window, handle| {
        let _ = window.cancel_animation_frame(handle);
    };
    Some(Timer { handle, cancel, _closure: closure })
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

fn milliseconds(ms: u32) -> i32 {
    i32::try_from(ms).unwrap_or(i32::MAX)
}
