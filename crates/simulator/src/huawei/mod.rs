//! Huawei Cloud CloudDC in one region, and the IAM beside it.
//!
//! Accounts, faults and control paths are listed in `docs/simulator/huawei.md`.

mod accounts;
mod archive;
mod data;
mod exports;
mod iam;
mod lists;
mod params;
mod refusal;
mod servers;
mod signature;
mod tokens;

use accounts::{Account, account};
use data::Data;
use exports::Exports;
use params::Params;
use refusal::Refusal;
use tokens::Tokens;

use crate::control::{self, Controlled};
use crate::faults::{Fault, Faults, Kind, through};
use crate::rng::Rng;
use crate::systems::System;
use crate::{Request, Response};

/// The region, which is also the name of the project.
pub const REGION: &str = "ap-southeast-3";
/// The number of the project.
pub const PROJECT: &str = "0a1b5c7e9d2f4863a1c0e5b7d9f20416";
/// What CloudDC is called outside: signatures are checked for this host.
pub const HOST: &str = "clouddc.ap-southeast-3.myhuaweicloud.com";
/// What IAM is called outside.
pub const IAM_HOST: &str = "iam.ap-southeast-3.myhuaweicloud.com";

/// The simulated region: its servers, its tokens, its exports, and the faults that wait for a call.
#[derive(Debug)]
pub struct CloudDc {
    data: Data,
    tokens: Tokens,
    exports: Exports,
    faults: Faults,
    control: bool,
    /// How many requests there were: their numbers are made of it.
    requests: u64,
    seed: u64,
}

/// A call by the name that the vendor gives it, with the numbers in its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call<'a> {
    CreateToken,
    ListProjects,
    ListServers,
    ShowServer(&'a str),
    ListAlarms,
    ListEvents,
    ExportServerLogs(&'a str),
    ShowLogsExportStatus(&'a str, &'a str),
    DownloadServerLogs(&'a str, &'a str),
}

impl Call<'_> {
    fn name(self) -> &'static str {
        match self {
            Call::CreateToken => "CreateToken",
            Call::ListProjects => "ListProjects",
            Call::ListServers => "ListServers",
            Call::ShowServer(_) => "ShowServer",
            Call::ListAlarms => "ListAlarms",
            Call::ListEvents => "ListEvents",
            Call::ExportServerLogs(_) => "ExportServerLogs",
            Call::ShowLogsExportStatus(..) => "ShowLogsExportStatus",
            Call::DownloadServerLogs(..) => "DownloadServerLogs",
        }
    }

    fn has_rows(self) -> bool {
        matches!(self, Call::ListServers | Call::ListAlarms | Call::ListEvents)
    }

    fn of_iam(self) -> bool {
        matches!(self, Call::CreateToken | Call::ListProjects)
    }

    /// Exports and their content need more than the right to read.
    fn writes(self) -> bool {
        matches!(self, Call::ExportServerLogs(_) | Call::DownloadServerLogs(..))
    }
}

impl CloudDc {
    /// Makes the data.
    #[must_use]
    pub fn new(seed: u64, until_s: i64, control: bool) -> Self {
        Self {
            data: Data::generate(seed, until_s),
            tokens: Tokens::new(seed),
            exports: Exports::default(),
            faults: Faults::default(),
            control,
            requests: 0,
            seed,
        }
    }

