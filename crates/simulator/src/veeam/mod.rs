//! A backup appliance of Veeam Backup for Microsoft Azure.
//!
//! Users, faults and addresses are listed in `docs/simulator/veeam.md`.

mod accounts;
mod data;
mod export;
mod params;
mod problem;
mod rows;
mod search;
mod sessions_api;
mod time;
mod token_api;
mod tokens;

use std::collections::HashMap;

use accounts::{Account, account};
use data::Data;
use params::Params;
use problem::Problem;
use sessions_api::{Call, LISTS};
use tokens::Tokens;

use crate::control::{self, Controlled};
use crate::faults::{Fault, Faults, Kind, through};
use crate::json::Json;
use crate::systems::System;
use crate::{Request, Response};

/// Everything that can be chosen about a simulated appliance.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The same seed and the same `until_s` give the same data, byte by byte.
    pub seed: u64,
    /// The newest instant of the data, in epoch seconds.
    pub until_s: i64,
    /// How many sessions there are at most.
    pub sessions: usize,
    /// The control paths below `/_simulator/` answer.
    pub control: bool,
}

impl Settings {
    /// Three years of sessions.
    #[must_use]
    pub fn new(seed: u64, until_s: i64) -> Self {
        Self { seed, until_s, sessions: usize::MAX, control: true }
    }

    /// The newest of them, for tests that look at every row.
    #[must_use]
    pub fn small(seed: u64, until_s: i64) -> Self {
        Self { sessions: 450, ..Self::new(seed, until_s) }
    }
}

/// The simulated appliance: its data, its tokens, and the faults that wait for a call.
#[derive(Debug)]
pub struct Appliance {
    settings: Settings,
    data: Data,
    tokens: Tokens,
    faults: Faults,
    /// When sessions were stopped, by their number.
    stopped: HashMap<usize, i64>,
}

