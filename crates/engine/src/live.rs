//! Lists that are looked at again from time to time, because somebody follows what is new.
//!
//! Where the vendor serves the newest rows first or last, only these are asked for; another list is read again. Each list
//! has a task of its own. While nobody sees the page, or nobody is signed in to the source, there is none.

use tapedeck_core::error::Error;
use tapedeck_core::model::Page;

use crate::engine::{Engine, State};
use crate::fetches::{call, records};
use crate::protocol::{Live, ViewId};
use crate::sources::Slot;
use crate::store::{AbortOnDrop, Look, Renewed, Seen, StoreKey};

/// The pause between two looks after something was new, in milliseconds.
const SHORTEST_MS: i64 = 10_000;
/// The longest pause while nothing is new.
const QUIET_MS: i64 = 60_000;
/// The longest pause while a source does not answer.
const BROKEN_MS: i64 = 300_000;
/// A pause is at least so many times as long as the look before it took: a slow source has other things to do too.
const REST: i64 = 10;
/// How many pages a look reads at most before the list is given up and read anew.
const MOST_PAGES: u64 = 50;

/// A list that is looked at again.
pub(crate) struct Looking {
    /// When, in milliseconds since 1970.
    due: i64,
    pause: i64,
    /// Why the last look failed.
    pub(crate) error: Option<Error>,
    /// What waits for that and looks.
    pub(crate) task: Option<AbortOnDrop>,
}

impl Engine {
    /// Shows what is new in a view like this from now on.
    pub(crate) fn set_live(&self, view: ViewId, live: Live) {
        let State { views, stores, .. } = &mut *self.inner.state.borrow_mut();
        if let Some(view) = views.get_mut(&view) {
            view.set_live(live, stores);
        }
    }

    /// Starts looking at lists that are followed, and ends it where they are not any more.
    pub(crate) fn look_again(&self) {
        let now = self.inner.clock.now_ms();
        let starts: Vec<(StoreKey, Look, i64)> = {
            let State { views, stores, slots, looking, hidden, .. } = &mut *self.inner.state.borrow_mut();
            let wanted =
                |key: &StoreKey| views.values().any(|view| view.is_live() && view.needed().any(|own| own == key));
            looking.retain(|key, _| wanted(key));
            let keys = views.values().filter(|view| view.is_live()).flat_map(|view| view.needed());
            for key in keys.filter(|key| !looking.contains_key(*key)).cloned().collect::<Vec<_>>() {
                looking.insert(key, Looking { due: now + SHORTEST_MS, pause: SHORTEST_MS, error: None, task: None });
            }
            let ready = |key: &StoreKey| slots.get(&key.source).is_some_and(Slot::is_signed_in);
            let idle = looking.iter().filter(|(key, list)| !*hidden && list.task.is_none() && ready(key));
            idle.filter_map(|(key, list)| Some((key.clone(), stores.get(key)?.look()?, list.due))).collect()
        };
        for (key, look, due) in starts {
            let (engine, own) = (self.clone(), key.clone());
            let wait = u32::try_from((due - now).max(0)).unwrap_or(u32::MAX);
            let task = self.spawn(async move {
                engine.inner.clock.sleep_ms(wait).await;
                let begun = engine.inner.clock.now_ms();
                let seen = engine.look_at(&own, look).await;
                engine.seen(&own, look, begun, seen);
            });
            if let Some(list) = self.inner.state.borrow_mut().looking.get_mut(&key) {
                list.task = Some(task);
            }
        }
    }

    /// Asks for what a look is to show.
    async fn look_at(&self, key: &StoreKey, look: Look) -> Result<Seen, Error> {
        let limit = self.inner.state.borrow().stores.get(key).map_or(1, crate::store::Store::page_size);
        let first = if let Look::Back(page) = look { page * limit } else { 0 };
        let mut seen = Seen { rows: Vec::new(), total: None, whole: false };
        for _ in 0..MOST_PAGES {
            let offset = first + seen.rows.len() as u64;
            let answer = self.call(&key.source, &call(key, offset, limit)).await?;
            let Page { rows, total, .. } = records(answer)?;
            let count = rows.len() as u64;
            let known = look == Look::Front && rows.last().is_some_and(|row| self.is_known(key, row));
            seen.rows.extend(rows);
            seen.total = total;
            let read = first + seen.rows.len() as u64;
            let ends = count != limit || total.is_some_and(|total| read >= total);
            seen.whole = first == 0 && ends;
            if known || ends {
                break;
            }
        }
        Ok(seen)
    }

    fn is_known(&self, key: &StoreKey, record: &tapedeck_core::model::Record) -> bool {
        let state = self.inner.state.borrow();
        state.stores.get(key).is_some_and(|store| store.knows(record, state.books.of(key.subject)))
    }

    /// Takes in what a look has shown.
    fn seen(&self, key: &StoreKey, look: Look, begun: i64, seen: Result<Seen, Error>) {
        let now = self.inner.clock.now_ms();
        {
            let State { views, stores, slots, books, looking, .. } = &mut *self.inner.state.borrow_mut();
            let signed_in = slots.get(&key.source).is_some_and(Slot::is_signed_in);
            let Some(list) = looking.get_mut(key) else { return };
            // Dropping the handle of this very task is harmless: it has nothing left to wait for.
            list.task = None;
            // The list may have become another one meanwhile: what was seen fits only to what was looked at.
            let store = stores.get_mut(key).filter(|store| store.look() == Some(look));
            let pause = match (seen, store) {
                // The source waits for a person: the wish stays, and is met after the sign-in.
                (Err(_), _) if !signed_in => list.pause,
                (Err(error), _) => {
                    list.error = Some(error);
                    (list.pause * 2).min(BROKEN_MS)
                }
                (Ok(_), None) => list.pause,
                (Ok(seen), Some(store)) => {
                    list.error = None;
                    match store.renew(look, &seen, books.of_mut(key.subject), now) {
                        Renewed::Same => (list.pause * 2).min(QUIET_MS),
                        Renewed::Changed(replaced) => {
                            views.values_mut().for_each(|view| view.rows_replaced(key, &replaced));
                            SHORTEST_MS
                        }
                        Renewed::Torn => {
                            stores.remove(key);
                            SHORTEST_MS
                        }
                    }
                }
            };
            list.pause = pause;
            list.due = now + pause.max((now - begun) * REST);
        }
        self.settle();
    }
}
