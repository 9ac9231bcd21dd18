//! What every module needs: a source, a session, answers, and rows read by other means than the vendor's.

use std::path::{Path, PathBuf};

use serde_json::Value;
use serde_json::value::RawValue;
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Line, Run, Source, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Next, PageRequest, Session, Vendor, find};

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

pub fn session(pairs: &[(&'static str, &str)]) -> Session {
    let mut session = Session::default();
    for (key, value) in pairs {
        session.set(key, *value);
    }
    session
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

pub fn ok(body: impl Into<Vec<u8>>) -> Response {
    answer(200, &[], body)
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Response {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Response { status, headers, body: body.into() }
}

#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn parse(call: &Call, response: &Response) -> Result<Answer, Error> {
    match vendor().ask(&source(), &signed_in(), call)?.take(response)? {
        Next::Done(answer) => Ok(answer),
        next => panic!("{next:?} instead of an answer"),
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

/// The raw text of every record.
pub fn raws(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::Runs(page) => page.rows.iter().map(|run| run.raw.as_str()).collect(),
        Answer::Lines(page) => page.rows.iter().map(|line| line.raw.as_str()).collect(),
        Answer::Items(page) => page.rows.iter().map(|item| item.raw.as_str()).collect(),
        other => panic!("{other:?} is no list"),
    }
}

/// The notes of every record.
pub fn problems(answer: &Answer) -> Vec<Option<&str>> {
    match answer {
        Answer::Runs(page) => page.rows.iter().map(|run| run.problem.as_deref()).collect(),
        Answer::Lines(page) => page.rows.iter().map(|line| line.problem.as_deref()).collect(),
        Answer::Items(page) => page.rows.iter().map(|item| item.problem.as_deref()).collect(),
        other => panic!("{other:?} is no list"),
    }
}

/// The rows of an answer as they stand in its text, read without the vendor. `None` where there is no list.
pub fn rows_in(call: &Call, body: &[u8]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let key = match call {
        Call::Run { .. } => {
            let row: &RawValue = serde_json::from_str(text).ok()?;
            return Some(vec![row.get().to_string()]);
        }
        Call::RunLines { .. } => "log",
        _ => "results",
    };
    let map: std::collections::BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let rows: Vec<&RawValue> = serde_json::from_str(map.get(key)?.get()).ok()?;
    Some(rows.into_iter().map(|row| row.get().to_string()).collect())
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8().expect("UTF-8").into_owned()
}

/// Names and values of a query or of a form, in their order.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|pair| !pair.is_empty());
    let parts = parts.map(|pair| pair.split_once('=').expect("name=value"));
    parts.map(|(name, value)| (decode(name), decode(value))).collect()
}

/// The form fields of a request.
pub fn fields(request: &Request) -> Vec<(String, String)> {
    pairs(std::str::from_utf8(&request.body).expect("a form is text"))
}

/// The names and values of the query of a request.
pub fn query(request: &Request) -> Vec<(String, String)> {
    pairs(request.url.split_once('?').map_or("", |(_, query)| query))
}

pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
}

/// Where secrets could get out of an error: everything that it carries.
pub fn everything(error: &Error) -> String {
    format!("{error:?} {}", serde_json::to_string(error).expect("an error is data"))
}

pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// What is in a folder, by name.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let list = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = list.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

pub fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

pub fn json_file(path: &Path) -> Option<Value> {
    let text = std::fs::read(path).ok()?;
    Some(serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
