//! One folder a vendor, behind one interface.
//!
//! A [`Descriptor`] says what a vendor's systems can do; a [`Vendor`], its client, builds request values and parses
//! response values. It never sends anything.
//!
//! The clients are most of the code here, and only the engine's program has them. The page asks for a descriptor only
//! ([`descriptor`], [`descriptors`]).

mod address;
mod call;
pub mod datafor;
pub(crate) mod encoding;
mod exchange;
pub mod huawei;
mod lenient;
mod light;
mod lost;
mod preparation;
pub mod saved;
mod sign_in;
pub mod surfercloud;
pub mod synology;
pub mod veeam;

use std::fmt;

pub use address::{AddressProblem, normalise_address};
pub use call::{Answer, Call, PageRequest, VendorFilter};
pub use exchange::{Exchange, Next, Once};
pub use lost::answer_lost;
pub use preparation::{Mistake, Preparation};
pub use sign_in::{Attempt, Credentials, Picture, Session, SignIn, SignInInput, SignInStep};

use crate::error::{Error, Kind};
use crate::http::Request;
use crate::model::{Outcome, Severity, Source, TimeRange, Timestamp};
use crate::query::Query;

/// One vendor's client.
pub trait Vendor {
    /// What it is called, what it can do, what it must be told.
    fn descriptor(&self) -> &'static Descriptor;

    /// Begins a sign-in.
    fn sign_in(&self, attempt: &Attempt<'_>) -> Box<dyn SignIn>;

    /// From when on a session should be renewed before it is used, for a vendor that says when it ends.
    fn renew_at(&self, session: &Session) -> Option<Timestamp> {
        let _ = session;
        None
    }

    /// The request that ends a session, if the vendor has one.
    fn sign_out(&self, source: &Source, session: &Session, now: Timestamp) -> Option<Request>;

    /// Begins a question. A row of an answer that cannot be read becomes a row with a problem note; only an answer
    /// without rows is an error. A question that its capabilities do not name is [`Kind::NotSupported`].
    fn ask(&self, source: &Source, session: &Session, call: &Call) -> Result<Box<dyn Exchange>, Error>;

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
    /// What its codes mean here.
    pub meanings: &'static [Meaning],
    /// Keys that `tapedeck.json` may set for a source of this vendor, beside the common ones, with the setting they fill.
    pub config_keys: &'static [(&'static str, &'static str)],
    /// The addresses at which the vendor's public service is known to answer, each after the name of its brand. None for
    /// a vendor whose systems stand at the customer.
    pub known_addresses: &'static [(&'static str, &'static str)],
}

/// One field of a vendor's forms. Its label and help are in the page's catalogue, by `key`.
#[derive(Debug, PartialEq, Eq)]
pub struct FormField {
    /// The name in [`Source::settings`] or in [`Credentials`].
    pub key: &'static str,
    /// What kind of value it takes.
    pub kind: FieldKind,
    /// Whether the form cannot be sent without it. A field that is not shown is never required.
    pub required: bool,
    /// It is shown only while another field of the same form has this value, or one of these: `a|b`.
    pub only_if: Option<(&'static str, &'static str)>,
}

impl FormField {
    /// A field that is always shown.
    pub const fn new(key: &'static str, kind: FieldKind, required: bool) -> FormField {
        FormField { key, kind, required, only_if: None }
    }

    /// The same field, shown only while another one has a value. Several values are written `a|b`.
    pub const fn only_if(self, key: &'static str, value: &'static str) -> FormField {
        FormField { only_if: Some((key, value)), ..self }
    }

    /// Whether the field belongs to what is chosen in the others. A choice without a value is its first one.
    pub fn is_shown(&self, form: &[FormField], value: impl Fn(&str) -> String) -> bool {
        let Some((key, wanted)) = self.only_if else { return true };
        let chosen = match (value(key), form.iter().find(|field| field.key == key).map(|field| field.kind)) {
            (empty, Some(FieldKind::Choice(choices))) if empty.is_empty() => {
                choices.first().copied().unwrap_or_default().to_string()
            }
            (chosen, _) => chosen,
        };
        wanted.split('|').any(|wanted| wanted == chosen)
    }
}

/// What one of a vendor's codes means here, and where that is known from. It is shown to the reader.
#[derive(Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The code as it comes.
    pub code: &'static str,
    /// What it means.
    pub means: Means,
    /// Where that is known from, in a few words.
    pub basis: &'static str,
}

