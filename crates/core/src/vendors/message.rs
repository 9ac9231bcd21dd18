//! What crosses between the engine and clients in a program of their own.
//!
//! One [`Message`] there, one [`Reply`] back, at once. A conversation is known by its number on both sides, until it is
//! forgotten.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Call, Credentials, Next, Session, SignInStep, Subject, VendorFilter};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::{Source, TimeRange, Timestamp};

/// What is asked of the clients. It holds secrets, so it does not print.
#[derive(Serialize, Deserialize)]
pub enum Message<'a> {
    /// Begin a sign-in. Answered with [`Reply::Begun`].
    SignIn {
        /// Where.
        source: Cow<'a, Source>,
        /// What a person gave.
        credentials: Cow<'a, Credentials>,
        /// The session before, if there was one.
        earlier: Option<Cow<'a, Session>>,
        /// Whether no person is asked.
        renewal: bool,
    },
    /// Go on with a sign-in. Answered with [`Reply::Step`].
    Step {
        /// The conversation.
        number: u32,
        /// The present.
        now: Timestamp,
        /// What just happened.
        input: Input<'a>,
    },
    /// Begin a question. Answered with [`Reply::Begun`] or [`Reply::Refused`].
    Ask {
        /// Where.
        source: Cow<'a, Source>,
        /// With which session.
        session: Cow<'a, Session>,
        /// What.
        call: Cow<'a, Call>,
    },
    /// What is to be sent for a question now. Answered with [`Reply::Request`].
    Request {
        /// The conversation.
        number: u32,
        /// The present.
        now: Timestamp,
    },
    /// What was answered to a question. Answered with [`Reply::Next`].
    Take {
        /// The conversation.
        number: u32,
        /// The answer.
        response: Cow<'a, Response>,
    },
    /// A conversation is over, or nobody wants it any more. Answered with [`Reply::Forgotten`].
    Forget {
        /// The conversation.
        number: u32,
    },
    /// From when on a session should be renewed. Answered with [`Reply::RenewAt`].
    RenewAt {
        /// Whose session it is.
        vendor: Cow<'a, str>,
        /// The session.
        session: Cow<'a, Session>,
    },
    /// What ends a session. Answered with [`Reply::SignOut`].
    SignOut {
        /// Where.
        source: Cow<'a, Source>,
        /// The session.
        session: Cow<'a, Session>,
        /// The present.
        now: Timestamp,
    },
    /// Split a query. Answered with [`Reply::PushDown`].
    PushDown {
        /// Whose list it is.
        vendor: Cow<'a, str>,
        /// What the list is about.
        subject: Subject,
        /// The span that is asked for.
        range: TimeRange,
        /// The query, as it prints.
        query: String,
    },
}

/// What just happened in a sign-in.
#[derive(Serialize, Deserialize)]
pub enum Input<'a> {
    /// Nothing yet.
    Start,
    /// The last request was answered.
    Answer(Cow<'a, Response>),
    /// A person gave a one-time code.
    Code(Cow<'a, str>),
}

/// What the clients say. It holds secrets, so it does not print.
#[derive(Serialize, Deserialize)]
pub enum Reply {
    /// A conversation began, and this is its number.
    Begun(u32),
    /// What comes next in a sign-in.
    Step(SignInStep),
    /// A question that the vendor does not answer.
    Refused(Error),
    /// What is to be sent for a question.
    Request(Request),
    /// What an answer means.
    Next(Result<Next, Error>),
    /// A conversation is forgotten, whether or not there was one.
    Forgotten,
    /// From when on a session should be renewed.
    RenewAt(Option<Timestamp>),
    /// What ends a session.
    SignOut(Option<Request>),
    /// What the vendor evaluates, and what of the query is left, as it prints.
    PushDown(VendorFilter, String),
}
