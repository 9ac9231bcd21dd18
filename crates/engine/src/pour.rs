//! Files that are handed over piece by piece while they arrive, so that a large one is never in memory as a whole.
//!
//! An error can come disguised as a file. So the beginning is held back: what looks like JSON or a web page is read whole
//! and judged by the vendor's client as ever, and so is what is short.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use sha2::{Digest, Sha256};
use tapedeck_core::error::Error;
use tapedeck_core::file_name::{of_disposition, safe};
use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_core::model::SourceId;
use tapedeck_core::vendors::{Answer, Call, Exchange, Next, answer_lost};

use crate::calls::{OTHERS_RENEWALS, Said};
use crate::engine::Engine;
use crate::protocol::Event;
use crate::time::{RETRIES, pause_ms};
use crate::transport::{Piece, Told};

/// How many bytes are looked at before any is handed over.
const HELD: usize = 64 * 1024;

/// One file on its way.
struct Pour {
    engine: Engine,
    number: u32,
    told: Told,
    said: Said,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    held: Vec<u8>,
    /// Whether bytes were handed over: it cannot begin anew then.
    begun: bool,
    size: u64,
    of: Option<u64>,
    sum: Sha256,
}

impl Engine {
    /// Asks, and hands the content of a file over while it arrives.
    pub(crate) fn pour(&self, number: u32, source: SourceId, question: Call) {
        let engine = self.clone();
        let task = self.spawn(async move {
            let (told, said) = (engine.told(number), engine.said(number));
            let pour = Rc::new(Pour { engine: engine.clone(), number, told, said, state: RefCell::default() });
            let result = pour.ask(&source, &question).await;
            {
                let mut state = engine.inner.state.borrow_mut();
                // Dropping the handle of this very task is harmless: it has nothing left to wait for.
                state.questions.remove(&number);
                state.pours.remove(&number);
            }
            engine.emit(Event::Answer { number, result });
        });
        self.inner.state.borrow_mut().questions.insert(number, task);
    }

    /// There is room for the next piece.
    pub(crate) fn taken(&self, number: u32) {
        let waits = self.inner.state.borrow_mut().pours.remove(&number);
        if let Some(waits) = waits {
            // A file that is no longer wanted does not listen.
            let _ = waits.send(());
        }
    }
}

impl Pour {
    async fn ask(self: &Rc<Self>, source: &str, question: &Call) -> Result<Answer, Error> {
        let engine = &self.engine;
        engine.renew_in_time(source).await?;
        let mut left = OTHERS_RENEWALS;
        let answer = loop {
            let (used, exchange) = engine.ask(source, question)?;
            match self.lead(exchange, question).await {
                Err(error) if error.new_session_may_help && left > 0 && !self.state.borrow().begun => {
                    left = if engine.renew(source, used).await? { 0 } else { left - 1 };
                }
                result => break result?,
            }
        };
        match answer {
            // It was held back, and is a file.
            Answer::Content { bytes, name } => {
                self.hand_over(bytes).await;
                Ok(self.sum(safe(&name)))
            }
            answer => Ok(answer),
        }
    }

    /// Leads a conversation to its end. What was handed over cannot be asked for again.
    async fn lead(self: &Rc<Self>, mut exchange: Box<dyn Exchange>, call: &Call) -> Result<Answer, Error> {
        let mut attempt = 0;
        loop {
            let request = exchange.request(self.engine.now());
            let changes = request.changes;
            let answer = self.send(request).await;
            if self.state.borrow().begun {
                let name = |answer: Response| answer.header("content-disposition").and_then(of_disposition);
                return answer.map(|answer| self.sum(name(answer))).map_err(Error::from);
            }
            if let Ok(answer) = &answer
                && changes
            {
                (self.said)(answer);
            }
            match answer.map_err(Error::from).and_then(|answer| exchange.take(&answer)) {
                Ok(Next::Done(answer)) => return Ok(answer),
                Ok(Next::Send) => attempt = 0,
                Ok(Next::SendAfter(ms)) => {
                    attempt = 0;
                    self.engine.inner.clock.sleep_ms(ms).await;
                }
                Err(error) if changes && error.leaves_open() => return Err(answer_lost(call, error)),
                Err(error) if error.is_transient() && attempt < RETRIES => {
                    let Some(pause) = pause_ms(attempt, error.retry_after_s) else { return Err(error) };
                    attempt += 1;
                    self.engine.inner.clock.sleep_ms(pause).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Sends one request. What was held back of its answer is in the answer.
    async fn send(self: &Rc<Self>, request: Request) -> Result<Response, TransportError> {
        self.state.borrow_mut().held.clear();
        let pour = self.clone();
        let pieces = Rc::new(move |piece| {
            let pour = pour.clone();
            Box::pin(async move { pour.take(piece).await }) as _
        });
        let mut answer = self.engine.inner.transport.receive(request, pieces).await?;
        if answer.status == 200 {
            answer.body = std::mem::take(&mut self.state.borrow_mut().held);
        }
        Ok(answer)
    }

    async fn take(&self, piece: Piece) {
        let ready = {
            let mut state = self.state.borrow_mut();
            match piece {
                Piece::Begin(of) => {
                    state.of = of;
                    return;
                }
                Piece::Bytes(bytes) if state.begun => bytes,
                Piece::Bytes(bytes) => {
                    state.held.extend(bytes);
                    (self.told)(state.held.len() as u64, state.of);
                    if state.held.len() < HELD || is_text_of_a_server(&state.held) {
                        return;
                    }
                    std::mem::take(&mut state.held)
                }
            }
        };
        self.hand_over(ready).await;
    }

    /// Gives bytes to the page, and waits until it has room for more.
    async fn hand_over(&self, bytes: Vec<u8>) {
        let (tell, taken) = oneshot::channel();
        {
            let mut state = self.state.borrow_mut();
            state.begun = true;
            state.size += bytes.len() as u64;
            state.sum.update(&bytes);
            (self.told)(state.size, state.of);
        }
        self.engine.inner.state.borrow_mut().pours.insert(self.number, tell);
        self.engine.emit(Event::Piece { number: self.number, bytes });
        // Nobody left to take it: then nobody waits for the file either.
        let _ = taken.await;
    }

    fn sum(&self, name: Option<String>) -> Answer {
        let state = self.state.borrow();
        let sha256 = state.sum.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Answer::Poured { name, size: state.size, sha256 }
    }
}

/// Whether bytes begin as JSON or as a web page does, in which errors come.
fn is_text_of_a_server(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    matches!(start.first(), Some(b'{' | b'[' | b'<'))
}
