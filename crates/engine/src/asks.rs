//! Questions that are about no list: the connection test, the things inside a run, files, actions.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::{Page, SourceId};
use tapedeck_core::vendors::{Answer, Call, PageRequest, VendorFilter};

use crate::PAGE_SIZE;
use crate::engine::Engine;
use crate::protocol::{CodeCount, Event};

/// More pages of one short list than these are not read.
const MOST_PAGES: u64 = 50;

impl Engine {
    /// Asks, and tells the page what came of it.
    pub(crate) fn answer_question(&self, number: u32, source: SourceId, question: Call) {
        let engine = self.clone();
        self.spawn_detached(async move {
            let result = engine.reply(&source, question).await;
            engine.emit(Event::Answer { number, result });
        });
    }

    async fn reply(&self, source: &str, question: Call) -> Result<Answer, Error> {
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
            question => self.call(source, &question).await,
        }
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
        let mut counts: Vec<CodeCount> = Vec::new();
        for (key, store) in &self.inner.state.borrow().stores {
            for row in store.rows() {
                let code = row.code();
                let known = counts
                    .iter_mut()
                    .find(|count| count.source == key.source && count.subject == key.subject && count.code == code);
                match known {
                    Some(count) => count.count += 1,
                    None => counts.push(CodeCount {
                        source: key.source.clone(),
                        subject: key.subject,
                        code: code.to_string(),
                        count: 1,
                    }),
                }
            }
        }
        self.emit(Event::Codes(counts));
    }
}
