//! The simulated vendors behind a real server, and a plain HTTP client.

use std::rc::Rc;
use std::thread;

use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_engine::{Clock, LocalFuture, Transport};
use tapedeck_simulator::server::{Options, bind, serve};

/// The newest instant of the data: 2026-11-20 06:00 UTC.
pub const NOW_S: i64 = 1_795_154_400;

/// A server of its own for a test. It ends with the test's process.
pub struct Server {
    /// Its root, with a slash at its end.
    pub url: String,
}

impl Server {
    pub fn start() -> Server {
        let options = Options { port: 0, now_s: NOW_S, ..Options::default() };
        let (tell, address) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = bind(&options).await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                serve(listener, options, std::future::pending()).await.unwrap();
            });
        });
        Server { url: format!("http://{}/", address.recv().unwrap()) }
    }
}

/// Sends requests one after the other and waits for each.
pub struct Native;

impl Transport for Native {
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>> {
        Box::pin(async move { exchange(request) })
    }
}

fn exchange(request: Request) -> Result<Response, TransportError> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut built = ureq::http::Request::builder().method(request.method.as_str()).uri(&request.url);
    for (name, value) in &request.headers {
        built = built.header(name, value);
    }
    let unreachable = |error: &dyn std::fmt::Display| TransportError::Unreachable { detail: error.to_string() };
    let built = built.body(request.body).map_err(|error| unreachable(&error))?;
    let mut answer = agent.run(built).map_err(|error| unreachable(&error))?;
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_lowercase(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(64 << 20).read_to_vec();
    match body {
        Ok(body) => Ok(Response { status, headers, body }),
        Err(_) => Err(TransportError::Cut { status, received: 0 }),
    }
}

/// A clock that stands at the servers' instant and jumps where somebody waits.
pub struct Jumps(pub Rc<std::cell::Cell<i64>>);

impl Clock for Jumps {
    fn now_ms(&self) -> i64 {
        self.0.get()
    }

    fn sleep_ms(&self, ms: u32) -> LocalFuture<()> {
        self.0.set(self.0.get() + i64::from(ms));
        Box::pin(async {})
    }
}
