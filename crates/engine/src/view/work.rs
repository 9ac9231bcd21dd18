//! What is done with the rows of a view: looked through, and written. A while at a time, like everything that may take
//! long.
//!
//! A view that knows only the pages on screen reads the others too, as long as what is done needs them.

mod looking;
mod scribe;
mod writing;

use tapedeck_core::export::{About, Pseudonyms};
use tapedeck_core::logbook::{Bits, Logbook};
use tapedeck_core::model::{SourceId, Timestamp};
use tapedeck_core::query::Context;

use super::shown::Shown;
use super::{Pending, Places, Stores, View, turned};
use crate::protocol::{Event, Task, ViewId, ViewSpec, Wanted, Work};
use looking::{Looking, Start};
use writing::{Comparing, Writing};

/// What is done with the rows of one view.
#[derive(Default)]
pub(super) struct Works {
    looking: Option<Looking>,
    writing: Option<Writing>,
    comparing: Option<Comparing>,
    /// Rows are needed that are not on screen.
    needs_all: bool,
    /// Numbers of tasks that cannot go on, because rows have moved.
    moved: Vec<u32>,
}

/// What a view does not know of itself, for what is written of it.
pub(crate) struct Surroundings {
    /// The reader's time zone.
    pub(crate) zone: String,
    /// This moment.
    pub(crate) now: Timestamp,
    /// The sources and their vendors.
    pub(crate) vendors: Vec<(SourceId, String)>,
    /// The other names that were given out.
    pub(crate) given: Pseudonyms,
}

impl Surroundings {
    fn about(&self, spec: &ViewSpec, query: String, names: &[(SourceId, String)], all: bool) -> About {
        let vendor = |id: &SourceId| self.vendors.iter().find(|(own, _)| own == id).map(|(_, vendor)| vendor.clone());
        let source = |(id, name): &(SourceId, String)| (id.clone(), name.clone(), vendor(id).unwrap_or_default());
        About {
            subject: spec.subject,
            run: spec.run.clone(),
            query,
            range: spec.range,
            zone: if self.zone.is_empty() { "UTC".into() } else { self.zone.clone() },
            made: self.now,
            program: env!("CARGO_PKG_VERSION").into(),
            sources: names.iter().map(source).collect(),
            all,
        }
    }
}

/// The rows of a view as they stand now.
struct Rows<'a> {
    book: &'a Logbook,
    /// The row at a place, if it was read.
    at: Box<dyn Fn(u64) -> Option<u32> + 'a>,
    /// Where several rows stand at one place.
    shown: Option<&'a Shown>,
    /// How many places there are.
    count: u64,
    /// [`crate::protocol::ViewState::order`].
    order: u32,
    /// Whether nothing more comes by itself.
    settled: bool,
    /// Whether every row there is was read.
    whole: bool,
}

/// How far something is.
enum Step {
    /// It waits for the page, or is over.
    Rests,
    /// It goes on after a moment.
    Soon,
    /// It needs rows that were not read yet.
    NeedsRows,
}

impl Works {
    /// Whether rows are to be read that are not on screen.
    pub(super) fn want_all(&self) -> bool {
        self.needs_all
    }

    /// Places mean other rows than before, or rows of the book have other numbers.
    pub(super) fn rows_moved(&mut self) {
        // Who only looks looks again.
        if let Some(looking) = &mut self.looking {
            looking.again();
        }
        self.moved.extend(self.writing.take_if(|writing| writing.has_begun()).map(|writing| writing.number()));
    }

    fn end(&mut self, number: u32) {
        self.looking.take_if(|looking| looking.number() == number);
        self.writing.take_if(|writing| writing.number() == number);
        self.comparing.take_if(|comparing| comparing.number == number);
    }
}

impl View {
    /// Begins something, goes on with it, or ends it.
    pub(crate) fn begin(&mut self, task: Task, surroundings: &Surroundings) {
        let spec = &self.spec;
        let works = &mut self.works;
        match task {
            Task::Look { number, query, from, at, backwards, counted } => {
                works.looking = Some(Looking::new(number, &query, Start { from, at }, backwards, counted));
            }
            Task::Write { number, rows, plan, names, limit } => {
                // What is listed is what is written, also where only matches are.
                let query = if spec.within.is_empty() { spec.query.clone() } else { self.query.to_string() };
                let about = surroundings.about(spec, query, &names, rows == Wanted::All);
                works.writing = Some(Writing::new(number, rows, plan, names, limit, about, surroundings.given.clone()));
            }
            Task::Compare { number, rows, plan, names } => {
                let given = surroundings.given.clone();
                works.comparing = Some(Comparing { number, rows, plan, names, given });
            }
            Task::More { number } => {
                if let Some(writing) = works.writing.as_mut().filter(|writing| writing.number() == number) {
                    writing.more();
                }
            }
            Task::End { number } => works.end(number),
        }
    }

