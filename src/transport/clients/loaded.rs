//! The program is loaded at the first sign-in, and spoken to in bytes.

use std::rc::Rc;

use tapedeck_core::http::TransportError;
use tapedeck_core::vendors::Vendor;
use tapedeck_core::vendors::message::{Message, Reply};
use tapedeck_core::vendors::remote::{self, Clients};

use super::missing;
use crate::transport::program::{Exports, Program};

/// The way to the program.
#[derive(Clone)]
pub(crate) struct Loader(Rc<Program>);

impl Default for Loader {
    fn default() -> Loader {
        Loader(Rc::new(Program::new("tapedeckClients")))
    }
}

impl Loader {
    /// The client of a vendor. An error if the program cannot be loaded; the next call tries again.
    pub(crate) async fn client(self, vendor: String) -> Result<Rc<dyn Vendor>, TransportError> {
        let exports = self.0.get().await.map_err(|why| missing(&why))?;
        let loaded = Rc::new(Loaded { program: self.0, exports });
        remote::client(&vendor, loaded).ok_or_else(|| missing("there is none"))
    }
}

/// The program as it was when a client was asked for.
struct Loaded {
    program: Rc<Program>,
    exports: Exports,
}

impl Clients for Loaded {
    fn say(&self, message: &Message<'_>) -> Option<Reply> {
        let message = postcard::to_stdvec(message).ok()?;
        let reply = self.exports.ask(&message).and_then(|reply| postcard::from_bytes(&reply).ok());
        if reply.is_none() {
            // It has stopped. The next sign-in gets a new one.
            self.program.forget();
        }
        reply
    }
}
