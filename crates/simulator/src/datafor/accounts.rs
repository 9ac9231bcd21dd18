//! The accounts of the simulated server. Each one shows one thing that can happen; the table is in
//! `docs/simulator/datafor.md`.

use crate::faults::Kind;

/// The password of every account, and what ends every token.
pub(super) const PASSWORD: &str = "tapedeck";
/// What stands in the picture.
pub(super) const CODE: &str = "123456";

/// What an account is like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account {
    /// Its user type is Administrator.
    pub administrator: bool,
    /// The backup plugin is there for it.
    pub plugin: bool,
    /// Every login needs what is in the picture.
    pub picture: bool,
    /// Its server has no login but the platform's form.
    pub form_only: bool,
    /// Its server is one of 2025: lists are asked for in JSON, and rows have more fields.
    pub of_2025: bool,
    /// A session ends after five calls for data, and is then answered like this.
    pub ends: Option<Ending>,
    /// Every call for data meets this.
    pub fault: Option<Kind>,
}

/// How somebody is answered whose session has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The code 401.
    Code,
    /// A success without data.
    Empty,
    /// The page to sign in on.
    Page,
}

/// The account of this name, if there is one.
pub(super) fn account(name: &str) -> Option<Account> {
    let plain = Account {
        administrator: true,
        plugin: true,
        picture: false,
        form_only: false,
        of_2025: false,
        ends: None,
        fault: None,
    };
    Some(match name {
        "admin" => plain,
        "analyst" => Account { administrator: false, ..plain },
        "noplugin" => Account { plugin: false, ..plain },
        "otp" => Account { picture: true, ..plain },
        "form" => Account { form_only: true, ..plain },
        "json" => Account { of_2025: true, ..plain },
        "short" => Account { ends: Some(Ending::Code), ..plain },
        "short-empty" => Account { ends: Some(Ending::Empty), ..plain },
        "short-page" => Account { ends: Some(Ending::Page), ..plain },
        _ => Account { fault: Some(Kind::of_account(name)?), ..plain },
    })
}
