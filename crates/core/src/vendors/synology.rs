//! Synology Active Backup for Business: the `SYNO.ActiveBackup.Log` interface of a DSM.
//!
//! Synology documents none of it; the facts come from the API page and from other people's clients, so unknown codes
//! and fields are normal. Every call is a POST of form fields to `webapi/`: it needs no preflight and keeps the session
//! out of addresses and logs.

mod auth;
mod calls;
pub mod dictionary;
mod failure;
mod mapping;
mod wire;

use super::{
    Answer, Call, Capabilities, Credentials, Descriptor, FieldKind, FormField, Session, SignIn, Subject, Vendor,
    VendorFilter,
};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::{Source, TimeRange};
use crate::query::Query;

pub use mapping::{SEVERITY_CODES, STATUS_CODES};

/// The vendor.
#[derive(Debug)]
pub struct Synology;

static DESCRIPTOR: Descriptor = Descriptor {
    id: "synology",
    name: "Synology Active Backup",
    settings: &[FormField { key: "sessionName", kind: FieldKind::Text, required: false }],
    credentials: &[
        FormField { key: "account", kind: FieldKind::UserName, required: true },
        FormField { key: "password", kind: FieldKind::Secret, required: true },
        FormField { key: "rememberDevice", kind: FieldKind::Switch, required: false },
    ],
    capabilities: Capabilities { runs: true, lines: true, run_lines: true, one_time_code: true },
    config_keys: &[("account", "account"), ("sessionName", "sessionName")],
};

impl Vendor for Synology {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn sign_in(&self, source: &Source, credentials: &Credentials, earlier: Option<&Session>) -> Box<dyn SignIn> {
        Box::new(auth::DsmSignIn::new(source, credentials, earlier))
    }

    fn sign_out(&self, source: &Source, session: &Session) -> Option<Request> {
        Some(auth::sign_out(source, session))
    }

    fn build(&self, source: &Source, session: &Session, call: &Call) -> Request {
        calls::build(source, session, call)
    }

    fn parse(&self, source: &Source, call: &Call, response: &Response) -> Result<Answer, Error> {
        let run = |raw: &str| mapping::run(&source.id, raw);
        let line = |raw: &str| mapping::line(&source.id, raw);
        Ok(match call {
            Call::Runs(_) | Call::Run { .. } => Answer::Runs(wire::rows(response, "results", run)?),
            Call::Lines(_) => Answer::Lines(wire::rows(response, "logs", line)?),
            Call::RunLines { .. } => Answer::Lines(wire::rows(response, "result_detail_list", line)?),
        })
    }

    fn push_down(&self, subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
        calls::push_down(subject, range, query)
    }
}
