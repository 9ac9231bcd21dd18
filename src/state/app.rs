//! What the whole page shares, and the way to the engine.

use std::rc::Rc;

use crate::prelude::*;
use tapedeck_core::config::{Config, ConfigError};
use tapedeck_core::error::Error;
use tapedeck_core::map::Map;
use tapedeck_core::model::{Action, Record, Source, SourceId};
use tapedeck_core::vendors::{Answer, Call, Capabilities, Preparation, Subject};
use tapedeck_engine::protocol::{CodeCount, SourceState, ViewId};
use tapedeck_engine::{Command, Event};

use super::activity::{Activity, Came};
use super::address::{Address, FILE};
use super::files::{Files, Sink};
use super::flags::{Flags, Theme};
use super::hiding::{Copied, Hiding};
use super::list::List;
use super::opened::{self, Opened};
use super::restore::{self, Preferences};
use super::sources::{self, Origin, SourceEntry};
use super::zone::Times;
use crate::browser::opened::Handle;
use crate::browser::{clock, hash, page, theme};
use crate::carrier::{Callbacks, Carrier, Role};
use crate::view::effect;

/// What the page shares. Cheap to copy; every copy is the same.
#[derive(Clone, Copy)]
pub(crate) struct App {
    /// Where the page is.
    pub(crate) address: RwSignal<Address>,
    /// What could not be read in the address.
    pub(crate) address_problems: RwSignal<Vec<String>>,
    /// Whether somebody wanted to change a filter by a press that has to be mended first.
    pub(crate) mend_first: RwSignal<bool>,
    /// The sources.
    pub(crate) sources: RwSignal<Vec<SourceEntry>>,
    /// How it stands with each.
    pub(crate) states: RwSignal<Map<SourceId, SourceState>>,
    /// What `tapedeck.json` says; absent until it was looked for.
    pub(crate) config: RwSignal<Option<Result<Config, ConfigError>>>,
    /// How the page is to look.
    pub(crate) preferences: RwSignal<Preferences>,
    /// The flags of the page's query.
    pub(crate) flags: StoredValue<Flags>,
    /// Why the engine broke, while it is broken.
    pub(crate) crash: RwSignal<Option<String>>,
    /// The dialog about a source that is open.
    pub(crate) dialog: RwSignal<Option<SourceDialog>>,
    /// The list whose completeness the foot shows.
    pub(crate) main_list: RwSignal<Option<List>>,
    /// One run that was asked for by its number.
    pub(crate) run: RwSignal<Option<FoundRun>>,
    /// Rises with every refresh.
    pub(crate) refreshed: RwSignal<u32>,
    /// What the sources offer, and what is prepared and fetched.
    pub(crate) files: Files,
    /// The files that people opened.
    pub(crate) opened: Opened,
    /// What was changed from this page.
    pub(crate) activity: Activity,
    /// What is replaced by other names in what is copied and exported.
    pub(crate) hiding: Hiding,
    /// The form, if there is one, that takes a certificate which is dropped or pasted beside it.
    pub(crate) certificates: StoredValue<Option<Callback<Handle>>>,
    /// How often each of the vendors' codes was read, when it was last asked.
    pub(crate) codes: RwSignal<Vec<CodeCount>>,
    link: StoredValue<Link>,
    /// When the browser is told what the address says, if it was not told yet.
    pub(super) unsaid: StoredValue<Option<clock::Timer>>,
}

/// A run that was asked for, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundRun {
    pub(crate) source: SourceId,
    pub(crate) run: String,
    pub(crate) result: Result<Option<Box<Record>>, Error>,
}

/// What a dialog about a source is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SourceDialog {
    /// Adding one.
    Add,
    /// Changing one's settings.
    Edit(SourceId),
    /// Signing in to one.
    SignIn(SourceId),
    /// Removing one.
    Remove(SourceId),
    /// Having a file prepared: at which source and by what, if that is known.
    Prepare(Option<(SourceId, Action)>),
}

/// When the engine is fetched if nothing has needed it yet: the first screen is there by then, and nobody waits.
const AHEAD_MS: u32 = 2_000;

/// Takes the answer to a question.
type Tell = Box<dyn FnOnce(Result<Answer, Error>)>;

#[derive(Default)]
struct Link {
    carrier: Option<Rc<Carrier>>,
    lists: Map<ViewId, List>,
    last_view: ViewId,
    /// Questions that were not answered yet, by number.
    questions: Map<u32, Tell>,
    last_question: u32,
    /// Texts that are to be copied once they are clean, by number.
    copies: Map<u32, Copied>,
    /// Where files go while they arrive, by the number of the question.
    sinks: Map<u32, Sink>,
}

