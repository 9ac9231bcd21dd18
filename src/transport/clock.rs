//! What time it is, and waiting.

use std::cell::RefCell;
use std::collections::VecDeque;

use futures_channel::oneshot::{Receiver, Sender, channel};
use gloo_timers::future::TimeoutFuture;
use tapedeck_core::model::Timestamp;
use tapedeck_engine::{Clock, LocalFuture};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessagePort};

use crate::browser::intl::ZoneFormat;

/// The browser's clock.
pub(crate) struct BrowserClock;

thread_local! {
    static TURNS: Option<MessagePort> = turns();
    /// Who waits for a turn.
    static WAITING: RefCell<VecDeque<Sender<()>>> = const { RefCell::new(VecDeque::new()) };
}

impl Clock for BrowserClock {
    fn now_ms(&self) -> i64 {
        js_sys::Date::now() as i64
    }

    fn sleep_ms(&self, ms: u32) -> LocalFuture<()> {
        Box::pin(TimeoutFuture::new(ms))
    }

    /// By a message to itself: a browser makes timers that follow each other wait for four milliseconds.
    fn turn(&self) -> LocalFuture<()> {
        let posted = TURNS.with(|port| port.as_ref().is_some_and(|port| port.post_message(&JsValue::NULL).is_ok()));
        if !posted {
            return self.sleep_ms(0);
        }
        let (sender, turn): (_, Receiver<()>) = channel();
        WAITING.with_borrow_mut(|waiting| waiting.push_back(sender));
        Box::pin(async {
            // It fails only when the page is gone.
            let _ = turn.await;
        })
    }

    fn offset(&self, zone: &str, at: Timestamp) -> i32 {
        ZoneFormat::new(zone).map_or(0, |format| format.offset_seconds(at.0).div_euclid(60))
    }
}

/// Where a message to oneself is put.
fn turns() -> Option<MessagePort> {
    let channel = MessageChannel::new().ok()?;
    let next = Closure::<dyn Fn()>::new(|| {
        if let Some(turn) = WAITING.with_borrow_mut(VecDeque::pop_front) {
            // Nobody may wait any more.
            let _ = turn.send(());
        }
    });
    channel.port1().set_onmessage(Some(next.as_ref().unchecked_ref()));
    // As long as the program runs.
    next.forget();
    Some(channel.port2())
}
