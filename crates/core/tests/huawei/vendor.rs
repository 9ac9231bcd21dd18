//! This vendor's source, sessions, calls and lists.

use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Action, Line, Page, Source, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Exchange, PageRequest, Session, Vendor, VendorFilter, find};

pub use crate::support::*;

pub const BASE_URL: &str = "https://clouddc.ap-southeast-3.myhuaweicloud.com/";
/// 2026-11-20 06:00 UTC.
pub const NOW: Timestamp = Timestamp(1_795_154_400_000);
pub const SERVER: &str = "5d3a6e0c-1f52-4c0e-9a55-1b6f6b6f0001";
/// Two servers: one with a name, one without.
pub const SERVERS: &str = r#"{"servers":[{"id":"5d3a6e0c-1f52-4c0e-9a55-1b6f6b6f0001","name":"rack4-db-1",
    "hardware_attributes":{"sn":"2102353SXY10N4000001"}},{"id":"5d3a6e0c-1f52-4c0e-9a55-1b6f6b6f0002","name":""}],
    "page_info":{"current_count":2},"count":2}"#;

pub fn vendor() -> &'static dyn Vendor {
    find("huawei-clouddc").expect("the vendor is there")
}

pub fn source_with(base_url: &str, settings: &[(&str, &str)]) -> Source {
    Source {
        id: "metal".into(),
        vendor: "huawei-clouddc".into(),
        name: "Rack 4".into(),
        base_url: base_url.into(),
        time_zone: None,
        settings: settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
    }
}

pub fn source() -> Source {
    source_with(BASE_URL, &[])
}

/// Signed in with a password.
pub fn token() -> Session {
    session(&[("token", "T0KEN-9f"), ("project", "0a1b"), ("region", "ap-southeast-3")])
}

/// Signed in with a temporary access key.
pub fn keys() -> Session {
    session(&[
        ("access_key", "AK-1"),
        ("secret_key", "SK-s3cret"),
        ("security_token", "ST-hidden"),
        ("project", "0a1b"),
        ("region", "ap-southeast-3"),
    ])
}

pub fn page() -> PageRequest {
    PageRequest { limit: 200, ..PageRequest::default() }
}

pub fn lines() -> Call {
    Call::Lines(page())
}

pub fn lines_with(filter: VendorFilter) -> Call {
    Call::Lines(PageRequest { filter, ..page() })
}

pub fn act(name: &str, values: &[(&str, &str)]) -> Call {
    Call::Act(Action::new(name, values))
}

pub fn ask(session: &Session, call: &Call) -> Box<dyn Exchange> {
    vendor().ask(&source(), session, call).expect("a call that this vendor answers")
}

/// The path and the query of a request, below the address of the source.
pub fn below(request: &Request) -> &str {
    request.url.strip_prefix(BASE_URL).unwrap_or(&request.url)
}

/// Leads a conversation to its end. `hear` answers each request.
pub fn lead(exchange: &mut dyn Exchange, hear: impl FnMut(&Request) -> Response) -> Result<Answer, Error> {
    lead_to_end(exchange, NOW, (1000, 0), hear)
}

/// A recorded sample.
pub fn sample(name: &str) -> Option<Vec<u8>> {
    sample_of("huawei", name)
}

/// Which of the two lists of lines an answer is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum List {
    Alarms,
    Events,
}

impl List {
    pub fn word(self) -> &'static str {
        if self == List::Alarms { "alarms" } else { "events" }
    }
}

/// What the lines become when one list is answered with this, once, and everything else in the ordinary way.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn lines_of(session: &Session, list: List, response: &Response) -> Result<Page<Line>, Error> {
    let mut given = false;
    let answer = lead(&mut *ask(session, &lines()), |request| {
        let path = below(request);
        if path.contains(&format!("physicalservers/{}", list.word())) && !std::mem::replace(&mut given, true) {
            return response.clone();
        }
        ok(if path.contains("/alarms?") || path.contains("/events?") { "{\"count\":0}" } else { SERVERS })
    })?;
    match answer {
        Answer::Lines(page) => Ok(page),
        other => panic!("{other:?} instead of lines"),
    }
}
