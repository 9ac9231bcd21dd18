//! Preparations at a vendor that are looked after until they end.
//!
//! Each has a task of its own, so that a source that hangs holds up nobody else. While nobody sees the page, or nobody is
//! signed in to the source, there is no task, and the wish stays.

mod watch;

use std::collections::BTreeMap;

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::SourceId;
use tapedeck_core::vendors::{Answer, Call};

use crate::engine::Engine;
use crate::protocol::{Event, Followed};
use crate::sources::Slot;
use crate::store::AbortOnDrop;
use watch::{Verdict, Watch};

/// Which preparation: the source, and its number there.
type Key = (SourceId, String);

/// All that are looked after.
pub(crate) type Follows = BTreeMap<Key, Follow>;

/// One of them.
pub(crate) struct Follow {
    watch: Watch,
    /// When it is to be looked at, in milliseconds since 1970.
    due: i64,
    /// What waits for that and looks.
    task: Option<AbortOnDrop>,
}

impl Engine {
    /// Looks after a preparation from now on.
    pub(crate) fn follow(&self, source: SourceId, export: String) {
        let now = self.inner.clock.now_ms();
        let follow = Follow { watch: Watch::new(), due: now, task: None };
        self.inner.state.borrow_mut().follows.insert((source, export), follow);
    }

    /// Forgets a preparation.
    pub(crate) fn unfollow(&self, source: SourceId, export: String) {
        self.inner.state.borrow_mut().follows.remove(&(source, export));
    }

    /// Nobody sees the page, or somebody does again.
    pub(crate) fn hide(&self, hidden: bool) {
        let mut state = self.inner.state.borrow_mut();
        state.hidden = hidden;
        if hidden {
            state.follows.values_mut().for_each(|follow| {
                follow.task = None;
                follow.watch.rest();
            });
            state.looking.values_mut().for_each(|looking| looking.task = None);
        }
    }

    /// Starts what looks after preparations and is not under way.
    pub(crate) fn look_after(&self) {
        let now = self.inner.clock.now_ms();
        let starts: Vec<(Key, i64)> = {
            let state = self.inner.state.borrow();
            let ready = |(key, follow): &(&Key, &Follow)| {
                follow.task.is_none() && state.slots.get(&key.0).is_some_and(Slot::is_signed_in)
            };
            let all = state.follows.iter().filter(|_| !state.hidden).filter(ready);
            all.map(|(key, follow)| (key.clone(), follow.due)).collect()
        };
        for (key, due) in starts {
            let engine = self.clone();
            let looked = key.clone();
            let wait = u32::try_from((due - now).max(0)).unwrap_or(u32::MAX);
            let task = self.spawn(async move {
                engine.inner.clock.sleep_ms(wait).await;
                let call = Call::Progress { export: looked.1.clone() };
                let answer = engine.call(&looked.0, &call).await;
                engine.looked(&looked, answer);
            });
            if let Some(follow) = self.inner.state.borrow_mut().follows.get_mut(&key) {
                follow.task = Some(task);
            }
        }
    }

    /// Takes in what a look has shown.
    fn looked(&self, key: &Key, answer: Result<Answer, Error>) {
        let now = self.inner.clock.now_ms();
        let told = {
            let state = &mut *self.inner.state.borrow_mut();
            let signed_in = state.slots.get(&key.0).is_some_and(Slot::is_signed_in);
            let Some(follow) = state.follows.get_mut(key) else { return };
            // Dropping the handle of this very task is harmless: it has nothing left to wait for.
            follow.task = None;
            let export = match answer {
                Ok(Answer::Export(export)) => Ok(export),
                Ok(_) => Err(Error::new(Kind::Unreadable)),
                // The source waits for a person: the wish stays, and is met after the sign-in.
                Err(_) if !signed_in => return follow.watch.rest(),
                Err(error) => Err(error),
            };
            let verdict = follow.watch.look(now, &export);
            let state_of = match (verdict, export) {
                (Verdict::Again(pause), export) => {
                    follow.due = now + i64::from(pause);
                    export.ok().map(Followed::Running)
                }
                (Verdict::GiveUp, _) => {
                    let (minutes, told) = follow.watch.patience();
                    Some(Followed::GivenUp { minutes, told })
                }
                (Verdict::End, Ok(export)) => Some(Followed::Ended(export)),
                (Verdict::End, Err(error)) => Some(Followed::Failed(error)),
            };
            if !matches!(verdict, Verdict::Again(_)) {
                state.follows.remove(key);
            }
            state_of
        };
        if let Some(state) = told {
            self.emit(Event::Followed { source: key.0.clone(), export: key.1.clone(), state });
        }
        self.settle();
    }
}
