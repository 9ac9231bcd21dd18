//! Questions that are about no list: the connection test, the things inside a run, files, actions.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::logbook::{Bits, Facets};
use tapedeck_core::model::{Field, Page, SourceId};
use tapedeck_core::query::Key;
use tapedeck_core::vendors::{Answer, Call, PageRequest};

use crate::PAGE_SIZE;
use crate::engine::Engine;
use crate::protocol::{CodeCount, Event, Question, Reply};

/// More pages of one short list than these are not read.
const MOST_PAGES: u64 = 50;

impl Engine {
    /// Asks, and tells the page what came of it.
    pub(crate) fn answer_question(&self, number: u32, source: SourceId, question: Question) {
        let engine = self.clone();
        self.spawn_detached(async move {
            let result = engine.reply(&source, question).await;
            engine.emit(Event::Answer { number, result });
        });
    }

    async fn reply(&self, source: &str, question: Question) -> Result<Reply, Error> {
        let call = match question {
            Question::Items { run, kind } => {
                let call = |page| Call::Items { run: run.clone(), kind: kind.clone(), page };
                let pick = |answer| if let Answer::Items(page) = answer { Some(page) } else { None };
                return self.all(source, call, pick).await.map(Reply::Items);
            }
            Question::Files => {
                let pick = |answer| if let Answer::Files(page) = answer { Some(page) } else { None };
                return self.all(source, Call::Files, pick).await.map(Reply::Files);
            }
            Question::About => Call::About,
            Question::Act(action) => Call::Act(action),
            Question::Progress { export } => Call::Progress { export },
            Question::Cancel { export } => Call::Cancel { export },
            Question::Download { file } => Call::Download { file },
        };
        match self.call(source, &call).await? {
            Answer::Facts(facts) => Ok(Reply::Facts(facts)),
            Answer::Jobs(jobs) => Ok(Reply::Jobs(jobs)),
            Answer::Tallies(tallies) => Ok(Reply::Tallies(tallies)),
            Answer::Export(export) => Ok(Reply::Export(export)),
            Answer::Content { name, bytes } => Ok(Reply::Content { name, bytes }),
            Answer::Link { url } => Ok(Reply::Link { url }),
            Answer::Done => Ok(Reply::Done),
            Answer::Items(page) => Ok(Reply::Items(page.rows)),
            Answer::Files(page) => Ok(Reply::Files(page.rows)),
            Answer::Runs(_) | Answer::Lines(_) => Err(Error::new(Kind::Unreadable)),
        }
    }

    /// A short list, page after page.
    async fn all<T>(
        &self,
        source: &str,
        call: impl Fn(PageRequest) -> Call,
        pick: impl Fn(Answer) -> Option<Page<T>>,
    ) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        for _ in 0..MOST_PAGES {
            let request = PageRequest { offset: rows.len() as u64, limit: PAGE_SIZE, ..PageRequest::default() };
            let answer = self.call(source, &call(request)).await?;
            let page = pick(answer).ok_or_else(|| Error::new(Kind::Unreadable))?;
            let empty = page.rows.is_empty();
            rows.extend(page.rows);
            if empty || page.total.is_none_or(|total| rows.len() as u64 >= total) {
                break;
            }
        }
        Ok(rows)
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
