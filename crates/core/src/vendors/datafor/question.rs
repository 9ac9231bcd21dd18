//! One question to a server: its list, what belongs to it, and who is asking where the answer leaves that open.
//!
//! A server answers somebody who is not signed in with "no permission", with its login page, or with an empty success.
//! None of these is believed before `fetchUser` has said who the server takes this page for.

use super::calls::{RECORDS, SCHEDULES, Server, USER, VERSION};
use super::schedule::{self, Schedule};
use super::wire::{self, User};
use super::{failure, mapping};
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::{Page, Source, Timestamp};
use crate::vendors::{Answer, Call, Exchange, Next, Session};

/// How often the schedules are asked for again before the runs are shown without them.
const TRIES: u8 = 2;

pub(super) struct Question {
    server: Server,
    source: String,
    wanted: Wanted,
    stage: Stage,
    /// The server takes no forms.
    json: bool,
}

enum Wanted {
    Runs,
    Run(String),
    Items(String),
    Files,
    Schedules,
    Download(String),
    About,
}

enum Stage {
    /// The list of backups; only the one that is wanted, as long as the server knows it so.
    Records { one: bool },
    /// The schedules of these backups.
    Joined { records: Vec<String>, tries: u8 },
    /// The schedules themselves.
    Schedules,
    /// One zip.
    Download,
    /// Who is asking; then this is the answer.
    Doubt(Result<Answer, Error>),
    /// Who is asking, as the answer itself.
    User,
    /// The version, after what is known already.
    Version(Vec<(String, String)>),
}

impl Question {
    /// `None` for what is not asked of this vendor.
    pub(super) fn new(source: &Source, session: &Session, call: &Call) -> Option<Question> {
        let wanted = match call {
            Call::Runs(_) => Wanted::Runs,
            Call::Run { run } => Wanted::Run(run.clone()),
            Call::Items { run, .. } => Wanted::Items(run.clone()),
            Call::Files(_) => Wanted::Files,
            Call::Act(action) if action.name == "schedules" => Wanted::Schedules,
            Call::Download { file } => Wanted::Download(file.clone()),
            Call::About => Wanted::About,
            _ => return None,
        };
        let stage = match wanted {
            Wanted::Runs | Wanted::Files => Stage::Records { one: false },
            Wanted::Run(_) | Wanted::Items(_) => Stage::Records { one: true },
            Wanted::Schedules => Stage::Schedules,
            Wanted::Download(_) => Stage::Download,
            Wanted::About => Stage::User,
        };
        Some(Question { server: Server::of(source, session), source: source.id.clone(), wanted, stage, json: false })
    }

    /// The number of the one backup that is wanted.
    fn one(&self) -> Option<&str> {
        match &self.wanted {
            Wanted::Run(id) | Wanted::Items(id) | Wanted::Download(id) => Some(id),
            _ => None,
        }
    }

    fn go(&mut self, stage: Stage) -> Result<Next, Error> {
        self.stage = stage;
        Ok(Next::Send)
    }

    /// A failed answer: with JSON instead of a form, with a look at who is asking, or as it is.
    fn failed(&mut self, error: Error) -> Result<Next, Error> {
        if !self.json && wants_json(&error) {
            self.json = true;
            return Ok(Next::Send);
        }
        if is_doubtful(&error) { self.go(Stage::Doubt(Err(error))) } else { Err(error) }
    }

    fn records(&mut self, mut records: Vec<String>, one: bool) -> Result<Next, Error> {
        let empty = records.is_empty();
        if let Some(id) = self.one() {
            records.retain(|raw| mapping::is(raw, id));
            if records.is_empty() && one {
                // The server may mean another number: look for it in the whole list.
                return self.go(Stage::Records { one: false });
            }
        }
        if empty {
            let answer = self.answer(&records, &[]);
            return self.go(Stage::Doubt(Ok(answer)));
        }
        match self.wanted {
            Wanted::Runs | Wanted::Run(_) => self.go(Stage::Joined { records, tries: 0 }),
            _ => Ok(Next::Done(self.answer(&records, &[]))),
        }
    }

    fn answer(&self, records: &[String], schedules: &[Schedule]) -> Answer {
        let records = records.iter().map(String::as_str);
        match self.wanted {
            Wanted::Items(_) => Answer::Items(Page::whole(records.flat_map(mapping::items).collect())),
            Wanted::Files => {
                Answer::Files(Page::whole(records.filter_map(|raw| mapping::file(&self.source, raw)).collect()))
            }
            _ => Answer::Runs(Page::whole(records.map(|raw| mapping::run(&self.source, raw, schedules)).collect())),
        }
    }
}

