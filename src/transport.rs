//! How the engine's requests leave the browser: fetch for real sources, the simulator in memory for the demo; and where it
//! gets the vendors' clients from.
//!
//! What belongs here: everything that turns a plain request value into a plain response value.

mod clients;
mod clock;
mod demo;
mod fetch;
mod hosted;
#[cfg(not(test))]
mod own_file;
#[cfg(not(test))]
mod program;

use std::future::ready;
use std::rc::Rc;

use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_core::vendors::Vendor;
use tapedeck_core::vendors::remote::STOPPED;
use tapedeck_engine::{LocalFuture, Transport};

pub(crate) use clock::BrowserClock;
pub(crate) use hosted::hosted_config;

/// Sends a request where its address says.
pub(crate) struct BrowserTransport {
    demo: Rc<demo::Demo>,
    clients: clients::Loader,
}

impl BrowserTransport {
    pub(crate) fn new() -> BrowserTransport {
        BrowserTransport { demo: Rc::new(demo::Demo::default()), clients: clients::Loader::default() }
    }
}

impl Transport for BrowserTransport {
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>> {
        if request.url.starts_with(demo::SCHEME) {
            Box::pin(demo::send(self.demo.clone(), request))
        } else if request.url == STOPPED {
            // Nothing is sent. Its client says what has happened, whatever comes back.
            Box::pin(ready(Ok(Response { status: 0, headers: Vec::new(), body: Vec::new() })))
        } else {
            Box::pin(fetch::send(request))
        }
    }

    fn client(&self, vendor: &str) -> LocalFuture<Result<Rc<dyn Vendor>, TransportError>> {
        Box::pin(self.clients.clone().client(vendor.to_string()))
    }
}
