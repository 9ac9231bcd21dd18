//! A file that comes in pieces before anybody has said where to: kept by the browser, outside of the page's memory, until
//! it is saved, opened, or taken off the list.

use std::cell::Cell;

use js_sys::{Array, Uint8Array};
use web_sys::Blob;

use super::opened::Handle;

/// The pieces.
#[derive(Default)]
pub struct Held {
    parts: Array,
    size: Cell<u64>,
}

impl Held {
    /// Adds a piece. Whether the browser had room for it.
    pub fn put(&self, bytes: &[u8]) -> bool {
        self.size.set(self.size.get() + bytes.len() as u64);
        let part = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)));
        part.map(|part| self.parts.push(&part)).is_ok()
    }

    /// The whole file, under a name.
    pub fn file(&self, name: String) -> Option<Handle> {
        let blob = Blob::new_with_blob_sequence(&self.parts).ok()?;
        Some(Handle { blob, name, size: self.size.get(), written: None })
    }
}
