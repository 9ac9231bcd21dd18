//! The same as `../engine`, with the vendors' clients as the page has them: in a program that is spoken to in bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

/// The vendors' clients behind bytes.
mod clients {
    use std::rc::Rc;

    use tapedeck_core::vendors::Vendor;
    use tapedeck_core::vendors::message::{Message, Reply};
    use tapedeck_core::vendors::remote::{Clients, client};

    struct Bytes;

    impl Clients for Bytes {
        fn say(&self, message: &Message<'_>) -> Option<Reply> {
            let reply = tapedeck_clients::answer_to(&postcard::to_stdvec(message).unwrap());
            reply.map(|reply| postcard::from_bytes(&reply).unwrap())
        }
    }

    pub fn of(vendor: &str) -> Option<Rc<dyn Vendor>> {
        client(vendor, Rc::new(Bytes))
    }
}

include!("../engine/journeys.rs");
