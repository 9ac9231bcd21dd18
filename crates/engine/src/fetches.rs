//! Which pages are fetched now: what the open views want and nobody has yet.

use std::collections::{HashMap, HashSet};

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::{Page, Record};
use tapedeck_core::vendors::{Answer, Call, PageRequest, Subject};

use crate::PAGE_SIZE;
use crate::engine::{Engine, State};
use crate::store::{Store, StoreKey};
use crate::view::View;

/// How many requests go to one source at a time. A NAS is a small computer, and a browser opens six connections at most.
const AT_ONCE: usize = 2;

impl Engine {
    /// Starts what is wanted and stops what is not wanted any more.
    pub(crate) fn pump(&self) {
        let starts = {
            let mut state = self.inner.state.borrow_mut();
            plan(&mut state)
        };
        self.read_files();
        for (key, page) in starts {
            self.fetch(key, page);
        }
    }

    fn fetch(&self, key: StoreKey, page: u64) {
        let engine = self.clone();
        let state = self.inner.state.borrow();
        let store = state.stores.get(&key);
        let limit = store.map_or(u64::from(PAGE_SIZE), Store::page_size);
        let offset = store.map_or(0, |store| store.offset(page));
        drop(state);
        let task_key = key.clone();
        let task = self.spawn(async move {
            let result = engine.call(&task_key.source, &call(&task_key, offset, limit)).await;
            engine.fetched(&task_key, page, result);
        });
        if let Some(store) = self.inner.state.borrow_mut().stores.get_mut(&key) {
            store.under_way.insert(page, task);
        }
    }

    fn fetched(&self, key: &StoreKey, page: u64, result: Result<Answer, Error>) {
        let now = self.inner.clock.now_ms();
        {
            let State { slots, stores, books, .. } = &mut *self.inner.state.borrow_mut();
            let slot = slots.get(&key.source);
            let signed_in = slot.is_some_and(crate::sources::Slot::is_signed_in);
            let book = books.of_mut(key.subject);
            if let Some(slot) = slot {
                book.set_vendor(&slot.source.id, &slot.source.vendor);
                book.set_title(&slot.source.id, &slot.source.name);
            }
            let Some(store) = stores.get_mut(key) else { return };
            store.under_way.remove(&page);
            match result.and_then(records) {
                Ok(answer) => store.put(page, answer, book, now),
                // The source waits for a person: the wish stays, and is met after the sign-in.
                Err(_) if !signed_in => {}
                Err(error) => store.error = Some(error),
            }
        }
        self.settle();
    }
}

/// The fetches to start. Those that nobody wants any more are aborted on the way.
fn plan(state: &mut State) -> Vec<(StoreKey, u64)> {
    let State { slots, stores, books, views, .. } = state;
    for view in views.values_mut() {
        view.plan(slots);
        for key in view.needed() {
            stores.entry(key.clone()).or_insert_with(|| match key.file() {
                Some(_) => Store::of_file(),
                None => Store::new(PAGE_SIZE),
            });
        }
    }
    // A list that no view shows any more is forgotten, unless it is whole: going back to it is then free.
    let shown: HashSet<&StoreKey> = views.values().flat_map(View::needed).collect();
    stores.retain(|key, store| shown.contains(key) || store.is_complete());
    // Rows on screen that no list has any more stay while they are read.
    if !views.values().any(View::is_holding) && books.tidy(stores) {
        views.values_mut().for_each(View::rows_moved);
    }

    let mut wanted: Vec<(StoreKey, u64)> = Vec::new();
    for view in views.values() {
        wanted.extend(view.wanted_now(stores));
    }
    for view in views.values() {
        wanted.extend(view.wanted_later(stores));
    }
    for view in views.values() {
        wanted.extend(view.wanted_to_count(stores));
    }
    let wishes: HashSet<&(StoreKey, u64)> = wanted.iter().collect();
    for (key, store) in stores.iter_mut() {
        store.under_way.retain(|page, _| wishes.contains(&(key.clone(), *page)));
    }
    let mut busy: HashMap<&str, usize> = HashMap::new();
    for (key, store) in stores.iter() {
        *busy.entry(&key.source).or_default() += store.under_way.len();
    }
    let mut starts = Vec::new();
    for (key, page) in &wanted {
        let Some(store) = stores.get(key) else { continue };
        let ready = slots.get(&key.source).is_some_and(crate::sources::Slot::is_signed_in);
        let there = store.has(*page) || store.under_way.contains_key(page) || starts.contains(&(key.clone(), *page));
        let count = busy.entry(&key.source).or_default();
        if ready && !there && store.error.is_none() && *count < AT_ONCE {
            *count += 1;
            starts.push((key.clone(), *page));
        }
    }
    starts
}

/// The rows of an answer to a list.
pub(crate) fn records(answer: Answer) -> Result<Page<Record>, Error> {
    match answer {
        Answer::Runs(Page { rows, total, since }) => {
            let rows = rows.into_iter().map(|run| Record::Run(Box::new(run))).collect();
            Ok(Page { rows, total, since })
        }
        Answer::Lines(Page { rows, total, since }) => {
            let rows = rows.into_iter().map(|line| Record::Line(Box::new(line))).collect();
            Ok(Page { rows, total, since })
        }
        // No call of a list is answered with anything else.
        _ => Err(Error::new(Kind::Unreadable)),
    }
}

/// Asks for the rows of a list from an offset on.
pub(crate) fn call(key: &StoreKey, offset: u64, limit: u64) -> Call {
    let page = PageRequest { offset, limit: u32::try_from(limit).unwrap_or(PAGE_SIZE), filter: key.filter.clone() };
    match (&key.run, key.subject) {
        (Some(run), _) => Call::RunLines { run: run.clone(), page },
        (None, Subject::Runs) => Call::Runs(page),
        (None, Subject::Lines) => Call::Lines(page),
    }
}
