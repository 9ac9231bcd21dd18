//! One view: what the page looks at, which lists that needs, and which rows stand at which place.
//!
//! A view of one source in the order of time needs only the pages on screen. Any other order, a filter that the vendor
//! cannot evaluate, and more than one source need all rows: they are read one page after the other, and what is there
//! is shown meanwhile. So does taking repeated rows together.

mod counting;
mod following;
mod naming;
mod report;
mod selecting;
mod shown;
mod summary;
mod values;
mod wanted;
mod wider;
mod work;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use tapedeck_core::logbook::Logbook;
use tapedeck_core::model::{Field, SourceId, TimeRange};
use tapedeck_core::query::{Context, Query};
use tapedeck_core::vendors::{Subject, VendorFilter};

use crate::order::Order;
use crate::protocol::{Event, Pushed, QueryProblemText, ValuesAsked, ViewSpec, ViewState};
use crate::sources::{Slot, Slots};
use crate::store::{Store, StoreKey};
use crate::transport::Clock;
use counting::Counting;
use following::Following;
use selecting::{Made, Selecting};
use shown::Shown;
use values::Values;
use wider::Wider;
pub(crate) use work::Surroundings;
use work::Works;

/// All lists that are read, by what they are.
pub(crate) type Stores = HashMap<StoreKey, Store>;

/// How long a selection is good while rows keep coming, in milliseconds.
pub(crate) const SELECTION_MS: u32 = 250;

/// One view of the page.
pub(crate) struct View {
    pub(crate) generation: u32,
    spec: ViewSpec,
    /// The last query that could be read.
    asked: Query,
    /// The same with what rows must contain besides.
    query: Query,
    query_error: Option<(usize, usize, QueryProblemText)>,
    /// The lists it needs.
    parts: Vec<Part>,
    /// Where values of fields are counted that the filter says something of.
    wider: Vec<Wider>,
    wider_planned: bool,
    /// Sources that have nothing of this kind.
    without: Vec<SourceId>,
    planned: bool,
    /// The rows on screen.
    window: std::ops::Range<u64>,
    /// Whether the reader stopped the reading of all rows.
    pub(crate) stopped: bool,
    /// A row that is to be given completely.
    pub(crate) wanted_row: Option<u64>,
    /// A record that is to be found by what it is called and given completely.
    pub(crate) wanted_id: Option<(SourceId, String)>,
    told_searching: bool,
    selection: Option<Selection>,
    /// Rows of the book of which the groups are unfolded.
    unfolded: HashSet<u32>,
    /// What works out the next selection.
    selecting: Option<Selecting>,
    /// How long the selection took that is made, in milliseconds, and how long the next one waits while rows keep coming.
    took_ms: i64,
    pause_ms: i64,
    counting: Counting,
    /// Rises when rows have other places.
    order: u32,
    /// What is done with its rows.
    works: Works,
    /// Values that are asked for.
    values: Option<Values>,
    /// How what is new is shown.
    following: Following,
    told: Option<ViewState>,
    /// The places of the window of which the rows were sent.
    sent: HashSet<u64>,
}

/// One list, with what its vendor leaves for the engine to evaluate.
struct Part {
    key: StoreKey,
    query: Query,
    range: TimeRange,
}

impl Part {
    fn leaves_nothing(&self) -> bool {
        self.query.is_empty() && self.range.is_open()
    }
}

/// The rows of a view that had to be read as a whole.
struct Selection {
    versions: Vec<u64>,
    /// In the order of the view.
    shown: Shown,
    /// The same with what is new, while that is not shown yet.
    next: Option<Shown>,
    at_ms: i64,
}

/// So long the views work before others have their turn: no longer than a person notices.
const WORK_MS: i64 = 30;

/// So many rows are taken at once in a millisecond.
const ROWS_A_MS: usize = 200_000;

/// So long nothing is counted after rows were told: where processors are few, drawing the rows needs them.
pub(crate) const DRAWING_MS: u32 = 50;

/// While rows keep coming, the views wait so many times as long as their last selection took.
const SPARED: i64 = 8;

