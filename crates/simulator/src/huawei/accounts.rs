//! The accounts of the simulated region. Each one shows one thing that can happen; the table is in
//! `docs/simulator/huawei.md`. An access key has the same name as its account.

use crate::faults::Kind;

/// The password of every account, and the secret key of every access key.
pub(crate) const PASSWORD: &str = "tapedeck";
/// The security token of the temporary access key.
pub(crate) const SECURITY_TOKEN: &str = "tapedeck-token";

/// What an account is like.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Account {
    /// IAM answers a token request with this status.
    pub refused: Option<u16>,
    /// The answer to a token request lacks the header with the token.
    pub no_header: bool,
    /// A token is good for so many calls.
    pub calls: Option<u32>,
    /// A token ends after so many seconds instead of a day.
    pub lasts_s: Option<i64>,
    /// It may do nothing in CloudDC.
    pub denied: bool,
    /// It may not begin exports nor fetch their content.
    pub reads_only: bool,
    /// It may not list the servers.
    pub no_list: bool,
    /// How many servers a page has at most.
    pub servers_a_page: Option<usize>,
    /// Events are asked for in seconds, as on older systems.
    pub events_in_seconds: bool,
    /// Exports never complete.
    pub exports_stick: bool,
    /// How many seconds an export takes, if not the usual ones.
    pub export_takes_s: Option<i64>,
    /// Every fifth call answers 429.
    pub limited: bool,
    /// Its access key is a temporary one.
    pub temporary: bool,
    /// Its access key was refused too often.
    pub blocked: bool,
    /// Every call for data meets this.
    pub fault: Option<Kind>,
}

/// The account of this name, if there is one.
pub(crate) fn account(name: &str) -> Option<Account> {
    let plain = Account::default();
    Some(match name {
        "admin" => plain,
        "refused" => Account { refused: Some(403), ..plain },
        "noheader" => Account { no_header: true, ..plain },
        "short" => Account { calls: Some(40), ..plain },
        "brief" => Account { lasts_s: Some(15 * 60), ..plain },
        "denied" => Account { denied: true, ..plain },
        "viewer" => Account { reads_only: true, ..plain },
        "nolist" => Account { no_list: true, ..plain },
        "paged" => Account { servers_a_page: Some(10), ..plain },
        "older" => Account { events_in_seconds: true, ..plain },
        "stuck" => Account { exports_stick: true, ..plain },
        "swift" => Account { export_takes_s: Some(2), ..plain },
        "limited" => Account { limited: true, ..plain },
        "temporary" => Account { temporary: true, ..plain },
        "blocked" => Account { blocked: true, ..plain },
        _ => Account { fault: Some(Kind::of_account(name)?), ..plain },
    })
}
