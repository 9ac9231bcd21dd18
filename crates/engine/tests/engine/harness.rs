//! An engine on the host, simulated sources in memory, and a clock that jumps.
//!
//! Nothing here waits and nothing is random: a sleep moves the clock, and an answer that is held comes when it is
//! released.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures_executor::LocalPool;
use futures_util::task::LocalSpawnExt;
use tapedeck_core::http::{Method, Request, Response, TransportError};
use tapedeck_core::model::{Record, Source, TimeRange, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Credentials, Subject};
use tapedeck_engine::protocol::{CountWish, Counts, Followed, Sort, SourceState, Task, ViewSpec, ViewState, Work};
use tapedeck_engine::{Clock, Command, Engine, Event, LocalFuture, Piece, Pieces, Told, Transport};
use tapedeck_simulator::synology::{Dsm, Settings};
use tapedeck_simulator::{Jar, System};

/// The instant at which every test begins: 2026-11-20 06:00 UTC.
pub const NOW_S: i64 = 1_795_154_400;

/// A file: its bytes, how long the pieces are that come, and what comes then.
pub type Served = (Vec<u8>, usize, End);

/// The number of a question for values, the values with their counts, and how many there are.
pub type Values = (u32, Vec<(String, u64)>, u64);

/// After how many turns something happens, and what, if it has not happened yet.
type Meanwhile = (usize, Option<Box<dyn FnOnce()>>);

/// How the bytes of a file end.
#[derive(Clone, Copy, PartialEq)]
pub enum End {
    /// As they should.
    Whole,
    /// The connection breaks.
    Breaks,
    /// Nothing more comes, and the connection stays.
    Stalls,
    /// As they should, after a length was told that is much less: that of the packed answer.
    Packed,
}

/// What is around the engine.
#[derive(Default)]
pub struct World {
    systems: RefCell<BTreeMap<String, Box<dyn System>>>,
    now_ms: Cell<i64>,
    /// The cookies that the browser keeps of each system.
    jars: RefCell<BTreeMap<String, Jar>>,
    /// The name of every request that was sent.
    asked: RefCell<Vec<String>>,
    /// Requests of this method are not answered for now.
    held: RefCell<Option<String>>,
    wakers: RefCell<Vec<Waker>>,
    /// Whether a sleep waits until somebody lets time pass, instead of moving the clock.
    waits: Cell<bool>,
    /// Files by their addresses.
    pub files: RefCell<BTreeMap<String, Served>>,
    /// Names of systems that nothing answers for.
    dead: RefCell<Vec<String>>,
    /// What happens when the engine has let others have their turn so many times more.
    meanwhile: RefCell<Option<Meanwhile>>,
}

impl World {
    fn answer(&self, request: &Request) -> Result<Response, TransportError> {
        let rest = request.url.strip_prefix("sim://").expect("a simulated address");
        let (name, path) = rest.split_once('/').expect("a path");
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        if self.dead.borrow().iter().any(|dead| dead == name) {
            return Err(TransportError::Unreachable { detail: "Failed to fetch".into() });
        }
        let mut systems = self.systems.borrow_mut();
        let system = systems.get_mut(name).expect("a system of the test");
        let mut jars = self.jars.borrow_mut();
        let jar = jars.entry(name.into()).or_default();
        let mut question = tapedeck_simulator::Request {
            method: request.method.as_str().into(),
            path: format!("/{path}"),
            query: query.into(),
            headers: request.headers.clone(),
            body: request.body.clone(),
        };
        if request.cookies {
            jar.attach(&mut question);
        }
        let answer = system.answer(self.now_ms.get() / 1000, &question);
        if request.cookies {
            jar.keep(&answer);
        }
        if let Some(at) = answer.cut_after {
            return Err(TransportError::Cut { status: answer.status, received: at as u64 });
        }
        if answer.stalls_after.is_some() || answer.delay_ms > u64::from(request.timeout_ms) {
            self.now_ms.set(self.now_ms.get() + i64::from(request.timeout_ms));
            return Err(TransportError::TimedOut);
        }
        self.now_ms.set(self.now_ms.get() + answer.delay_ms as i64);
        let headers = answer.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        Ok(Response { status: answer.status, headers, body: answer.body })
    }
}

