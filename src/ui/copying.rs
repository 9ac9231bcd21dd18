//! How a text is copied that came from somewhere else.

use crate::prelude::*;

/// A text, and what is called with whether it was copied.
pub type Copied = (String, Box<dyn FnOnce(bool)>);

/// Copies texts as they may be shown to others. The page provides it as a context: what is a secret is known elsewhere.
#[derive(Clone, Copy)]
pub struct Copying(pub Callback<Copied>);
