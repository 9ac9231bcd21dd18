//! The engine's state and its reaction to commands.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::rc::Rc;

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_channel::oneshot;
use futures_util::future::{AbortHandle, abortable};
use futures_util::stream::{FuturesUnordered, StreamExt};

use tapedeck_core::export::Pseudonyms;

use crate::books::Books;
use crate::files::FileWay;
use crate::follow::Follows;
use crate::live::Looking;
use crate::protocol::{Command, Event, SourceState, ViewId};
use crate::sources::{self, Slot, Slots};
use crate::store::{AbortOnDrop, Store, StoreKey};
use crate::transport::{Clock, LocalFuture, Transport};
use crate::view::{Surroundings, View};

/// The engine. Cheap to clone; every clone is the same engine.
#[derive(Clone)]
pub struct Engine {
    pub(crate) inner: Rc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) transport: Rc<dyn Transport>,
    pub(crate) clock: Rc<dyn Clock>,
    events: Box<dyn Fn(Event)>,
    tasks: UnboundedSender<LocalFuture<()>>,
    pub(crate) state: RefCell<State>,
}

/// Everything that changes.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) slots: Slots,
    pub(crate) stores: HashMap<StoreKey, Store>,
    pub(crate) books: Books,
    pub(crate) views: BTreeMap<ViewId, View>,
    /// How many records a list has without any filter, from the last time that somebody looked.
    pub(crate) unfiltered: HashMap<StoreKey, u64>,
    /// The questions under way that a page may want no longer.
    pub(crate) questions: HashMap<u32, AbortOnDrop>,
    /// The pieces of files that were handed over and not taken yet.
    pub(crate) pours: HashMap<u32, oneshot::Sender<()>>,
    /// The preparations that are looked after.
    pub(crate) follows: Follows,
    /// How files are to be read, by their addresses.
    pub(crate) file_ways: HashMap<String, FileWay>,
    /// The lists that are looked at again from time to time.
    pub(crate) looking: HashMap<StoreKey, Looking>,
    /// Whether nobody sees the page.
    pub(crate) hidden: bool,
    /// The reader's time zone.
    pub(crate) zone: String,
    /// The names that were given out in place of others.
    pub(crate) given: Pseudonyms,
    /// Whether a report is to come by itself a moment later.
    pub(crate) report_waits: bool,
    /// Whether work is to go on by itself after others had their turn.
    pub(crate) work_waits: bool,
    /// Whether work is to go on by itself when rows were drawn.
    pub(crate) drawing_waits: bool,
}

impl Engine {
    /// A new engine and the future that does its work. Events are given to `events`, from inside of that future or of
    /// [`Engine::command`].
    pub fn new(
        transport: Rc<dyn Transport>,
        clock: Rc<dyn Clock>,
        events: impl Fn(Event) + 'static,
    ) -> (Engine, impl Future<Output = ()>) {
        let (tasks, new_tasks) = unbounded();
        let inner = Inner { transport, clock, events: Box::new(events), tasks, state: RefCell::new(State::default()) };
        (Engine { inner: Rc::new(inner) }, work(new_tasks))
    }

    /// Does what the page asks.
    pub fn command(&self, command: Command) {
        self.take(command);
        self.settle();
    }

    fn take(&self, command: Command) {
        match command {
            Command::Many(commands) => commands.into_iter().for_each(|command| self.take(command)),
            Command::Sources(list) => self.set_sources(list),
            Command::SignIn { source, credentials } => self.sign_in(&source, credentials),
            Command::Code { source, code } => self.give_code(&source, code),
            Command::SignOut { source } => self.sign_out(&source),
            Command::Open { view, generation, spec } => {
                let mut state = self.inner.state.borrow_mut();
                let before = state.views.remove(&view);
                state.views.insert(view, View::new(generation, spec, before));
            }
            Command::Window { view, generation, first, count } => {
                self.with_view(view, generation, |view| view.show(first, count));
            }
            Command::Unfold { view, generation, row } => {
                self.with_view(view, generation, |view| view.toggle_group(row));
            }
            Command::Count { view, generation, wish } => self.with_view(view, generation, |view| view.count_as(wish)),
            Command::Zone(zone) => self.set_zone(zone),
            Command::Detail { view, generation, row } => {
                self.with_view(view, generation, |view| view.wanted_row = Some(row));
            }
            Command::Find { view, generation, source, id } => {
                self.with_view(view, generation, |view| view.wanted_id = Some((source, id)));
            }
            Command::Task { view, generation, task } => {
                let surroundings = self.surroundings();
                self.with_view(view, generation, |view| view.begin(task, &surroundings));
            }
            Command::Run { source, run } => self.find_run(source, run),
            Command::Ask { number, source, question } => self.answer_question(number, source, question),
            Command::Pour { number, source, question } => self.pour(number, source, question),
            Command::Taken { number } => self.taken(number),
            Command::Drop { number } => {
                let mut state = self.inner.state.borrow_mut();
                state.questions.remove(&number);
                state.pours.remove(&number);
            }
            Command::Follow { source, export } => self.follow(source, export),
            Command::Unfollow { source, export } => self.unfollow(source, export),
            Command::FileAs { address, zone, written } => self.file_as(address, zone, written),
            Command::Forget { address } => self.forget_file(&address),
            Command::Hidden(hidden) => self.hide(hidden),
            Command::Codes => self.count_codes(),
            Command::Clean { number, text, hide } => self.clean(number, &text, hide),
            Command::Live { view, live } => self.set_live(view, live),
            Command::Values { view, asked } => {
                if let Some(view) = self.inner.state.borrow_mut().views.get_mut(&view) {
                    view.ask_values(asked);
                }
            }
            Command::Stop { view } => self.stop(view),
            Command::Resume { view } => self.resume(view),
            Command::Refresh => self.refresh(),
            Command::Close { view } => {
                self.inner.state.borrow_mut().views.remove(&view);
            }
            #[allow(clippy::panic, reason = "breaking is what this command is for")]
            Command::Crash => panic!("the engine was asked to break"),
        }
    }

