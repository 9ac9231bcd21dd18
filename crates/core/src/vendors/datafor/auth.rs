//! Signing in: a session by cookie, HTTP Basic, or a token.
//!
//! - `fetchUser` is asked first, which anybody may: a password is sent only to what answers like a Datafor. Where
//!   nothing does, the usual path `/datafor` below the address is tried.
//! - A session that the browser has already as somebody else is ended, or the login would only say "already signed in".
//! - `fetchUser` is also asked last: a browser that keeps the cookie back leaves the page nobody.
//! - A server without the login of the product is signed in to with the platform's form. It answers with a redirect
//!   either way, so only `fetchUser` tells.

use super::calls::{FORM_LOGIN, LOGIN, LOGOUT, PICTURE, Server, USER, root_of};
use super::failure;
use super::wire::{self, Login, User};
use crate::base64;
use crate::error::{Error, Kind, of_status};
use crate::http::Response;
use crate::model::{Source, Timestamp};
use crate::vendors::{Credentials, Picture, Session, SignIn, SignInInput, SignInStep};

pub(super) struct Entering {
    root: String,
    method: Method,
    credentials: Credentials,
    tenant: String,
    code: Option<String>,
    waiting_for: Waiting,
    /// What is told with the picture.
    told: Option<Error>,
    /// The platform's form was used.
    by_form: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Method {
    Session,
    Basic,
    Token,
}

enum Waiting {
    /// Whether a Datafor is there; why not at the address itself, when the usual path is tried.
    Look(Option<Error>),
    /// That the session of somebody else has ended.
    Logout,
    Login,
    Form,
    Picture,
    /// Who the server takes us for now.
    Check,
}

impl Entering {
    pub(super) fn new(source: &Source, credentials: &Credentials) -> Entering {
        let method = match credentials.get("method") {
            "basic" => Method::Basic,
            "token" => Method::Token,
            _ => Method::Session,
        };
        Entering {
            root: root_of(&source.base_url),
            method,
            credentials: credentials.clone(),
            tenant: source.setting("tenant").to_string(),
            code: None,
            waiting_for: Waiting::Look(None),
            told: None,
            by_form: false,
        }
    }

    /// The header `Authorization`; empty for a session.
    fn authorization(&self) -> String {
        match self.method {
            Method::Session => String::new(),
            Method::Basic => {
                let pair = [self.credentials.get("account"), self.credentials.get("password")].join(":");
                format!("Basic {}", base64::encode(pair.as_bytes()))
            }
            Method::Token => format!("Bearer {}", self.token()),
        }
    }

    /// The token, however it was copied.
    fn token(&self) -> &str {
        let token = self.credentials.get("token").trim();
        token.strip_prefix("Bearer ").unwrap_or(token).trim()
    }

    fn server(&self) -> Server {
        Server::new(&self.root, &self.authorization())
    }

    fn send(&mut self, waiting_for: Waiting) -> SignInStep {
        let server = self.server();
        let request = match &waiting_for {
            Waiting::Look(_) | Waiting::Check => server.get(USER),
            Waiting::Logout => server.get(LOGOUT),
            Waiting::Picture => server.get(PICTURE),
            Waiting::Form => server.form(
                FORM_LOGIN,
                &[("j_username", self.credentials.get("account")), ("j_password", self.credentials.get("password"))],
            ),
            Waiting::Login => {
                let mut fields =
                    vec![("username", self.credentials.get("account")), ("password", self.credentials.get("password"))];
                if !self.tenant.is_empty() {
                    fields.push(("tenantId", &self.tenant));
                }
                if let Some(code) = &self.code {
                    fields.push(("captchaCode", code));
                }
                server.form(LOGIN, &fields)
            }
        };
        self.waiting_for = waiting_for;
        SignInStep::Send(request)
    }

    fn looked(&mut self, now: Timestamp, response: &Response, before: Option<Error>) -> SignInStep {
        let user = match wire::user(response) {
            Ok(user) => user,
            // Something that speaks of codes is a server that does not want to say who asks.
            Err(error) if !error.code.is_empty() && self.method == Method::Session => return self.send(Waiting::Login),
            Err(error) if error.status == Some(401) && self.method != Method::Session => return self.refused(response),
            Err(error) => {
                let elsewhere = matches!(error.kind, Kind::Html | Kind::NotSupported | Kind::Unreadable);
                if elsewhere && before.is_none() && !self.root.ends_with("/datafor/") {
                    self.root += "datafor/";
                    return self.send(Waiting::Look(Some(error)));
                }
                return SignInStep::Failed(failure::at_wrong_address(before.unwrap_or(error)));
            }
        };
        match self.method {
            Method::Session if user.signed_in && !user.name.eq_ignore_ascii_case(self.credentials.get("account")) => {
                self.send(Waiting::Logout)
            }
            Method::Session => self.send(Waiting::Login),
            _ => self.checked(now, response, &user),
        }
    }

