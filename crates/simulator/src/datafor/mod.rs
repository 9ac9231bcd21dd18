//! A Datafor server with its backup plugin, below the path `/datafor/`.
//!
//! Accounts, faults and data are listed in `docs/simulator/datafor.md`.

mod accounts;
mod auth;
mod backup;
mod clock;
mod data;
mod doors;
mod params;
mod schedules;
mod zip;

use accounts::{Ending, account};
use auth::Logins;
use data::Backup;
use doors::{Doors, Who};
use params::Params;

use crate::control::{self, Controlled};
use crate::faults::{Fault, Faults, Kind, through};
use crate::json::Json;
use crate::systems::System;
use crate::{Request, Response};

/// The simulated server: its backups, its sessions, and the faults that wait for a call.
#[derive(Debug)]
pub struct Server {
    until_s: i64,
    control: bool,
    backups: Vec<Backup>,
    doors: Doors,
    logins: Logins,
    faults: Faults,
}

/// What the server does, by path, under the name that faults know it by.
const CALLS: [(&str, &str); 9] = [
    ("plugin/datafor-backup/api/log/query", "log/query"),
    ("plugin/datafor-backup/api/query", "query"),
    ("plugin/datafor-backup/api/log/download", "log/download"),
    ("plugin/datafor/api/extension/auth/login", "login"),
    ("plugin/datafor/api/extension/auth/logout", "logout"),
    ("plugin/datafor/api/extension/auth/captcha.jpg", "captcha"),
    ("plugin/datafor/api/extension/auth/fetchUser", "fetchUser"),
    ("plugin/datafor/api/version/info", "version"),
    ("j_spring_security_check", "form"),
];

impl Server {
    /// Makes the data; this takes some milliseconds.
    #[must_use]
    pub fn new(seed: u64, until_s: i64, control: bool) -> Self {
        Self {
            until_s,
            control,
            backups: data::backups(seed, until_s),
            doors: Doors::new(seed),
            logins: Logins::default(),
            faults: Faults::default(),
        }
    }

    /// Answers a request that arrives at an instant, in epoch seconds.
    pub fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        if let Some(path) = request.path.strip_prefix("/_simulator/").filter(|_| self.control) {
            return control::answer(self, path, request);
        }
        let Some(path) = request.path.strip_prefix("/datafor/") else { return page(404, "Not found") };
        if matches!(path, "Home" | "Login" | "") {
            return page(200, "Datafor");
        }
        let Some((_, call)) = CALLS.iter().find(|(known, _)| *known == path) else { return page(404, "Not found") };
        let params = Params::read(request);
        let data = matches!(*call, "log/query" | "query" | "log/download");
        let who = self.doors.who(now_s, request, &params, data);
        let rows = data && *call != "log/download";
        let fault = self.faults.take(call, rows).or_else(|| match &who {
            Who::Account(name) if data => account(name)?.fault.map(Fault::of_account),
            _ => None,
        });
        through(fault, request, |blemish| self.call(now_s, (call, request, &params), &who, blemish))
    }

    fn call(
        &mut self,
        now_s: i64,
        (call, request, params): (&str, &Request, &Params),
        who: &Who,
        blemish: Option<Kind>,
    ) -> Response {
        if *who == Who::Refused {
            return page(401, "Unauthorized").with_header("WWW-Authenticate", "Basic realm=\"Datafor\"");
        }
        match call {
            "login" if request.method != "POST" => page(405, "Method not allowed"),
            "login" => self.logins.login(&mut self.doors, now_s, params, who),
            "form" => auth::form_login(&mut self.doors, now_s, params),
            "logout" => auth::logout(&mut self.doors, request),
            "captcha" => auth::picture(),
            "fetchUser" => auth::user(who),
            "version" => json(VERSION),
            _ => self.data_call((call, request, params), who, blemish),
        }
    }

    fn data_call(
        &self,
        (call, request, params): (&str, &Request, &Params),
        who: &Who,
        blemish: Option<Kind>,
    ) -> Response {
        let known = match who {
            Who::Account(name) => account(name),
            Who::Ended(Ending::Code) => return failure("401", "not login"),
            Who::Ended(Ending::Empty) => return json(r#"{"success":true,"msg":"","data":{}}"#),
            Who::Ended(Ending::Page) => return page(200, "Sign in"),
            Who::Nobody | Who::Refused => None,
        };
        if known.is_some_and(|account| !account.plugin) {
            return page(404, "Not found");
        }
        let Some(account) = known.filter(|account| account.administrator) else {
            return match call {
                "log/download" => backup::info("no permission"),
                _ => json(r#"{"success": false, "code": 403, "msg": "no permission"}"#),
            };
        };
        let lists = backup::Lists { backups: &self.backups, until_s: self.until_s, account, blemish };
        match call {
            "log/query" => lists.backups(request, params),
            "query" => lists.schedules(request, params),
            _ => lists.download(params),
        }
    }
}

const VERSION: &str = r#"{"current":{"buildId":"202609011530","branch":"release","version":"6.06"},"success":true,"newest":{"buildId":"202609011530","branch":"release","version":"6.06"},"status":-1}"#;

fn json(body: impl Into<Vec<u8>>) -> Response {
    Response::new(200, "application/json;charset=UTF-8", body)
}

/// A failure as most of the server writes it: the status stays 200, and the code is a text.
fn failure(code: &str, message: &str) -> Response {
    let mut answer = Json::new();
    answer.open('{').flag("success", false).text("code", code).text("msg", message).text("type", "1").close('}');
    json(answer.finish())
}

/// A page of the server itself.
fn page(status: u16, title: &str) -> Response {
    let body = format!("<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
    Response::new(status, "text/html;charset=UTF-8", body)
}

impl System for Server {
    fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        Server::answer(self, now_s, request)
    }
}

impl Controlled for Server {
    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    fn sessions(&self) -> usize {
        self.doors.count()
    }

    /// The code 200 answers the next call with an empty success, 302 with the page to sign in on, any other with 401.
    fn end_sessions(&mut self, code: Option<i64>) {
        self.doors.end_all(match code {
            Some(200) => Ending::Empty,
            Some(302) => Ending::Page,
            _ => Ending::Code,
        });
    }

    fn reset(&mut self) {
        self.doors.reset();
        self.logins.reset();
        self.faults.clear();
    }
}
