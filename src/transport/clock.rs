use gloo_timers::future::TimeoutFuture;
use tapedeck_engine::{Clock, LocalFuture};

/// The browser's clock.
pub(crate) struct BrowserClock;

impl Clock for BrowserClock {
    fn now_ms(&self) -> i64 {
        js_sys::Date::now() as i64
    }

    fn sleep_ms(&self, ms: u32) -> LocalFuture<()> {
        Box::pin(TimeoutFuture::new(ms))
    }
}
