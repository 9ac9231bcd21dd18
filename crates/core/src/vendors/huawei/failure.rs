//! What CloudDC, IAM and the gateway before them answer instead of data, as what the reader must do.

use crate::error::{Error, Kind, Reaction, of_status};
use crate::http::Response;

/// What was under way when an answer came.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum During {
    /// A sign-in: what is refused is what a person gave.
    SignIn,
    /// A call with a token, which can end.
    Token,
    /// A call with an access key, which does not.
    Keys,
}

/// What an error says of itself.
#[derive(Default)]
pub(super) struct Told {
    /// Its code.
    pub(super) code: String,
    /// Its sentence.
    pub(super) message: String,
    /// The number of the request, where it stands in the body.
    pub(super) request_id: Option<String>,
}

/// A code that is known.
struct Known {
    code: &'static str,
    /// A piece of the sentence that tells apart what has one code; empty for any sentence. In lower case.
    says: &'static str,
    kind: Kind,
    meaning: &'static str,
    remedy: &'static str,
}

const fn known(
    code: &'static str,
    says: &'static str,
    kind: Kind,
    meaning: &'static str,
    remedy: &'static str,
) -> Known {
    Known { code, says, kind, meaning, remedy }
}

const RIGHTS: &str = "Have an administrator of the account grant the CloudDC permissions for this project.";
const LATER: &str = "Wait a moment and try again.";
const OURS: &str = "Report it: the request is made by this program.";
const CHECK_KEYS: &str =
    "Check the secret key, the host to sign for, and the clock of this computer: 15 minutes off is too much.";

/// The error codes of CloudDC's own page, and of the gateway as seen in other people's reports.
static KNOWN: [Known; 16] = [
    known("iMetal.0001", "", Kind::BadValue, "A value in the request is not allowed.", OURS),
    known("iMetal.0002", "", Kind::BadValue, "A value is missing in the request.", OURS),
    known("iMetal.0003", "", Kind::SessionEnded, "The request was not let in.", "Sign in again."),
    known("iMetal.0004", "", Kind::PermissionDenied, "The user may not do this.", RIGHTS),
    known("iMetal.0005", "", Kind::RateLimited, "There were too many requests.", LATER),
    known("iMetal.0099", "", Kind::Busy, "CloudDC has a trouble of its own.", LATER),
    known("iMetal.0100", "", Kind::BadValue, "There is no such physical server.", "Read the list of servers again."),
    known(
        "iMetal.0101",
        "",
        Kind::Vendor,
        "The physical server is not ready for this.",
        "Wait until its state is ready or in-use, then try again.",
    ),
    known("iMetal.0102", "", Kind::Vendor, "There is a physical server of this number already.", ""),
    known(
        "iMetal.0110",
        "",
        Kind::Vendor,
        "The physical server could not be inspected.",
        "Look at the server's management controller: its address, its account, its network.",
    ),
    known("iMetal.0200", "", Kind::BadValue, "There is no such instance.", "Read the list of servers again."),
    known("0301", "aksk signature", Kind::WrongPassword, "The signature was not accepted.", CHECK_KEYS),
    known("0301", "secretkey failed", Kind::WrongPassword, "There is no such access key.", "Check the access key."),
    known("0301", "reach the limit", Kind::Blocked, "The access key failed too often.", "Wait some minutes."),
    known("0301", "decrypt token", Kind::SessionEnded, "The token is not valid any more.", "Sign in again."),
    known("0301", "", Kind::SessionEnded, "The gateway did not let the request in.", "Sign in again."),
];

/// The names under which the gateway's codes come.
static GATEWAYS: [&str; 3] = ["APIGW.", "APIG.", "APIC."];

/// What a refused token request means, by its status.
static SIGN_IN: [(u16, Kind, &str, &str); 4] = [
    (400, Kind::BadValue, "IAM does not accept the request.", "Check the region, the project ID and the domain."),
    (
        401,
        Kind::WrongPassword,
        "User name, domain or password is wrong.",
        "It must be an IAM user: a HUAWEI ID gets no token. The domain is the name of the account that the user is of.",
    ),
    (403, Kind::SignInDenied, "The user may not sign in here.", "Have an administrator allow programmatic access."),
    (404, Kind::BadValue, "IAM does not know the project or the region.", "Check the region and the project ID."),
];

/// The error that an answer is. `told` is what it says of itself, if it has one of the vendor's shapes.
pub(super) fn of(response: &Response, told: Option<Told>, during: During) -> Error {
    let Some(told) = told else {
        return by_status(response, during);
    };
    let mut error = match find(&told) {
        Some(known) => {
            let mut error = Error::new(kind(known.kind, during)).with_answer(response);
            error.meaning = known.meaning.to_string();
            error.remedy = known.remedy.to_string();
            error
        }
        None => unknown(response, during),
    };
    error.new_session_may_help = error.kind == Kind::SessionEnded && during == During::Token;
    error.code = told.code;
    error.detail = told.message;
    error.request_id = error.request_id.or(told.request_id);
    error
}

