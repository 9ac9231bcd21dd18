//! The accounts, by public key: each stands for one kind of trouble.

use crate::faults::Kind;

/// What is special about an account.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Account {
    /// Every call is answered with this.
    pub refused: Option<(i64, &'static str)>,
    /// May not read databases.
    pub no_databases: bool,
    /// May read databases, and nothing of the account.
    pub only_databases: bool,
    /// A sub-account: it must say which project it means.
    pub needs_project: bool,
    /// A temporary key: it must send a security token.
    pub needs_token: bool,
    /// After so many calls a security token has ended.
    pub dies: Option<u32>,
    /// Few calls a second.
    pub limited: bool,
    /// Every other call is refused with 150.
    pub busy: bool,
    /// `RetCode` and numbers are texts.
    pub text: bool,
    /// Backups stand in `Data`, as in the page's example, not in `DataSet`, as in its table.
    pub data: bool,
    /// The backups of one instance cannot be listed.
    pub one_bad: bool,
    /// The text of a log needs all that the page calls required.
    pub strict: bool,
    /// Every call for data meets this.
    pub fault: Option<Kind>,
}

/// The account of a public key, if there is one.
pub(crate) fn account(public_key: &str) -> Option<Account> {
    let plain = Account::default();
    let refused = |code, message| Account { refused: Some((code, message)), ..plain };
    Some(match public_key {
        "admin" => plain,
        "ip" => refused(294, "IP refused"),
        "nozone" => refused(293, "Zone permission error"),
        "otp" => refused(295, "Security lock verification failed"),
        "viewer" => Account { no_databases: true, ..plain },
        "reader" => Account { only_databases: true, ..plain },
        "sub" => Account { needs_project: true, ..plain },
        "sts" => Account { needs_token: true, ..plain },
        "short" => Account { needs_token: true, dies: Some(60), ..plain },
        "limited" => Account { limited: true, ..plain },
        "busy" => Account { busy: true, ..plain },
        "text" => Account { text: true, ..plain },
        "data" => Account { data: true, ..plain },
        "onebad" => Account { one_bad: true, ..plain },
        "strict" => Account { strict: true, ..plain },
        name => Account { fault: Some(Kind::of_account(name)?), ..plain },
    })
}
