//! The appliance's errors as what the reader must do.
//!
//! They are problem details (RFC 7807), of which the HTTP status is the code. One status means one thing after a sign-in
//! and another after any other call, so there are two tables.

use serde_json::{Map, Value};

use super::wire;
use crate::error::{Error, Kind, Reaction, of_status};
use crate::http::Response;
use crate::vendors::lenient::short;

/// Which call a status answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Table {
    /// A token for a password.
    Password,
    /// A token for a one-time code.
    Code,
    /// Any other.
    Call,
}

/// What a status means.
struct Known {
    status: u16,
    kind: Kind,
    name: &'static str,
    meaning: &'static str,
    remedy: &'static str,
}

const fn known(status: u16, kind: Kind, name: &'static str, meaning: &'static str, remedy: &'static str) -> Known {
    Known { status, kind, name, meaning, remedy }
}

const WRONG_PASSWORD: &str = "The appliance does not accept this user name and password.";
const WRONG_CODE: &str = "The appliance does not accept this one-time code.";
const NEXT_CODE: &str = "Wait for the next code of the authenticator app, and check the clock of the phone.";

const PASSWORD: &[Known] = &[
    known(
        400,
        Kind::WrongPassword,
        "BadRequest",
        WRONG_PASSWORD,
        "Check both, and that the user is one of the appliance itself.",
    ),
    known(
        401,
        Kind::WrongPassword,
        "Unauthorized",
        WRONG_PASSWORD,
        "Check both, and that the user is one of the appliance itself.",
    ),
    known(
        403,
        Kind::SignInDenied,
        "Forbidden",
        "The user may not sign in to this appliance.",
        "An administrator of the appliance can give the user a role.",
    ),
    known(
        423,
        Kind::AccountUnusable,
        "Locked",
        "The user is locked.",
        "Wait, or ask an administrator of the appliance to unlock the user.",
    ),
];

const CODE: &[Known] = &[
    known(400, Kind::WrongCode, "BadRequest", WRONG_CODE, NEXT_CODE),
    known(401, Kind::WrongCode, "Unauthorized", WRONG_CODE, NEXT_CODE),
];

const CALL: &[Known] = &[
    known(
        400,
        Kind::BadValue,
        "BadRequest",
        "The appliance refuses a value of the request, for example a filter that its version does not have.",
        "Try without the filter.",
    ),
    known(401, Kind::SessionEnded, "Unauthorized", "The token has ended or was revoked.", "Sign in again."),
    known(
        403,
        Kind::PermissionDenied,
        "Forbidden",
        "The user's role does not allow this.",
        "An administrator of the appliance can give the user another role.",
    ),
    known(
        404,
        Kind::Vendor,
        "NotFound",
        "The appliance knows no such session. It may have been removed meanwhile.",
        "Refresh the list.",
    ),
    known(405, Kind::NotSupported, "MethodNotAllowed", "The appliance's version does not have this call.", UPDATE),
    known(
        409,
        Kind::Vendor,
        "Conflict",
        "The session is not in a state in which this can be done.",
        "Refresh the session and look at its state.",
    ),
    known(415, Kind::NotSupported, "UnsupportedMediaType", "The appliance's version does not take this form.", UPDATE),
    known(423, Kind::Busy, "Locked", "Something else is working on it.", "Try again in a moment."),
    known(424, Kind::Vendor, "FailedDependency", "Something that this needs has failed.", "Look at the details."),
    known(429, Kind::RateLimited, "TooManyRequests", "Too many requests.", "Try again in a moment."),
];

const UPDATE: &str = "Choose another API version for the source, or update the appliance.";

const NOT_SERVED: &str =
    "Nothing is served at this path: an appliance serves only its own API version and some before it.";

/// The error that an answer is; `None` if its status is good.
pub(super) fn of(table: Table, response: &Response) -> Option<Error> {
    let plain = of_status(response)?;
    let problem = wire::problem(response);
    // A proxy's web page is judged by its status alone.
    if problem.is_none() && !response.body.is_empty() {
        return Some(clean(table, plain));
    }
    let problem = problem.unwrap_or_default();
    let rows = match table {
        Table::Password => PASSWORD,
        Table::Code => CODE,
        Table::Call => CALL,
    };
    let found = rows.iter().chain(CALL).find(|known| known.status == response.status);
    let mut error = match found {
        // A path that no version of the appliance has is answered without a word.
        Some(known) if known.status == 404 && (problem.is_empty() || table != Table::Call) => not_served(response),
        Some(known) => {
            let mut error = Error::new(known.kind).with_answer(response);
            error.code_name = known.name.to_string();
            error.meaning = known.meaning.to_string();
            error.remedy = known.remedy.to_string();
            error
        }
        None => plain,
    };
    error.code = response.status.to_string();
    error.detail = detail(&problem);
    if error.request_id.is_none() {
        error.request_id = problem.get("traceId").and_then(Value::as_str).map(str::to_string);
    }
    if error.kind == Kind::PermissionDenied && asks_for_licence(&problem) {
        error.meaning = "The licence agreement of the appliance has not been accepted.".to_string();
        error.remedy = "Open the appliance's own page, sign in there and accept it.".to_string();
    }
    Some(clean(table, error))
}

/// The address leads to something that does not serve the API version asked for.
pub(super) fn not_served(response: &Response) -> Error {
    let mut error = Error::new(Kind::NotSupported).with_answer(response);
    error.reaction = Reaction::FixAddress;
    error.code = response.status.to_string();
    error.code_name = "NotFound".to_string();
    error.meaning = NOT_SERVED.to_string();
    error.remedy = "Check the address, and leave the choice of the API version to this page.".to_string();
    error
}

/// Without the answer where it may hold a token: what a token endpoint says, however cut or garbled.
pub(super) fn clean(table: Table, mut error: Error) -> Error {
    if table != Table::Call && error.answer.to_ascii_lowercase().contains("token") {
        error.answer.clear();
    }
    error
}

/// What the problem says of itself: `title (detail)`, then every refused field.
fn detail(problem: &Map<String, Value>) -> String {
    let text = |key: &str| problem.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    // The second pair is how OAuth itself says it.
    let title = text("title").or_else(|| text("error"));
    let more = text("detail").or_else(|| text("error_description"));
    let mut parts: Vec<String> = match (title, more) {
        (Some(title), Some(more)) => vec![format!("{title} ({more})")],
        (Some(one), None) | (None, Some(one)) => vec![one.to_string()],
        (None, None) => Vec::new(),
    };
    for (field, reasons) in problem.get("errors").and_then(Value::as_object).into_iter().flatten() {
        let reasons = match reasons {
            Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(" "),
            other => plain(other),
        };
        parts.push(format!("{field}: {reasons}"));
    }
    parts.join("; ")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| short(value), str::to_string)
}

/// Whether access is refused only because nobody has accepted the licence agreement. Where in the problem that stands is
/// not documented.
fn asks_for_licence(problem: &Map<String, Value>) -> bool {
    const KEY: &str = "licenseAgreementAcceptanceRequired";
    let inside = |key: &str| problem.get(key).and_then(|value| value.get(KEY));
    [problem.get(KEY), inside("extensions")].into_iter().flatten().any(|value| *value == true)
}
