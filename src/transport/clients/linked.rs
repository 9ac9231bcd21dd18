//! In tests there is no built page beside this, so the clients are linked in.

use std::rc::Rc;

use tapedeck_core::http::TransportError;
use tapedeck_core::vendors::{self, Vendor};

use super::missing;

/// Has nothing to load.
#[derive(Clone, Default)]
pub(crate) struct Loader {}

impl Loader {
    pub(crate) async fn client(self, vendor: String) -> Result<Rc<dyn Vendor>, TransportError> {
        vendors::client(&vendor).ok_or_else(|| missing("there is none"))
    }
}
