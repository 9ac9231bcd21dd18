//! This vendor's source, sessions and calls.

use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Line, Run, Source, Timestamp};
use tapedeck_core::vendors::{
    Answer, Attempt, Call, Credentials, PageRequest, Session, SignIn, SignInInput, SignInStep, Vendor, find,
};

pub use crate::support::*;

pub const BASE_URL: &str = "https://nas.example/";

pub fn vendor() -> &'static dyn Vendor {
    find("synology").expect("the vendor is there")
}

pub fn source() -> Source {
    Source {
        id: "nas-1".into(),
        vendor: "synology".into(),
        name: "Office NAS".into(),
        base_url: BASE_URL.into(),
        time_zone: None,
        settings: [].into(),
    }
}

pub fn page() -> PageRequest {
    PageRequest { limit: 200, ..PageRequest::default() }
}

pub fn runs() -> Call {
    Call::Runs(page())
}

pub fn lines() -> Call {
    Call::Lines(page())
}

pub fn run_lines() -> Call {
    Call::RunLines { run: "592".into(), page: page() }
}

pub fn one_run() -> Call {
    Call::Run { run: "592".into() }
}

pub fn calls() -> [Call; 4] {
    [runs(), lines(), run_lines(), one_run()]
}

/// The name of the list in the answer to a call.
pub fn list_key(call: &Call) -> &'static str {
    match call {
        Call::Runs(_) | Call::Run { .. } => "results",
        Call::Lines(_) => "logs",
        Call::RunLines { .. } => "result_detail_list",
        other => panic!("{other:?} is no list"),
    }
}

pub fn parse(call: &Call, response: &Response) -> Result<Answer, Error> {
    read_once(vendor().ask(&source(), &session(&[]), call)?, response)
}

/// The rows of an answer as they stand in its text, read without the vendor.
pub fn rows_in(body: &[u8], key: &str) -> Option<Vec<String>> {
    rows_at(body, &["data", key])
}

/// A recorded sample.
pub fn sample(name: &str) -> Option<Vec<u8>> {
    sample_of("synology", name)
}

pub fn parse_runs(body: impl Into<Vec<u8>>) -> Vec<Run> {
    match parse(&runs(), &ok(body)).expect("an answer with runs") {
        Answer::Runs(page) => page.rows,
        other => panic!("{other:?} instead of runs"),
    }
}

pub fn parse_lines(body: impl Into<Vec<u8>>) -> Vec<Line> {
    match parse(&lines(), &ok(body)).expect("an answer with lines") {
        Answer::Lines(page) => page.rows,
        other => panic!("{other:?} instead of lines"),
    }
}

pub fn parse_error(call: &Call, response: &Response) -> Error {
    parse(call, response).expect_err("an error")
}

/// The request of a call.
pub fn built(source: &Source, session: &Session, call: &Call) -> Request {
    vendor().ask(source, session, call).expect("a call that this vendor answers").request(Timestamp(0))
}

/// The beginning of a sign-in with a password.
pub fn signing_in<'a>(
    source: &'a Source,
    credentials: &'a Credentials,
    earlier: Option<&'a Session>,
) -> Box<dyn SignIn> {
    vendor().sign_in(&Attempt { source, credentials, earlier, renewal: false })
}

/// The next step of a sign-in.
pub fn next(conversation: &mut Box<dyn SignIn>, input: SignInInput<'_>) -> SignInStep {
    conversation.next(Timestamp(0), input)
}
