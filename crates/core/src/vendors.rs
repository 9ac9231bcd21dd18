//! One folder a vendor, behind one interface.
//!
//! A [`Vendor`] says what its systems can do, builds request values and parses response values. It never sends anything.

mod address;
mod call;
mod lenient;
mod sign_in;
pub mod synology;

use std::fmt;

pub use address::{AddressProblem, normalise_address};
pub use call::{Answer, Call, PageRequest, VendorFilter};
pub use sign_in::{Credentials, Session, SignIn, SignInInput, SignInStep};

use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::{Source, TimeRange};
use crate::query::Query;

/// One vendor's interface.
pub trait Vendor: Sync {
    /// What it is called, what it can do, what it must be told.
    fn descriptor(&self) -> &'static Descriptor;

    /// Begins a sign-in. `earlier` is the session before, if there was one: what it remembers can spare a one-time code.
    fn sign_in(&self, source: &Source, credentials: &Credentials, earlier: Option<&Session>) -> Box<dyn SignIn>;

    /// The request that ends a session, if the vendor has one.
    fn sign_out(&self, source: &Source, session: &Session) -> Option<Request>;

    /// The request of a call.
    fn build(&self, source: &Source, session: &Session, call: &Call) -> Request;

    /// The answer to a call. A row that cannot be read becomes a row with a problem note; only an answer without rows
    /// is an error.
    fn parse(&self, source: &Source, call: &Call, response: &Response) -> Result<Answer, Error>;

    /// Splits a query into what the vendor itself evaluates and what is left to the engine. The lines of one run are
    /// never filtered by the vendor.
    fn push_down(&self, subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query);
}

/// What a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Subject {
    /// Executions of jobs.
    Runs,
    /// Log records.
    Lines,
}

/// What a vendor is called, what it can do, what it must be told.
#[derive(Debug)]
pub struct Descriptor {
    /// The short name in addresses and in `tapedeck.json`.
    pub id: &'static str,
    /// The product's name.
    pub name: &'static str,
    /// What must be known of a source, without secrets, beside name and address.
    pub settings: &'static [FormField],
    /// What a person gives to sign in.
    pub credentials: &'static [FormField],
    /// What its systems can do.
    pub capabilities: Capabilities,
    /// Keys that `tapedeck.json` may set for a source of this vendor, beside the common ones, with the setting they fill.
    pub config_keys: &'static [(&'static str, &'static str)],
}

/// One field of a vendor's forms. Its label and help are in the page's catalogue, by `key`.
#[derive(Debug, PartialEq, Eq)]
pub struct FormField {
    /// The name in [`Source::settings`] or in [`Credentials`].
    pub key: &'static str,
    /// What kind of value it takes.
    pub kind: FieldKind,
    /// Whether the form cannot be sent without it.
    pub required: bool,
}

/// What kind of value a form field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Plain text.
    Text,
    /// The name that a person signs in with.
    UserName,
    /// Never shown, never stored.
    Secret,
    /// Yes or no.
    Switch,
    /// One of a few values; the first is the default.
    Choice(&'static [&'static str]),
}

/// What a vendor's systems can do. A page offers only what is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Lists runs.
    pub runs: bool,
    /// Lists lines.
    pub lines: bool,
    /// Lists the lines of one run.
    pub run_lines: bool,
    /// Can ask for a one-time code.
    pub one_time_code: bool,
}

/// All vendors that this version can read.
pub fn all() -> &'static [&'static dyn Vendor] {
    &[&synology::Synology]
}

/// A vendor by its short name.
pub fn find(id: &str) -> Option<&'static dyn Vendor> {
    all().iter().copied().find(|vendor| vendor.descriptor().id == id)
}

impl fmt::Debug for dyn Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.descriptor().id)
    }
}