/// A call below `/api/`, as far as its path tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path<'a> {
    Token,
    About,
    SystemLogs,
    Sessions,
    Export,
    Session(&'a str),
    Log(&'a str),
    Stop(&'a str),
    Items(&'a str, &'static str),
}

impl<'a> Path<'a> {
    /// The version and the call of a path; nothing for one that is not there.
    fn read(path: &'a str) -> Option<(&'a str, Path<'a>)> {
        let path = path.strip_prefix("/api/")?;
        if path == "oauth2/token" {
            return Some(("", Path::Token));
        }
        let (version, rest) = path.split_once('/')?;
        let parts: Vec<&str> = rest.split('/').collect();
        let call = match parts.as_slice() {
            ["system", "about"] => Path::About,
            ["system", "logs"] => Path::SystemLogs,
            ["jobSessions"] => Path::Sessions,
            ["jobSessions", "export"] => Path::Export,
            ["jobSessions", id] => Path::Session(id),
            ["jobSessions", id, "log"] => Path::Log(id),
            ["jobSessions", id, "stop"] => Path::Stop(id),
            ["jobSessions", id, list] => Path::Items(id, LISTS.into_iter().find(|known| known == list)?),
            _ => return None,
        };
        Some((version, call))
    }

    /// The name by which faults wait for it, and whether it answers with rows.
    fn name(self, method: &str) -> (&'static str, bool) {
        match self {
            Path::Token if method == "DELETE" => ("logout", false),
            Path::Token => ("token", false),
            Path::About => ("about", false),
            Path::SystemLogs => ("systemLogs", false),
            Path::Sessions => ("jobSessions", true),
            Path::Export => ("export", false),
            Path::Session(_) => ("session", false),
            Path::Log(_) => ("log", true),
            Path::Stop(_) => ("stop", false),
            Path::Items(..) => ("items", true),
        }
    }

    fn method(self) -> &'static [&'static str] {
        match self {
            Path::Token => &["POST", "DELETE"],
            Path::Stop(_) | Path::Export => &["POST"],
            _ => &["GET"],
        }
    }
}

impl Appliance {
    /// Makes the data; this takes some milliseconds.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            data: Data::generate(&settings),
            tokens: Tokens::new(settings.seed),
            faults: Faults::default(),
            stopped: HashMap::new(),
            settings,
        }
    }

    /// Answers a request that arrives at an instant, in epoch seconds.
    pub fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        if let Some(path) = request.path.strip_prefix("/_simulator/").filter(|_| self.settings.control) {
            return control::answer(self, path, request);
        }
        let decoded = percent_encoding::percent_decode_str(&request.path).decode_utf8_lossy().into_owned();
        let Some((version, path)) = Path::read(&decoded) else {
            return if decoded.starts_with("/api/") { not_found() } else { web_page() };
        };
        let fault = self.fault(path, request);
        through(fault, request, |blemish| {
            let response = match path {
                Path::Token => self.token(now_s, request),
                _ => self.call(now_s, version, path, request, blemish),
            };
            response.unwrap_or_else(|problem| problem.response())
        })
    }

    fn fault(&mut self, path: Path<'_>, request: &Request) -> Option<Fault> {
        let (name, rows) = path.name(&request.method);
        if let Some(fault) = self.faults.take(name, rows) {
            return Some(fault);
        }
        // Signing in, and looking for the version, is let through.
        let data = !matches!(path, Path::Token | Path::About);
        let known = self.tokens.user(request.authorization("Bearer ")?).and_then(account)?;
        known.fault.filter(|_| data).map(Fault::of_account)
    }

    fn token(&mut self, now_s: i64, request: &Request) -> Result<Response, Problem> {
        match request.method.as_str() {
            "POST" => token_api::grant(&mut self.tokens, now_s, request),
            "DELETE" => {
                let token = request.authorization("Bearer ").unwrap_or_default();
                self.tokens.find(token, now_s).ok_or_else(unknown_token)?;
                self.tokens.close(token);
                Ok(Response { status: 204, ..Response::default() })
            }
            _ => Err(Problem::new(405, "")),
        }
    }

    fn call(
        &mut self,
        now_s: i64,
        version: &str,
        path: Path<'_>,
        request: &Request,
        blemish: Option<Kind>,
    ) -> Result<Response, Problem> {
        let known = self.permit(now_s, path, request)?;
        let Some(version) = known.served.iter().copied().find(|served| *served == version) else {
            return Ok(not_found());
        };
        if !path.method().contains(&request.method.as_str()) {
            return Err(Problem::new(405, "The method is not allowed."));
        }
        let params = Params::read(&request.query);
        let call = Call {
            settings: &self.settings,
            data: &self.data,
            stopped: &self.stopped,
            version,
            now_s,
            params: &params,
            blemish,
        };
        match path {
            Path::About => Ok(about(version)),
            Path::Sessions => call.list(),
            Path::Session(id) => call.one(id),
            Path::Log(id) => call.log(id),
            // The lists of things are younger than the first version.
            Path::Items(..) if version == "v1" => Ok(not_found()),
            Path::Items(id, list) => call.items(id, list),
            Path::Export => export::sessions(&call, request),
            Path::SystemLogs => export::system_logs(&call),
            Path::Stop(id) => {
                let session = call.find(id)?;
                if !session.goes_on() {
                    return Err(Problem::new(409, "The session has ended already."));
                }
                self.stopped.insert(session.number, now_s);
                Ok(Response { status: 204, ..Response::default() })
            }
            Path::Token => Err(Problem::new(404, "")),
        }
    }

    /// Whether the token of a call is good, and its user may do this.
    fn permit(&mut self, now_s: i64, path: Path<'_>, request: &Request) -> Result<Account, Problem> {
        let access = request.authorization("Bearer ").unwrap_or_default().to_owned();
        let token = self.tokens.find(&access, now_s).ok_or_else(unknown_token)?;
        // Looking for the version does not count.
        token.calls += u32::from(path != Path::About);
        let calls = token.calls;
        let known = account(&token.user).ok_or_else(unknown_token)?;
        if known.dies_after.is_some_and(|limit| calls > limit) {
            self.tokens.revoke(&access);
            return Err(unknown_token());
        }
        let does = matches!(path, Path::Stop(_) | Path::Export | Path::SystemLogs);
        match path {
            Path::About => Ok(known),
            _ if known.licence => Err(Problem::licence()),
            _ if known.no_access || (known.reads_only && does) => Err(Problem::new(403, "")),
            _ if known.limited && calls % 4 == 0 => Err(Problem::too_many(1)),
            _ => Ok(known),
        }
    }
}

fn unknown_token() -> Problem {
    Problem::new(401, "The access token is not valid.")
}

/// A path that no version has is answered without a word.
fn not_found() -> Response {
    Response { status: 404, ..Response::default() }
}

/// The appliance's own page, which answers every other path.
fn web_page() -> Response {
    let html =
        "<!doctype html>\n<html><head><title>Veeam Backup for Microsoft Azure</title></head><body></body></html>\n";
    Response::new(200, "text/html; charset=utf-8", html)
}

fn about(version: &str) -> Response {
    let number = match version {
        "v1" => "1.0.0.497",
        "v3" | "v4" | "v5" => "5.0.0.579",
        _ => "8.1.0.275",
    };
    let mut json = Json::new();
    json.open('{').text("serverVersion", number).text("workerVersion", number);
    if version != "v1" {
        json.text("flrVersion", number).text("databaseId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        json.text("copyright", "Copyright").text("deploymentSubscriptionId", data::SUBSCRIPTION);
    }
    json.close('}');
    sessions_api::ok(json)
}

impl System for Appliance {
    fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        Appliance::answer(self, now_s, request)
    }
}

impl Controlled for Appliance {
    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    fn sessions(&self) -> usize {
        self.tokens.count()
    }

    /// Ends all access tokens. With any code the refresh tokens end too.
    fn end_sessions(&mut self, code: Option<i64>) {
        self.tokens.end(code.is_some());
    }

    fn reset(&mut self) {
        self.tokens.reset();
        self.faults.clear();
        self.stopped.clear();
    }
}
