//! Veeam Backup for Microsoft Azure: the REST interface of an appliance.
//!
//! A session is a run, the log of a session is read for one session at a time, and there is no log of all of them.
//! The facts come from the API page of version 1 and from the interface description of version 8.1; what lies between
//! is read leniently.

mod actions;
mod auth;
mod calls;
mod failure;
mod items;
mod mapping;
pub(crate) mod saved;
mod time;
mod types;
mod version;
mod wire;

use serde_json::{Map, Value};

use super::{
    Answer, Attempt, Call, Capabilities, Descriptor, Exchange, FieldKind, FormField, Once, Session, SignIn, Subject,
    Vendor, VendorFilter, not_asked,
};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::{Source, TimeRange, Timestamp};
use crate::query::Query;

/// The vendor.
#[derive(Debug)]
pub struct Veeam;

/// What it is called, what it can do, what it must be told.
pub(super) static DESCRIPTOR: Descriptor = Descriptor {
    id: "veeam-azure",
    name: "Veeam Backup for Azure",
    settings: &[FormField::new("apiVersion", FieldKind::Choice(version::CHOICES), false)],
    credentials: &[
        FormField::new("userName", FieldKind::UserName, true),
        FormField::new("password", FieldKind::Secret, true),
    ],
    capabilities: Capabilities {
        runs: true,
        lines: false,
        run_lines: true,
        one_time_code: true,
        items: items::LISTS,
        files: false,
        actions: actions::NAMES,
        prepares: actions::PREPARES,
        cancels: false,
    },
    meanings: mapping::MEANINGS,
    config_keys: &[("apiVersion", "apiVersion"), ("userName", "userName")],
    known_addresses: &[],
};

impl Vendor for Veeam {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn sign_in(&self, attempt: &Attempt<'_>) -> Box<dyn SignIn> {
        Box::new(auth::TokenSignIn::new(attempt))
    }

    fn renew_at(&self, session: &Session) -> Option<Timestamp> {
        auth::renew_at(session)
    }

    fn sign_out(&self, source: &Source, session: &Session, _now: Timestamp) -> Option<Request> {
        Some(auth::sign_out(source, session))
    }

    fn ask(&self, source: &Source, session: &Session, call: &Call) -> Result<Box<dyn Exchange>, Error> {
        let request = match call {
            Call::Act(action) => actions::build(source, session, action)?,
            other => calls::build(source, session, other)?,
        };
        let known = Known {
            source: source.id.clone(),
            version: version::of(source, session),
            user: session.get("user").to_string(),
            role: session.get("role").to_string(),
        };
        let call = call.clone();
        Ok(Once::boxed(move |_| request.clone(), move |response| read(&known, &call, response)))
    }

    fn push_down(&self, subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
        calls::push_down(subject, range, query)
    }
}

/// What is known without asking.
struct Known {
    source: String,
    version: String,
    user: String,
    role: String,
}

fn read(known: &Known, call: &Call, response: &Response) -> Result<Answer, Error> {
    Ok(match call {
        Call::Runs(_) => Answer::Runs(wire::rows(response, |raw| mapping::run(&known.source, raw))?),
        Call::Run { .. } => Answer::Runs(wire::one(response, |raw| mapping::run(&known.source, raw))?),
        Call::RunLines { run, .. } => Answer::Lines(wire::log(response, |raw| mapping::line(&known.source, run, raw))?),
        Call::Items { run, kind, .. } => {
            let list = items::list(kind).unwrap_or_default();
            Answer::Items(wire::rows(response, |raw| items::item(list, run, raw))?)
        }
        Call::About => Answer::Facts(facts(known, response)?),
        Call::Act(action) => actions::read(action, response)?,
        other => return Err(not_asked(other)),
    })
}

/// What the appliance says of itself, beside what the sign-in has shown.
fn facts(known: &Known, response: &Response) -> Result<Vec<(String, String)>, Error> {
    let about = wire::object(response)?;
    let mut out: Vec<(String, String)> = [("apiVersion", &known.version), ("user", &known.user), ("role", &known.role)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_string(), value.clone()))
        .collect();
    out.extend(plain(&about));
    Ok(out)
}

/// What an object says of itself in single values.
fn plain(object: &Map<String, Value>) -> Vec<(String, String)> {
    let single = object.iter().filter(|(_, value)| !value.is_null() && !value.is_object() && !value.is_array());
    single
        .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_string)))
        .collect()
}
