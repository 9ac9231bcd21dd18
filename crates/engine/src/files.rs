//! Files that are opened from an address: read as they arrive, a while at a time.

use std::cell::RefCell;
use std::rc::Rc;

use tapedeck_core::error::{Error, Kind, of_status};
use tapedeck_core::files::{About, End, FileReader, Limits, Zone};
use tapedeck_core::http::{Method, Request, Response, TransportError, excerpt};
use tapedeck_core::model::Timestamp;

use crate::engine::{Engine, State};
use crate::protocol::Event;
use crate::store::{FileRead, StoreKey};
use crate::transport::{Piece, Pieces};
use crate::view::View;

/// For how many milliseconds is worked before others have their turn, and for how many bytes at most.
const SLICE_MS: i64 = 10;
const SLICE: usize = 1 << 20;
/// How many bytes are worked off between two looks at the clock.
const LOOK: usize = 32 << 10;
/// Room is made for so many rows at most before they come: a file may be other than its beginning.
const EXPECTED: u64 = 8_000_000;
/// So many bytes tell how long the rows of a file are.
const SAMPLE: u64 = 256 << 10;
/// How long a file may take, in milliseconds.
const TIMEOUT_MS: u32 = 30 * 60_000;
/// How often the page is told, in milliseconds.
const TELL_MS: u32 = 250;

/// How a file is to be read whose times do not say all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FileWay {
    zone: Zone,
    written: Option<Timestamp>,
}

/// One file that is read.
struct Reading {
    key: StoreKey,
    /// Nothing when it has ended.
    reader: Option<FileReader>,
    of: Option<u64>,
    /// The beginning of it, for an error.
    head: Vec<u8>,
    told_ms: i64,
    /// How many entries of an archive were told.
    told_entries: usize,
    /// Whether room was made for as many rows as it will have, about.
    expected: bool,
    /// Whether the page will be told by itself: more may not come for a long time.
    tell_waits: bool,
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

    /// A file is to be read in this way from now on.
    pub(crate) fn file_as(&self, address: String, zone: Zone, written: Option<Timestamp>) {
        let way = FileWay { zone, written };
        if self.inner.state.borrow().file_ways.get(&address) != Some(&way) {
            self.forget_file(&address);
            self.inner.state.borrow_mut().file_ways.insert(address, way);
        }
    }

    /// Forgets what was read of a file, and how it was to be read.
    pub(crate) fn forget_file(&self, address: &str) {
        let State { stores, file_ways, views, .. } = &mut *self.inner.state.borrow_mut();
        stores.retain(|key, _| key.file() != Some(address));
        file_ways.remove(address);
        views.values_mut().for_each(View::replan);
    }

