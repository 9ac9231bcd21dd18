//! The accounts of the simulated NAS. Each one shows one thing that can happen; the table is in `docs/simulator.md`.

use crate::faults::Kind;

/// The password of every account.
pub(crate) const PASSWORD: &str = "tapedeck";
/// The one-time code that is always right.
pub(crate) const CODE: &str = "123456";

/// What an account is like.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Account {
    /// Signing in fails with this code, whatever else is sent.
    pub refused: Option<i64>,
    /// The refusal does not wait for the right password.
    pub before_password: bool,
    /// A one-time code is needed.
    pub two_factor: bool,
    /// The right code is refused as long as `format=sid` is sent.
    pub code_without_format: bool,
    /// A remembered device does not save from the code.
    pub forgets_devices: bool,
    /// Signing in with a session name fails with 402.
    pub no_session_name: bool,
    /// The package is hidden from it: 102.
    pub no_package: bool,
    /// No permission for the log: 105.
    pub no_log: bool,
    /// It may read, but neither see nor change settings: 1036.
    pub operator: bool,
    /// A session ends with a code after so many calls for data.
    pub dies: Option<(u32, i64)>,
    /// The third call for data answers 107, once.
    pub displaced: bool,
    /// A certificate is refused with this code.
    pub upload_refused: Option<i64>,
    /// Every call for data meets this.
    pub fault: Option<Kind>,
}

/// The account of this name, if there is one.
pub(crate) fn account(name: &str) -> Option<Account> {
    let plain = Account::default();
    let refused = |code| Account { refused: Some(code), ..plain };
    Some(match name {
        "admin" => plain,
        "otp" => Account { two_factor: true, ..plain },
        "otp-nosid" => Account { two_factor: true, code_without_format: true, ..plain },
        "otp-short" => Account { two_factor: true, forgets_devices: true, dies: Some((6, 119)), ..plain },
        "guest" => refused(401),
        "denied" => refused(402),
        "app-portal" => refused(405),
        "enforce" => refused(406),
        "blocked" => Account { before_password: true, ..refused(407) },
        "expired-fixed" => refused(408),
        "expired" => refused(409),
        "must-change" => refused(410),
        "locked" => Account { before_password: true, ..refused(411) },
        "portal" => Account { no_session_name: true, ..plain },
        "nopackage" => Account { no_package: true, ..plain },
        "viewer" => Account { no_log: true, ..plain },
        "operator" => Account { operator: true, ..plain },
        "short" => Account { dies: Some((5, 106)), ..plain },
        "displaced" => Account { displaced: true, ..plain },
        "upload-108" => Account { upload_refused: Some(108), ..plain },
        "upload-115" => Account { upload_refused: Some(115), ..plain },
        "upload-120" => Account { upload_refused: Some(120), ..plain },
        _ => Account { fault: Some(Kind::of_account(name)?), ..plain },
    })
}