    /// Works for a while on all that is to be done.
    #[inline(never)]
    pub(super) fn work(
        &mut self,
        id: ViewId,
        stores: &Stores,
        book: &Logbook,
        context: &Context<'_>,
        pending: &mut Pending,
    ) {
        let mut works = std::mem::take(&mut self.works);
        let mut told: Vec<Work> = works.moved.drain(..).map(|number| Work::Moved { number }).collect();
        let mut needs_all = false;
        if works.looking.is_some() || works.writing.is_some() || works.comparing.is_some() {
            let rows = self.rows_now(stores, book, works.needs_all);
            let mut after = |step: Step| match step {
                Step::Rests => {}
                Step::Soon => pending.soon = true,
                Step::NeedsRows => needs_all = true,
            };
            if let Some(comparing) = works.comparing.take() {
                told.push(comparing.work(&rows, context));
            }
            if let Some(looking) = &mut works.looking {
                after(looking.step(&rows, context, &mut told));
            }
            if let Some(writing) = &mut works.writing {
                after(writing.step(&rows, context, &mut told));
            }
            works.looking.take_if(|looking| looking.is_over());
            works.writing.take_if(|writing| writing.is_over());
        }
        // What is newly wanted is fetched when the engine has looked round again.
        pending.soon |= needs_all != works.needs_all;
        works.needs_all = needs_all;
        self.works = works;
        let generation = self.generation;
        pending.events.extend(told.into_iter().map(|work| Event::Work { view: id, generation, work }));
    }

    fn rows_now<'a>(&'a self, stores: &'a Stores, book: &'a Logbook, asked_for_all: bool) -> Rows<'a> {
        let places = self.places(stores);
        let settled = !self.is_reading(stores)
            && match places {
                Places::Unknown => self.stopped || self.failed(stores),
                Places::Vendor(..) => asked_for_all,
                Places::Selected => self.selection.is_some() && self.selecting.is_none(),
            };
        let at: Box<dyn Fn(u64) -> Option<u32> + 'a> = match places {
            Places::Unknown => Box::new(|_| None),
            Places::Vendor(store, direction) => {
                Box::new(move |place| turned(store, direction, place).and_then(|place| store.row(place)))
            }
            Places::Selected => {
                let rows = self.selection.as_ref().map_or(&[][..], |selection| selection.shown.places());
                Box::new(move |place| rows.get(place as usize).copied())
            }
        };
        let shown = self.selection.as_ref().filter(|_| self.spec.gather.is_some()).map(|selection| &selection.shown);
        let (count, whole) = (self.count(stores), self.all_read(stores));
        Rows { book, at, shown, count, order: self.order, settled, whole }
    }
}

impl Rows<'_> {
    /// The rows that a place stands for. One that was not read is nothing.
    fn behind(&self, place: u64) -> impl Iterator<Item = Option<u32>> + '_ {
        let several = self.shown.and_then(|shown| shown.behind(place as usize));
        let one = several.is_none().then(|| (self.at)(place));
        several.unwrap_or_default().iter().map(|row| Some(*row)).chain(one)
    }

    /// A row that a place stands for and that is in the set, else any of them.
    fn matching(&self, place: u64, set: &Bits) -> Option<u32> {
        let several = self.shown.and_then(|shown| shown.behind(place as usize)).unwrap_or_default();
        several.iter().copied().find(|row| set.get(*row as usize)).or_else(|| (self.at)(place))
    }

    /// The place that has the row of this number, or stands for it.
    fn place_of(&self, id: u64) -> Option<u64> {
        let row = self.book.row(id)?;
        (0..self.count).find(|place| self.behind(*place).any(|own| own == Some(row)))
    }

    /// The places that are wanted. Nothing where places mean other rows by now.
    fn places(&self, wanted: &Wanted) -> Option<Vec<(u64, u64)>> {
        match wanted {
            Wanted::All => Some(vec![(0, self.count)]),
            Wanted::Places { order, ranges } if *order == self.order => {
                let within = ranges.iter().map(|(first, end)| (*first, (*end).min(self.count)));
                Some(within.filter(|(first, end)| first < end).collect())
            }
            Wanted::Places { .. } => None,
        }
    }
}