    /// Brings fetches and views in line with the state. To be called after every change of it.
    pub(crate) fn settle(&self) {
        self.pump();
        self.look_after();
        self.look_again();
        self.report();
    }

    pub(crate) fn emit(&self, event: Event) {
        (self.inner.events)(event);
    }

    /// Starts a task that ends when the handle is dropped.
    #[must_use]
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + 'static) -> AbortOnDrop {
        let (task, handle): (_, AbortHandle) = abortable(task);
        self.spawn_detached(async {
            // Aborted or done: in both cases it has told the state itself.
            let _ = task.await;
        });
        AbortOnDrop(handle)
    }

    /// Starts a task that goes on by itself.
    pub(crate) fn spawn_detached(&self, task: impl Future<Output = ()> + 'static) {
        // It fails only when the worker future was dropped, and then nothing works any more anyway.
        let _ = self.inner.tasks.unbounded_send(Box::pin(task));
    }

    pub(crate) fn set_state(&self, source: &str, new: SourceState) {
        let changed = match self.inner.state.borrow_mut().slots.get_mut(source) {
            Some(slot) if slot.state != new => {
                slot.state = new.clone();
                true
            }
            _ => false,
        };
        if changed {
            self.emit(Event::Source { source: source.to_string(), state: new });
        }
    }

    fn set_sources(&self, list: Vec<tapedeck_core::model::Source>) {
        let (gone, states) = {
            let mut state = self.inner.state.borrow_mut();
            let gone = sources::replace(&mut state.slots, list);
            for slot in &gone {
                state.stores.retain(|key, _| key.source != slot.source.id);
            }
            let states: Vec<_> =
                state.slots.iter().map(|(source, slot)| (source.clone(), slot.state.clone())).collect();
            (gone, states)
        };
        for slot in gone {
            self.end_session(slot);
        }
        for (source, state) in states {
            self.emit(Event::Source { source, state });
        }
        let mut state = self.inner.state.borrow_mut();
        state.views.values_mut().for_each(View::replan);
    }

    /// Ends the session of a source that is no longer there.
    fn end_session(&self, slot: Slot) {
        if let Some(session) = &slot.session
            && let Some(request) = slot.vendor.sign_out(&slot.source, session, self.now())
        {
            let answer = self.inner.transport.send(request);
            self.spawn_detached(async {
                // The session is gone for us, whatever the source answers.
                let _ = answer.await;
            });
        }
    }

    fn with_view(&self, view: ViewId, generation: u32, change: impl FnOnce(&mut View)) {
        let mut state = self.inner.state.borrow_mut();
        if let Some(view) = state.views.get_mut(&view)
            && view.generation == generation
        {
            change(view);
        }
    }

    fn surroundings(&self) -> Surroundings {
        let now = self.now();
        let state = self.inner.state.borrow();
        let vendors = state.slots.iter().map(|(id, slot)| (id.clone(), slot.source.vendor.clone())).collect();
        Surroundings { zone: state.zone.clone(), now, vendors, given: state.given.clone() }
    }

    fn set_zone(&self, zone: String) {
        let state = &mut *self.inner.state.borrow_mut();
        if state.zone != zone {
            state.zone = zone;
            state.views.values_mut().for_each(View::zone_changed);
        }
    }

    fn stop(&self, view: ViewId) {
        let State { views, stores, .. } = &mut *self.inner.state.borrow_mut();
        if let Some(view) = views.get_mut(&view) {
            view.stopped = true;
            for key in view.needed() {
                if let Some(store) = stores.get_mut(key) {
                    store.feeding = None;
                }
            }
        }
    }

    fn resume(&self, view: ViewId) {
        let state = &mut *self.inner.state.borrow_mut();
        let Some(view) = state.views.get_mut(&view) else { return };
        view.stopped = false;
        for key in view.needed() {
            match state.stores.get_mut(key) {
                // A file is read from its beginning again.
                Some(store) if store.file.is_some() && !store.is_complete() => {
                    state.stores.remove(key);
                }
                Some(store) => store.error = None,
                None => {}
            }
        }
    }

    fn refresh(&self) {
        let state = &mut *self.inner.state.borrow_mut();
        state.stores.clear();
        for view in state.views.values_mut() {
            view.stopped = false;
            view.replan();
        }
    }
}

/// Drives the tasks until the engine is dropped.
async fn work(mut new_tasks: UnboundedReceiver<LocalFuture<()>>) {
    let mut tasks = FuturesUnordered::new();
    loop {
        futures_util::select_biased! {
            task = new_tasks.next() => match task {
                Some(task) => tasks.push(task),
                None => return,
            },
            _ = tasks.select_next_some() => {}
        }
    }
}