    /// Answers a request that arrives at an instant, in epoch seconds.
    pub fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        if let Some(path) = request.path.strip_prefix("/_simulator/").filter(|_| self.control) {
            return control::answer(self, path, request);
        }
        self.requests += 1;
        let number = format!("{:016x}", Rng::new(self.seed, self.requests).next());
        let Some((project, call)) = route(&request.method, &request.path) else {
            return Refusal::gateway(404, "APIGW.0101", "The API does not exist or has not been published.")
                .answer(&number);
        };
        let fault = self.fault(call, request);
        through(fault, request, |blemish| match self.call(now_s, project, call, request, blemish) {
            Ok(response) => response.with_header("X-Request-Id", number),
            Err(refusal) => refusal.answer(&number),
        })
    }

    fn fault(&mut self, call: Call<'_>, request: &Request) -> Option<Fault> {
        if let Some(fault) = self.faults.take(call.name(), call.has_rows()) {
            return Some(fault);
        }
        let name = match request.header("x-auth-token") {
            Some(token) => self.tokens.account(token)?.to_owned(),
            None => signature::access_key(request)?.to_owned(),
        };
        account(&name)?.fault.filter(|_| !call.of_iam()).map(Fault::of_account)
    }

    fn call(
        &mut self,
        now_s: i64,
        project: Option<&str>,
        call: Call<'_>,
        request: &Request,
        blemish: Option<Kind>,
    ) -> Result<Response, Refusal> {
        if call == Call::CreateToken {
            return iam::create_token(&mut self.tokens, now_s, request);
        }
        let account = self.admit(now_s, call, request)?;
        let params = Params::read(&request.query);
        if call == Call::ListProjects {
            return Ok(iam::projects(&params));
        }
        if project != Some(PROJECT) || account.denied || (account.reads_only && call.writes()) {
            return Err(Refusal::denied());
        }
        match call {
            Call::ListServers if account.no_list => Err(Refusal::denied()),
            Call::ListServers => servers::list(&self.data, &params, account.servers_a_page, blemish),
            Call::ShowServer(id) => servers::show(&self.data, id),
            Call::ListAlarms => lists::alarms(&self.data, &params, blemish),
            Call::ListEvents => lists::events(&self.data, &params, account.events_in_seconds, blemish),
            Call::ExportServerLogs(id) => self.exports.begin(&self.data, id, now_s, &account),
            Call::ShowLogsExportStatus(id, export) => self.exports.status(id, export, now_s),
            Call::DownloadServerLogs(id, export) => self.exports.content(&self.data, id, export, now_s),
            Call::CreateToken | Call::ListProjects => Err(Refusal::internal()),
        }
    }

    /// Who calls, if the token or the signature is good.
    fn admit(&mut self, now_s: i64, call: Call<'_>, request: &Request) -> Result<Account, Refusal> {
        let name = match request.header("x-auth-token") {
            Some(token) => self.tokens.use_up(token, now_s).ok_or_else(Refusal::token)?,
            None => {
                let host = if call.of_iam() { IAM_HOST } else { HOST };
                signature::check(request, host, now_s)?
            }
        };
        let account = account(&name).ok_or_else(Refusal::token)?;
        // Every fifth call is one too many.
        if account.limited && self.requests.is_multiple_of(5) {
            return Err(Refusal::TooMany);
        }
        Ok(account)
    }
}

/// The call of a path, with the project in it.
fn route<'a>(method: &str, path: &'a str) -> Option<(Option<&'a str>, Call<'a>)> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    Some(match (method, parts.as_slice()) {
        ("POST", ["v3", "auth", "tokens"]) => (None, Call::CreateToken),
        ("GET", ["v3", "projects"]) => (None, Call::ListProjects),
        ("GET", ["v1", project, "physicalservers"]) => (Some(project), Call::ListServers),
        ("GET", ["v1", project, "physicalservers", "alarms"]) => (Some(project), Call::ListAlarms),
        ("GET", ["v1", project, "physicalservers", "events"]) => (Some(project), Call::ListEvents),
        ("GET", ["v1", project, "physicalservers", id]) => (Some(project), Call::ShowServer(id)),
        ("POST", ["v1", project, "physicalservers", id, "logs", "exports"]) => {
            (Some(project), Call::ExportServerLogs(id))
        }
        ("GET", ["v1", project, "physicalservers", id, "logs", "exports", export]) => {
            (Some(project), Call::ShowLogsExportStatus(id, export))
        }
        ("GET", ["v1", project, "physicalservers", id, "logs", "exports", export, "content"]) => {
            (Some(project), Call::DownloadServerLogs(id, export))
        }
        _ => return None,
    })
}

/// An answer in the vendor's type.
fn json(status: u16, body: String) -> Response {
    Response::new(status, "application/json", body)
}

impl System for CloudDc {
    fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        CloudDc::answer(self, now_s, request)
    }
}

impl Controlled for CloudDc {
    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    fn sessions(&self) -> usize {
        self.tokens.count()
    }

    fn end_sessions(&mut self, _code: Option<i64>) {
        self.tokens.clear();
    }

    fn reset(&mut self) {
        self.tokens.clear();
        self.exports = Exports::default();
        self.faults.clear();
    }
}
