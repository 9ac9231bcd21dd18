//! Signing in to a DSM: discovery, `SYNO.API.Auth` version 6, one-time code, remembered device.
//!
//! - `SYNO.API.Info` is asked first: on DSM 7.0.1 a login without it sometimes answered 103.
//! - 402 with a session name is tried once without one: some accounts may not open a named session.
//! - A refused one-time code is tried once without `format=sid`: DSM 7.0.1 Update 2 refused good codes with it.

use super::calls;
use super::failure::{self, Table};
use super::wire;
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::{Source, Timestamp};
use crate::vendors::{Credentials, Session, SignIn, SignInInput, SignInStep};

/// The session name that Active Backup clients use; two sign-ins of one account with one name displace each other.
const SESSION_NAME: &str = "ActiveBackup";
/// Under which name the DSM lists this page among the devices that need no code.
const DEVICE_NAME: &str = "Tapedeck";
pub(super) struct DsmSignIn {
    base_url: String,
    session_name: String,
    credentials: Credentials,
    device_id: String,
    auth: Api,
    /// What the session keeps of the interfaces that the NAS named.
    found: Vec<(&'static str, String)>,
    code: Option<String>,
    waiting_for: Waiting,
    named_session: bool,
    sid_format: bool,
}

struct Api {
    path: String,
    version: i64,
}

#[derive(Clone, Copy, PartialEq)]
enum Waiting {
    Info,
    Login,
    Code,
}

impl DsmSignIn {
    pub(super) fn new(source: &Source, credentials: &Credentials, earlier: Option<&Session>) -> DsmSignIn {
        let name = source.setting("sessionName");
        DsmSignIn {
            base_url: source.base_url.clone(),
            session_name: if name.is_empty() { SESSION_NAME } else { name }.to_string(),
            credentials: credentials.clone(),
            device_id: earlier
                .filter(|session| session.get("account") == credentials.get("account"))
                .map(|session| session.get("device_id").to_string())
                .unwrap_or_default(),
            auth: Api { path: "auth.cgi".into(), version: 6 },
            found: vec![(calls::Api::Log.keys().0, "entry.cgi".into())],
            code: None,
            waiting_for: Waiting::Info,
            named_session: true,
            sid_format: true,
        }
    }

    fn ask_what_is_there(&mut self) -> SignInStep {
        self.waiting_for = Waiting::Info;
        SignInStep::Send(Request::form(
            format!("{}webapi/query.cgi", self.base_url),
            &[
                ("api", "SYNO.API.Info"),
                ("version", "1"),
                ("method", "query"),
                ("query", "SYNO.API.Auth,SYNO.ActiveBackup.Log,SYNO.ActiveBackup.Task,SYNO.ActiveBackup.Overview"),
            ],
        ))
    }

    fn discovered(&mut self, response: &Response) -> SignInStep {
        match wire::discovery(response) {
            Ok(apis) => {
                if let Some(auth) = apis.iter().find(|api| api.name == "SYNO.API.Auth") {
                    // 6 is the version that real clients use; 7 is what the DSM's own page speaks.
                    self.auth = Api { path: auth.path.clone(), version: 6.min(auth.max_version).max(auth.min_version) };
                }
                if !apis.iter().any(|api| api.name == calls::Api::Log.name()) {
                    // Something that answers like a DSM and knows nothing of it is a DSM without the package.
                    return SignInStep::Failed(failure::package_missing().with_answer(response));
                }
                self.found.clear();
                for api in calls::Api::ALL {
                    let Some(there) = apis.iter().find(|there| there.name == api.name()) else { continue };
                    let (path, versions) = api.keys();
                    self.found.push((path, there.path.clone()));
                    self.found.push((versions, format!("{} to {}", there.min_version, there.max_version)));
                }
                self.log_in()
            }
            // A DSM that does not want to say what it has may still let us in.
            Err(error) if error.status == Some(200) && !error.code.is_empty() => self.log_in(),
            Err(error) => SignInStep::Failed(error),
        }
    }