    fn logged_in(&mut self, response: &Response) -> SignInStep {
        match wire::login(response) {
            Ok(Login::In) => self.send(Waiting::Check),
            Ok(Login::Out { error, picture }) => {
                let about_picture = error.kind == Kind::WrongCode;
                if !picture && !about_picture || self.code.is_some() && error.kind == Kind::WrongPassword {
                    return SignInStep::Failed(error);
                }
                // That a picture is to be read is no error of somebody who has not seen one.
                self.told = (!about_picture || self.code.is_some()).then_some(error);
                self.send(Waiting::Picture)
            }
            Err(error) if matches!(error.kind, Kind::Html | Kind::NotSupported) => {
                self.by_form = true;
                self.send(Waiting::Form)
            }
            Err(error) => SignInStep::Failed(error),
        }
    }

    fn seen(&mut self, response: &Response) -> SignInStep {
        let picture = (200..300).contains(&response.status)
            && !matches!(response.body.iter().find(|byte| !byte.is_ascii_whitespace()), None | Some(b'<' | b'{'));
        if !picture {
            let error = of_status(response).unwrap_or_else(|| Error::new(Kind::Unreadable).with_answer(response));
            return SignInStep::Failed(error.with_detail("the picture to read did not come"));
        }
        let mime = response.header("content-type").and_then(|kind| kind.split(';').next()).map(str::trim);
        let mime = mime.filter(|mime| mime.starts_with("image/")).unwrap_or("image/jpeg").to_string();
        SignInStep::AskCode { error: self.told.take(), picture: Some(Picture { mime, bytes: response.body.clone() }) }
    }

    /// The last look: in, or why not.
    fn checked(&mut self, now: Timestamp, response: &Response, user: &User) -> SignInStep {
        if !user.signed_in {
            return self.refused(response);
        }
        if let Some(error) = failure::of_user(user) {
            return SignInStep::Failed(error.with_answer(response));
        }
        let mut session = Session::default();
        session.set("root", self.root.clone());
        session.set("authorization", self.authorization());
        session.set("account", user.name.clone());
        let end = if self.method == Method::Token { wire::token_end(self.token()) } else { None };
        let end = end.map(Timestamp::from_seconds);
        // A token that the server takes although its time has ended by our clock shows that a clock is wrong.
        if let Some(end) = end.filter(|end| *end > now) {
            session.set("ends", end.0.to_string());
        }
        SignInStep::Done(session)
    }

    fn refused(&self, response: &Response) -> SignInStep {
        let error = match self.method {
            Method::Session if self.by_form => failure::wrong_password(),
            Method::Session => failure::cookie_lost(),
            Method::Basic => failure::not_accepted(false),
            Method::Token => failure::not_accepted(true),
        };
        SignInStep::Failed(error.with_answer(response))
    }

    fn answered(&mut self, now: Timestamp, response: &Response) -> SignInStep {
        match std::mem::replace(&mut self.waiting_for, Waiting::Check) {
            Waiting::Look(before) => self.looked(now, response, before),
            // Whatever it said: the login will show.
            Waiting::Logout => self.send(Waiting::Login),
            Waiting::Login => self.logged_in(response),
            Waiting::Form => self.send(Waiting::Check),
            Waiting::Picture => self.seen(response),
            Waiting::Check => match wire::user(response) {
                Ok(user) => self.checked(now, response, &user),
                Err(error) => SignInStep::Failed(error),
            },
        }
    }
}

impl SignIn for Entering {
    fn next(&mut self, now: Timestamp, input: SignInInput<'_>) -> SignInStep {
        let step = match input {
            SignInInput::Start => self.send(Waiting::Look(None)),
            SignInInput::Answer(response) => self.answered(now, response),
            SignInInput::Code(code) => {
                self.code = Some(code.trim().to_string());
                self.send(Waiting::Login)
            }
        };
        match step {
            SignInStep::Failed(error) => SignInStep::Failed(failure::without_secrets(error)),
            other => other,
        }
    }
}
