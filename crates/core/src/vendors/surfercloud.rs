//! SurferCloud, SCloud SG, UCloud and other brands of one API: the backups and logs of their PostgreSQL (`UPgSQL`).
//!
//! Every request is signed with a key that a person made in the console; there is no session to open or to end. The
//! list of runs is put together: the instances first, then the backups of each, page by page. So is that of lines: out of
//! the texts of the log files, by a call that is experimental here.

mod about;
mod actions;
mod auth;
mod calls;
mod failure;
mod file_id;
mod lines;
mod log_text;
mod mapping;
pub(crate) mod saved;
mod walk;
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
pub struct SurferCloud;

/// What it is called, what it can do, what it must be told.
pub(super) static DESCRIPTOR: Descriptor = Descriptor {
    id: "surfercloud",
    name: "SurferCloud / UCloud PostgreSQL",
    settings: &[
        FormField::new("region", FieldKind::Text, true),
        FormField::new("zone", FieldKind::Text, false),
        FormField::new("projectId", FieldKind::Text, false),
        FormField::new("httpMethod", FieldKind::Choice(&["POST", "GET"]), false),
    ],
    credentials: &[
        FormField::new("publicKey", FieldKind::UserName, true),
        FormField::new("privateKey", FieldKind::Secret, true),
        FormField::new("securityToken", FieldKind::Secret, false),
    ],
    capabilities: Capabilities {
        runs: true,
        lines: true,
        run_lines: false,
        one_time_code: false,
        items: &[],
        files: true,
        actions: actions::NAMES,
        prepares: actions::PREPARES,
        cancels: false,
    },
    meanings: mapping::MEANINGS,
    config_keys: &[
        ("region", "region"),
        ("zone", "zone"),
        ("projectId", "projectId"),
        ("httpMethod", "httpMethod"),
        ("publicKey", "publicKey"),
        ("companyId", "companyId"),
        ("accountId", "accountId"),
    ],
    known_addresses: BRANDS,
};

/// The brands whose API this is known to be, with the address of each.
const BRANDS: &[(&str, &str)] = &[
    ("SurferCloud", "https://api.surfercloud.com/"),
    ("SCloud SG", "https://api.scloudsg.com/"),
    ("UCloud", "https://api.ucloud.cn/"),
    ("Sigcal Cloud", "https://api.sigcalcloud.com/"),
];

impl Vendor for SurferCloud {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn sign_in(&self, attempt: &Attempt<'_>) -> Box<dyn SignIn> {
        Box::new(auth::KeySignIn::new(attempt.source, attempt.credentials))
    }

    /// A key is not signed out: it is good until somebody deletes it in the console.
    fn sign_out(&self, _source: &Source, _session: &Session, _now: Timestamp) -> Option<Request> {
        None
    }

    fn ask(&self, source: &Source, session: &Session, call: &Call) -> Result<Box<dyn Exchange>, Error> {
        let api = calls::Api::new(source, session);
        Ok(match call {
            Call::Runs(_) => Box::new(walk::Walk::runs(api, &source.id)),
            Call::Run { run } => Box::new(walk::Walk::run(api, &source.id, run)),
            Call::Lines(page) => Box::new(lines::Lines::new(api, &source.id, page.filter.range)),
            Call::Files(page) => Box::new(walk::Walk::files(api, &source.id, page.filter.range)),
            Call::About => Box::new(about::About::new(api)),
            Call::Act(action) => actions::act(api, action)?,
            Call::Download { file } => actions::download(api, file)?,
            other => return Err(not_asked(other)),
        })
    }

    /// The vendor filters backups by how they were started only, which nobody asks for. Texts of logs are asked for by
    /// their time.
    fn push_down(&self, subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
        let range = if subject == Subject::Lines { range } else { TimeRange::default() };
        (VendorFilter { range, ..VendorFilter::default() }, query.clone())
    }
}
