//! An engine over the native client, told what a page would tell it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_executor::LocalPool;
use futures_util::task::LocalSpawnExt;
use tapedeck_core::model::{Record, Source, TimeRange};
use tapedeck_core::vendors::{Credentials, Subject};
use tapedeck_engine::protocol::{Sort, SourceState, ViewSpec, ViewState};
use tapedeck_engine::{Command, Engine, Event};

use crate::net::{Jumps, NOW_S, Native};

pub struct Journey {
    engine: Engine,
    pool: LocalPool,
    events: Rc<RefCell<Vec<Event>>>,
    generation: u32,
}

impl Journey {
    pub fn new(sources: Vec<Source>) -> Journey {
        let events = Rc::new(RefCell::new(Vec::new()));
        let sink = events.clone();
        let clock = Rc::new(Jumps(Rc::new(Cell::new(NOW_S * 1000))));
        let (engine, work) = Engine::new(Rc::new(Native), clock, move |event| sink.borrow_mut().push(event));
        let pool = LocalPool::new();
        pool.spawner().spawn_local(work).unwrap();
        let mut journey = Journey { engine, pool, events, generation: 0 };
        journey.command(Command::Sources(sources));
        journey
    }

    pub fn command(&mut self, command: Command) {
        self.engine.command(command);
        self.pool.run_until_stalled();
    }

    pub fn sign_in(&mut self, source: &str, credentials: &[(&str, &str)]) {
        let credentials: Credentials = credentials.iter().copied().collect();
        self.command(Command::SignIn { source: source.into(), credentials });
        assert_eq!(self.source(source), SourceState::SignedIn, "{source}");
    }

    pub fn sign_out(&mut self, source: &str) {
        self.command(Command::SignOut { source: source.into() });
        assert_eq!(self.source(source), SourceState::SignedOut, "{source}");
    }

    /// Opens a view and gives the rows on its first screen.
    pub fn read(&mut self, spec: ViewSpec) -> Vec<Record> {
        self.generation += 1;
        self.events.borrow_mut().retain(|event| matches!(event, Event::Source { .. }));
        self.command(Command::Open { view: 1, generation: self.generation, spec });
        self.show_all(50)
    }

    /// Shows so many rows from the first on.
    pub fn show_all(&mut self, count: u64) -> Vec<Record> {
        self.command(Command::Window { view: 1, generation: self.generation, first: 0, count: count as u32 });
        let state = self.state();
        for source in &state.sources {
            assert_eq!(source.error, None, "{}", source.source);
        }
        let mut rows = BTreeMap::new();
        for event in self.events.borrow().iter() {
            if let Event::Rows { rows: new, fresh, .. } = event {
                if *fresh {
                    rows.clear();
                }
                rows.extend(new.iter().cloned());
            }
        }
        rows.into_values().collect()
    }

    /// One row completely.
    pub fn detail(&mut self, row: u64) -> Record {
        self.command(Command::Detail { view: 1, generation: self.generation, row });
        let events = self.events.borrow();
        let of = |event: &Event| match event {
            Event::Detail { record, .. } => record.as_deref().cloned(),
            _ => None,
        };
        events.iter().rev().find_map(of).expect("a record")
    }

    pub fn state(&self) -> ViewState {
        let events = self.events.borrow();
        let of = |event: &Event| match event {
            Event::View { state, .. } => Some(state.clone()),
            _ => None,
        };
        events.iter().rev().find_map(of).expect("a state of the view")
    }

    fn source(&self, name: &str) -> SourceState {
        let events = self.events.borrow();
        let of = |event: &Event| match event {
            Event::Source { source, state } if source == name => Some(state.clone()),
            _ => None,
        };
        events.iter().rev().find_map(of).expect("a state of the source")
    }
}

fn spec(subject: Subject) -> ViewSpec {
    ViewSpec {
        subject,
        sources: Vec::new(),
        opened: vec![],
        run: None,
        query: String::new(),
        within: String::new(),
        range: TimeRange::default(),
        sort: Sort::default(),
        gather: None,
        summary: false,
    }
}

pub fn runs() -> ViewSpec {
    spec(Subject::Runs)
}

pub fn lines() -> ViewSpec {
    spec(Subject::Lines)
}

pub fn lines_of(source: &str, run: &str) -> ViewSpec {
    ViewSpec { sources: vec![source.into()], run: Some(run.into()), ..lines() }
}
