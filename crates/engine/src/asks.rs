//! Questions that are about no list: the connection test, the things inside a run, files, actions.

use std::cell::RefCell;
use std::rc::Rc;

use tapedeck_core::certificate::inspect;
use tapedeck_core::error::{Error, Kind};
use tapedeck_core::export::{Hide, Pseudonyms, Redactor};
use tapedeck_core::file_name::safe;
use tapedeck_core::logbook::{Bits, Facets};
use tapedeck_core::model::{Field, Page, SourceId};
use tapedeck_core::query::Key;
use tapedeck_core::vendors::{Answer, Call, PageRequest, VendorFilter};

use crate::PAGE_SIZE;
use crate::calls::{Listeners, Said};
use crate::engine::Engine;
use crate::protocol::{CodeCount, Event};
use crate::speed::Speed;
use crate::transport::Told;

/// More pages of one short list than these are not read.
const MOST_PAGES: u64 = 50;

impl Engine {
    /// Asks, and tells the page what came of it.
    pub(crate) fn answer_question(&self, number: u32, source: SourceId, question: Call) {
        let engine = self.clone();
        let task = self.spawn(async move {
            let result = engine.reply(number, &source, question).await;
            // Dropping the handle of this very task is harmless: it has nothing left to wait for.
            engine.inner.state.borrow_mut().questions.remove(&number);
            engine.emit(Event::Answer { number, result });
        });
        self.inner.state.borrow_mut().questions.insert(number, task);
    }

    async fn reply(&self, number: u32, source: &str, question: Call) -> Result<Answer, Error> {
        match question {
            Call::Items { run, kind, page } => {
                let call = |page| Call::Items { run: run.clone(), kind: kind.clone(), page };
                let pick = |answer| if let Answer::Items(page) = answer { Some(page) } else { None };
                self.all(source, page.filter, call, pick).await.map(Answer::Items)
            }
            Call::Files(page) => {
                let pick = |answer| if let Answer::Files(page) = answer { Some(page) } else { None };
                self.all(source, page.filter, Call::Files, pick).await.map(Answer::Files)
            }
            Call::Inspect { content } => Ok(Answer::Certificates(inspect(&content, self.now()))),
            // What can be a file, or changes something.
            question @ (Call::Act(_) | Call::Download { .. } | Call::Cancel { .. }) => {
                let to = Listeners { told: Some(self.told(number)), said: Some(self.said(number)) };
                match self.call_told(source, &question, to).await? {
                    Answer::Content { name, bytes } => {
                        let name = safe(&name).unwrap_or_else(|| "file".to_string());
                        Ok(Answer::Content { name, bytes })
                    }
                    answer => Ok(answer),
                }
            }
            question => self.call(source, &question).await,
        }
    }

    /// Tells the page what came back of a change: as it came, without secrets. A file is nothing that is read there.
    pub(crate) fn said(&self, number: u32) -> Said {
        let engine = self.clone();
        Rc::new(move |response| {
            if response.header("content-disposition").is_some() {
                return;
            }
            let hidden = Redactor::new(Hide::default(), [], [], Pseudonyms::default()).raw(&response.excerpt());
            let text = format!("HTTP {}\n{hidden}", response.status).trim_end().to_string();
            engine.emit(Event::Said { number, text });
        })
    }

    /// Tells the page how much of an answer has arrived, a few times a second.
    pub(crate) fn told(&self, number: u32) -> Told {
        let engine = self.clone();
        let speed = RefCell::new(Speed::default());
        Rc::new(move |bytes, total| {
            let now = engine.inner.clock.now_ms();
            if speed.borrow_mut().is_due(now) {
                let per_second = speed.borrow_mut().got(now, bytes);
                // The length of a packed answer is told across origins, and that it is packed is not.
                let total = total.filter(|total| bytes <= *total);
                engine.emit(Event::Received { number, bytes, total, per_second });
            }
        })
    }

    /// A short list, page after page.
    async fn all<T>(
        &self,
        source: &str,
        filter: VendorFilter,
        call: impl Fn(PageRequest) -> Call,
        pick: impl Fn(Answer) -> Option<Page<T>>,
    ) -> Result<Page<T>, Error> {
        let mut all = Page { rows: Vec::new(), total: None, since: None };
        for _ in 0..MOST_PAGES {
            let request = PageRequest { offset: all.rows.len() as u64, limit: PAGE_SIZE, filter: filter.clone() };
            let answer = self.call(source, &call(request)).await?;
            let page = pick(answer).ok_or_else(|| Error::new(Kind::Unreadable))?;
            let empty = page.rows.is_empty();
            all.rows.extend(page.rows);
            (all.total, all.since) = (page.total, page.since);
            if empty || page.total.is_none_or(|total| all.rows.len() as u64 >= total) {
                break;
            }
        }
        Ok(all)
    }

    /// How often each of the vendors' codes stands in what was read.
    pub(crate) fn count_codes(&self) {
        let state = self.inner.state.borrow();
        let mut counts: Vec<CodeCount> = Vec::new();
        for (key, store) in &state.stores {
            let book = state.books.of(key.subject);
            let mut facets = Facets::default();
            facets.step(book, &Bits::of(store.rows()), usize::MAX);
            for (code, count) in facets.values(book, Key::Field(Field::Code), "", usize::MAX).values {
                let is_same = |known: &&mut CodeCount| {
                    known.source == key.source && known.subject == key.subject && known.code == code
                };
                match counts.iter_mut().find(is_same) {
                    Some(known) => known.count += count,
                    None => {
                        counts.push(CodeCount { source: key.source.clone(), subject: key.subject, code, count });
                    }
                }
            }
        }
        drop(state);
        self.emit(Event::Codes(counts));
    }
}
