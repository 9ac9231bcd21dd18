//! What went wrong: a title, what it means, what to do.

use tapedeck_core::error::{Error, Kind, Reaction};

/// What happened, in a few words.
pub(crate) fn title(error: &Error) -> String {
    match error.kind {
        Kind::WrongPassword => "Account or password is wrong",
        Kind::WrongCode => "The one-time code is wrong",
        Kind::CodeNeeded => "A one-time code is needed",
        Kind::AccountUnusable => "This account cannot sign in",
        Kind::Blocked => "This computer is blocked",
        Kind::SignInDenied => "This account may not sign in here",
        Kind::SessionEnded => "The session has ended",
        Kind::SessionDisplaced => "Somebody else signed in with this account",
        Kind::NotSignedIn => "Not signed in",
        Kind::PermissionDenied => "This account may not read this",
        Kind::NotInstalled => "Active Backup is not there",
        Kind::NotSupported => "The source does not know this request",
        Kind::BadValue => "The source refused a value",
        Kind::Unreachable => "Nothing answered",
        Kind::BadAddress => "This address cannot be called",
        Kind::TimedOut => "No answer in time",
        Kind::Cut => "The answer was cut off",
        Kind::AnswerLost => "Not known whether it was done",
        Kind::Html => "A web page answered, not the source",
        Kind::Unreadable => "The answer cannot be read",
        Kind::RateLimited => "Too many requests",
        Kind::Busy => "The source is busy",
        Kind::Vendor => "The source answered with an error",
        Kind::PartMissing => "A part of this page is missing",
    }
    .into()
}

/// What it means. The vendor's own meaning of its code goes before the general one.
pub(crate) fn text(error: &Error, surroundings: Surroundings) -> String {
    let general = match error.kind {
        Kind::WrongPassword => "The source does not know this account, or the password is not the right one.",
        Kind::WrongCode => "The source did not accept the code. Codes change every 30 seconds.",
        Kind::CodeNeeded => "This account is protected by a second factor.",
        Kind::AccountUnusable => "The account is disabled, locked or expired, or its password must be changed first.",
        Kind::Blocked => "After too many wrong attempts the source has blocked this computer's address for a while.",
        Kind::SignInDenied => "The account exists, but it has no right to sign in to this application.",
        Kind::SessionEnded => "The source ended the session after a while without use, or was restarted.",
        Kind::SessionDisplaced => "The source allows one session for an account and application at a time.",
        Kind::NotSignedIn => "What this source holds can be read after signing in.",
        Kind::PermissionDenied => "The account is signed in, but it has no right to read backup logs.",
        Kind::NotInstalled => "The system answers, but the backup package is not installed on it, or is not running.",
        Kind::NotSupported => "It may be older than what this page knows, or something else may be at this address.",
        Kind::BadValue => "One of the values that were sent was not accepted.",
        Kind::Unreachable => return unreachable(surroundings),
        Kind::BadAddress => "It is not written like an address.",
        Kind::TimedOut => "The source took the request, but its answer did not come in time, or stopped coming.",
        Kind::Cut => "The connection ended before the answer was complete. Nothing of this answer is used.",
        Kind::AnswerLost => {
            "The request was sent, but no complete answer came back. The source may have done it or not."
        }
        Kind::Html => "At this address is a web page: a portal, a login page of a proxy, or a relay.",
        Kind::Unreadable => "It came completely, but it is not what this source's interface promises.",
        Kind::RateLimited => "The source wants fewer requests for a while.",
        Kind::Busy => "It is starting, updating or overloaded, or the proxy before it cannot reach it.",
        Kind::Vendor => "It understood the request and could not carry it out.",
        Kind::PartMissing if !surroundings.online => return unreachable(surroundings),
        Kind::PartMissing => "The server of this page did not give a file of it. Nothing was sent to the source.",
    };
    match error.meaning.as_str() {
        "" => general.into(),
        meaning => sentence(meaning),
    }
}

/// What to do. The vendor's own advice goes before the general one.
pub(crate) fn remedy(error: &Error) -> String {
    if !error.remedy.is_empty() {
        return sentence(&error.remedy);
    }
    match error.kind {
        Kind::WrongPassword => {
            "Type both again. After several wrong attempts most systems block the account for a while."
        }
        Kind::WrongCode | Kind::CodeNeeded => "Type the code that your authenticator app shows now.",
        Kind::SessionDisplaced => "Sign in again. To keep both sessions, use an account of its own for this page.",
        Kind::Unreachable => {
            "Open the address in a new tab: if the browser warns of the certificate, accept it there once. \
            If it opens well, the source does not allow other pages to call it; put a reverse proxy before both."
        }
        Kind::NotInstalled => {
            "Check the address, and start Active Backup for Business in the package centre of the NAS."
        }
        Kind::Html => "Give the address of the system itself, without a path; QuickConnect addresses do not work.",
        Kind::NotSupported => "Check that the address is the system's own, and that the system is up to date.",
        Kind::PartMissing => "Try again. If it stays, reload the page: it may have been updated meanwhile.",
        Kind::Blocked => "Wait, or have an administrator unblock this address.",
        Kind::BadAddress => "Correct it, for example to https://nas.example.com:5001.",
        _ => match error.reaction {
            Reaction::SignIn => "Sign in again.",
            Reaction::RetryLater => "Try again in a moment.",
            Reaction::FixAddress => "Check the address of this source.",
            Reaction::GrantPermission => "Have an administrator give the account this right, or use another account.",
            Reaction::Report => "Try again. If it stays, report what is below.",
        },
    }
    .into()
}

/// What a person needs to report it, as names and values.
pub(crate) fn facts(error: &Error) -> Vec<(String, String)> {
    let code = [error.code.as_str(), error.code_name.as_str()].into_iter().filter(|part| !part.is_empty());
    [
        ("HTTP status", error.status.map(|status| status.to_string()).unwrap_or_default()),
        ("Code", code.collect::<Vec<_>>().join(" · ")),
        ("Request", error.request_id.clone().unwrap_or_default()),
        ("Try again after", error.retry_after_s.map(|seconds| format!("{seconds} s")).unwrap_or_default()),
        ("Detail", error.detail.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| (name.to_string(), value))
    .collect()
}

/// What the page knows of where it runs, to narrow down why nothing answered.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings {
    /// Whether the browser says that it is on-line.
    pub(crate) online: bool,
    /// Whether the page came by https and the source is called by http.
    pub(crate) mixed: bool,
}

fn unreachable(surroundings: Surroundings) -> String {
    if !surroundings.online {
        return "This computer is off-line.".into();
    }
    if surroundings.mixed {
        return "This page came by https, and a browser does not let it call an http address.".into();
    }
    "The host may be wrong or switched off, its certificate may not be trusted, or it may not allow other pages to call it. \
     A browser does not tell which."
        .into()
}

/// A dictionary's text as a sentence.
fn sentence(text: &str) -> String {
    let end = text.ends_with(['.', '!', '?']);
    if end { text.to_string() } else { format!("{text}.") }
}

pub(crate) const TRY_AGAIN: &str = "Try again";
