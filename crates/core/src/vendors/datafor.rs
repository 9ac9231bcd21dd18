//! Datafor: the backup plugin of a Datafor server, a BI system built on Pentaho.
//!
//! The calls are those of the server's own console and not a versioned interface, so unknown codes and missing fields
//! are normal. The lists have no pages, no order and no filter: each answer is everything there is. HTTP says 200 to
//! nearly everything, and a call without a session runs as "anonymous" and may answer an empty success.

mod auth;
mod calls;
mod failure;
mod mapping;
mod question;
mod rhythm;
pub(crate) mod saved;
mod schedule;
mod time;
mod wire;

use super::{
    Attempt, Call, Capabilities, Descriptor, Exchange, FieldKind, FormField, Session, SignIn, Subject, Vendor,
    VendorFilter, not_asked,
};
use crate::error::Error;
use crate::http::Request;
use crate::model::{Source, TimeRange, Timestamp};
use crate::query::Query;

/// The vendor.
#[derive(Debug)]
pub struct Datafor;

/// What it is called, what it can do, what it must be told.
pub(super) static DESCRIPTOR: Descriptor = Descriptor {
    id: "datafor",
    name: "Datafor",
    settings: &[FormField::new("tenant", FieldKind::Text, false)],
    credentials: &[
        FormField::new("method", FieldKind::Choice(&["session", "basic", "token"]), false),
        FormField::new("account", FieldKind::UserName, true).only_if("method", "session|basic"),
        FormField::new("password", FieldKind::Secret, true).only_if("method", "session|basic"),
        FormField::new("token", FieldKind::Secret, true).only_if("method", "token"),
    ],
    capabilities: Capabilities {
        runs: true,
        lines: false,
        run_lines: false,
        one_time_code: true,
        items: &["parts"],
        files: true,
        actions: &["schedules"],
        prepares: &[],
        cancels: false,
    },
    meanings: mapping::MEANINGS,
    config_keys: &[("account", "account"), ("tenant", "tenant")],
    known_addresses: &[],
};

impl Vendor for Datafor {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn sign_in(&self, attempt: &Attempt<'_>) -> Box<dyn SignIn> {
        Box::new(auth::Entering::new(attempt.source, attempt.credentials))
    }

    fn renew_at(&self, session: &Session) -> Option<Timestamp> {
        session.get("ends").parse().ok().map(Timestamp)
    }

    fn sign_out(&self, source: &Source, session: &Session, _now: Timestamp) -> Option<Request> {
        calls::sign_out(source, session)
    }

    fn ask(&self, source: &Source, session: &Session, call: &Call) -> Result<Box<dyn Exchange>, Error> {
        let question = question::Question::new(source, session, call).ok_or_else(|| not_asked(call))?;
        Ok(Box::new(question))
    }

    /// The vendor evaluates nothing.
    fn push_down(&self, _subject: Subject, _range: TimeRange, query: &Query) -> (VendorFilter, Query) {
        (VendorFilter::default(), query.clone())
    }
}