/// What a code says about a run or about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// How a run ended.
    Outcome(Outcome),
    /// How bad a line is.
    Severity(Severity),
}

impl Descriptor {
    /// The outcome of a code, whatever its case. A code that is not in the list is [`Outcome::Unknown`].
    pub fn outcome(&self, code: &str) -> Outcome {
        let means = |meaning: &Meaning| match meaning.means {
            Means::Outcome(outcome) if meaning.code.eq_ignore_ascii_case(code.trim()) => Some(outcome),
            _ => None,
        };
        self.meanings.iter().find_map(means).unwrap_or(Outcome::Unknown)
    }

    /// The severity of a code, whatever its case. A code that is not in the list is [`Severity::Unknown`].
    pub fn severity(&self, code: &str) -> Severity {
        let means = |meaning: &Meaning| match meaning.means {
            Means::Severity(severity) if meaning.code.eq_ignore_ascii_case(code.trim()) => Some(severity),
            _ => None,
        };
        self.meanings.iter().find_map(means).unwrap_or(Severity::Unknown)
    }
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
    /// A whole number from 1 on.
    Number,
    /// An instant, in ISO 8601.
    Time,
    /// One of those that an action of this name lists: facts, of which the name is for people, and the value up to the
    /// first comma is what is given.
    Listed(&'static str),
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
    /// The vendor's lists of the things inside a run; the first is the usual one.
    pub items: &'static [&'static str],
    /// Lists files.
    pub files: bool,
    /// What can be done there, by name. The page's catalogue has a label for each.
    pub actions: &'static [&'static str],
    /// What a person can have prepared for download.
    pub prepares: &'static [Preparation],
    /// A preparation can be given up there.
    pub cancels: bool,
}

/// The error of a question that a vendor does not answer.
pub(crate) fn not_asked(call: &Call) -> Error {
    let text = format!("{call:?}");
    Error::new(Kind::NotSupported).with_detail(text.split([' ', '(', '{']).next().unwrap_or_default())
}

/// The vendors that this version can read, in the order in which they are offered: the folder and the client of each.
macro_rules! vendors {
    ($($folder:ident::$client:ident,)*) => {
        static DESCRIPTORS: &[&Descriptor] = &[$(&$folder::DESCRIPTOR),*];

        /// All clients. Naming them links them: see the head of this file.
        pub fn all() -> &'static [&'static dyn Vendor] {
            &[$(&$folder::$client),*]
        }
    };
}

vendors! {
    synology::Synology,
    veeam::Veeam,
    huawei::Huawei,
    surfercloud::SurferCloud,
    datafor::Datafor,
}

/// A client by its vendor's short name.
pub fn find(id: &str) -> Option<&'static dyn Vendor> {
    all().iter().copied().find(|vendor| vendor.descriptor().id == id)
}

/// What is known of all vendors that this version can read.
pub fn descriptors() -> &'static [&'static Descriptor] {
    DESCRIPTORS
}

/// What is known of a vendor, by its short name.
pub fn descriptor(id: &str) -> Option<&'static Descriptor> {
    DESCRIPTORS.iter().copied().find(|descriptor| descriptor.id == id)
}

impl fmt::Debug for dyn Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.descriptor().id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_belongs_to_what_is_chosen() {
        const FORM: [FormField; 3] = [
            FormField::new("method", FieldKind::Choice(&["password", "keys", "token"]), false),
            FormField::new("account", FieldKind::UserName, true).only_if("method", "password|keys"),
            FormField::new("token", FieldKind::Secret, true).only_if("method", "token"),
        ];
        for (chosen, account, token) in [("", true, false), ("keys", true, false), ("token", false, true)] {
            let value = |_: &str| chosen.to_string();
            assert!(FORM[0].is_shown(&FORM, value));
            assert_eq!(FORM[1].is_shown(&FORM, value), account, "{chosen:?}");
            assert_eq!(FORM[2].is_shown(&FORM, value), token, "{chosen:?}");
        }
    }
}
