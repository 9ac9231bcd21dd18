//! Files that a person gave to the page, read a piece at a time.

use std::cell::RefCell;

use js_sys::Uint8Array;
use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_core::map::Map;
use tapedeck_engine::{Piece, Pieces};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// How the address of such a file begins. Its number follows, and after a stroke its name.
pub(crate) const SCHEME: &str = "opened:";
/// So many bytes are asked for at a time.
const PIECE: f64 = 1_048_576.0;

thread_local! {
    /// The files, by their numbers.
    static FILES: RefCell<Map<u32, Blob>> = const { RefCell::new(Map::new()) };
}

/// Takes a file in under a number; or forgets the one with the number.
pub(crate) fn keep(number: u32, file: Option<Blob>) {
    FILES.with_borrow_mut(|files| match file {
        Some(file) => files.insert(number, file),
        None => files.remove(&number),
    });
}

fn find(address: &str) -> Option<Blob> {
    let number = address.strip_prefix(SCHEME)?.split('/').next()?.parse().ok()?;
    FILES.with_borrow(|files: &Map<u32, Blob>| files.get(&number).cloned())
}

/// Gives the content of a file.
pub(super) async fn receive(request: Request, pieces: Pieces) -> Result<Response, TransportError> {
    let answer = |status| Response { status, headers: Vec::new(), body: Vec::new() };
    let Some(file) = find(&request.url) else { return Ok(answer(410)) };
    let size = file.size();
    pieces(Piece::Begin(Some(size as u64))).await;
    let mut from = 0.0;
    while from < size {
        let to = (from + PIECE).min(size);
        // The file may have been changed or taken away since.
        let cut = |_| TransportError::Cut { status: 200, received: from as u64 };
        let part = file.slice_with_f64_and_f64(from, to).map_err(cut)?;
        let bytes = JsFuture::from(part.array_buffer()).await.map_err(cut)?;
        pieces(Piece::Bytes(Uint8Array::new(&bytes).to_vec())).await;
        from = to;
    }
    Ok(answer(200))
}