    async fn read_file(&self, key: StoreKey) {
        let address = key.file().unwrap_or_default().to_string();
        let way = self.inner.state.borrow().file_ways.get(&address).cloned().unwrap_or_default();
        let about = About {
            source: key.source.clone(),
            subject: key.subject,
            zone: way.zone,
            written: way.written.unwrap_or_else(|| self.now()),
            limits: Limits::default(),
        };
        let reading = Rc::new(RefCell::new(Reading {
            key,
            reader: Some(FileReader::new(about)),
            of: None,
            head: Vec::new(),
            told_ms: 0,
            told_entries: 0,
            expected: false,
            tell_waits: false,
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
        while self.work_off(&reading) {
            self.inner.clock.turn().await;
        }
        loop {
            let Some(end) = self.finish(&mut reading.borrow_mut()) else {
                self.inner.clock.turn().await;
                continue;
            };
            self.end_of_file(&reading.borrow(), end, answer);
            break;
        }
        self.settle();
    }

    async fn take_piece(&self, reading: &Rc<RefCell<Reading>>, piece: Piece) {
        match piece {
            Piece::Begin(of) => {
                reading.borrow_mut().of = of;
                return;
            }
            Piece::Bytes(bytes) => {
                let reading = &mut *reading.borrow_mut();
                let missing = 2048_usize.saturating_sub(reading.head.len()).min(bytes.len());
                reading.head.extend_from_slice(&bytes[..missing]);
                if let Some(reader) = &mut reading.reader {
                    reader.feed(bytes);
                    // The length of a packed answer is told across origins, and that it is packed is not.
                    let came = reader.bytes() + reader.waiting() as u64;
                    reading.of = reading.of.filter(|of| came <= *of);
                }
            }
        }
        while self.work_off(reading) {
            self.inner.clock.turn().await;
        }
        self.stop_if_full(&mut reading.borrow_mut());
    }

    /// Reads a file no further of which more came than may be.
    fn stop_if_full(&self, reading: &mut Reading) {
        if reading.reader.as_ref().is_some_and(FileReader::is_full)
            && let Some(end) = self.finish(reading)
        {
            let answer = Response { status: 200, headers: Vec::new(), body: Vec::new() };
            // The reading that this is a part of ends with it, at the next point at which it waits.
            self.end_of_file(reading, end, Ok(answer));
            reading.reader = None;
            self.settle();
        }
    }

    /// Works a slice off, and tells the page from time to time. Whether more waits.
    fn work_off(&self, shared: &Rc<RefCell<Reading>>) -> bool {
        let reading = &mut *shared.borrow_mut();
        let now = self.inner.clock.now_ms();
        let waiting = self.with_book(reading, now, |reader, book| {
            self.while_it_is_our_turn(|| Some(reader.step(book, LOOK)).filter(|waiting| *waiting == 0));
            reader.waiting()
        });
        if now.saturating_sub(reading.told_ms) >= i64::from(TELL_MS) {
            self.tell(reading);
        } else if !reading.tell_waits {
            reading.tell_waits = true;
            let (engine, shared) = (self.clone(), Rc::downgrade(shared));
            self.spawn_detached(async move {
                engine.inner.clock.sleep_ms(TELL_MS).await;
                // At its end everything was told.
                if let Some(shared) = shared.upgrade() {
                    let reading = &mut *shared.borrow_mut();
                    reading.tell_waits = false;
                    engine.tell(reading);
                }
            });
        }
        waiting.is_some_and(|waiting| waiting > 0)
    }

    /// Tells the page how far it is.
    fn tell(&self, reading: &mut Reading) {
        reading.told_ms = self.inner.clock.now_ms();
        self.tell_entries(reading);
        self.settle();
    }

    /// Does something again and again until it gives something, or others have their turn.
    fn while_it_is_our_turn<T>(&self, mut work: impl FnMut() -> Option<T>) -> Option<T> {
        let until = self.inner.clock.now_ms().saturating_add(SLICE_MS);
        for _ in 0..SLICE / LOOK {
            let done = work();
            if done.is_some() || self.inner.clock.now_ms() >= until {
                return done;
            }
        }
        None
    }

    /// Works a slice off of what could only begin at the end. The end, when it is reached.
    fn finish(&self, reading: &mut Reading) -> Option<End> {
        let now = self.inner.clock.now_ms();
        let nothing = || End { found: true, report: Default::default() };
        if reading.reader.is_none() {
            return Some(nothing());
        }
        // A file that nobody wants any more has no list, and no end.
        let end = self.with_book(reading, now, |reader, book| self.while_it_is_our_turn(|| reader.finish(book, LOOK)));
        end.unwrap_or_else(|| Some(nothing()))
    }

    /// Has rows of the file put into the book, and notes where they are. Nothing if the file is not wanted any more.
    fn with_book<T>(
        &self,
        reading: &mut Reading,
        now: i64,
        work: impl FnOnce(&mut FileReader, &mut tapedeck_core::logbook::Logbook) -> T,
    ) -> Option<T> {
        let reader = reading.reader.as_mut()?;
        let State { stores, books, .. } = &mut *self.inner.state.borrow_mut();
        let book = books.of_mut(reading.key.subject);
        let store = stores.get_mut(&reading.key)?;
        let (from, problems) = (book.len() as u32, book.problems());
        let result = work(reader, book);
        if !reading.expected && reader.bytes() >= SAMPLE {
            reading.expected = true;
            book.make_room(reading.of.map_or(0, |of| expected(of, reader.bytes(), reader.rows())));
        }
        let file = FileRead { bytes: reader.bytes(), of: reading.of, ended: false };
        store.grow(from..book.len() as u32, book.problems() - problems, file, now);
        Some(result)
    }

    /// Tells the page of the entries of an archive while it is read.
    fn tell_entries(&self, reading: &mut Reading) {
        let Some(reader) = &reading.reader else { return };
        let report = reader.report();
        if report.entries.len() != reading.told_entries {
            reading.told_entries = report.entries.len();
            self.tell_file(&reading.key, report.clone());
        }
    }

    fn tell_file(&self, key: &StoreKey, report: tapedeck_core::files::Report) {
        self.emit(Event::File { source: key.source.clone(), subject: key.subject, report });
    }

    fn end_of_file(&self, reading: &Reading, end: End, answer: Result<Response, TransportError>) {
        let now = self.inner.clock.now_ms();
        let Some(reader) = &reading.reader else { return };
        let error = match answer {
            Err(error) => Some(error.into()),
            Ok(response) if response.status != 200 => Some(not_there(&response)),
            Ok(_) if !end.found => Some(Error::new(Kind::Unreadable).with_detail(excerpt(&reading.head))),
            Ok(_) if end.is_cut() => Some(TransportError::Cut { status: 200, received: reader.bytes() }.into()),
            Ok(_) => None,
        };
        if let Some(store) = self.inner.state.borrow_mut().stores.get_mut(&reading.key) {
            let file = FileRead { bytes: reader.bytes(), of: reading.of, ended: error.is_none() };
            store.grow(0..0, 0, file, now);
            store.error = error;
            store.feeding = None;
        }
        self.tell_file(&reading.key, end.report);
    }
}

/// How many rows a file of so many bytes will have more, by those that its beginning had.
fn expected(of: u64, bytes: u64, rows: u64) -> usize {
    let more = rows.saturating_mul(of.saturating_sub(bytes)) / bytes.max(1);
    (more + more / 64).min(EXPECTED) as usize
}

fn not_there(response: &Response) -> Error {
    of_status(response).unwrap_or_else(|| Error::new(Kind::Unreadable)).with_detail(response.excerpt())
}