/// By what a request is counted and held: the vendor's own name of the call where it stands in the form, else the path
/// below the system.
fn name(request: &Request) -> String {
    let named = ["method", "Action"].into_iter().map(|key| field(request, key)).find(|name| !name.is_empty());
    named.unwrap_or_else(|| {
        let path = request.url.splitn(4, '/').nth(3).unwrap_or_default();
        path.split('?').next().unwrap_or_default().to_string()
    })
}

/// The value of a form field in a request's body.
pub fn field(request: &Request, name: &str) -> String {
    let body = String::from_utf8_lossy(&request.body);
    // A form of several parts.
    if let Some((_, part)) = body.split_once(&format!("form-data; name=\"{name}\"\r\n\r\n")) {
        return part.split("\r\n").next().unwrap_or_default().to_string();
    }
    let value = body.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap_or_default();
    percent_decode(value)
}

fn percent_decode(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}

struct Net(Rc<World>);

impl Transport for Net {
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>> {
        let world = self.0.clone();
        Box::pin(async move {
            let method = name(&request);
            world.asked.borrow_mut().push(method.clone());
            poll_fn(|context| {
                if world.held.borrow().as_ref() == Some(&method) {
                    world.wakers.borrow_mut().push(context.waker().clone());
                    return Poll::Pending;
                }
                Poll::Ready(())
            })
            .await;
            world.answer(&request)
        })
    }

    fn receive(&self, request: Request, pieces: Pieces) -> LocalFuture<Result<Response, TransportError>> {
        let file = self.0.files.borrow().get(&request.url).cloned();
        let vendor = self.send(request.clone());
        let is_vendors = request.method == Method::Post;
        Box::pin(async move {
            let answer = |status| Response { status, headers: vec![], body: vec![] };
            if is_vendors {
                let mut answer = vendor.await?;
                if answer.status == 200 {
                    for piece in std::mem::take(&mut answer.body).chunks(30_000) {
                        pieces(Piece::Bytes(piece.to_vec())).await;
                    }
                }
                return Ok(answer);
            }
            let Some((bytes, length, end)) = file else { return Ok(answer(404)) };
            let told = if end == End::Packed { bytes.len() / 10 } else { bytes.len() };
            pieces(Piece::Begin(Some(told as u64))).await;
            for piece in bytes.chunks(length) {
                pieces(Piece::Bytes(piece.to_vec())).await;
            }
            if end == End::Stalls {
                std::future::pending::<()>().await;
            }
            if end == End::Breaks {
                return Err(TransportError::Cut { status: 200, received: bytes.len() as u64 });
            }
            Ok(answer(200))
        })
    }

    fn send_told(&self, request: Request, told: Told) -> LocalFuture<Result<Response, TransportError>> {
        let (answer, world) = (self.send(request), self.0.clone());
        Box::pin(async move {
            let answer = answer.await?;
            // In four pieces, a second after each other.
            let all = answer.body.len() as u64;
            for piece in 1..=4 {
                told(all * piece / 4, Some(all));
                world.now_ms.set(world.now_ms.get() + 1000);
            }
            Ok(answer)
        })
    }
}

struct Jumps(Rc<World>);

impl Clock for Jumps {
    fn now_ms(&self) -> i64 {
        self.0.now_ms.get()
    }

    fn sleep_ms(&self, ms: u32) -> LocalFuture<()> {
        if self.0.waits.get() {
            let (world, due) = (self.0.clone(), self.0.now_ms.get() + i64::from(ms));
            return Box::pin(poll_fn(move |context| {
                if world.now_ms.get() >= due {
                    return Poll::Ready(());
                }
                world.wakers.borrow_mut().push(context.waker().clone());
                Poll::Pending
            }));
        }
        self.0.now_ms.set(self.0.now_ms.get() + i64::from(ms));
        Box::pin(async {})
    }