fn find(told: &Told) -> Option<&'static Known> {
    let code = told.code.trim();
    let code = GATEWAYS.iter().find_map(|gateway| code.strip_prefix(gateway)).unwrap_or(code);
    let message = told.message.to_lowercase();
    KNOWN.iter().find(|known| known.code.eq_ignore_ascii_case(code) && message.contains(known.says))
}

/// An access key has no session that could end: what is refused is the key.
fn kind(kind: Kind, during: During) -> Kind {
    match kind {
        Kind::SessionEnded if during != During::Token => Kind::WrongPassword,
        kind => kind,
    }
}

/// A code that is in no table: the status says what to do.
fn unknown(response: &Response, during: During) -> Error {
    let row = SIGN_IN.iter().find(|(status, ..)| during == During::SignIn && *status == response.status);
    if let Some((_, kind, meaning, remedy)) = row {
        let mut error = Error::new(*kind).with_answer(response);
        error.meaning = (*meaning).to_string();
        error.remedy = (*remedy).to_string();
        if *kind == Kind::BadValue {
            error.reaction = Reaction::FixAddress;
        }
        return error;
    }
    by_status(response, during)
}

/// What the status alone says.
fn by_status(response: &Response, during: During) -> Error {
    match of_status(response) {
        Some(error) if error.kind != Kind::SessionEnded => error,
        Some(error) => Error::new(kind(error.kind, during)).with_answer(response),
        None => Error::new(Kind::Vendor).with_answer(response),
    }
}

/// A setting of the source without which it cannot be asked.
pub(super) fn setting(meaning: &str, remedy: &str) -> Error {
    let mut error = Error::new(Kind::BadValue);
    error.reaction = Reaction::FixAddress;
    error.meaning = meaning.to_string();
    error.remedy = remedy.to_string();
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, code: &str, message: &str, during: During) -> Error {
        let response = Response { status, headers: Vec::new(), body: Vec::new() };
        let told = Told { code: code.into(), message: message.into(), request_id: Some("r-1".into()) };
        of(&response, Some(told), during)
    }

    #[test]
    fn a_code_becomes_what_to_do() {
        let signature = "Incorrect IAM authentication information: verify aksk signature fail,canonicalRequest:GET|/|";
        for (status, code, message, during, kind, again) in [
            (401, "iMetal.0003", "Unauthorized", During::Token, Kind::SessionEnded, true),
            (401, "iMetal.0003", "Unauthorized", During::Keys, Kind::WrongPassword, false),
            (403, "iMetal.0004", "", During::Token, Kind::PermissionDenied, false),
            (429, "iMetal.0005", "", During::Token, Kind::RateLimited, false),
            (500, "IMETAL.0099", "", During::Token, Kind::Busy, false),
            (404, "iMetal.0100", "", During::Token, Kind::BadValue, false),
            (401, "APIGW.0301", "decrypt token fail", During::Token, Kind::SessionEnded, true),
            (401, "APIG.0301", signature, During::Keys, Kind::WrongPassword, false),
            (401, "APIC.0301", "Get secretKey failed", During::Keys, Kind::WrongPassword, false),
            (401, "APIGW.0301", "AK access failed to reach the limit,forbidden", During::Keys, Kind::Blocked, false),
            (401, "APIGW.0301", "something new", During::Token, Kind::SessionEnded, true),
            (401, "401", "The username or password is wrong.", During::SignIn, Kind::WrongPassword, false),
            (403, "403", "", During::SignIn, Kind::SignInDenied, false),
            (404, "404", "", During::SignIn, Kind::BadValue, false),
            (401, "AS.0001", "", During::Token, Kind::SessionEnded, true),
            (401, "AS.0001", "", During::Keys, Kind::WrongPassword, false),
            (400, "AS.0001", "", During::Token, Kind::Vendor, false),
            (200, "AS.0001", "", During::Token, Kind::Vendor, false),
            (503, "AS.0001", "", During::Token, Kind::Busy, false),
        ] {
            let error = error(status, code, message, during);
            assert_eq!((error.kind, error.new_session_may_help), (kind, again), "{status} {code} {message}");
            assert_eq!((error.code.as_str(), error.detail.as_str()), (code, message));
            assert_eq!(error.request_id.as_deref(), Some("r-1"));
        }
    }

    #[test]
    fn every_known_code_can_be_found() {
        for known in &KNOWN {
            let told = Told { code: known.code.into(), message: format!("x {} y", known.says), request_id: None };
            assert!(find(&told).is_some_and(|found| std::ptr::eq(found, known)), "{} {}", known.code, known.says);
        }
    }
}
