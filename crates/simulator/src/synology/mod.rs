//! A Synology NAS (DSM 7) with Active Backup for Business.
//!
//! Accounts, faults and control paths are listed in `docs/simulator.md`.

mod accounts;
mod admin_api;
mod auth;
mod data;
mod envelope;
mod exports;
mod info;
mod journal;
mod log_api;
mod log_settings;
mod multipart;
mod overview_api;
mod params;
mod rows;
mod saved;
mod search;
mod sessions;
mod settings;
mod task_api;

pub use saved::write_saved_log;
pub use settings::{Order, Settings};

use accounts::{Account, account};
use admin_api::Changes;
use data::Data;
use envelope::{Answer, ApiError, respond};
use params::Params;
use sessions::Sessions;

use crate::control::{self, Controlled};
use crate::faults::{Fault, Faults, Kind, through};
use crate::systems::System;
use crate::{Request, Response};

/// The simulated NAS: its data, its sessions, and the faults that wait for a call.
#[derive(Debug)]
pub struct Dsm {
    settings: Settings,
    data: Data,
    sessions: Sessions,
    faults: Faults,
    changes: Changes,
    /// The account `displaced` was displaced already.
    displaced: bool,
}

impl Dsm {
    /// Makes the data; this takes some milliseconds.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            data: Data::generate(&settings),
            sessions: Sessions::new(settings.seed, settings.idle_timeout_s),
            faults: Faults::default(),
            changes: Changes::default(),
            displaced: false,
            settings,
        }
    }

    /// Answers a request that arrives at an instant, in epoch seconds.
    pub fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        if let Some(path) = request.path.strip_prefix("/_simulator/").filter(|_| self.settings.control) {
            if (request.method.as_str(), path) == ("POST", "lines") {
                return self.write_lines(now_s, &request.body);
            }
            return control::answer(self, path, request);
        }
        let Some(api) = program(&request.path) else {
            return Response::new(404, "text/html; charset=\"UTF-8\"", "<html><body>Not found</body></html>");
        };
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Response::new(405, "text/html; charset=\"UTF-8\"", "<html><body>Not allowed</body></html>")
                .with_header("Allow", "GET, POST");
        }
        let params = Params::read(request, api);
        let fault = self.fault(&params, request);
        through(fault, request, |blemish| self.call(now_s, &params, request, blemish))
    }

    /// Forgets sessions, devices and faults, and what was changed. The data stays.
    pub fn reset(&mut self) {
        self.sessions.reset();
        self.faults.clear();
        self.changes = Changes::default();
        self.displaced = false;
    }

    /// A control path: as many lines as are asked for come into the log now.
    fn write_lines(&mut self, now_s: i64, body: &[u8]) -> Response {
        let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        if body.get("clear").is_some_and(|clear| clear == true) {
            self.changes.journal.clear(&self.data, now_s, "admin");
        }
        let count = body.get("count").and_then(serde_json::Value::as_u64).unwrap_or(1).min(10_000);
        for number in 1..=count {
            let words = format!("{number} days");
            let event = data::Event::new(now_s, 1010, data::INFO).text("log_retention_setting", words);
            self.changes.journal.write(&self.data, event, "admin");
        }
        Response::new(200, "application/json", "{}")
    }

    fn fault(&mut self, params: &Params, request: &Request) -> Option<Fault> {
        let method = params.text("method").unwrap_or_default();
        let rows = matches!(method.as_str(), "list_log" | "list_result" | "list_result_detail");
        if let Some(fault) = self.faults.take(&method, rows) {
            return Some(fault);
        }
        let data = params.text("api").is_some_and(|api| info::of_package(&api));
        let account = self.sessions.account(&sid(params, request)?).and_then(account)?;
        account.fault.filter(|_| data).map(Fault::of_account)
    }

    fn call(&mut self, now_s: i64, params: &Params, request: &Request, blemish: Option<Kind>) -> Response {
        let (api, version, method) = match self.resolve(params) {
            Ok(call) => call,
            Err(error) => return respond(&Err(error)),
        };
        match (api, method.as_str()) {
            ("SYNO.API.Info", _) => respond(&self.info(params, request)),
            ("SYNO.API.Auth", "login") => {
                let login = auth::login(&mut self.sessions, params, version, now_s);
                let response = respond(&login.answer);
                match login.cookie {
                    Some(sid) => response.with_header("Set-Cookie", ["id=", &sid, ";path=/;HttpOnly"].concat()),
                    None => response,
                }
            }
            ("SYNO.API.Auth", _) => {
                if let Some(sid) = sid(params, request) {
                    self.sessions.close(&sid);
                }
                respond(&Ok(None))
            }
            _ => self.data_call(now_s, params, request, (api, &method), blemish),
        }
    }

    /// Which API, version and method is meant. The version is checked before the method.
    fn resolve(&self, params: &Params) -> Result<(&'static str, i64, String), ApiError> {
        let (Some(name), Some(version), Some(method)) =
            (params.text("api"), params.int("version").ok().flatten(), params.text("method"))
        else {
            return Err(ApiError::new(101));
        };
        let hidden = info::of_package(&name) && !self.settings.package_installed;
        let api = info::api(&name).filter(|_| !hidden).ok_or_else(|| ApiError::new(102))?;
        if !(1..=api.max_version).contains(&version) {
            return Err(ApiError::new(104));
        }
        let methods: [&[&str]; 2] = match api.name {
            "SYNO.API.Info" => [&["query"], &[]],
            "SYNO.API.Auth" => [&["login", "logout"], &[]],
            "SYNO.ActiveBackup.Log" => [&log_api::METHODS, &admin_api::METHODS],
            "SYNO.ActiveBackup.Task" => [&task_api::METHODS, &[]],
            _ => [&overview_api::METHODS, &[]],
        };
        if methods.concat().contains(&method.as_str()) {
            Ok((api.name, version, method))
        } else {
            Err(ApiError::new(103))
        }
    }

    fn info(&self, params: &Params, request: &Request) -> Answer {
        let sid = sid(params, request);
        let account = sid.and_then(|sid| self.sessions.account(&sid)).and_then(account);
        let hidden = account.is_some_and(|account| account.no_package);
        info::query(params, self.settings.package_installed && !hidden)
    }

    fn data_call(
        &mut self,
        now_s: i64,
        params: &Params,
        request: &Request,
        (api, method): (&str, &str),
        blemish: Option<Kind>,
    ) -> Response {
        let account = match self.permit(now_s, params, request, (api, method)) {
            Ok(account) => account,
            Err(error) => return respond(&Err(error)),
        };
        let journal = &self.changes.journal;
        respond(&match api {
            "SYNO.ActiveBackup.Log" if admin_api::METHODS.contains(&method) => {
                return self.changes.answer(method, &self.data, params, now_s, &account);
            }
            "SYNO.ActiveBackup.Log" => {
                log_api::Call { settings: &self.settings, data: &self.data, journal, params, blemish }.answer(method)
            }
            "SYNO.ActiveBackup.Task" => task_api::list(&self.settings, &self.data, params),
            _ => overview_api::status_summary(&self.data, params),
        })
    }

    /// Whether the session of a call is good, and may do this; whose it is.
    fn permit(
        &mut self,
        now_s: i64,
        params: &Params,
        request: &Request,
        (api, method): (&str, &str),
    ) -> Result<String, ApiError> {
        let sid = sid(params, request).unwrap_or_default();
        let session = self.sessions.find(&sid, now_s).map_err(ApiError::new)?;
        let sent = params.text("SynoToken").or_else(|| request.header("x-syno-token").map(str::to_owned));
        let wrong = sent.is_some() && session.token.is_some() && sent != session.token;
        let missing = self.settings.require_syno_token && (sent.is_none() || sent != session.token);
        if wrong || missing {
            return Err(ApiError::new(sessions::UNKNOWN));
        }
        session.calls += 1;
        let calls = session.calls;
        let name = session.account.clone();
        let account: Account = account(&name).unwrap_or_default();
        if let Some((_, code)) = account.dies.filter(|(limit, _)| calls > *limit) {
            self.sessions.end(code, |session| session.sid == sid);
            return Err(ApiError::new(code));
        }
        if account.displaced && calls == 3 && !self.displaced {
            self.displaced = true;
            self.sessions.end(sessions::DISPLACED, |session| session.sid == sid);
            return Err(ApiError::new(sessions::DISPLACED));
        }
        if account.no_package {
            return Err(ApiError::new(102));
        }
        if account.no_log && api == "SYNO.ActiveBackup.Log" {
            return Err(ApiError::new(105));
        }
        if let Some(code) = account.upload_refused.filter(|_| method == "upload_cert") {
            return Err(ApiError::new(code));
        }
        if account.operator && admin_api::FOR_MANAGERS.contains(&method) {
            return Err(ApiError::new(1036));
        }
        Ok(name)
    }
}

/// Whether a path is one of the NAS's programs, and the API that the path itself names.
fn program(path: &str) -> Option<Option<&str>> {
    match path.strip_prefix("/webapi/")? {
        "query.cgi" | "auth.cgi" | "entry.cgi" => Some(None),
        other => other.strip_prefix("entry.cgi/").map(Some),
    }
}

/// The session identifier: the parameter `_sid`, or the cookie `id`.
fn sid(params: &Params, request: &Request) -> Option<String> {
    params.text("_sid").or_else(|| request.cookie("id").map(str::to_owned))
}

impl System for Dsm {
    fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        Dsm::answer(self, now_s, request)
    }
}

impl Controlled for Dsm {
    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    fn sessions(&self) -> usize {
        self.sessions.count()
    }

    fn end_sessions(&mut self, code: Option<i64>) {
        self.sessions.end(code.unwrap_or(106), |_| true);
    }

    fn reset(&mut self) {
        Dsm::reset(self);
    }
}
