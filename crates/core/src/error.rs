//! What went wrong, shaped by what the reader must do.
//!
//! An [`Error`] is plain data: it crosses from the engine to the page, is cloned into signals, and is turned into a
//! sentence only there. It keeps what a person needs to report it: status, request id, code, and the start of an
//! answer that could not be read.

use serde::{Deserialize, Serialize};

use crate::http::{Response, TransportError, excerpt};

/// What the reader must do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reaction {
    /// Sign in (again).
    SignIn,
    /// Wait, then try again.
    RetryLater,
    /// Correct the address or a setting of the source.
    FixAddress,
    /// Have somebody give the account a right.
    GrantPermission,
    /// Tell us: the answer is not one that this program understands.
    Report,
}

/// What happened. The page has one sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Account or password is wrong.
    WrongPassword,
    /// The one-time code is wrong or too old.
    WrongCode,
    /// A one-time code is needed.
    CodeNeeded,
    /// The account may not be used: disabled, locked, expired.
    AccountUnusable,
    /// The address of this computer is blocked after too many wrong attempts.
    Blocked,
    /// The account may not sign in here.
    SignInDenied,
    /// The session has ended.
    SessionEnded,
    /// Somebody else signed in with the same account, which ended this session.
    SessionDisplaced,
    /// Nobody has signed in to this source yet.
    NotSignedIn,
    /// The account may not read this.
    PermissionDenied,
    /// The backup package is not installed or not running there.
    NotInstalled,
    /// The source does not know this call.
    NotSupported,
    /// A value was refused.
    BadValue,
    /// Nothing answered.
    Unreachable,
    /// The address cannot be called at all.
    BadAddress,
    /// No complete answer in time.
    TimedOut,
    /// The connection ended in the middle of the answer.
    Cut,
    /// The answer to a change was lost, so that nobody knows whether it was made.
    AnswerLost,
    /// The answer is a web page, not data.
    Html,
    /// The answer is not what the interface promises.
    Unreadable,
    /// Too many requests.
    RateLimited,
    /// The source is busy or being restarted.
    Busy,
    /// The source answered with an error of its own.
    Vendor,
    /// A file of this program itself could not be loaded. It says nothing about the source.
    PartMissing,
}

/// What went wrong with one call to one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// What happened.
    pub kind: Kind,
    /// What to do.
    pub reaction: Reaction,
    /// The HTTP status, if an answer came.
    pub status: Option<u16>,
    /// The vendor's own code, as it came.
    pub code: String,
    /// The vendor's constant for the code.
    pub code_name: String,
    /// What the code means, in words.
    pub meaning: String,
    /// What to do about it, in words.
    pub remedy: String,
    /// The vendor's number of the request, for its support.
    pub request_id: Option<String>,
    /// After how many seconds the source wants to be asked again.
    pub retry_after_s: Option<u32>,
    /// Whether signing in once more, with what is already known, can cure it.
    pub new_session_may_help: bool,
    /// Detail for a report: what the browser or the parser said.
    pub detail: String,
    /// The first 2 KB of an answer that could not be used.
    pub answer: String,
}

impl Error {
    /// An error of a kind, with the usual reaction to it.
    pub fn new(kind: Kind) -> Error {
        let reaction = match kind {
            Kind::WrongPassword
            | Kind::WrongCode
            | Kind::CodeNeeded
            | Kind::SessionEnded
            | Kind::SessionDisplaced
            | Kind::NotSignedIn => Reaction::SignIn,
            Kind::TimedOut
            | Kind::Cut
            | Kind::AnswerLost
            | Kind::RateLimited
            | Kind::Busy
            | Kind::Blocked
            | Kind::PartMissing => Reaction::RetryLater,
            Kind::Unreachable | Kind::BadAddress | Kind::Html | Kind::NotInstalled => Reaction::FixAddress,
            Kind::PermissionDenied | Kind::SignInDenied | Kind::AccountUnusable => Reaction::GrantPermission,
            Kind::NotSupported | Kind::BadValue | Kind::Unreadable | Kind::Vendor => Reaction::Report,
        };
        Error {
            kind,
            reaction,
            status: None,
            code: String::new(),
            code_name: String::new(),
            meaning: String::new(),
            remedy: String::new(),
            request_id: None,
            retry_after_s: None,
            new_session_may_help: matches!(kind, Kind::SessionEnded | Kind::SessionDisplaced),
            detail: String::new(),
            answer: String::new(),
        }
    }

