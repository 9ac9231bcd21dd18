//! Signing in: a token of IAM, or an access key that is tried out.
//!
//! CloudDC answers for one project. Its number is a setting, or stands in the token, or IAM lists it.

use super::door::{Door, Pass, read_without};
use super::failure::{self, During};
use super::sign::Keys;
use super::{KEYS, PASSWORD, place, wire};
use crate::error::{Error, Kind};
use crate::http::{Request, Response};
use crate::model::{Source, Timestamp};
use crate::vendors::{Credentials, Session, SignIn, SignInInput, SignInStep};

/// How long before its end a token is renewed, in milliseconds.
const BEFORE_END: i64 = 5 * 60_000;
/// A token that ends sooner than this is not renewed in time: a clock is wrong, and every call would renew it.
const SHORTEST: i64 = 2 * BEFORE_END;

/// Begins a sign-in.
pub(super) fn begin(source: &Source, credentials: &Credentials) -> Box<dyn SignIn> {
    let project = source.setting("projectId").trim().to_string();
    let region = place::region(source).to_string();
    if credentials.get("method") == KEYS {
        let text = |key: &str| credentials.get(key).trim().to_string();
        let keys = Keys { access: text("accessKey"), secret: text("secretKey"), token: text("securityToken") };
        Box::new(KeySignIn { source: source.clone(), keys, project, region, trying: false })
    } else {
        Box::new(TokenSignIn { source: source.clone(), credentials: credentials.clone(), project, region })
    }
}

/// From when on a token is renewed before it is used.
pub(super) fn renew_at(session: &Session) -> Option<Timestamp> {
    let ends = Timestamp::parse_iso(session.get("expires"))?;
    Some(Timestamp(ends.0.saturating_sub(BEFORE_END)))
}

fn no_place() -> SignInStep {
    SignInStep::Failed(failure::setting(
        "It is not known which project to ask about.",
        "Set the region, for example ap-southeast-3, or the project ID.",
    ))
}

struct TokenSignIn {
    source: Source,
    credentials: Credentials,
    project: String,
    region: String,
}

impl TokenSignIn {
    fn request(&self) -> Request {
        let user = self.credentials.get("userName").trim();
        let domain = self.credentials.get("domain").trim();
        // An account's own first user is called like the account.
        let domain = if domain.is_empty() { user } else { domain };
        let project = if self.project.is_empty() {
            serde_json::json!({ "name": self.region })
        } else {
            serde_json::json!({ "id": self.project })
        };
        let user = serde_json::json!({
            "name": user, "password": self.credentials.get("password"), "domain": { "name": domain }
        });
        let body = serde_json::json!({ "auth": {
            "identity": { "methods": [PASSWORD], "password": { "user": user } }, "scope": { "project": project }
        } });
        Request::json(format!("{}v3/auth/tokens", place::iam_url(&self.source)), body.to_string())
    }

    fn answered(&self, now: Timestamp, response: &Response) -> Result<Session, Error> {
        let secrets = [self.credentials.get("password"), response.header("x-subject-token").unwrap_or_default()];
        let token = read_without(&secrets, response, wire::token)?;
        let project = if self.project.is_empty() { token.project } else { self.project.clone() };
        if project.is_empty() {
            return Err(failure::setting("IAM does not say which project the token is for.", "Set the project ID."));
        }
        let mut session = Session::default();
        session.set("token", token.token);
        session.set("project", project);
        session.set("region", self.region.clone());
        let ends = super::mapping::iso(&token.expires_at).filter(|ends| ends.0.saturating_sub(now.0) > SHORTEST);
        session.set("expires", ends.map(Timestamp::iso).unwrap_or_default());
        Ok(session)
    }
}

impl SignIn for TokenSignIn {
    fn next(&mut self, now: Timestamp, input: SignInInput<'_>) -> SignInStep {
        match input {
            SignInInput::Start if self.project.is_empty() && self.region.is_empty() => no_place(),
            // Nothing asks for a code.
            SignInInput::Start | SignInInput::Code(_) => SignInStep::Send(self.request()),
            SignInInput::Answer(response) => match self.answered(now, response) {
                Ok(session) => SignInStep::Done(session),
                Err(error) => SignInStep::Failed(error),
            },
        }
    }
}

struct KeySignIn {
    source: Source,
    keys: Keys,
    project: String,
    region: String,
    /// The key is tried out; before that the project is looked up.
    trying: bool,
}

impl KeySignIn {
    fn pass(&self) -> Pass {
        Pass::Keys(self.keys.clone())
    }

    fn try_out(&mut self, now: Timestamp) -> SignInStep {
        self.trying = true;
        let door = Door::clouddc(&self.source, &self.project, self.pass());
        SignInStep::Send(door.get(&["physicalservers"], &[("limit", "10".to_string())], now))
    }

    fn tried(&self, response: &Response) -> Result<Session, Error> {
        let door = Door::clouddc(&self.source, &self.project, self.pass());
        match door.read(response, |response| wire::rows(response, During::Keys, "servers")) {
            // The key is good: what it may not do is told where it is wanted.
            Err(error) if error.kind != Kind::PermissionDenied => return Err(error),
            _ => {}
        }
        let mut session = Session::default();
        session.set("access_key", self.keys.access.clone());
        session.set("secret_key", self.keys.secret.clone());
        session.set("security_token", self.keys.token.clone());
        session.set("project", self.project.clone());
        session.set("region", self.region.clone());
        Ok(session)
    }

    /// The project is called like the region.
    fn found(&self, response: &Response) -> Result<String, Error> {
        let door = Door::iam(&self.source, self.pass());
        let projects = door.read(response, wire::projects)?;
        let named = projects.iter().find(|(name, id)| *name == self.region && !id.is_empty());
        named.map(|(_, id)| id.clone()).ok_or_else(|| {
            let remedy = "Check the region, or set the project ID.";
            failure::setting("IAM knows no project of this region.", remedy).with_answer(response)
        })
    }
}

impl SignIn for KeySignIn {
    fn next(&mut self, now: Timestamp, input: SignInInput<'_>) -> SignInStep {
        match input {
            SignInInput::Start | SignInInput::Code(_) if !self.project.is_empty() => self.try_out(now),
            SignInInput::Start | SignInInput::Code(_) if self.region.is_empty() => no_place(),
            SignInInput::Start | SignInInput::Code(_) => {
                let query = [("name", self.region.clone())];
                SignInStep::Send(Door::iam(&self.source, self.pass()).get(&["projects"], &query, now))
            }
            SignInInput::Answer(response) if self.trying => match self.tried(response) {
                Ok(session) => SignInStep::Done(session),
                Err(error) => SignInStep::Failed(error),
            },
            SignInInput::Answer(response) => match self.found(response) {
                Ok(project) => {
                    self.project = project;
                    self.try_out(now)
                }
                Err(error) => SignInStep::Failed(error),
            },
        }
    }
}