    /// Where something is to happen meanwhile, others do have their turn, and what was done until then took its time.
    fn turn(&self) -> LocalFuture<()> {
        let happens = match self.0.meanwhile.borrow_mut().as_mut() {
            None => return Box::pin(async {}),
            Some((turns, happens)) => {
                *turns = turns.saturating_sub(1);
                if *turns == 0 { happens.take() } else { None }
            }
        };
        self.0.now_ms.set(self.0.now_ms.get() + 10);
        happens.into_iter().for_each(|happens| happens());
        let mut waited = false;
        Box::pin(poll_fn(move |context| {
            if std::mem::replace(&mut waited, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }))
    }

    /// The clocks of Berlin in 2026.
    fn offset(&self, zone: &str, at: Timestamp) -> i32 {
        match zone {
            "Europe/Berlin" if (1_774_746_000_000..1_792_890_000_000).contains(&at.0) => 120,
            "Europe/Berlin" => 60,
            _ => 0,
        }
    }
}

/// An engine and what it said so far.
pub struct Bench {
    pub world: Rc<World>,
    pub engine: Engine,
    pool: LocalPool,
    events: Rc<RefCell<Vec<Event>>>,
    generation: u32,
    questions: u32,
}

impl Bench {
    /// An engine with one source for each name, all of them the standard simulated NAS.
    pub fn new(names: &[&str]) -> Bench {
        Bench::with(names, Settings::new(1, NOW_S))
    }

    /// An engine with one source for each name.
    pub fn with(names: &[&str], settings: Settings) -> Bench {
        let system = |_: &str| -> Box<dyn System> { Box::new(Dsm::new(settings.clone())) };
        Bench::of(names.iter().map(|name| source(name)).collect(), system)
    }

    /// An engine with sources of any vendor. The address of each leads to the simulated system of its name:
    /// `sim://vbaz-1/`.
    pub fn of_vendors(sources: Vec<Source>) -> Bench {
        Bench::of(sources, |name| tapedeck_simulator::system(name, 1, NOW_S, true).expect("a simulated vendor"))
    }

    fn of(sources: Vec<Source>, system: impl Fn(&str) -> Box<dyn System>) -> Bench {
        let world = Rc::new(World::default());
        world.now_ms.set(NOW_S * 1000);
        for source in &sources {
            let name = source.base_url.trim_start_matches("sim://").split('/').next().unwrap_or_default();
            world.systems.borrow_mut().insert(name.into(), system(name));
        }
        let events = Rc::new(RefCell::new(Vec::new()));
        let sink = events.clone();
        let (engine, work) = Engine::new(Rc::new(Net(world.clone())), Rc::new(Jumps(world.clone())), move |event| {
            sink.borrow_mut().push(event);
        });
        let pool = LocalPool::new();
        pool.spawner().spawn_local(work).unwrap();
        let mut bench = Bench { world, engine, pool, events, generation: 0, questions: 0 };
        bench.command(Command::Sources(sources));
        bench
    }

    /// Gives commands when the engine has let others have their turn so many times from now on.
    pub fn meanwhile(&mut self, turns: usize, commands: Vec<Command>) {
        let engine = self.engine.clone();
        let happens = move || commands.into_iter().for_each(|command| engine.command(command));
        *self.world.meanwhile.borrow_mut() = Some((turns, Some(Box::new(happens))));
    }

    /// Everything that was told so far.
    pub fn events(&self) -> Vec<Event> {
        self.events.borrow().clone()
    }

    /// Gives a command and lets everything happen that can.
    pub fn command(&mut self, command: Command) {
        self.engine.command(command);
        self.run();
    }