impl Exchange for Question {
    fn request(&mut self, _now: Timestamp) -> Request {
        match &self.stage {
            Stage::Records { one } => self.server.list(RECORDS, self.one().filter(|_| *one), self.json),
            Stage::Joined { .. } | Stage::Schedules => self.server.list(SCHEDULES, None, self.json),
            Stage::Download => self.server.download(self.one().unwrap_or_default()),
            Stage::Doubt(_) | Stage::User => self.server.get(USER),
            Stage::Version(_) => self.server.get(VERSION),
        }
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        match &mut self.stage {
            Stage::Records { one } => {
                let one = *one;
                match wire::rows(response) {
                    Ok(records) => self.records(records, one),
                    Err(error) => self.failed(error),
                }
            }
            Stage::Joined { records, tries } => match wire::rows(response) {
                Err(error) if error.is_transient() && *tries < TRIES => {
                    *tries += 1;
                    Err(error)
                }
                read => {
                    let records = std::mem::take(records);
                    let schedules: Vec<Schedule> =
                        read.unwrap_or_default().iter().map(|raw| schedule::read(raw)).collect();
                    let answer = self.answer(&records, &schedules);
                    // Runs without schedules are worth showing, unless the session ended meanwhile.
                    if schedules.is_empty() { self.go(Stage::Doubt(Ok(answer))) } else { Ok(Next::Done(answer)) }
                }
            },
            Stage::Schedules => match wire::rows(response) {
                Err(error) => self.failed(error),
                Ok(rows) => {
                    let answer = Answer::Facts(rows.iter().map(|raw| schedule::read(raw).fact()).collect());
                    if rows.is_empty() { self.go(Stage::Doubt(Ok(answer))) } else { Ok(Next::Done(answer)) }
                }
            },
            Stage::Download => match wire::zip(response, self.one().unwrap_or_default()) {
                Ok((name, bytes)) => Ok(Next::Done(Answer::Content { name, bytes })),
                Err(error) => self.failed(error),
            },
            Stage::Doubt(held) => decide(held, wire::user(response)).map(Next::Done),
            Stage::User => {
                let user = wire::user(response)?;
                if !user.signed_in {
                    return Err(failure::nobody().with_answer(response));
                }
                self.go(Stage::Version(facts(&user)))
            }
            Stage::Version(facts) => {
                let mut facts = std::mem::take(facts);
                // An older server may not say it, which is no reason to say nothing.
                if let Ok((version, build)) = wire::version(response) {
                    facts.push(("Version".into(), version));
                    facts.push(("Build".into(), build));
                }
                facts.retain(|(_, value)| !value.is_empty());
                Ok(Next::Done(Answer::Facts(facts)))
            }
        }
    }
}

/// Whether the server refused how it was asked, not what.
fn wants_json(error: &Error) -> bool {
    let refuses = |code: &str| matches!(code, "400" | "405" | "406" | "415");
    error.status.is_some_and(|status| refuses(&status.to_string())) || refuses(&error.code)
}

/// Whether an error can be one of nobody being signed in. A refused password (401) is none: it says so itself.
fn is_doubtful(error: &Error) -> bool {
    let kind = matches!(
        error.kind,
        Kind::Html | Kind::Unreadable | Kind::PermissionDenied | Kind::SessionEnded | Kind::NotSupported
    );
    kind && error.status != Some(401)
}

/// What an answer is worth, now that it is known who asked.
fn decide(held: &Result<Answer, Error>, user: Result<User, Error>) -> Result<Answer, Error> {
    let user = match (user, held) {
        (Ok(user), _) => user,
        // What the server said before is more than that it will not say who asked.
        (Err(_), Err(before)) => return Err(before.clone()),
        (Err(error), Ok(_)) => return Err(error),
    };
    let why = if user.signed_in { failure::of_user(&user) } else { Some(failure::nobody()) };
    match (why, held) {
        // A page from something on the way says nothing about the account's rights.
        (Some(why), Err(before)) if why.kind == Kind::PermissionDenied && before.kind == Kind::Html => {
            Err(before.clone())
        }
        (Some(why), Err(before)) => Err(Error {
            kind: why.kind,
            reaction: why.reaction,
            new_session_may_help: why.new_session_may_help,
            meaning: why.meaning,
            remedy: why.remedy,
            ..before.clone()
        }),
        (Some(why), Ok(_)) => Err(why),
        // Signed in after all: a new session would not change the answer.
        (None, Err(before)) => Err(Error { new_session_may_help: false, ..before.clone() }),
        (None, Ok(answer)) => Ok(answer.clone()),
    }
}

/// The connection test: signed in, administrator, plugin there.
fn facts(user: &User) -> Vec<(String, String)> {
    let yes = |flag: Option<bool>| flag.map(|flag| if flag { "Yes" } else { "No" }).unwrap_or_default();
    let plugin = user.plugins.as_ref().map(|plugins| plugins.iter().any(|plugin| plugin == "datafor-backup"));
    [
        ("Signed in as", user.name.as_str()),
        ("Administrator", yes(user.administrator)),
        ("Roles", &user.roles.join(", ")),
        ("Backup plugin", yes(plugin)),
        ("Server", &user.server),
    ]
    .map(|(name, value)| (name.to_string(), value.to_string()))
    .into()
}
