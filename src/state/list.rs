//! One list as the page knows it: how it stands with it, and the rows that are near the screen.

use std::rc::Rc;
use std::sync::Arc;

use crate::prelude::*;
use tapedeck_core::map::Map;
use tapedeck_core::model::Record;
use tapedeck_core::query::Fit;
use tapedeck_engine::protocol::{
    CountWish, Counts, Live, Repeated, Summary, Task, ValuesAsked, ViewId, ViewSpec, ViewState, Work,
};
use tapedeck_engine::{Command, Event};

use super::app::App;

/// How far from the screen rows are kept. The page never holds more than it can show.
const KEPT: u64 = 300;

/// The rows near the screen, by their place.
pub(crate) type Near = Arc<Map<u64, Arc<Record>>>;

/// A record that is shown beside the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Detail {
    /// It is looked for.
    Searching,
    /// It is not there.
    Missing,
    /// Here it is, its place in the list, if it has one, and what it is called in an address, if it can be found again.
    Found(Option<u64>, Arc<Record>, String),
}

/// Takes what came of something that was to be done with the rows.
type Tell = Rc<dyn Fn(Work)>;

/// One list.
#[derive(Clone, Copy)]
pub(crate) struct List {
    id: ViewId,
    app: App,
    generation: RwSignal<u32>,
    spec: StoredValue<Option<ViewSpec>>,
    window: StoredValue<(u64, u32)>,
    /// What is done with its rows, by number, and the last number.
    tasks: StoredValue<(Map<u32, Tell>, u32)>,
    live: StoredValue<Live>,
    /// How it stands with it. Absent until the engine has said something.
    pub(crate) state: RwSignal<Option<ViewState>>,
    /// The rows near the screen.
    pub(crate) rows: RwSignal<Near>,
    /// What is told beside them. Whoever draws them reads both; the rows change last.
    pub(crate) beside: StoredValue<Beside>,
    /// The record beside the table.
    pub(crate) detail: RwSignal<Option<Detail>>,
    /// What it comes to, if it is summed up.
    pub(crate) summary: RwSignal<Option<Summary>>,
    /// What was counted of it, if something was to be.
    pub(crate) counts: RwSignal<Option<Arc<Counts>>>,
    wish: StoredValue<CountWish>,
    /// Values that were asked for, with their counts, and the number of the question.
    pub(crate) values: RwSignal<(u32, Vec<(String, u64)>)>,
}

/// What is told of rows beside them, by their places.
#[derive(Default)]
pub(crate) struct Beside {
    /// Those that do not stand for themselves alone.
    pub(crate) repeated: Map<u64, Repeated>,
    /// Where the regular expressions of the filter fit.
    pub(crate) fits: Map<u64, Vec<Fit>>,
}

impl PartialEq for List {
    /// Whether both are the same list.
    fn eq(&self, other: &List) -> bool {
        self.id == other.id
    }
}

impl List {
    /// A list that shows nothing yet. It lives as long as the component that makes it.
    pub(crate) fn new(app: App) -> List {
        let list = List {
            id: app.next_view(),
            app,
            generation: RwSignal::new(0),
            spec: StoredValue::new(None),
            window: StoredValue::new((0, 64)),
            tasks: StoredValue::new_local((Map::new(), 0)),
            live: StoredValue::new(Live::Off),
            state: RwSignal::new(None),
            rows: RwSignal::new(Arc::default()),
            beside: StoredValue::new(Beside::default()),
            detail: RwSignal::new(None),
            summary: RwSignal::new(None),
            counts: RwSignal::new(None),
            wish: StoredValue::new(CountWish::default()),
            values: RwSignal::new((0, Vec::new())),
        };
        app.add_list(list.id, list);
        on_cleanup(move || app.remove_list(list.id));
        list
    }

    /// The same, and the foot of the page tells how complete it is.
    pub(crate) fn main(app: App) -> List {
        let list = List::new(app);
        app.main_list.set(Some(list));
        on_cleanup(move || {
            // Another one may have taken the place already.
            if app.main_list.try_get_untracked().flatten().is_some_and(|main| main == list) {
                app.main_list.set(None);
            }
        });
        list
    }

    /// Shows something. Until it has come, what was shown before stays.
    pub(crate) fn open(self, spec: ViewSpec) {
        self.generation.update_untracked(|generation| *generation += 1);
        self.spec.set_value(Some(spec));
        self.send_open();
    }

    /// Says everything again to an engine that knows nothing of it.
    pub(crate) fn reopen(self) {
        self.generation.update_untracked(|generation| *generation += 1);
        self.send_open();
    }

    fn send_open(self) {
        // What is done with rows ends with what was shown.
        let ended = self.tasks.try_update_value(|(tasks, _)| std::mem::take(tasks)).unwrap_or_default();
        ended.into_iter().for_each(|(number, tell)| tell(Work::Moved { number }));
        let Some(spec) = self.spec.get_value() else { return };
        let (view, generation) = (self.id, self.generation.get_untracked());
        let (first, count) = self.window.get_value();
        let live = self.live.get_value();
        let mut commands = vec![
            Command::Open { view, generation, spec },
            Command::Window { view, generation, first, count },
            Command::Count { view, generation, wish: self.wish.get_value() },
        ];
        if live != Live::Off {
            commands.push(Command::Live { view, live });
        }
        // As one: the engine begins with what is wanted, and not with what was.
        self.app.send(Command::Many(commands));
    }