    /// Lets everything happen that can.
    pub fn run(&mut self) {
        self.pool.run_until_stalled();
    }

    pub fn sign_in(&mut self, source: &str, account: &str) {
        self.sign_in_with(source, &[("account", account), ("password", "tapedeck")]);
    }

    /// Signs in with what a vendor's form asks for.
    pub fn sign_in_with(&mut self, source: &str, credentials: &[(&str, &str)]) {
        let credentials: Credentials = credentials.iter().copied().collect();
        self.command(Command::SignIn { source: source.into(), credentials });
    }

    /// Opens view 1 and shows its first 50 rows.
    pub fn open(&mut self, spec: ViewSpec) {
        self.generation += 1;
        self.engine.command(Command::Open { view: 1, generation: self.generation, spec });
        self.show(0, 50);
    }

    pub fn show(&mut self, first: u64, count: u32) {
        self.command(Command::Window { view: 1, generation: self.generation, first, count });
    }

    /// Has view 1 counted.
    pub fn count(&mut self, wish: CountWish) {
        self.command(Command::Count { view: 1, generation: self.generation, wish });
    }

    /// What was counted of view 1.
    pub fn counts(&self) -> Counts {
        let events = self.events.borrow();
        let of = |event: &Event| match event {
            Event::Counts { generation, counts, .. } if *generation == self.generation => Some(counts.clone()),
            _ => None,
        };
        events.iter().rev().find_map(of).expect("something was counted")
    }

    pub fn detail(&mut self, row: u64) {
        self.command(Command::Detail { view: 1, generation: self.generation, row });
    }

    pub fn find(&mut self, source: &str, id: &str) {
        let (source, id) = (source.into(), id.into());
        self.command(Command::Find { view: 1, generation: self.generation, source, id });
    }

    /// Has something done with the rows of view 1.
    pub fn task(&mut self, task: Task) {
        self.command(Command::Task { view: 1, generation: self.generation, task });
    }

    /// What came of all that was to be done with rows of view 1.
    pub fn works(&self) -> Vec<Work> {
        let of = |event: &Event| match event {
            Event::Work { work, .. } => Some(work.clone()),
            _ => None,
        };
        self.events.borrow().iter().filter_map(of).collect()
    }

    pub fn fault(&mut self, source: &str, json: &str) {
        self.control(source, "/_simulator/faults", json);
    }

