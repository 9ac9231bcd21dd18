//! The users of the simulated appliance. Each one shows one thing that can happen; the table is in
//! `docs/simulator/veeam.md`.

use crate::faults::Kind;

/// The password of every user.
pub(crate) const PASSWORD: &str = "tapedeck";
/// The one-time code that is always right.
pub(crate) const CODE: &str = "123456";

/// The versions that are served, the newest first.
const NEW: &[&str] = &["v8.1", "v8", "v7"];
const OLD: &[&str] = &["v5", "v4", "v3"];
const FIRST: &[&str] = &["v1"];

/// What a user is like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    /// Signing in fails with this status, whatever the password.
    pub refused: Option<u16>,
    /// A one-time code is needed.
    pub two_factor: bool,
    /// For how many seconds an access token is good.
    pub lifetime_s: i64,
    /// The access token is revoked after so many calls.
    pub dies_after: Option<u32>,
    /// Refresh tokens are refused.
    pub no_refresh: bool,
    /// Reads, and may do nothing.
    pub reads_only: bool,
    /// May not even read.
    pub no_access: bool,
    /// Nobody has accepted the licence agreement.
    pub licence: bool,
    /// Every fourth call is one too many.
    pub limited: bool,
    /// Which versions the appliance serves to this user: another appliance, as it were.
    pub served: &'static [&'static str],
    /// Every call for data meets this.
    pub fault: Option<Kind>,
}

const PLAIN: Account = Account {
    refused: None,
    two_factor: false,
    lifetime_s: 3_600,
    dies_after: None,
    no_refresh: false,
    reads_only: false,
    no_access: false,
    licence: false,
    limited: false,
    served: NEW,
    fault: None,
};

/// The user of this name, if there is one.
pub(crate) fn account(name: &str) -> Option<Account> {
    Some(match name {
        "admin" => PLAIN,
        "otp" => Account { two_factor: true, ..PLAIN },
        "otp-short" => Account { two_factor: true, dies_after: Some(6), no_refresh: true, ..PLAIN },
        "denied" => Account { refused: Some(403), ..PLAIN },
        "locked" => Account { refused: Some(423), ..PLAIN },
        "short" => Account { lifetime_s: 90, ..PLAIN },
        "revoked" => Account { dies_after: Some(5), ..PLAIN },
        "norefresh" => Account { dies_after: Some(5), no_refresh: true, ..PLAIN },
        "viewer" => Account { reads_only: true, ..PLAIN },
        "noaccess" => Account { no_access: true, ..PLAIN },
        "licence" => Account { licence: true, ..PLAIN },
        "limited" => Account { limited: true, ..PLAIN },
        "old" => Account { served: OLD, ..PLAIN },
        "first" => Account { served: FIRST, ..PLAIN },
        _ => Account { fault: Some(Kind::of_account(name)?), ..PLAIN },
    })
}
