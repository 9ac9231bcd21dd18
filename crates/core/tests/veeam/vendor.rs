//! This vendor's source, sessions and calls.

use serde_json::value::RawValue;
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Line, Run, Source, Timestamp};
use tapedeck_core::vendors::{Answer, Call, PageRequest, Session, Vendor, find};

pub use crate::support::*;

pub const BASE_URL: &str = "https://vbaz.example/";
pub const NOW: Timestamp = Timestamp(1_795_154_400_000);

pub fn vendor() -> &'static dyn Vendor {
    find("veeam-azure").expect("the vendor is there")
}

pub fn source() -> Source {
    Source {
        id: "vbaz".into(),
        vendor: "veeam-azure".into(),
        name: "Azure".into(),
        base_url: BASE_URL.into(),
        time_zone: None,
        settings: [].into(),
    }
}

/// A source that asks for a version.
pub fn source_of(version: &str) -> Source {
    Source { settings: [("apiVersion".to_string(), version.to_string())].into(), ..source() }
}

pub fn signed_in() -> Session {
    session(&[("access_token", "ACCESS-1"), ("refresh_token", "REFRESH-1"), ("version", "v8.1"), ("user", "ada")])
}

pub fn page() -> PageRequest {
    PageRequest { limit: 200, ..PageRequest::default() }
}

pub fn runs() -> Call {
    Call::Runs(page())
}

pub fn one_run() -> Call {
    Call::Run { run: "38".into() }
}

pub fn run_lines() -> Call {
    Call::RunLines { run: "38".into(), page: page() }
}

pub fn items(kind: &str) -> Call {
    Call::Items { run: "38".into(), kind: kind.into(), page: page() }
}

/// The calls that answer with rows.
pub fn calls() -> [Call; 4] {
    [runs(), one_run(), run_lines(), items("")]
}

pub fn parse(call: &Call, response: &Response) -> Result<Answer, Error> {
    read_once(vendor().ask(&source(), &signed_in(), call)?, response)
}

/// The rows of an answer as they stand in its text, read without the vendor. One session is the object itself.
pub fn rows_in(call: &Call, body: &[u8]) -> Option<Vec<String>> {
    match call {
        Call::Run { .. } => {
            let text = std::str::from_utf8(body).ok()?;
            let row: &RawValue = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
            Some(vec![row.get().to_string()])
        }
        Call::RunLines { .. } => rows_at(body, &["log"]),
        _ => rows_at(body, &["results"]),
    }
}

pub fn parse_run(row: &str) -> Run {
    match parse(&runs(), &ok(format!(r#"{{"results":[{row}]}}"#))).expect("an answer with runs") {
        Answer::Runs(mut page) => page.rows.remove(0),
        other => panic!("{other:?} instead of runs"),
    }
}

pub fn parse_lines(body: impl Into<Vec<u8>>) -> Vec<Line> {
    match parse(&run_lines(), &ok(body)).expect("an answer with lines") {
        Answer::Lines(page) => page.rows,
        other => panic!("{other:?} instead of lines"),
    }
}

/// The request of a call.
pub fn built(source: &Source, session: &Session, call: &Call) -> Request {
    vendor().ask(source, session, call).expect("a call that this vendor answers").request(NOW)
}
