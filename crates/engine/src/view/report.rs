//! What the page is told of a view.
//!
//! Its parts stay functions of their own: as one it is the largest of the program, and a browser compiles it again because
//! it runs often.

use std::collections::HashMap;

use tapedeck_core::model::Timestamp;
use tapedeck_core::query::{Context, QueryError, QueryProblem};
use tapedeck_core::vendors::VendorFilter;

use super::{DRAWING_MS, Pending, Places, SELECTION_MS, Stores, View, summary};
use crate::books::Books;
use crate::engine::{Engine, State};
use crate::live::Looking;
use crate::protocol::{Event, QueryProblemText, SourceRead, ViewId, ViewState};
use crate::store::StoreKey;

impl Engine {
    /// Tells the page what has changed in its views.
    pub(crate) fn report(&self) {
        let now = self.inner.clock.now_ms();
        let mut pending = Pending::new(self.inner.clock.clone());
        let events = {
            let state = &mut *self.inner.state.borrow_mut();
            let State {
                stores, books, views, unfiltered, report_waits, work_waits, drawing_waits, looking, zone, ..
            } = state;
            let offset = |at| self.inner.clock.offset(zone, at);
            let context = Context { now: Timestamp(now), offset: &offset };
            for (key, store) in stores.iter() {
                if key.filter == VendorFilter::default()
                    && let Some(total) = store.total()
                {
                    unfiltered.insert(key.clone(), total);
                }
            }
            let total = |key: &StoreKey| {
                let whole = StoreKey { filter: VendorFilter::default(), ..key.clone() };
                unfiltered.get(&whole).copied()
            };
            for (id, view) in views.iter_mut() {
                view.report(*id, stores, (books, looking), &context, &total, &mut pending);
            }
            // One of each kind waits at a time.
            pending.later &= !std::mem::replace(report_waits, *report_waits || pending.later);
            pending.soon &= !std::mem::replace(work_waits, *work_waits || pending.soon);
            pending.drawn &= !std::mem::replace(drawing_waits, *drawing_waits || pending.drawn);
            std::mem::take(&mut pending.events)
        };
        for event in events {
            self.emit(event);
        }
        if pending.soon {
            self.settle_later(None, |state| &mut state.work_waits);
        }
        if pending.drawn {
            self.settle_later(Some(DRAWING_MS), |state| &mut state.drawing_waits);
        }
        if pending.later {
            self.settle_later(Some(SELECTION_MS), |state| &mut state.report_waits);
        }
    }

    /// Goes on by itself: after so many milliseconds, or when others had their turn. What said that it waits says so no
    /// more.
    fn settle_later(&self, ms: Option<u32>, waits: fn(&mut State) -> &mut bool) {
        let engine = self.clone();
        self.spawn_detached(async move {
            match ms {
                Some(ms) => engine.inner.clock.sleep_ms(ms).await,
                None => engine.inner.clock.turn().await,
            }
            *waits(&mut engine.inner.state.borrow_mut()) = false;
            engine.settle();
        });
    }
}

impl View {
    fn report(
        &mut self,
        id: ViewId,
        stores: &Stores,
        (books, looking): (&Books, &HashMap<StoreKey, Looking>),
        context: &Context<'_>,
        total: &impl Fn(&StoreKey) -> Option<u64>,
        pending: &mut Pending,
    ) {
        let book = books.of(self.spec.subject);
        let moved = self.follow_moves(stores);
        let fresh = self.update_selection(stores, book, context, pending) || moved || self.told.is_none();
        if self.told.is_none() && self.selecting.is_some() {
            // What was shown before stays until the first selection is made: an empty list would be drawn in between.
            return;
        }
        let events = &mut pending.events;
        if fresh {
            self.sent.clear();
        }
        let state = self.state(stores, total, looking);
        if self.told.as_ref() != Some(&state) {
            events.push(Event::View { view: id, generation: self.generation, state: state.clone() });
            self.told = Some(state);
        }
        let rows: Vec<_> = self
            .window
            .clone()
            .filter(|place| !self.sent.contains(place))
            .filter_map(|place| Some((place, book.record(self.row(stores, place)?)?)))
            .collect();
        if fresh || !rows.is_empty() {
            self.sent.extend(rows.iter().map(|(place, _)| *place));
            let shown =
                self.selection.as_ref().filter(|_| self.spec.gather.is_some()).map(|selection| &selection.shown);
            let said = rows.iter().filter_map(|(place, _)| Some((*place, shown?.repeated(*place as usize)?)));
            let repeated = said.collect();
            let patterns = self.query.patterns();
            let fits = rows.iter().map(|(place, record)| (*place, patterns.fits(record)));
            let fits = if patterns.is_empty() { Vec::new() } else { fits.collect() };
            events.push(Event::Rows { view: id, generation: self.generation, rows, repeated, fits, fresh });
        }
        if fresh && self.spec.summary {
            let rows = self.selection.as_ref().map_or(&[][..], |selection| selection.shown.all());
            let summary = summary::summary(rows.iter().filter_map(|row| book.record(*row)), context.now.0);
            events.push(Event::Summary { view: id, generation: self.generation, summary });
        }
        self.report_detail(id, stores, books, pending);
        if fresh {
            // The rows are on the screen before anything else is worked out.
            pending.drawn = true;
            return;
        }
        self.count_on(id, stores, book, context, pending);
        self.work(id, stores, book, context, pending);
        let reading = self.is_reading(stores);
        if let Some(values) = &mut self.values {
            values.report(id, &self.parts, stores, book, &self.query, (context, reading), pending);
        }
    }