impl App {
    /// The page's shared state. The engine is started with the first source, or when the page has been open for a while.
    pub(crate) fn start() -> App {
        let (address, problems) = Address::parse(&hash::read());
        let app = App {
            address: RwSignal::new(address),
            address_problems: RwSignal::new(problems),
            mend_first: RwSignal::new(false),
            sources: RwSignal::new(Vec::new()),
            states: RwSignal::new(Map::new()),
            config: RwSignal::new(None),
            preferences: RwSignal::new(restore::preferences()),
            flags: StoredValue::new(Flags::parse(&page::query())),
            crash: RwSignal::new(None),
            dialog: RwSignal::new(None),
            main_list: RwSignal::new(None),
            run: RwSignal::new(None),
            refreshed: RwSignal::new(0),
            files: Files::new(),
            opened: Opened::new(),
            activity: Activity::new(),
            hiding: Hiding::new(),
            certificates: StoredValue::new(None),
            codes: RwSignal::new(Vec::new()),
            link: StoredValue::new(Link::default()),
            unsaid: StoredValue::new_local(None),
        };
        app.watch_address();
        crate::browser::keep(page::on_visibility(move || app.send(Command::Hidden(page::is_hidden()))));
        // What is opened later is read by the engine, also when there is no network any more.
        crate::browser::keep(clock::after(AHEAD_MS, move || app.warm_up()));
        effect(move || app.tell_zone());
        effect(move || {
            let asked = app.flags.get_value().theme;
            theme::set(asked.unwrap_or_else(|| app.preferences.read().theme()).word());
        });
        app
    }

    // ---- the engine ----

    /// Starts an engine in place of the one before, and tells it everything that it must know.
    pub(crate) fn start_engine(self) {
        let role = if self.flags.get_value().engine_in_page { Role::Page } else { Role::Worker };
        let callbacks = Callbacks {
            on_event: Rc::new(move |event| self.receive(event)),
            // The first says why; what the browser adds is only that it stopped.
            on_crash: Rc::new(move |detail| {
                if self.needs_engine() {
                    self.crash.update(|crash| {
                        crash.get_or_insert(detail);
                    });
                } else {
                    // It was only fetched ahead. Who needs one starts another.
                    clock::next_turn(Box::new(move || self.link.update_value(|link| link.carrier = None)));
                }
            }),
        };
        self.crash.set(None);
        let carrier = Rc::new(Carrier::start(role, callbacks));
        self.link.update_value(|link| {
            link.carrier = Some(carrier);
            link.questions.clear();
            link.copies.clear();
            link.sinks.clear();
        });
        self.activity.restarted();
        self.states.set(Map::new());
        untrack(|| self.tell_zone());
        self.tell_sources();
        self.give_again();
        let lists: Vec<List> = self.link.with_value(|link| link.lists.values().copied().collect());
        lists.into_iter().for_each(List::reopen);
        self.send(Command::Hidden(page::is_hidden()));
        self.resume_files();
    }

    /// Starts an engine where there is none: it will be needed soon.
    pub(crate) fn warm_up(self) {
        if !self.has_engine() {
            self.start_engine();
        }
    }

    fn has_engine(self) -> bool {
        self.link.with_value(|link| link.carrier.is_some())
    }

    /// Whether there is anything that an engine is asked for.
    fn needs_engine(self) -> bool {
        !self.sources.read_untracked().is_empty()
            || !self.opened.given.read_untracked().is_empty()
            || !self.address.read_untracked().opened.is_empty()
    }

    /// Sends a command to the engine. Before the first source there is none, and nothing to say to it.
    pub(crate) fn send(self, command: Command) {
        // Not while the link is borrowed: an engine in the page may answer at once.
        let carrier = self.link.with_value(|link| link.carrier.clone());
        if let Some(carrier) = carrier {
            carrier.send(&command);
        }
    }

    /// Gives the engine a file, or takes it away.
    pub(crate) fn give(self, number: u32, file: Option<&Handle>) {
        let carrier = self.link.with_value(|link| link.carrier.clone());
        if let Some(carrier) = carrier {
            carrier.give(number, file);
        }
    }