/// What the page is told, and how the work of all views goes on.
pub(crate) struct Pending {
    clock: Rc<dyn Clock>,
    until_ms: i64,
    pub(crate) events: Vec<Event>,
    /// After a moment in which others have their turn.
    pub(crate) soon: bool,
    /// When rows have kept coming for a while.
    pub(crate) later: bool,
    /// When the page has drawn the rows that are told.
    pub(crate) drawn: bool,
}

impl Pending {
    /// Nothing so far.
    pub(crate) fn new(clock: Rc<dyn Clock>) -> Pending {
        let until_ms = clock.now_ms() + WORK_MS;
        Pending { clock, until_ms, events: Vec::new(), soon: false, later: false, drawn: false }
    }

    /// Whether so many rows can be taken at once before others have their turn.
    fn has_time_for(&self, rows: usize) -> bool {
        self.until_ms - self.clock.now_ms() > (rows / ROWS_A_MS) as i64
    }
}

/// How a view finds its rows.
enum Places<'a> {
    /// Not known yet: the vendor's order has to be found out.
    Unknown,
    /// Straight from the vendor's pages, in its order or backwards.
    Vendor(&'a Store, Direction),
    /// In the selection.
    Selected,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Same,
    Backwards,
}

impl View {
    /// A view of something new. Of the view before it keeps the last query that could be read, and what is counted and
    /// asked.
    pub(crate) fn new(generation: u32, spec: ViewSpec, before: Option<View>) -> View {
        let (asked, query_error) = match spec.query.parse::<Query>() {
            Ok(query) => (query, None),
            Err(error) => {
                let asked = before.as_ref().map(|view| view.asked.clone());
                (asked.unwrap_or_default(), Some(report::problem(error)))
            }
        };
        View {
            generation,
            query: asked.containing(&spec.within),
            asked,
            spec,
            query_error,
            parts: Vec::new(),
            wider: Vec::new(),
            wider_planned: false,
            without: Vec::new(),
            planned: false,
            window: 0..0,
            stopped: false,
            wanted_row: None,
            wanted_id: None,
            told_searching: false,
            selection: None,
            unfolded: HashSet::new(),
            selecting: None,
            took_ms: 0,
            pause_ms: i64::from(SELECTION_MS),
            counting: before.as_ref().map(|view| view.counting.anew()).unwrap_or_default(),
            order: 0,
            works: Works::default(),
            following: before.as_ref().map_or(Following::default(), |view| view.following.again()),
            values: before.and_then(|view| view.values).map(Values::again),
            told: None,
            sent: HashSet::new(),
        }
    }

