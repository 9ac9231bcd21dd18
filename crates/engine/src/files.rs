//! Files that are opened from an address: read as they arrive, a while at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tapedeck_core::error::{Error, Kind, of_status};
use tapedeck_core::files::AnswerReader;
use tapedeck_core::http::{Method, Request, Response, TransportError, excerpt};
use tapedeck_core::logbook::{Fed, Ingest, Splitter};
use tapedeck_core::vendors::Subject;

use crate::engine::{Engine, State};
use crate::store::{FileRead, StoreKey};
use crate::transport::{Piece, Pieces};

/// How many bytes are worked off before others have their turn.
const SLICE: usize = 1 << 20;
/// How long a file may take, in milliseconds.
const TIMEOUT_MS: u32 = 30 * 60_000;
/// How often the page is told, in milliseconds.
const TELL_MS: u32 = 250;

/// One file that is read.
struct Reading {
    key: StoreKey,
    ingest: Option<Ingest>,
    of: Option<u64>,
    /// The beginning of it, for an error.
    head: Vec<u8>,
    told_ms: i64,
    /// Whether the page will be told by itself: more may not come for a long time.
    tell_waits: Rc<Cell<bool>>,
}

impl Engine {
    /// Begins to read the files that views want.
    pub(crate) fn read_files(&self) {
        let state = self.inner.state.borrow();
        let waits = |key: &&StoreKey| state.stores.get(key).is_some_and(|store| store.waits_for_reading());
        let new: Vec<StoreKey> =
            state.stores.keys().filter(|key| key.file().is_some()).filter(waits).cloned().collect();
        drop(state);
        for key in new {
            let engine = self.clone();
            let read = key.clone();
            let task = self.spawn(async move { engine.read_file(read).await });
            if let Some(store) = self.inner.state.borrow_mut().stores.get_mut(&key) {
                store.feeding = Some(task);
            }
        }
    }

    async fn read_file(&self, key: StoreKey) {
        let address = key.file().unwrap_or_default().to_string();
        let reader = Box::new(AnswerReader::new(key.source.clone()));
        let reading = Rc::new(RefCell::new(Reading {
            key,
            ingest: Some(Ingest::new(Splitter::new(None), reader)),
            of: None,
            head: Vec::new(),
            told_ms: 0,
            tell_waits: Rc::default(),
        }));
        let pieces: Pieces = {
            let (engine, reading) = (self.clone(), reading.clone());
            Rc::new(move |piece| {
                let (engine, reading) = (engine.clone(), reading.clone());
                Box::pin(async move { engine.take_piece(&reading, piece).await })
            })
        };
        let request = Request { timeout_ms: TIMEOUT_MS, ..Request::new(Method::Get, address) };
        let answer = self.inner.transport.receive(request, pieces).await;
        self.end_of_file(&mut reading.borrow_mut(), answer);
        self.settle();
    }

    async fn take_piece(&self, reading: &RefCell<Reading>, piece: Piece) {
        match piece {
            Piece::Begin(of) => {
                reading.borrow_mut().of = of;
                return;
            }
            Piece::Bytes(bytes) => {
                let reading = &mut *reading.borrow_mut();
                let missing = 2048_usize.saturating_sub(reading.head.len()).min(bytes.len());
                reading.head.extend_from_slice(&bytes[..missing]);
                if let Some(ingest) = &mut reading.ingest {
                    ingest.feed(bytes);
                }
            }
        }
        while self.work_off(&mut reading.borrow_mut()) {
            self.inner.clock.turn().await;
        }
    }

    /// Works a slice off, and tells the page from time to time. Whether more waits.
    fn work_off(&self, reading: &mut Reading) -> bool {
        let now = self.inner.clock.now_ms();
        let Some(ingest) = &mut reading.ingest else { return false };
        let read = {
            let State { stores, books, .. } = &mut *self.inner.state.borrow_mut();
            let book = books.of_mut(Subject::Lines);
            let Some(store) = stores.get_mut(&reading.key) else { return false };
            let (from, problems) = (book.len() as u32, book.problems());
            let read = ingest.step(book, SLICE);
            let file = FileRead { bytes: read.bytes as u64, of: reading.of, ended: false };
            store.grow(from..book.len() as u32, book.problems() - problems, file, now);
            read
        };
        if now.saturating_sub(reading.told_ms) >= i64::from(TELL_MS) {
            reading.told_ms = now;
            self.settle();
        } else if !reading.tell_waits.replace(true) {
            let (engine, waits) = (self.clone(), reading.tell_waits.clone());
            self.spawn_detached(async move {
                engine.inner.clock.sleep_ms(TELL_MS).await;
                waits.set(false);
                engine.settle();
            });
        }
        read.waiting > 0
    }

    fn end_of_file(&self, reading: &mut Reading, answer: Result<Response, TransportError>) {
        let now = self.inner.clock.now_ms();
        let Some(ingest) = reading.ingest.take() else { return };
        let State { stores, books, .. } = &mut *self.inner.state.borrow_mut();
        let book = books.of_mut(Subject::Lines);
        let Some(store) = stores.get_mut(&reading.key) else { return };
        let (from, problems) = (book.len() as u32, book.problems());
        let (Fed { read, found, cut, .. }, _) = ingest.finish(book);
        let error = match answer {
            Err(error) => Some(error.into()),
            Ok(response) if response.status != 200 => Some(not_there(&response)),
            Ok(_) if !found => Some(Error::new(Kind::Unreadable).with_detail(excerpt(&reading.head))),
            Ok(_) if cut => Some(TransportError::Cut { status: 200, received: read.bytes as u64 }.into()),
            Ok(_) => None,
        };
        let file = FileRead { bytes: read.bytes as u64, of: reading.of, ended: error.is_none() };
        store.grow(from..book.len() as u32, book.problems() - problems, file, now);
        store.error = error;
        store.feeding = None;
    }
}

fn not_there(response: &Response) -> Error {
    of_status(response).unwrap_or_else(|| Error::new(Kind::Unreadable)).with_detail(response.excerpt())
}