    fn receive(self, event: Event) {
        match event {
            Event::Source { source, state } => {
                self.states.update(|states| {
                    states.insert(source, state);
                });
            }
            Event::Run { source, run, result } => self.run.set(Some(FoundRun { source, run, result })),
            Event::Answer { number, result } => {
                self.activity
                    .came(number, result.as_ref().map_or_else(|error| Came::Failed(error.clone()), |_| Came::Done));
                let tell = self.link.try_update_value(|link| {
                    link.sinks.remove(&number);
                    link.questions.remove(&number)
                });
                let tell = tell.flatten();
                if let Some(tell) = tell {
                    tell(result);
                }
            }
            Event::File { source, subject, report } => {
                if subject == Subject::Lines {
                    self.opened.reports.update(|reports| {
                        reports.insert(source, report);
                    });
                }
            }
            Event::Said { number, text } => self.activity.said(number, text),
            Event::Piece { number, bytes } => self.write_piece(number, bytes),
            Event::Clean { number, text } => self.copy_clean(number, text),
            Event::Codes(counts) => self.codes.set(counts),
            Event::Received { number, bytes, total, per_second } => self.received(number, (bytes, total, per_second)),
            Event::Followed { source, export, state } => self.followed(&source, &export, state),
            Event::View { view, .. }
            | Event::Rows { view, .. }
            | Event::Summary { view, .. }
            | Event::Counts { view, .. }
            | Event::Work { view, .. }
            | Event::Values { view, .. }
            | Event::Detail { view, .. } => {
                if matches!(event, Event::View { .. }) {
                    self.answered();
                }
                let list = self.link.with_value(|link| link.lists.get(&view).copied());
                if let Some(list) = list {
                    list.receive(event);
                }
            }
        }
    }

    /// Asks a source something that is about no list. An engine that is restarted meanwhile does not answer. The number
    /// of the question.
    pub(crate) fn ask(self, source: &str, question: Call, tell: impl FnOnce(Result<Answer, Error>) + 'static) -> u32 {
        let number = self.new_question(source, &question, Box::new(tell), None);
        self.send(Command::Ask { number, source: source.to_string(), question });
        number
    }

    /// Asks for a file that is written or kept while it arrives.
    pub(crate) fn pour(
        self,
        source: &str,
        question: Call,
        sink: Sink,
        tell: impl FnOnce(Result<Answer, Error>) + 'static,
    ) -> u32 {
        let number = self.new_question(source, &question, Box::new(tell), Some(sink));
        self.send(Command::Pour { number, source: source.to_string(), question });
        number
    }

    /// Where a file goes that arrives as the answer to a question.
    pub(crate) fn sink_of(self, number: u32) -> Option<Sink> {
        self.link.with_value(|link| link.sinks.get(&number).cloned())
    }

    fn new_question(self, source: &str, question: &Call, tell: Tell, sink: Option<Sink>) -> u32 {
        let number = self.link.try_update_value(|link| {
            link.last_question += 1;
            link.questions.insert(link.last_question, tell);
            link.sinks.extend(sink.map(|sink| (link.last_question, sink)));
            link.last_question
        });
        let number = number.unwrap_or_default();
        self.activity.asked(number, source, question);
        number
    }

    /// Waits for the answer to a question no longer.
    pub(crate) fn drop_question(self, number: u32) {
        self.link.update_value(|link| {
            link.questions.remove(&number);
            link.sinks.remove(&number);
        });
        self.activity.came(number, Came::GivenUp);
        self.send(Command::Drop { number });
    }

    /// The number by which [`App::copies`] gives back what is to be told.
    pub(crate) fn expects_copy(self, tell: Copied) -> u32 {
        let number = self.link.try_update_value(|link| {
            link.last_question += 1;
            link.copies.insert(link.last_question, tell);
            link.last_question
        });
        number.unwrap_or_default()
    }

    /// Who waits for a text to be copied.
    pub(crate) fn copies(self, number: u32) -> Option<Copied> {
        self.link.try_update_value(|link| link.copies.remove(&number)).flatten()
    }

    pub(crate) fn next_view(self) -> ViewId {
        self.link
            .try_update_value(|link| {
                link.last_view += 1;
                link.last_view
            })
            .unwrap_or_default()
    }

    pub(crate) fn add_list(self, id: ViewId, list: List) {
        self.link.update_value(|link| {
            link.lists.insert(id, list);
        });
    }

    pub(crate) fn remove_list(self, id: ViewId) {
        self.link.update_value(|link| {
            link.lists.remove(&id);
        });
        self.send(Command::Close { view: id });
    }

    /// Reads everything again.
    pub(crate) fn refresh(self) {
        self.send(Command::Refresh);
        self.refreshed.update(|count| *count += 1);
    }

    // ---- sources ----

    /// Takes in what `tapedeck.json` says, and the reader's own sources with it.
    pub(crate) fn configure(self, config: Result<Config, ConfigError>) {
        let offered = config.as_ref().cloned().unwrap_or_default();
        self.sources.set(sources::merge(&offered, restore::sources()));
        self.config.set(Some(config));
        self.tell_sources();
    }

    /// Adds a source, or changes the one with its id.
    pub(crate) fn put_source(self, source: Source) {
        self.sources.update(|all| match all.iter_mut().find(|entry| entry.source.id == source.id) {
            Some(entry) => entry.source = source,
            None => all.push(SourceEntry::own(source)),
        });
        self.keep_sources();
        self.tell_sources();
    }

