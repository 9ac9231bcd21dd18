//! The browser's fetch.
//!
//! - Dropping the future aborts the request: an aborted Rust future alone would not.
//! - The body is read piece by piece, so that a cut answer is told from one that never came.
//! - Who waits for a file waits for its next piece: a large one on a slow line takes as long as it takes. Any other
//!   answer must be complete in time.
//! - The reason of an abort is never given as text: that makes gloo-net panic.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method as FetchMethod, RequestBuilder};
use gloo_timers::callback::Timeout;
use tapedeck_core::http::{Method, Request, Response, TransportError};
use tapedeck_engine::{Piece, Pieces, Told};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCredentials};

/// For how long the next piece of a file may fail to come, in milliseconds.
const STALL_MS: u32 = 60_000;

/// How long the other side is waited for. Aborts the request when that is over, and when dropped; after a complete answer
/// that does nothing.
struct Patience {
    controller: AbortController,
    timer: Option<Timeout>,
    /// Whether it is over. The abort alone does not say why.
    over: Rc<Cell<bool>>,
}

impl Drop for Patience {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

impl Patience {
    fn new() -> Result<Patience, TransportError> {
        let controller = AbortController::new().map_err(|error| unreachable(&error))?;
        Ok(Patience { controller, timer: None, over: Rc::default() })
    }

    /// From now on, so long.
    fn renew(&mut self, ms: u32) {
        let (controller, over) = (self.controller.clone(), self.over.clone());
        self.timer = Some(Timeout::new(ms, move || {
            over.set(true);
            controller.abort();
        }));
    }

    /// What took the answer, if it was not this.
    fn or(&self, error: TransportError) -> TransportError {
        if self.over.get() { TransportError::TimedOut } else { error }
    }
}

/// An answer of which the body has not arrived yet.
struct Begun {
    status: u16,
    headers: Vec<(String, String)>,
    body: Option<ReadableStreamDefaultReader>,
    patience: Patience,
    /// How long each piece is waited for. Nothing where the whole answer is.
    stall_ms: Option<u32>,
}

pub(super) async fn send(request: Request, told: Option<Told>) -> Result<Response, TransportError> {
    let mut answer = begin(request, told.is_some()).await?;
    let mut body = Vec::new();
    let of = answer.length();
    while let Some(piece) = answer.piece(body.len() as u64).await? {
        append(&mut body, &piece);
        if let Some(told) = &told {
            told(body.len() as u64, of);
        }
    }
    Ok(Response { status: answer.status, headers: answer.headers, body })
}

/// Gives the body of a good answer piece by piece. What is not taken yet stays in the browser, which reads no further.
pub(super) async fn receive(request: Request, pieces: Pieces) -> Result<Response, TransportError> {
    let mut answer = begin(request, true).await?;
    let mut body = Vec::new();
    let good = answer.status == 200;
    if good {
        pieces(Piece::Begin(answer.length())).await;
    }
    let mut received = 0;
    while let Some(piece) = answer.piece(received).await? {
        received += u64::from(piece.length());
        if good {
            pieces(Piece::Bytes(piece.to_vec())).await;
        } else {
            append(&mut body, &piece);
        }
    }
    Ok(Response { status: answer.status, headers: answer.headers, body })
}

async fn begin(request: Request, in_pieces: bool) -> Result<Begun, TransportError> {
    let mut patience = Patience::new()?;
    patience.renew(request.timeout_ms);
    let signal = patience.controller.signal();

    let method = match request.method {
        Method::Get => FetchMethod::GET,
        Method::Post => FetchMethod::POST,
        Method::Put => FetchMethod::PUT,
        Method::Delete => FetchMethod::DELETE,
    };
    let credentials = if request.cookies { RequestCredentials::Include } else { RequestCredentials::Omit };
    let mut builder =
        RequestBuilder::new(&request.url).method(method).credentials(credentials).abort_signal(Some(&signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let built = if request.body.is_empty() {
        builder.build()
    } else {
        builder.body(js_sys::Uint8Array::from(request.body.as_slice()))
    };
    let response = match built {
        Ok(built) => built.send().await.map_err(|error| patience.or(classify(error)))?,
        Err(error) => return Err(TransportError::BadAddress { detail: error.to_string() }),
    };
    let headers = response.headers().entries().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let body = response.body().map(|stream| stream.get_reader().unchecked_into());
    let stall_ms = in_pieces.then_some(STALL_MS.min(request.timeout_ms));
    Ok(Begun { status: response.status(), headers, body, patience, stall_ms })
}

impl Begun {
    /// How many bytes the body has, where the other side says so. The length of a compressed one is not that of what comes
    /// out of it.
    fn length(&self) -> Option<u64> {
        let header = |name: &str| self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        header("content-length").filter(|_| header("content-encoding").is_none())?.parse().ok()
    }

    /// The next bytes of the body. Nothing at its end.
    async fn piece(&mut self, received: u64) -> Result<Option<js_sys::Uint8Array>, TransportError> {
        let Some(reader) = &self.body else { return Ok(None) };
        if let Some(ms) = self.stall_ms {
            self.patience.renew(ms);
        }
        let piece = JsFuture::from(reader.read()).await;
        if self.stall_ms.is_some() {
            // While the disk takes a piece, nobody waits for the next one.
            self.patience.timer = None;
        }
        let cut = TransportError::Cut { status: self.status, received };
        let piece = piece.map_err(|_| self.patience.or(cut))?;
        let value = js_sys::Reflect::get(&piece, &JsValue::from_str("value")).unwrap_or(JsValue::UNDEFINED);
        // Done: there is no value any more.
        Ok(value.dyn_into().ok())
    }
}

fn append(body: &mut Vec<u8>, piece: &js_sys::Uint8Array) {
    let start = body.len();
    body.resize(start + piece.length() as usize, 0);
    piece.copy_to(&mut body[start..]);
}

fn classify(error: gloo_net::Error) -> TransportError {
    match error {
        gloo_net::Error::JsError(error) => TransportError::Unreachable { detail: error.message },
        other => TransportError::Unreachable { detail: other.to_string() },
    }
}

fn unreachable(error: &JsValue) -> TransportError {
    TransportError::Unreachable { detail: format!("{error:?}") }
}
