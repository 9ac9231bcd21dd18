//! The vendor's codes as what the reader must do.

use super::calls::Api;
use crate::error::{Error, Kind, Reaction, of_status};
use crate::http::Response;

/// A code that is known: what happened, what it means, what to do.
struct Known(i64, Kind, &'static str, &'static str);

const KEYS: &str = "Copy both keys again from the API page of the console.";

/// The common codes (API documentation, "Public error codes").
const CODES: &[Known] = &[
    Known(110, Kind::TimedOut, "The service did not answer its own gateway within 60 seconds.", "Try again later."),
    Known(130, Kind::Busy, "The gateway or the account service has a problem.", "Try again later."),
    Known(150, Kind::Busy, "The service is not available.", "Try again later."),
    Known(153, Kind::RateLimited, "Too many requests with this account.", "Wait a moment."),
    Known(
        160,
        Kind::BadValue,
        "The request arrived without its action.",
        "Look whether a proxy drops the body of requests.",
    ),
    Known(161, Kind::NotSupported, "This address does not know the action.", "Check the address of the API."),
    Known(
        170,
        Kind::BadValue,
        "The request arrived without its signature.",
        "Look whether a proxy drops the body of requests.",
    ),
    Known(171, Kind::WrongPassword, "The signature is wrong: the private key does not belong to the public key.", KEYS),
    Known(172, Kind::WrongPassword, "Nobody has this public key.", KEYS),
    Known(
        174,
        Kind::SessionEnded,
        "The security token is not known, or it has ended.",
        "Sign in with a new security token, or without one.",
    ),
    Known(
        292,
        Kind::BadValue,
        "The project does not exist.",
        "Check the project ID of the source. A sub-account must have one.",
    ),
    Known(
        293,
        Kind::PermissionDenied,
        "The account has no right to this zone.",
        "Check region and zone of the source, or have the zone opened for the account.",
    ),
    Known(
        294,
        Kind::SignInDenied,
        "The account refuses this IP address.",
        "Have the address of this computer, or of the proxy, added to the account's list of allowed addresses.",
    ),
    Known(295, Kind::PermissionDenied, "The security lock of the account was not opened.", "Open it in the console."),
    Known(
        299,
        Kind::PermissionDenied,
        "The account has no right to do this.",
        "Have somebody grant it the right to read UPgSQL, in the project of the source.",
    ),
];

/// From here on codes belong to a product, and its own clients try again.
const OF_PRODUCT: i64 = 2000;

/// The error of a code, with the vendor's words for it.
pub(super) fn of_code(code: i64, message: &str, response: &Response) -> Error {
    let known = CODES.iter().find(|known| known.0 == code);
    let kind = match known {
        Some(known) => known.1,
        None if code >= OF_PRODUCT => Kind::Busy,
        None => Kind::Vendor,
    };
    // A gateway that says "too many" or "later" by the status is believed first.
    let later = of_status(response).filter(Error::is_transient);
    let mut error = later.unwrap_or_else(|| Error::new(kind)).with_answer(response).with_detail(message);
    error.code = code.to_string();
    if let Some(Known(_, _, meaning, remedy)) = known {
        error.meaning = (*meaning).into();
        error.remedy = (*remedy).into();
    }
    match code {
        161 | 292 | 293 => error.reaction = Reaction::FixAddress,
        // A key that was good is not any more: a new sign-in fails, and then a person is asked.
        171 | 172 => error.new_session_may_help = true,
        _ => {}
    }
    request_id(error, response)
}

/// The error with the vendor's number of the request.
pub(super) fn request_id(mut error: Error, response: &Response) -> Error {
    if let Some(id) = response.header("x-ucloud-request-uuid") {
        error.request_id = Some(id.to_string());
    }
    error
}

/// How often something is asked of one instance before its error becomes a row.
pub(super) const TRIES: u32 = 3;

/// The error of something that was asked for often enough: this is the end.
pub(super) fn at_the_end(error: Error) -> Error {
    if !error.is_transient() {
        return error;
    }
    Error { kind: Kind::Vendor, reaction: Reaction::Report, ..error }
}

/// Whether an error is about the one thing that was asked for, not about the account or the way to the vendor.
pub(super) fn is_of_one_thing(error: &Error) -> bool {
    let code = error.code.parse::<i64>().ok();
    code.is_some_and(|code| code >= OF_PRODUCT || CODES.iter().all(|known| known.0 != code))
}

/// The error without the keys, should an answer repeat them: people paste errors into reports.
pub(super) fn without_secrets(mut error: Error, api: &Api) -> Error {
    for secret in api.secrets().into_iter().filter(|secret| !secret.is_empty()) {
        for text in [&mut error.answer, &mut error.detail] {
            if text.contains(secret) {
                *text = text.replace(secret, "…");
            }
        }
    }
    error
}