    /// Removes a source of the reader's own.
    pub(crate) fn remove_source(self, id: &str) {
        self.sources.update(|all| all.retain(|entry| entry.source.id != id || entry.origin == Origin::Offered));
        self.keep_sources();
        self.tell_sources();
        if self.address.read_untracked().sources.iter().any(|source| source == id) {
            self.adjust(|address| address.sources.retain(|source| source != id));
        }
    }

    /// Adds the demo's sources and signs in to them.
    pub(crate) fn add_demo(self) {
        self.sources.update(|all| {
            for source in sources::demo() {
                if all.iter().all(|entry| entry.source.id != source.id) {
                    all.push(SourceEntry::own(source));
                }
            }
        });
        self.keep_sources();
        self.tell_sources();
    }

    fn keep_sources(self) {
        let all = self.sources.read_untracked();
        let own: Vec<Source> =
            all.iter().filter(|entry| entry.origin != Origin::Offered).map(|entry| entry.source.clone()).collect();
        restore::keep_sources(&own);
    }

    fn tell_sources(self) {
        let entries = self.sources.get_untracked();
        if !self.has_engine() {
            if !entries.is_empty() {
                // It tells the sources itself.
                self.start_engine();
            }
            return;
        }
        // A worker would take a relative address from its own script; a demo address is absolute already.
        let absolute = |address: &str| page::absolute(address).unwrap_or_else(|| address.to_string());
        let absolute = |source: &Source| {
            let mut source = Source { base_url: absolute(&source.base_url), ..source.clone() };
            // The second address that some vendors have, such as that of IAM.
            for (key, value) in source.settings.iter_mut() {
                if key.ends_with("Url") && !value.is_empty() {
                    *value = absolute(value);
                }
            }
            source
        };
        let known = self.states.get_untracked();
        self.states.update(|states| states.retain(|id, _| entries.iter().any(|entry| &entry.source.id == id)));
        self.send(Command::Sources(entries.iter().map(|entry| absolute(&entry.source)).collect()));
        for entry in entries.iter().filter(|entry| entry.origin == Origin::Demo) {
            let state = known.get(&entry.source.id);
            if !matches!(state, Some(SourceState::SignedIn | SourceState::SigningIn)) {
                let credentials = sources::demo_credentials();
                self.send(Command::SignIn { source: entry.source.id.clone(), credentials });
            }
        }
    }

    /// One source by its short name.
    pub(crate) fn source(self, id: &str) -> Option<Source> {
        self.sources.read().iter().find(|entry| entry.source.id == id).map(|entry| entry.source.clone())
    }

    /// What people call a source.
    pub(crate) fn source_name(self, id: &str) -> String {
        if let Some(address) = id.strip_prefix(FILE) {
            return opened::name_of(address);
        }
        self.source(id).map_or_else(|| id.to_string(), |source| source.name)
    }

    /// How it stands with a source.
    pub(crate) fn state_of(self, id: &str) -> SourceState {
        if id.starts_with(FILE) {
            // Nobody signs in to a file.
            return SourceState::SignedIn;
        }
        self.states.read().get(id).cloned().unwrap_or_default()
    }

    // ---- how the page looks ----

    /// Whether what changes a source is offered.
    pub(crate) fn admin_actions(self) -> bool {
        self.config.read().as_ref().is_none_or(|config| config.as_ref().is_ok_and(|config| config.admin_actions))
    }

    /// Whether a source is of a vendor whose settings can be changed from here, and the hoster lets people.
    pub(crate) fn can_administer(self, source: &str) -> bool {
        let settings = |capabilities: Capabilities| capabilities.actions.contains(&"set_info");
        self.admin_actions() && self.capabilities(source).is_some_and(settings)
    }

    /// What can be prepared at a source, and the hoster lets people.
    pub(crate) fn prepares(self, source: &str) -> impl Iterator<Item = &'static Preparation> {
        let all = self.capabilities(source).map_or(&[][..], |capabilities| capabilities.prepares);
        let changes = self.admin_actions();
        all.iter().filter(move |preparation| changes || !preparation.leaves)
    }

    /// Changes how the page looks, and remembers it.
    pub(crate) fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(change);
        restore::keep_preferences(&self.preferences.read_untracked());
    }

    /// The theme after this one, in the order of the switch.
    pub(crate) fn next_theme(self) -> Theme {
        match self.preferences.read_untracked().theme() {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    /// The zone's setting: the address's, else the reader's own.
    pub(crate) fn zone(self) -> String {
        self.address.read().zone.clone().unwrap_or_else(|| self.preferences.read().zone.clone())
    }

    /// Days and dates in filters are the reader's, so the engine knows the zone too.
    fn tell_zone(self) {
        if let Some(times) = self.times() {
            self.send(Command::Zone(times.zone().to_string()));
        }
    }

    /// How times look now.
    pub(crate) fn times(self) -> Option<Times> {
        Times::new(&self.zone(), clock::now_ms())
    }
}