    fn log_in(&mut self) -> SignInStep {
        self.waiting_for = Waiting::Login;
        let version = self.auth.version.to_string();
        let mut fields = vec![
            ("api", "SYNO.API.Auth"),
            ("version", version.as_str()),
            ("method", "login"),
            ("account", self.credentials.get("account")),
            ("passwd", self.credentials.get("password")),
            ("enable_syno_token", "yes"),
        ];
        if self.named_session {
            fields.push(("session", &self.session_name));
        }
        if self.sid_format {
            fields.push(("format", "sid"));
        }
        match &self.code {
            Some(code) => {
                fields.push(("otp_code", code));
                if self.credentials.get("rememberDevice") != "no" {
                    fields.push(("enable_device_token", "yes"));
                    fields.push(("device_name", DEVICE_NAME));
                }
            }
            None if !self.device_id.is_empty() => {
                fields.push(("device_id", &self.device_id));
                fields.push(("device_name", DEVICE_NAME));
            }
            None => {}
        }
        SignInStep::Send(Request::form(format!("{}webapi/{}", self.base_url, self.auth.path), &fields))
    }

    fn logged_in(&mut self, response: &Response) -> SignInStep {
        let error = match wire::login(response) {
            Ok(login) => {
                let mut session = Session::default();
                session.set("sid", login.sid);
                session.set("syno_token", login.syno_token);
                // An earlier device stays known when this login was let in without giving a new one.
                session.set("device_id", std::mem::take(&mut self.device_id));
                session.set("device_id", login.device_id);
                session.set("account", self.credentials.get("account"));
                session.set("auth_path", self.auth.path.clone());
                session.set("auth_version", self.auth.version.to_string());
                for (key, value) in &self.found {
                    session.set(key, value.clone());
                }
                if self.named_session {
                    session.set("session_name", self.session_name.clone());
                }
                return SignInStep::Done(session);
            }
            Err(error) => error,
        };
        match error.kind {
            Kind::CodeNeeded => {
                self.waiting_for = Waiting::Code;
                self.device_id.clear();
                // 406: a code helps only once the account has set up its second factor, so that is said with the question.
                SignInStep::AskCode { error: (error.code == "406").then_some(error), picture: None }
            }
            Kind::WrongCode if self.sid_format => {
                self.sid_format = false;
                self.log_in()
            }
            Kind::WrongCode => {
                self.sid_format = true;
                self.waiting_for = Waiting::Code;
                SignInStep::AskCode { error: Some(error), picture: None }
            }
            Kind::SignInDenied if self.named_session => {
                self.named_session = false;
                self.log_in()
            }
            _ => SignInStep::Failed(error),
        }
    }
}

impl SignIn for DsmSignIn {
    fn next(&mut self, _now: Timestamp, input: SignInInput<'_>) -> SignInStep {
        match input {
            SignInInput::Start => self.ask_what_is_there(),
            SignInInput::Answer(response) => match self.waiting_for {
                Waiting::Info => self.discovered(response),
                Waiting::Login | Waiting::Code => self.logged_in(response),
            },
            SignInInput::Code(code) => {
                // Authenticator apps show the six digits with a gap.
                self.code = Some(code.chars().filter(|c| !c.is_whitespace()).collect());
                self.log_in()
            }
        }
    }
}

/// The request that ends a session.
pub(super) fn sign_out(source: &Source, session: &Session) -> Request {
    let mut fields = vec![("api", "SYNO.API.Auth"), ("version", session.get("auth_version")), ("method", "logout")];
    let name = session.get("session_name");
    if !name.is_empty() {
        fields.push(("session", name));
    }
    fields.push(("_sid", session.get("sid")));
    Request::form(format!("{}webapi/{}", source.base_url, session.get("auth_path")), &fields)
}

/// An answer to a login that is an error, by the table of login codes.
pub(super) fn login_error(code: i64, errors: &serde_json::Value) -> Error {
    failure::of_code(Table::Login, code, errors)
}
