//! SurferCloud, one of the brands of UCloud's API: the actions about PostgreSQL (`UPgSQL`), regions and projects.
//!
//! Accounts, faults and data are listed in `docs/simulator/surfercloud.md`.

mod accounts;
mod actions;
mod data;
mod envelope;
mod instances;
mod log_text;
mod params;
mod rows;
mod signature;
mod tokens;

use accounts::{Account, account};
use data::Data;
use envelope::{Answer, ApiError, respond};
use params::Params;
use tokens::Tokens;

use crate::control::{self, Controlled};
use crate::faults::{Fault, Faults, Kind, through};
use crate::systems::System;
use crate::{Request, Response};

/// The private key of every account.
const PRIVATE_KEY: &str = "tapedeck";
/// So many calls of one second are answered for an account that is limited.
const CALLS_A_SECOND: u32 = 3;

/// The simulated account with its instances.
#[derive(Debug)]
pub struct Cloud {
    control: bool,
    data: Data,
    tokens: Tokens,
    faults: Faults,
    /// How many calls were answered, for the number of a request.
    calls: u64,
    /// The second of the last call of a limited account, and how many calls came in it.
    second: (i64, u32),
    /// Every other call of a busy account is refused.
    busy: bool,
}

/// A call that is let in.
struct Call<'a> {
    now_s: i64,
    action: &'a str,
    params: &'a Params,
    account: Account,
    /// What spoils the rows.
    blemish: Option<Kind>,
}

impl Cloud {
    /// Makes the data; this takes some milliseconds. `until_s` is its newest instant, in epoch seconds.
    #[must_use]
    pub fn new(seed: u64, until_s: i64, control: bool) -> Self {
        Self {
            control,
            data: Data::generate(seed, until_s),
            tokens: Tokens::default(),
            faults: Faults::default(),
            calls: 0,
            second: (0, 0),
            busy: false,
        }
    }

    /// Answers a request that arrives at an instant, in epoch seconds.
    pub fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        if let Some(path) = request.path.strip_prefix("/_simulator/").filter(|_| self.control) {
            return control::answer(self, path, request);
        }
        if request.path != "/" {
            return Response::new(404, "text/plain", "404 page not found\n");
        }
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Response::new(405, "text/plain", "Method Not Allowed\n").with_header("Allow", "GET, POST");
        }
        let params = Params::read(request);
        let action = params.text("Action");
        let fault = self.fault(&action, &params);
        through(fault, request, |blemish| {
            let account = account(&params.text("PublicKey"));
            let answer = self.call(now_s, &action, &params, account, blemish);
            self.calls += 1;
            respond(&action, &answer, account.is_some_and(|account| account.text))
                .with_header("X-UCLOUD-REQUEST-UUID", format!("5ca1ab1e-0000-4000-8000-{:012x}", self.calls))
        })
    }

    fn fault(&mut self, action: &str, params: &Params) -> Option<Fault> {
        let rows = matches!(action, "ListUPgSQLInstance" | "ListUPgSQLBackup" | "ListUPgSQLLog");
        if let Some(fault) = self.faults.take(action, rows) {
            return Some(fault);
        }
        // Not the calls by which a client finds out whether its key is good.
        let data = !matches!(action, "ListUPgSQLInstance" | "GetRegion" | "GetProjectList");
        account(&params.text("PublicKey"))?.fault.filter(|_| data).map(Fault::of_account)
    }

    fn call(
        &mut self,
        now_s: i64,
        action: &str,
        params: &Params,
        account: Option<Account>,
        blemish: Option<Kind>,
    ) -> Answer {
        if action.is_empty() {
            return Err(ApiError::new(160, "Missing Action"));
        }
        if !actions::NAMES.contains(&action) {
            return Err(ApiError::new(161, "Action does not exist"));
        }
        let sent = params.text("Signature");
        if sent.is_empty() {
            return Err(ApiError::new(170, "Missing signature"));
        }
        let account = account.ok_or(ApiError::new(172, "User does not exist"))?;
        if signature::of(params, PRIVATE_KEY) != sent {
            return Err(ApiError::new(171, "Signature VerifyAC Error"));
        }
        self.permit(now_s, action, params, account)?;
        actions::answer(&self.data, &Call { now_s, action, params, account, blemish })
    }

    /// Whether the account may do this now.
    fn permit(&mut self, now_s: i64, action: &str, params: &Params, account: Account) -> Result<(), ApiError> {
        if let Some((code, message)) = account.refused {
            return Err(ApiError::new(code, message));
        }
        let token = params.text("SecurityToken");
        if account.needs_token || !token.is_empty() {
            self.tokens.used(&token, account.dies)?;
        }
        if account.limited {
            self.second = if self.second.0 == now_s { (now_s, self.second.1 + 1) } else { (now_s, 1) };
            if self.second.1 > CALLS_A_SECOND {
                return Err(ApiError::new(153, "Too many requests"));
            }
        }
        let of_account = matches!(action, "GetRegion" | "GetProjectList");
        if account.no_databases && !of_account {
            return Err(ApiError::new(299, "IAM permission check failed"));
        }
        if account.only_databases && of_account {
            return Err(ApiError::new(299, "IAM permission check failed"));
        }
        if account.busy && !of_account {
            self.busy = !self.busy;
            if self.busy {
                return Err(ApiError::new(150, "Service unavailable"));
            }
        }
        if of_account { Ok(()) } else { actions::place(params, account) }
    }
}

impl System for Cloud {
    fn answer(&mut self, now_s: i64, request: &Request) -> Response {
        Cloud::answer(self, now_s, request)
    }
}

impl Controlled for Cloud {
    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    fn sessions(&self) -> usize {
        self.tokens.count()
    }

    fn end_sessions(&mut self, code: Option<i64>) {
        self.tokens.end_all(code.unwrap_or(tokens::UNKNOWN));
    }

    fn reset(&mut self) {
        self.tokens = Tokens::default();
        self.faults.clear();
        self.second = (0, 0);
        self.busy = false;
    }
}
