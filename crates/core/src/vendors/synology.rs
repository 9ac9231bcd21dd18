//! Synology Active Backup for Business: the `SYNO.ActiveBackup.Log` interface of a DSM, and the two beside it that list
//! tasks and count results.
//!
//! Synology documents none of it; the facts come from the API page and from other people's clients, so unknown codes
//! and fields are normal. Every call is a POST of form fields to `webapi/`: it needs no preflight and keeps the session
//! out of addresses and logs.

mod about;
mod actions;
mod auth;
mod calls;
pub mod dictionary;
mod export;
mod failure;
pub mod lines;
mod mapping;
pub(crate) mod saved;
mod settings;
mod tallies;
mod tasks;
mod upload;
mod wire;

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
pub struct Synology;

/// What it is called, what it can do, what it must be told.
pub(super) static DESCRIPTOR: Descriptor = Descriptor {
    id: "synology",
    name: "Synology Active Backup",
    settings: &[FormField::new("sessionName", FieldKind::Text, false)],
    credentials: &[
        FormField::new("account", FieldKind::UserName, true),
        FormField::new("password", FieldKind::Secret, true),
        FormField::new("rememberDevice", FieldKind::Switch, false),
    ],
    capabilities: Capabilities {
        runs: true,
        lines: true,
        run_lines: true,
        one_time_code: true,
        items: &[],
        files: false,
        actions: actions::NAMES,
        prepares: export::PREPARES,
        cancels: true,
    },
    meanings: mapping::MEANINGS,
    config_keys: &[("account", "account"), ("sessionName", "sessionName")],
    known_addresses: &[],
};

impl Vendor for Synology {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn sign_in(&self, attempt: &Attempt<'_>) -> Box<dyn SignIn> {
        Box::new(auth::DsmSignIn::new(attempt.source, attempt.credentials, attempt.earlier))
    }

    fn sign_out(&self, source: &Source, session: &Session, _now: Timestamp) -> Option<Request> {
        Some(auth::sign_out(source, session))
    }

    fn ask(&self, source: &Source, session: &Session, call: &Call) -> Result<Box<dyn Exchange>, Error> {
        match call {
            Call::About => return Ok(about::begin(source, session)),
            Call::Act(action) => return actions::begin(source, session, action),
            Call::Progress { export } => return Ok(export::progress(source, session, export)),
            Call::Cancel { export } => return Ok(export::cancel(source, session, export)),
            Call::Download { file } => return Ok(export::fetch(source, session, file)),
            _ => {}
        }
        let request = calls::build(source, session, call).ok_or_else(|| not_asked(call))?;
        let (source, call) = (source.id.clone(), call.clone());
        Ok(Once::boxed(move |_| request.clone(), move |response| read(&source, &call, response)))
    }

    fn push_down(&self, subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
        calls::push_down(subject, range, query)
    }
}

fn read(source: &str, call: &Call, response: &Response) -> Result<Answer, Error> {
    let run = |raw: &str| mapping::run(source, raw);
    let line = |raw: &str| mapping::line(source, raw);
    Ok(match call {
        Call::Runs(_) | Call::Run { .. } => Answer::Runs(wire::rows(response, "results", run)?),
        Call::Lines(_) => Answer::Lines(wire::rows(response, "logs", line)?),
        Call::RunLines { .. } => Answer::Lines(wire::rows(response, "result_detail_list", line)?),
        other => return Err(not_asked(other)),
    })
}