    /// The lists it needs.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &StoreKey> {
        self.parts.iter().map(|part| &part.key)
    }

    /// These rows are on screen now. All of them are sent again: the page keeps only what it shows.
    pub(crate) fn show(&mut self, first: u64, count: u32) {
        self.window = first..first.saturating_add(u64::from(count));
        self.sent.clear();
    }

    /// These values are asked for from now on.
    pub(crate) fn ask_values(&mut self, asked: Option<ValuesAsked>) {
        let before = self.values.take();
        self.values = asked.and_then(|asked| Values::new(asked, before));
    }

    /// The sources have changed, or everything is to be read again.
    pub(crate) fn replan(&mut self) {
        self.forget_values();
        (self.planned, self.wider_planned) = (false, false);
        self.selection = None;
        self.selecting = None;
        self.told_searching = false;
        self.counting.forget();
        self.order += 1;
        self.works.rows_moved();
        // Rows that were sent may be others now.
        self.told = None;
    }

    /// The rows of the book have other numbers.
    pub(crate) fn rows_moved(&mut self) {
        self.forget_values();
        self.selection = None;
        self.selecting = None;
        self.unfolded.clear();
        self.counting.forget();
        self.works.rows_moved();
    }

    /// Days and dates are others now.
    pub(crate) fn zone_changed(&mut self) {
        if !self.query.is_empty() {
            self.selection = None;
            self.selecting = None;
        }
        self.counting.forget();
        self.works.rows_moved();
    }

    fn forget_values(&mut self) {
        if let Some(values) = &mut self.values {
            values.forget();
        }
    }

    /// Works out which lists it needs.
    pub(crate) fn plan(&mut self, slots: &Slots) {
        if !self.planned {
            self.planned = true;
            self.without =
                self.meant(slots).filter(|slot| !self.has(slot)).map(|slot| slot.source.id.clone()).collect();
            self.parts = self.parts_for(&self.query, slots);
        }
        if !self.wider_planned {
            self.wider_planned = true;
            self.plan_wider(slots);
        }
    }

    /// The sources that are meant.
    fn meant<'a>(&'a self, slots: &'a Slots) -> impl Iterator<Item = &'a Slot> {
        let spec = &self.spec;
        // Who opens a file looks at that, unless sources are named too. Few files have runs.
        let all = spec.sources.is_empty() && (spec.opened.is_empty() || spec.subject == Subject::Runs);
        slots.iter().filter(move |(id, _)| all || spec.sources.contains(id)).map(|(_, slot)| slot)
    }

    /// Whether a source has something of this kind.
    fn has(&self, slot: &Slot) -> bool {
        let capabilities = &slot.vendor.descriptor().capabilities;
        match (&self.spec.run, self.spec.subject) {
            (Some(_), _) => capabilities.run_lines,
            (None, Subject::Runs) => capabilities.runs,
            (None, Subject::Lines) => capabilities.lines,
        }
    }

    /// The lists in which a query finds what it asks for.
    fn parts_for(&self, query: &Query, slots: &Slots) -> Vec<Part> {
        let spec = &self.spec;
        let of_source = |slot: &Slot| {
            let (filter, query) = match &spec.run {
                Some(_) => (VendorFilter::default(), query.clone()),
                None => slot.vendor.push_down(spec.subject, spec.range, query),
            };
            let range = if filter.range == spec.range { TimeRange::default() } else { spec.range };
            let source = slot.source.id.clone();
            Part { key: StoreKey { source, subject: spec.subject, run: spec.run.clone(), filter }, query, range }
        };
        let of_file = |address: &String| Part {
            key: StoreKey::of_file(address, spec.subject),
            query: query.clone(),
            range: spec.range,
        };
        let sources = self.meant(slots).filter(|slot| self.has(slot)).map(of_source);
        sources.chain(spec.opened.iter().map(of_file)).collect()
    }

    fn places<'a>(&self, stores: &'a Stores) -> Places<'a> {
        let [part] = self.parts.as_slice() else { return Places::Selected };
        let Some(store) = stores.get(&part.key) else { return Places::Unknown };
        let in_order = part.leaves_nothing() && self.spec.sort.field == Field::Time;
        if self.spec.summary || self.spec.gather.is_some() || !in_order || store.file.is_some() {
            return Places::Selected;
        }
        match (store.order(), self.spec.sort.descending) {
            (None, _) => Places::Unknown,
            (Some(Order::None), _) => Places::Selected,
            (Some(Order::NewestFirst), true) | (Some(Order::OldestFirst), false) => {
                Places::Vendor(store, Direction::Same)
            }
            (Some(_), _) => Places::Vendor(store, Direction::Backwards),
        }
    }

    /// How many rows the view has now.
    fn count(&self, stores: &Stores) -> u64 {
        match self.places(stores) {
            Places::Unknown => 0,
            Places::Vendor(store, _) => store.total().unwrap_or(0).saturating_sub(self.held_back(store)),
            Places::Selected => self.selection.as_ref().map_or(0, |selection| selection.shown.len() as u64),
        }
    }

    /// The place of a view in the vendor's order.
    fn place_of(&self, store: &Store, direction: Direction, place: u64) -> Option<u64> {
        turned(store, direction, place.checked_add(self.held_back(store))?)
    }

    /// The row at a place.
    fn row(&self, stores: &Stores, place: u64) -> Option<u32> {
        match self.places(stores) {
            Places::Unknown => None,
            Places::Vendor(store, direction) => store.row(self.place_of(store, direction, place)?),
            Places::Selected => self.selection.as_ref()?.shown.get(place as usize),
        }
    }

    /// Where the first of some rows of the book stands.
    fn find(&self, stores: &Stores, rows: &[u32]) -> Option<u64> {
        match self.places(stores) {
            Places::Unknown => None,
            Places::Vendor(store, direction) => {
                let place = rows.iter().find_map(|row| store.place(*row))?;
                turned(store, direction, place)?.checked_sub(self.held_back(store))
            }
            Places::Selected => {
                let place = self.selection.as_ref()?.shown.places().iter().position(|row| rows.contains(row))?;
                Some(place as u64)
            }
        }
    }

    /// Brings the selection up to date, if there has to be one: a while at a time, and while rows keep coming at most four
    /// times a second, and seldom enough to leave most of the time to the reading. `pending` says how it goes on.
    /// Returns whether the rows have other places now.
    #[inline(never)]
    fn update_selection(
        &mut self,
        stores: &Stores,
        book: &Logbook,
        context: &Context<'_>,
        pending: &mut Pending,
    ) -> bool {
        let now_ms = context.now.0;
        if !matches!(self.places(stores), Places::Selected) {
            self.selecting = None;
            return false;
        }
        let versions: Vec<u64> = self.keys().map(|key| stores.get(key).map_or(0, |store| store.version)).collect();
        if let Some(selection) = &self.selection {
            if selection.versions == versions {
                self.selecting = None;
                return false;
            }
            // The first rows that come are shown at once.
            let first = selection.versions.iter().all(|version| *version == 0);
            let soon = !first && now_ms.saturating_sub(selection.at_ms) < self.pause_ms;
            if self.selecting.is_none() && soon && self.is_reading(stores) {
                pending.later = true;
                return false;
            }
        }
        let began_ms = pending.clock.now_ms();
        let selecting = self.selecting.get_or_insert_with(|| {
            self.took_ms = 0;
            Selecting::new(&self.parts, &self.spec, context)
        });
        let made = loop {
            match selecting.step(&self.parts, stores, book) {
                Some(made) => break made,
                // A turn for others takes longer than the next step where the machine is busy.
                None if pending.has_time_for(selecting.at_once(&self.parts, stores)) => {}
                None => {
                    pending.soon = true;
                    self.took_ms += pending.clock.now_ms() - began_ms;
                    return false;
                }
            }
        };
        self.selecting = None;
        let Made { versions, rows, groups } = made;
        // Millions of rows are copied only if some of them may be held back.
        let all = self.is_holding().then(|| (rows.clone(), groups.clone()));
        let new = Shown::new(rows, groups.as_deref(), &self.unfolded);
        let stays = match &self.selection {
            Some(before) => new.begins_with(&before.shown),
            None => self.stays_as_served(stores, new.places()),
        };
        self.order += u32::from(!stays);
        let other = self.take_selection(versions, all, new, now_ms);
        let took_ms = self.took_ms + pending.clock.now_ms() - began_ms;
        self.pause_ms = (took_ms * SPARED).max(i64::from(SELECTION_MS));
        other
    }

    /// Whether rows that were shown in the vendor's order stand at the same places in a new selection.
    fn stays_as_served(&self, stores: &Stores, rows: &[u32]) -> bool {
        if self.told.as_ref().is_none_or(|told| told.rows == 0) {
            return true;
        }
        let store = self.keys().next().and_then(|key| stores.get(key));
        let Some((store, order)) = store.and_then(|store| Some((store, store.order()?))) else { return false };
        let direction = match (order, self.spec.sort.descending) {
            (Order::NewestFirst, true) | (Order::OldestFirst, false) => Direction::Same,
            _ => Direction::Backwards,
        };
        let served = |place: usize| turned(store, direction, place as u64).and_then(|place| store.row(place));
        rows.iter().enumerate().all(|(place, row)| served(place) == Some(*row))
    }

    /// Whether rows still come by themselves.
    fn is_reading(&self, stores: &Stores) -> bool {
        self.keys().any(|key| stores.get(key).is_some_and(|store| store.is_fed() || !store.under_way.is_empty()))
    }

    fn pushed(&self) -> Pushed {
        let any = |test: fn(&VendorFilter) -> bool| !self.parts.is_empty() && self.keys().all(|key| test(&key.filter));
        Pushed {
            range: any(|filter| !filter.range.is_open()),
            severity: any(|filter| filter.severity.is_some()),
            outcome: any(|filter| filter.outcome.is_some()),
            keyword: any(|filter| filter.keyword.is_some()),
        }
    }
}

/// A place of the view in the vendor's order, or the other way round: turning is its own inverse.
fn turned(store: &Store, direction: Direction, place: u64) -> Option<u64> {
    match direction {
        Direction::Same => Some(place),
        Direction::Backwards => store.total()?.checked_sub(1)?.checked_sub(place),
    }
}