    /// Ends all sessions at a source.
    pub fn expire(&mut self, source: &str) {
        self.control(source, "/_simulator/sessions", r#"{"expire":true}"#);
    }

    /// Uses a control path of a system.
    pub fn control(&mut self, source: &str, path: &str, json: &str) {
        let request = tapedeck_simulator::Request {
            method: "POST".into(),
            path: path.into(),
            body: json.into(),
            ..tapedeck_simulator::Request::default()
        };
        let mut systems = self.world.systems.borrow_mut();
        let answer = systems.get_mut(source).unwrap().answer(NOW_S, &request);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    }

    /// Time passes.
    pub fn pass_ms(&mut self, ms: i64) {
        self.world.now_ms.set(self.world.now_ms.get() + ms);
    }

    /// From now on a sleep waits until time passes.
    pub fn let_time_wait(&mut self) {
        self.world.waits.set(true);
    }

    /// A sleep moves the clock again.
    pub fn let_time_jump(&mut self) {
        self.world.waits.set(false);
    }

    /// Time passes, and what waited for it goes on.
    pub fn wait(&mut self, seconds: i64) {
        for _ in 0..seconds {
            self.pass_ms(1000);
            self.world.wakers.take().into_iter().for_each(Waker::wake);
            self.run();
        }
    }

    /// Nothing answers for a source any more, or again.
    pub fn kill(&mut self, source: &str, dead: bool) {
        let mut names = self.world.dead.borrow_mut();
        names.retain(|name| name != source);
        if dead {
            names.push(source.into());
        }
    }

    /// Requests of a method stay without an answer until [`Bench::release`].
    pub fn hold(&mut self, method: &str) {
        *self.world.held.borrow_mut() = Some(method.into());
    }

    pub fn release(&mut self) {
        *self.world.held.borrow_mut() = None;
        self.world.wakers.take().into_iter().for_each(Waker::wake);
        self.run();
    }

    /// So many seconds pass.
    pub fn later(&mut self, seconds: i64) {
        self.world.now_ms.set(self.world.now_ms.get() + seconds * 1000);
    }

    /// How many requests of a method were sent since the last look.
    pub fn asked(&self, method: &str) -> usize {
        let mut asked = self.world.asked.borrow_mut();
        let count = asked.iter().filter(|name| *name == method).count();
        asked.clear();
        count
    }

    /// How it stands with a source.
    pub fn source(&self, name: &str) -> SourceState {
        let events = self.events.borrow();
        let of = |event: &Event| match event {
            Event::Source { source, state } if source == name => Some(state.clone()),
            _ => None,
        };
        events.iter().rev().find_map(of).unwrap()
    }

    /// How it stood with view 1, one after the other.
    pub fn states(&self) -> Vec<ViewState> {
        let of = |event: &Event| match event {
            Event::View { generation, state, .. } if *generation == self.generation => Some(state.clone()),
            _ => None,
        };
        self.events.borrow().iter().filter_map(of).collect()
    }

    /// How it stands with view 1.
    pub fn state(&self) -> ViewState {
        let events = self.events.borrow();
        let of = |event: &Event| match event {
            Event::View { generation, state, .. } if *generation == self.generation => Some(state.clone()),
            _ => None,
        };
        events.iter().rev().find_map(of).unwrap()
    }

    /// The rows of view 1 as a page would know them.
    pub fn rows(&self) -> BTreeMap<u64, Record> {
        let mut known = BTreeMap::new();
        for event in self.events.borrow().iter() {
            if let Event::Rows { generation, rows, fresh, .. } = event
                && *generation == self.generation
            {
                if *fresh {
                    known.clear();
                }
                known.extend(rows.iter().cloned());
            }
        }
        known
    }

    /// Unfolds the group of a place, or folds it.
    pub fn unfold(&mut self, row: u64) {
        self.command(Command::Unfold { view: 1, generation: self.generation, row });
    }

    /// Looks at every event of what is open now.
    pub fn each_event(&self, mut look: impl FnMut(&Event)) {
        for event in self.events.borrow().iter() {
            match event {
                Event::Rows { generation, .. } | Event::View { generation, .. } if *generation != self.generation => {}
                event => look(event),
            }
        }
    }

    /// How many times rows were sent.
    pub fn sent_rows(&self) -> usize {
        self.events.borrow().iter().filter(|event| matches!(event, Event::Rows { .. })).count()
    }

    /// The values that were told last: the question's number, the values with their counts, and how many there are.
    pub fn values(&self) -> Option<Values> {
        self.events.borrow().iter().rev().find_map(|event| match event {
            Event::Values { number, values, distinct, .. } => Some((*number, values.clone(), *distinct)),
            _ => None,
        })
    }

    /// The last answer to [`Bench::detail`] or [`Bench::find`]: place, record, and whether it is still looked for.
    pub fn found(&self) -> Option<(Option<u64>, Option<Record>, bool)> {
        self.events.borrow().iter().rev().find_map(|event| match event {
            Event::Detail { row, record, searching, .. } => Some((*row, record.as_deref().cloned(), *searching)),
            _ => None,
        })
    }

    /// What the record is called that was told last.
    pub fn name(&self) -> String {
        let of = |event: &Event| match event {
            Event::Detail { name, .. } => Some(name.clone()),
            _ => None,
        };
        self.events.borrow().iter().rev().find_map(of).unwrap_or_default()
    }

    /// The last answer to a question for one run.
    pub fn run_found(&self) -> Option<Result<Option<Record>, tapedeck_core::error::Error>> {
        self.events.borrow().iter().rev().find_map(|event| match event {
            Event::Run { result, .. } => Some(result.clone().map(|record| record.map(|record| *record))),
            _ => None,
        })
    }

    /// Asks a question about no list and waits for the answer.
    pub fn ask(&mut self, source: &str, question: Call) -> Result<Answer, tapedeck_core::error::Error> {
        self.questions += 1;
        let number = self.questions;
        self.command(Command::Ask { number, source: source.into(), question });
        let events = self.events.borrow();
        let of = |event: &Event| match event {
            Event::Answer { number: answered, result } if *answered == number => Some(result.clone()),
            _ => None,
        };
        events.iter().rev().find_map(of).expect("an answer")
    }

    /// What was said of a preparation that is followed, in this order.
    pub fn followed(&self, source: &str, export: &str) -> Vec<Followed> {
        let of = |event: &Event| match event {
            Event::Followed { source: of, export: number, state } if of == source && number == export => {
                Some(state.clone())
            }
            _ => None,
        };
        self.events.borrow().iter().filter_map(of).collect()
    }

    /// How much of the answer to the last question was said to have arrived.
    pub fn received(&self) -> Vec<(u64, Option<u64>)> {
        let of = |event: &Event| match event {
            Event::Received { number, bytes, total, .. } if *number == self.questions => Some((*bytes, *total)),
            _ => None,
        };
        self.events.borrow().iter().filter_map(of).collect()
    }

    /// Asks a question and does not wait for the answer. Its number.
    pub fn begin(&mut self, source: &str, question: Call) -> u32 {
        self.questions += 1;
        self.command(Command::Ask { number: self.questions, source: source.into(), question });
        self.questions
    }

    /// Asks for a file piece by piece. The number of the question.
    pub fn pour(&mut self, source: &str, question: Call) -> u32 {
        self.questions += 1;
        self.command(Command::Pour { number: self.questions, source: source.into(), question });
        self.questions
    }

    /// The pieces of a file that were handed over so far.
    pub fn pieces(&self, question: u32) -> Vec<Vec<u8>> {
        let of = |event: &Event| match event {
            Event::Piece { number, bytes } if *number == question => Some(bytes.clone()),
            _ => None,
        };
        self.events.borrow().iter().filter_map(of).collect()
    }

    /// What a question was answered, if it was.
    pub fn answer(&self, question: u32) -> Option<Result<Answer, tapedeck_core::error::Error>> {
        let of = |event: &Event| match event {
            Event::Answer { number, result } if *number == question => Some(result.clone()),
            _ => None,
        };
        self.events.borrow().iter().find_map(of)
    }

    /// Whether a question was answered.
    pub fn is_answered(&self, question: u32) -> bool {
        let is = |event: &Event| matches!(event, Event::Answer { number, .. } if *number == question);
        self.events.borrow().iter().any(is)
    }

    /// What was told of a file last.
    pub fn report(&self) -> Option<tapedeck_core::files::Report> {
        let report = |event: &Event| match event {
            Event::File { report, .. } => Some(report.clone()),
            _ => None,
        };
        self.events.borrow().iter().rev().find_map(report)
    }

    /// How many events came so far.
    pub fn event_count(&self) -> usize {
        self.events.borrow().len()
    }
}

pub fn source(name: &str) -> Source {
    Source {
        id: name.into(),
        vendor: "synology".into(),
        name: name.to_uppercase(),
        base_url: format!("sim://{name}/"),
        time_zone: None,
        settings: Default::default(),
    }
}

/// All lines of all sources, newest first.
pub fn lines() -> ViewSpec {
    ViewSpec {
        subject: Subject::Lines,
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

/// All runs of all sources, newest first.
pub fn runs() -> ViewSpec {
    ViewSpec { subject: Subject::Runs, ..lines() }
}
