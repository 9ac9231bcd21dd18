//! How the engine's requests leave the browser: fetch for real sources, the simulator in memory for the demo.
//!
//! What belongs here: everything that turns a plain request value into a plain response value.

mod clock;
mod demo;
mod fetch;
mod hosted;
pub(crate) mod opened;
#[cfg(not(test))]
mod own_file;
#[cfg(not(test))]
mod program;

use std::rc::Rc;

use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_engine::{LocalFuture, Piece, Pieces, Told, Transport};

pub(crate) use clock::BrowserClock;
pub(crate) use hosted::hosted_config;

/// Sends a request where its address says.
pub(crate) struct BrowserTransport {
    demo: Rc<demo::Demo>,
}

impl BrowserTransport {
    pub(crate) fn new() -> BrowserTransport {
        BrowserTransport { demo: Rc::new(demo::Demo::default()) }
    }
}

impl Transport for BrowserTransport {
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>> {
        self.ask(request, None)
    }

    fn send_told(&self, request: Request, told: Told) -> LocalFuture<Result<Response, TransportError>> {
        self.ask(request, Some(told))
    }

    fn receive(&self, request: Request, pieces: Pieces) -> LocalFuture<Result<Response, TransportError>> {
        if request.url.starts_with(opened::SCHEME) {
            return Box::pin(opened::receive(request, pieces));
        }
        if !request.url.starts_with(demo::SCHEME) {
            return Box::pin(fetch::receive(request, pieces));
        }
        // The demo answers at once.
        let answer = self.send(request);
        Box::pin(async move {
            let mut answer = answer.await?;
            if answer.status == 200 {
                pieces(Piece::Bytes(std::mem::take(&mut answer.body))).await;
            }
            Ok(answer)
        })
    }
}

impl BrowserTransport {
    fn ask(&self, request: Request, told: Option<Told>) -> LocalFuture<Result<Response, TransportError>> {
        if request.url.starts_with(demo::SCHEME) {
            Box::pin(demo::send(self.demo.clone(), request))
        } else {
            Box::pin(fetch::send(request, told))
        }
    }
}
