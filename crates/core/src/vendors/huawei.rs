//! Huawei Cloud CloudDC: physical servers in somebody's own racks, their alarms, their events, their log exports.
//!
//! There are two ways in: an IAM token for a user name and a password, or an access key that signs every request.
//! CloudDC has no runs; its lines are the alarms and the events of all servers, put together. It lists no exports
//! either: an export is known only by the number that its beginning was answered with.

mod auth;
mod door;
mod exports;
mod failure;
mod lines;
mod mapping;
mod place;
mod plan;
pub(crate) mod saved;
mod servers;
mod sign;
mod wire;

use super::{
    Attempt, Call, Capabilities, Descriptor, Exchange, FieldKind, FormField, Preparation, Session, SignIn, Subject,
    Vendor, VendorFilter, not_asked,
};
use crate::error::Error;
use crate::http::Request;
use crate::model::{Source, TimeRange, Timestamp};
use crate::query::Query;
use door::Door;

/// The vendor.
#[derive(Debug)]
pub struct Huawei;

/// The way in with a user name and a password; the first of the choice.
const PASSWORD: &str = "password";
/// The way in with an access key.
const KEYS: &str = "keys";

/// Begins a log export of the server in the value `server`.
const EXPORT_LOG: &str = "exportLog";
/// Lists the servers: name and number.
const SERVERS: &str = "servers";
/// The log of a server's management controller.
const PREPARES: &[Preparation] = &[Preparation {
    action: EXPORT_LOG,
    fields: &[FormField::new("server", FieldKind::Listed(SERVERS), true)],
    whole_span: false,
    leaves: true,
}];

/// What it is called, what it can do, what it must be told.
pub(super) static DESCRIPTOR: Descriptor = Descriptor {
    id: "huawei-clouddc",
    name: "Huawei Cloud CloudDC",
    settings: &[
        FormField::new("region", FieldKind::Text, false),
        FormField::new("projectId", FieldKind::Text, false),
        FormField::new("iamUrl", FieldKind::Text, false),
        FormField::new("upstreamHost", FieldKind::Text, false),
    ],
    credentials: &[
        FormField::new("method", FieldKind::Choice(&[PASSWORD, KEYS]), false),
        FormField::new("userName", FieldKind::UserName, true).only_if("method", PASSWORD),
        FormField::new("password", FieldKind::Secret, true).only_if("method", PASSWORD),
        FormField::new("domain", FieldKind::Text, false).only_if("method", PASSWORD),
        FormField::new("accessKey", FieldKind::Text, true).only_if("method", KEYS),
        FormField::new("secretKey", FieldKind::Secret, true).only_if("method", KEYS),
        FormField::new("securityToken", FieldKind::Secret, false).only_if("method", KEYS),
    ],
    capabilities: Capabilities {
        runs: false,
        lines: true,
        run_lines: false,
        one_time_code: false,
        items: &[],
        files: true,
        actions: &[EXPORT_LOG, SERVERS],
        prepares: PREPARES,
        cancels: false,
    },
    meanings: mapping::MEANINGS,
    config_keys: &[
        ("region", "region"),
        ("projectId", "projectId"),
        ("iamUrl", "iamUrl"),
        ("upstreamHost", "upstreamHost"),
    ],
    known_addresses: &[],
};

impl Vendor for Huawei {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn sign_in(&self, attempt: &Attempt<'_>) -> Box<dyn SignIn> {
        auth::begin(attempt.source, attempt.credentials)
    }

    fn renew_at(&self, session: &Session) -> Option<Timestamp> {
        auth::renew_at(session)
    }

    /// The interface that is documented cannot take a token back: it is forgotten here, and ends after a day.
    fn sign_out(&self, _source: &Source, _session: &Session, _now: Timestamp) -> Option<Request> {
        None
    }

    fn ask(&self, source: &Source, session: &Session, call: &Call) -> Result<Box<dyn Exchange>, Error> {
        let door = Door::of(source, session)?;
        match call {
            Call::Lines(page) => Ok(lines::all(door, &source.id, page)),
            Call::Files(page) => Ok(servers::files(door, &source.id, page)),
            Call::About => Ok(servers::about(door, session)),
            Call::Act(action) if action.name == SERVERS => Ok(servers::names(door)),
            Call::Act(action) if action.name == EXPORT_LOG => exports::start(door, action.get("server")),
            Call::Progress { export } => exports::progress(door, export),
            Call::Download { file } => exports::download(door, file),
            other => Err(not_asked(other)),
        }
    }

    fn push_down(&self, subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
        let mut rest = query.clone();
        match subject {
            Subject::Runs => (VendorFilter::default(), rest),
            Subject::Lines => {
                let severity = rest.take_severity(|severity| plan::levels(severity).is_some());
                (VendorFilter { range, severity, ..VendorFilter::default() }, rest)
            }
        }
    }
}