    /// The same error with a detail for a report.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Error {
        self.detail = detail.into();
        self
    }

    /// The same error with what is known of the answer it came in.
    pub fn with_answer(mut self, response: &Response) -> Error {
        self.status = Some(response.status);
        self.answer = response.excerpt();
        self.request_id = ["x-request-id", "x-ms-request-id", "request-id"]
            .into_iter()
            .find_map(|name| response.header(name))
            .map(str::to_string);
        self.retry_after_s = response.header("retry-after").and_then(|value| value.trim().parse().ok());
        self
    }

    /// Whether nothing goes on until a person signs in.
    pub fn needs_person(&self) -> bool {
        self.reaction == Reaction::SignIn
    }

    /// Whether the request may have been carried out although no answer of the source came: the answer was cut, or a
    /// gateway did not get it; and a connection that is reset looks like one that was never made. "Too many requests" and
    /// "not available" come before anything is done.
    pub fn leaves_open(&self) -> bool {
        matches!(self.kind, Kind::Cut | Kind::TimedOut | Kind::Unreachable) || matches!(self.status, Some(502 | 504))
    }

    /// Whether the same call can succeed a moment later without anybody doing anything.
    pub fn is_transient(&self) -> bool {
        matches!(self.kind, Kind::RateLimited | Kind::Busy | Kind::Cut | Kind::TimedOut)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Error {
        match error {
            TransportError::Unreachable { detail } => Error::new(Kind::Unreachable).with_detail(detail),
            TransportError::TimedOut => Error::new(Kind::TimedOut),
            TransportError::Cut { status, received } => {
                let mut error = Error::new(Kind::Cut).with_detail(format!("{received} bytes had arrived"));
                error.status = Some(status);
                error
            }
            TransportError::BadAddress { detail } => Error::new(Kind::BadAddress).with_detail(detail),
            TransportError::PartMissing { detail } => Error::new(Kind::PartMissing).with_detail(detail),
        }
    }
}

/// What an HTTP status alone says, where a vendor answers with something other than its own error shape.
/// `None` for a status that is no error.
pub fn of_status(response: &Response) -> Option<Error> {
    let kind = match response.status {
        200..=299 => return None,
        401 => Kind::SessionEnded,
        403 => Kind::PermissionDenied,
        404 => Kind::NotSupported,
        408 | 504 => Kind::TimedOut,
        429 => Kind::RateLimited,
        500..=599 => Kind::Busy,
        _ => Kind::Vendor,
    };
    let mut error = Error::new(kind).with_answer(response);
    if response.status == 404 {
        // Nothing is there: most often a wrong path in the address.
        error.reaction = Reaction::FixAddress;
    }
    Some(error)
}

/// An answer that should be JSON and is not: a web page, a cut text, or something else.
pub fn not_json(response: &Response, error: &serde_json::Error) -> Error {
    let text = excerpt(&response.body);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let kind = if text.starts_with('<') {
        Kind::Html
    } else if error.is_eof() && !text.is_empty() {
        Kind::Cut
    } else {
        Kind::Unreadable
    };
    Error::new(kind).with_answer(response).with_detail(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, body: &str) -> Response {
        Response {
            status,
            headers: vec![("retry-after".into(), "7".into()), ("x-request-id".into(), "r-1".into())],
            body: body.into(),
        }
    }

    #[test]
    fn a_status_becomes_what_to_do() {
        for (status, reaction) in [
            (401, Reaction::SignIn),
            (403, Reaction::GrantPermission),
            (404, Reaction::FixAddress),
            (429, Reaction::RetryLater),
            (502, Reaction::RetryLater),
            (418, Reaction::Report),
        ] {
            assert_eq!(of_status(&response(status, "")).map(|e| e.reaction), Some(reaction), "{status}");
        }
        assert_eq!(of_status(&response(200, "")), None);
    }

    #[test]
    fn an_unreadable_answer_is_told_apart_and_kept() {
        for (body, kind) in [
            ("<!doctype html><title>Portal</title>", Kind::Html),
            ("{\"data\":{\"logs\":[{", Kind::Cut),
            ("surprise", Kind::Unreadable),
            ("", Kind::Unreadable),
        ] {
            let answer = response(200, body);
            let parse = serde_json::from_slice::<serde_json::Value>(&answer.body).unwrap_err();
            let error = not_json(&answer, &parse);
            assert_eq!(error.kind, kind, "{body:?}");
            assert_eq!(error.answer, body);
            assert_eq!(error.request_id.as_deref(), Some("r-1"));
            assert_eq!(error.retry_after_s, Some(7));
        }
    }

    #[test]
    fn two_kilobytes_of_the_answer_are_kept() {
        let answer = response(200, &"x".repeat(10_000));
        assert_eq!(answer.excerpt().len(), 2048);
    }
}