    #[inline(never)]
    fn report_detail(&mut self, id: ViewId, stores: &Stores, books: &Books, pending: &mut Pending) {
        let events = &mut pending.events;
        let subject = self.spec.subject;
        if let Some(wanted) = &self.wanted_id {
            let rows = self.named(stores, books.of(subject), wanted);
            if let Some(place) = self.find(stores, &rows) {
                self.wanted_row = Some(place);
                self.wanted_id = None;
            } else if self.spec.gather.is_some() && self.reveal(&rows) {
                // With the next look at all, it has a place.
                pending.soon = true;
            } else {
                let searching = !self.stopped && !self.all_read(stores) && !self.failed(stores);
                if !searching || !self.told_searching {
                    self.told_searching = searching;
                    events.push(Event::Detail {
                        view: id,
                        generation: self.generation,
                        row: None,
                        record: None,
                        name: String::new(),
                        searching,
                    });
                }
                if !searching {
                    self.wanted_id = None;
                }
            }
        }
        if let Some(place) = self.wanted_row {
            let row = self.row(stores, place);
            let record = row.and_then(|row| books.whole(subject, row)).map(Box::new);
            let beyond = self.all_read(stores) && place >= self.count(stores);
            if record.is_some() || beyond {
                self.wanted_row = None;
                let name = row.map(|row| self.name(stores, books.of(subject), row)).unwrap_or_default();
                events.push(Event::Detail {
                    view: id,
                    generation: self.generation,
                    row: record.is_some().then_some(place),
                    record,
                    name,
                    searching: false,
                });
            }
        }
    }

    #[inline(never)]
    fn state(
        &self,
        stores: &Stores,
        total: &impl Fn(&StoreKey) -> Option<u64>,
        looking: &HashMap<StoreKey, Looking>,
    ) -> ViewState {
        let reads_all = matches!(self.places(stores), Places::Selected);
        let lists = || self.keys().filter_map(|key| Some((key, stores.get(key)?)));
        ViewState {
            rows: self.count(stores),
            gathered: self.selection.as_ref().and_then(|selection| selection.shown.gathered()),
            order: self.order,
            total: self.keys().map(total).sum(),
            growing: !self.stopped
                && !self.failed(stores)
                && match self.places(stores) {
                    Places::Unknown => true,
                    Places::Vendor(..) => false,
                    Places::Selected => !self.all_read(stores) || self.selecting.is_some(),
                },
            reads_all,
            stopped: self.stopped && !self.all_read(stores),
            problems: lists().map(|(_, store)| store.problems).sum(),
            changed: lists().any(|(_, store)| store.changed),
            pushed: self.pushed(),
            query_error: self.query_error.clone(),
            sources: lists()
                .map(|(key, store)| SourceRead {
                    source: key.source.clone(),
                    read: store.read(),
                    total: store.total(),
                    loading: store.is_fed() || !store.under_way.is_empty(),
                    error: store.error.clone(),
                    at: store.at,
                    since: store.since,
                    file: store.file.map(|file| (file.bytes, file.of)),
                })
                .collect(),
            news: self.news(stores, looking),
            without: self.without.clone(),
        }
    }

    pub(super) fn all_read(&self, stores: &Stores) -> bool {
        self.keys().all(|key| stores.get(key).is_some_and(crate::store::Store::is_complete))
    }

    /// Whether nothing more comes, because every list that is not whole has failed.
    pub(super) fn failed(&self, stores: &Stores) -> bool {
        let mut failures = false;
        for key in self.keys() {
            match stores.get(key) {
                Some(store) if store.error.is_some() => failures = true,
                Some(store) if store.is_complete() => {}
                _ => return false,
            }
        }
        failures
    }
}

/// A query's problem as plain data for the page.
pub(super) fn problem(error: QueryError) -> (usize, usize, QueryProblemText) {
    let text = match error.problem {
        QueryProblem::UnknownField(name) => QueryProblemText::UnknownField(name),
        QueryProblem::UnknownValue { field, value } => QueryProblemText::UnknownValue(field.to_string(), value),
        QueryProblem::MissingValue => QueryProblemText::MissingValue,
        QueryProblem::OpenQuote => QueryProblemText::OpenQuote,
        QueryProblem::OpenGroup => QueryProblemText::OpenGroup,
        QueryProblem::TooMany(most) => QueryProblemText::TooMany(most as u32),
        QueryProblem::CloseGroup => QueryProblemText::CloseGroup,
        QueryProblem::NotOrdered { field } => QueryProblemText::NotOrdered(field.to_string()),
        QueryProblem::Pattern(reason) => QueryProblemText::Pattern(reason),
    };
    (error.at, error.len, text)
}
