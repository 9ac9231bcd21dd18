//! What every module needs: a source, sessions, answers, and conversations that are led to their end.

use std::path::PathBuf;

use serde_json::Value;
use serde_json::value::RawValue;
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Action, Line, Page, Source, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Exchange, Next, PageRequest, Session, Vendor, VendorFilter, find};

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

pub fn session(pairs: &[(&'static str, &str)]) -> Session {
    let mut session = Session::default();
    for (key, value) in pairs {
        session.set(key, *value);
    }
    session
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

pub fn ok(body: impl Into<Vec<u8>>) -> Response {
    answer(200, &[], body)
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Response {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Response { status, headers, body: body.into() }
}

/// The path and the query of a request, below the address of the source.
pub fn below(request: &Request) -> &str {
    request.url.strip_prefix(BASE_URL).unwrap_or(&request.url)
}

pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Leads a conversation to its end. `hear` answers each request.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn lead(exchange: &mut dyn Exchange, mut hear: impl FnMut(&Request) -> Response) -> Result<Answer, Error> {
    let mut now = NOW;
    for _ in 0..1000 {
        let request = exchange.request(now);
        match exchange.take(&hear(&request))? {
            Next::Done(answer) => return Ok(answer),
            Next::Send => {}
            Next::SendAfter(ms) => now.0 += i64::from(ms),
        }
    }
    panic!("a conversation without an end");
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

/// The rows of an answer as they stand in its text, read without the vendor. `None` where there is no list.
pub fn rows_in(body: &[u8], key: &str) -> Option<Vec<String>> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let map: std::collections::BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let rows: Vec<&RawValue> = serde_json::from_str(map.get(key)?.get()).ok()?;
    Some(rows.into_iter().map(|row| row.get().to_string()).collect())
}

/// Where secrets could get out of an error: everything that it carries.
pub fn everything(error: &Error) -> String {
    format!("{error:?} {}", serde_json::to_string(error).expect("an error is data"))
}

pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// What is in a folder, by name.
pub fn entries(folder: &std::path::Path) -> Vec<PathBuf> {
    let list = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = list.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

pub fn name(path: &std::path::Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not text: {value}")).to_string()
}
