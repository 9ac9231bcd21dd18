//! A server's errors as what the reader must do.

use super::wire::User;
use crate::error::{Error, Kind, Reaction};

/// What an error is known by, and what it means.
struct Known {
    /// A code, or a part of the message in lower case.
    sign: &'static str,
    kind: Kind,
    meaning: &'static str,
    remedy: &'static str,
}

const fn known(sign: &'static str, kind: Kind, meaning: &'static str, remedy: &'static str) -> Known {
    Known { sign, kind, meaning, remedy }
}

/// What a message says; it goes before the code, because one code stands for several things.
const MESSAGES: &[Known] = &[
    known(
        "captcha",
        Kind::WrongCode,
        "The characters of the picture were not typed as they are in it, or the picture was too old",
        "Type what is in the new picture",
    ),
    known("wrong password", Kind::WrongPassword, "", ""),
    known("username cannot be empty", Kind::WrongPassword, "The server was not given an account", ""),
    known(
        "tenant not exist",
        Kind::BadValue,
        "The server has no tenant of this name",
        "Correct the tenant in the settings of this source, or leave it empty",
    ),
    known(
        "tenant is disabled",
        Kind::AccountUnusable,
        "The tenant is disabled",
        "Have the server's operator enable it",
    ),
    known("no permission", Kind::PermissionDenied, NOT_ADMINISTRATOR, BE_ADMINISTRATOR),
    known(
        ".zip not found",
        Kind::Vendor,
        "The server has no zip of this backup",
        "It may have been removed after the days for which the server keeps backups, or the backup made none",
    ),
];

/// What a code says by itself.
const CODES: &[Known] = &[
    known("400", Kind::BadValue, "", ""),
    known("401", Kind::SessionEnded, "The server does not know who asks", ""),
    known("403", Kind::PermissionDenied, NOT_ADMINISTRATOR, BE_ADMINISTRATOR),
    known("404", Kind::NotSupported, "The server does not know what was asked for", ""),
    known("409", Kind::Vendor, "The server says that something else stands against it", ""),
    known("500", Kind::Vendor, "The server failed at it", "Its own log says why"),
    known("503", Kind::Busy, "", ""),
];

const NOT_ADMINISTRATOR: &str = "Backups can be read by accounts of the user type Administrator only";
const BE_ADMINISTRATOR: &str = "Use an account of the user type Administrator, or have this one made one";

/// The error of a code and a message.
pub(super) fn refused(code: &str, message: &str) -> Error {
    let lower = message.to_lowercase();
    let found = MESSAGES
        .iter()
        .find(|known| lower.contains(known.sign))
        .or_else(|| CODES.iter().find(|known| known.sign == code));
    let mut error = of_known(found);
    error.code = code.to_string();
    error.detail = message.to_string();
    if error.kind == Kind::BadValue && lower.contains("tenant") {
        error.reaction = Reaction::FixAddress;
    }
    error
}

fn of_known(known: Option<&Known>) -> Error {
    let mut error = Error::new(known.map_or(Kind::Vendor, |known| known.kind));
    if let Some(known) = known {
        error.meaning = known.meaning.into();
        error.remedy = known.remedy.into();
    }
    error
}

fn told(kind: Kind, meaning: &str, remedy: &str) -> Error {
    Error { meaning: meaning.into(), remedy: remedy.into(), ..Error::new(kind) }
}

/// Nobody is signed in: a call then runs as "anonymous".
pub(super) fn nobody() -> Error {
    told(Kind::SessionEnded, "The server takes this page for somebody who is not signed in", "")
}

/// Why an account that is signed in cannot read backups, if so.
pub(super) fn of_user(user: &User) -> Option<Error> {
    if user.plugins.as_ref().is_some_and(|plugins| !plugins.iter().any(|plugin| plugin == "datafor-backup")) {
        return Some(told(
            Kind::NotInstalled,
            "The server answers, but it has no backup plugin, or does not show it to this account",
            "Have the server's operator install the plugin datafor-backup",
        ));
    }
    (user.administrator == Some(false)).then(|| told(Kind::PermissionDenied, NOT_ADMINISTRATOR, BE_ADMINISTRATOR))
}

/// The server let the account in, and the next request is nobody's.
pub(super) fn cookie_lost() -> Error {
    let mut error = told(
        Kind::SignInDenied,
        "The server accepted the account, but the browser does not send its session cookie: this page and the server \
         are of different sites",
        "Sign in with HTTP Basic or with a token, or reach the server through this page's own address",
    );
    error.reaction = Reaction::FixAddress;
    error
}

/// The account that goes with every request is not accepted.
pub(super) fn not_accepted(token: bool) -> Error {
    match token {
        true => told(
            Kind::WrongPassword,
            "The server does not accept this token: it is not complete, was withdrawn, or its time has ended",
            "Make a new token in the server's own pages",
        ),
        false => told(
            Kind::WrongPassword,
            "The server does not accept this account and password, or something on the way removes them",
            "",
        ),
    }
}

/// The account or the password is wrong, where the server says no more than that nobody is signed in.
pub(super) fn wrong_password() -> Error {
    Error::new(Kind::WrongPassword)
}

/// What is at the address is no Datafor.
pub(super) fn at_wrong_address(mut error: Error) -> Error {
    if matches!(error.kind, Kind::Html | Kind::NotSupported | Kind::Unreadable) {
        error.reaction = Reaction::FixAddress;
        error.remedy = "Give the address with its path, usually /datafor, as in https://bi.example.com/datafor".into();
    }
    error
}

/// The error without what lets somebody in: it keeps the start of the answer, and that of a login holds a session.
pub(super) fn without_secrets(mut error: Error) -> Error {
    if error.answer.contains("sessionid") || error.answer.contains("\"token\"") {
        error.answer = "(hidden: it holds a session)".into();
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_or_a_message_becomes_what_to_do() {
        for (code, message, kind, reaction) in [
            ("403", "no permission", Kind::PermissionDenied, Reaction::GrantPermission),
            ("403", "", Kind::PermissionDenied, Reaction::GrantPermission),
            ("403", "tenant not exist", Kind::BadValue, Reaction::FixAddress),
            ("403", "Tenant is disabled", Kind::AccountUnusable, Reaction::GrantPermission),
            ("400", "username cannot be empty", Kind::WrongPassword, Reaction::SignIn),
            ("400", "bad", Kind::BadValue, Reaction::Report),
            ("", "wrong password", Kind::WrongPassword, Reaction::SignIn),
            ("", "wrong captcha", Kind::WrongCode, Reaction::SignIn),
            ("401", "", Kind::SessionEnded, Reaction::SignIn),
            ("503", "", Kind::Busy, Reaction::RetryLater),
            ("", "Backup_x.zip not found", Kind::Vendor, Reaction::Report),
            ("777", "surprise", Kind::Vendor, Reaction::Report),
        ] {
            let error = refused(code, message);
            assert_eq!((error.kind, error.reaction), (kind, reaction), "{code} {message}");
            assert_eq!((error.code.as_str(), error.detail.as_str()), (code, message));
        }
    }
}
