//! Signing in to an appliance: OAuth2 tokens, one-time code, refresh, and finding out which version it serves.
//!
//! - The token endpoint has no version in its path.
//! - A password of a user with a second factor is answered with status 200 and an `mfa_token` in place of the tokens.
//! - A renewal uses the refresh token first, and the password when that is refused.
//! - The version is looked for from the newest on, by `system/about`: an appliance serves its own and some before it.

use super::failure::Table;
use super::{calls, version, wire};
use crate::error::{Error, Kind, Reaction};
use crate::http::{Method, Request, Response};
use crate::model::{Source, Timestamp};
use crate::vendors::{Attempt, Credentials, Session, SignIn, SignInInput, SignInStep};

/// How long before its end a token is renewed, in milliseconds. Known clients take half a minute to five minutes.
const EARLY_MS: i64 = 60_000;

pub(super) struct TokenSignIn {
    source: Source,
    credentials: Credentials,
    /// The refresh token to try, until it was tried.
    refresh: String,
    /// What was found out before, so that it is not looked for again.
    version: String,
    session: Session,
    mfa_token: String,
    waiting_for: Waiting,
}

#[derive(Clone, Copy, PartialEq)]
enum Waiting {
    Refresh,
    Password,
    Code,
    /// The answer of this version, by its place in the list.
    Version(usize),
}

impl TokenSignIn {
    pub(super) fn new(attempt: &Attempt<'_>) -> TokenSignIn {
        let user = attempt.credentials.get("userName");
        let earlier = attempt.earlier.filter(|session| attempt.renewal && session.get("user") == user);
        let of = |key: &str| earlier.map(|session| session.get(key).to_string()).unwrap_or_default();
        let mut session = Session::default();
        session.set("user", user);
        session.set("role", of("role"));
        TokenSignIn {
            source: attempt.source.clone(),
            credentials: attempt.credentials.clone(),
            refresh: of("refresh_token"),
            version: version::wanted(attempt.source).unwrap_or_else(|| of("version")),
            session,
            mfa_token: String::new(),
            waiting_for: Waiting::Password,
        }
    }

    fn ask_token(&mut self, waiting_for: Waiting, fields: &[(&str, &str)]) -> SignInStep {
        self.waiting_for = waiting_for;
        let request = Request::form(format!("{}api/oauth2/token", self.source.base_url), fields);
        SignInStep::Send(request.with_header("Accept", "application/json"))
    }

    fn begin(&mut self) -> SignInStep {
        let refresh = std::mem::take(&mut self.refresh);
        if refresh.is_empty() {
            return self.ask_with_password();
        }
        // Kept for an answer that names no new one.
        self.session.set("refresh_token", refresh.clone());
        self.ask_token(Waiting::Refresh, &[("grant_type", "Refresh_token"), ("refresh_token", &refresh)])
    }

    fn ask_with_password(&mut self) -> SignInStep {
        let credentials = self.credentials.clone();
        let (user, password) = (credentials.get("userName"), credentials.get("password"));
        self.ask_token(Waiting::Password, &[("grant_type", "Password"), ("username", user), ("password", password)])
    }

    fn ask_with_code(&mut self, code: &str) -> SignInStep {
        // Authenticator apps show the six digits with a gap.
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let token = self.mfa_token.clone();
        self.ask_token(Waiting::Code, &[("grant_type", "Mfa"), ("mfa_token", &token), ("mfa_code", &code)])
    }

    fn answered(&mut self, now: Timestamp, response: &Response) -> SignInStep {
        let table = if self.waiting_for == Waiting::Code { Table::Code } else { Table::Password };
        match wire::token(table, response) {
            Ok(token) if token.access.is_empty() => {
                self.mfa_token = token.mfa;
                SignInStep::AskCode { error: None, picture: None }
            }
            Ok(token) => self.signed_in(now, token),
            // The refresh token has ended or was revoked: the password is still known.
            Err(error) if self.waiting_for == Waiting::Refresh && refused(&error) => {
                self.session.forget("refresh_token");
                self.ask_with_password()
            }
            Err(error) if error.kind == Kind::WrongCode => SignInStep::AskCode { error: Some(error), picture: None },
            Err(error) => SignInStep::Failed(error),
        }
    }

    fn signed_in(&mut self, now: Timestamp, token: wire::Token) -> SignInStep {
        self.session.set("access_token", token.access);
        self.session.set("refresh_token", token.refresh);
        self.session.set("role", token.role);
        if let Some(lifetime) = token.lifetime_ms {
            // Half of it at least is used, however short it is.
            let until = lifetime - EARLY_MS.min(lifetime / 2);
            self.session.set("renew_at", now.0.saturating_add(until).to_string());
        }
        if self.version.is_empty() { self.look_for(0) } else { self.done() }
    }

    fn done(&mut self) -> SignInStep {
        self.session.set("version", std::mem::take(&mut self.version));
        SignInStep::Done(std::mem::take(&mut self.session))
    }

    fn look_for(&mut self, place: usize) -> SignInStep {
        let Some(version) = version::all().get(place) else { return SignInStep::Failed(no_version()) };
        self.waiting_for = Waiting::Version(place);
        self.session.set("version", *version);
        SignInStep::Send(calls::get(&self.source, &self.session, "system/about", &[]))
    }

    fn looked(&mut self, place: usize, response: &Response) -> SignInStep {
        let error = wire::object(response).err();
        match (&error, response.status) {
            // Who may not read this can still read sessions.
            (None, _) | (_, 403) => {
                self.version = version::all().get(place).copied().unwrap_or_default().to_string();
                self.done()
            }
            // A version that is not served: not found, refused as a value, or the web page of the appliance.
            (_, 400 | 404 | 405 | 410 | 501) => self.look_for(place + 1),
            (Some(error), _) if error.kind == Kind::Html && place + 1 < version::all().len() => {
                self.look_for(place + 1)
            }
            (Some(error), _) => SignInStep::Failed(error.clone()),
        }
    }
}

/// Whether the appliance itself said no, and not something on the way to it.
fn refused(error: &Error) -> bool {
    matches!(error.kind, Kind::WrongPassword | Kind::SignInDenied | Kind::AccountUnusable | Kind::BadValue)
}

fn no_version() -> Error {
    let mut error = Error::new(Kind::NotSupported);
    error.reaction = Reaction::FixAddress;
    error.meaning = "It answers to no version of the interface from v8.1 to v1.".to_string();
    error.remedy = "Check the address. If the appliance is newer, choose its API version yourself.".to_string();
    error
}

impl SignIn for TokenSignIn {
    fn next(&mut self, now: Timestamp, input: SignInInput<'_>) -> SignInStep {
        match (input, self.waiting_for) {
            (SignInInput::Start, _) => self.begin(),
            (SignInInput::Answer(response), Waiting::Version(place)) => self.looked(place, response),
            (SignInInput::Answer(response), _) => self.answered(now, response),
            (SignInInput::Code(code), _) => self.ask_with_code(code),
        }
    }
}

/// From when on a session should be renewed.
pub(super) fn renew_at(session: &Session) -> Option<Timestamp> {
    session.get("renew_at").parse().ok().map(Timestamp)
}

/// The request that ends a session.
pub(super) fn sign_out(source: &Source, session: &Session) -> Request {
    calls::authorised(Request::new(Method::Delete, format!("{}api/oauth2/token", source.base_url)), session)
}