    /// Has this counted from now on.
    pub(crate) fn count(self, wish: CountWish) {
        self.wish.set_value(wish);
        self.send_wish();
    }

    fn send_wish(self) {
        let generation = self.generation.get_untracked();
        self.app.send(Command::Count { view: self.id, generation, wish: self.wish.get_value() });
    }

    /// How what is new at the sources is shown from now on.
    pub(crate) fn set_live(self, live: Live) {
        if self.live.get_value() != live {
            self.live.set_value(live);
            self.app.send(Command::Live { view: self.id, live });
        }
    }

    /// These rows are on screen.
    pub(crate) fn show(self, first: u64, count: u32) {
        if self.window.get_value() == (first, count) {
            return;
        }
        self.window.set_value((first, count));
        let generation = self.generation.get_untracked();
        self.app.send(Command::Window { view: self.id, generation, first, count });
    }

    /// Gives every row a place for which the row at one stands, or takes them together again.
    pub(crate) fn unfold(self, row: u64) {
        let generation = self.generation.get_untracked();
        self.app.send(Command::Unfold { view: self.id, generation, row });
    }

    /// Asks for one row completely.
    pub(crate) fn ask_row(self, row: u64) {
        let generation = self.generation.get_untracked();
        self.app.send(Command::Detail { view: self.id, generation, row });
    }

    /// Asks for a record by what it is called.
    pub(crate) fn ask_id(self, source: String, id: String) {
        let generation = self.generation.get_untracked();
        self.app.send(Command::Find { view: self.id, generation, source, id });
    }

    /// Has something done with the rows. What comes of it is told until [`List::end`]. Its number.
    pub(crate) fn begin(self, task: impl FnOnce(u32) -> Task, tell: impl Fn(Work) + 'static) -> u32 {
        let number = self.tasks.try_update_value(|(tasks, last)| {
            *last += 1;
            tasks.insert(*last, Rc::new(tell));
            *last
        });
        let number = number.unwrap_or_default();
        self.task(task(number));
        number
    }

    /// Goes on with something that is done with the rows.
    pub(crate) fn task(self, task: Task) {
        let generation = self.generation.get_untracked();
        self.app.send(Command::Task { view: self.id, generation, task });
    }

    /// Nobody waits for something any more.
    pub(crate) fn end(self, number: u32) {
        let known = self.tasks.try_update_value(|(tasks, _)| tasks.remove(&number)).flatten();
        if known.is_some() {
            self.task(Task::End { number });
        }
    }

    /// Asks for values of a field: `containing` a text, of what the rest of the filter finds. They come, and come again,
    /// as [`List::values`] under the number that is returned. Nothing ends that.
    pub(crate) fn ask_values(self, asked: Option<(&str, String, String)>) -> u32 {
        let number = self.values.read_untracked().0 + 1;
        self.values.set((number, Vec::new()));
        let asked =
            asked.map(|(field, containing, query)| ValuesAsked { number, field: field.to_string(), containing, query });
        self.app.send(Command::Values { view: self.id, asked });
        number
    }

    /// Stops the reading of all rows; what was read stays.
    pub(crate) fn stop(self) {
        self.app.send(Command::Stop { view: self.id });
    }

    /// Goes on where it stopped or failed.
    pub(crate) fn resume(self) {
        self.app.send(Command::Resume { view: self.id });
    }

    /// Takes in what the engine says of it. What belongs to something it showed before is dropped.
    pub(crate) fn receive(self, event: Event) {
        match event {
            Event::View { generation, state, .. } if self.is_current(generation) => {
                self.state.set(Some(state));
            }
            Event::Work { generation, work, .. } if self.is_current(generation) => {
                // Not while the list of them is borrowed: who is told may begin something new.
                let tell = self.tasks.try_with_value(|(tasks, _)| tasks.get(&work.number()).cloned()).flatten();
                if let Some(tell) = tell {
                    tell(work);
                }
            }
            Event::Summary { generation, summary, .. } if self.is_current(generation) => {
                self.summary.set(Some(summary));
            }
            Event::Counts { generation, counts, .. } if self.is_current(generation) => {
                self.counts.set(Some(Arc::new(counts)));
            }
            Event::Values { number, values, .. } if self.values.read_untracked().0 == number => {
                self.values.set((number, values));
            }
            Event::Rows { generation, rows, repeated, fits, fresh, .. } if self.is_current(generation) => {
                let (first, count) = self.window.get_value();
                let near = first.saturating_sub(KEPT)..first + u64::from(count) + KEPT;
                self.beside.update_value(|known| {
                    if fresh {
                        *known = Beside::default();
                    }
                    known.repeated.retain(|place, _| near.contains(place));
                    known.repeated.extend(repeated);
                    known.fits.retain(|place, _| near.contains(place));
                    known.fits.extend(fits);
                });
                self.rows.update(|known| {
                    let mut new = if fresh { Map::new() } else { (**known).clone() };
                    new.retain(|place, _| near.contains(place));
                    new.extend(rows.into_iter().map(|(place, record)| (place, Arc::new(record))));
                    *known = Arc::new(new);
                });
            }
            Event::Detail { generation, row, record, name, searching, .. } if self.is_current(generation) => {
                self.detail.set(Some(match record {
                    Some(record) => Detail::Found(row, Arc::new(*record), name),
                    None if searching => Detail::Searching,
                    None => Detail::Missing,
                }));
            }
            _ => {}
        }
    }

    fn is_current(self, generation: u32) -> bool {
        self.generation.get_untracked() == generation
    }
}
