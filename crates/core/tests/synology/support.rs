//! What every module needs: a source, a session, answers, form fields, and rows read by other means than the vendor's.

use std::path::PathBuf;

use serde_json::Value;
use serde_json::value::RawValue;
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Line, Run, Source, Timestamp};
use tapedeck_core::vendors::{
    Answer, Attempt, Call, Credentials, Next, PageRequest, Session, SignIn, SignInInput, SignInStep, Vendor, find,
};

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

pub fn session(pairs: &[(&'static str, &str)]) -> Session {
    let mut session = Session::default();
    for (key, value) in pairs {
        session.set(key, *value);
    }
    session
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

pub fn ok(body: impl Into<Vec<u8>>) -> Response {
    answer(200, &[], body)
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Response {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Response { status, headers, body: body.into() }
}

#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn parse(call: &Call, response: &Response) -> Result<Answer, Error> {
    match vendor().ask(&source(), &session(&[]), call)?.take(response)? {
        Next::Done(answer) => Ok(answer),
        next => panic!("{next:?} instead of an answer"),
    }
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

/// The raw text of every record.
pub fn raws(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::Runs(page) => page.rows.iter().map(|run| run.raw.as_str()).collect(),
        Answer::Lines(page) => page.rows.iter().map(|line| line.raw.as_str()).collect(),
        other => panic!("{other:?} is no list"),
    }
}

/// The rows of an answer as they stand in its text, read without the vendor. `None` where there is no list.
pub fn rows_in(body: &[u8], key: &str) -> Option<Vec<String>> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let envelope: serde_json::Map<String, Value> = serde_json::from_str(text).ok()?;
    envelope.get("data")?.get(key)?.as_array()?;
    let inside = |text: &str, key: &str| -> Option<String> {
        let map: std::collections::BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
        map.get(key).map(|value| value.get().to_string())
    };
    let list = inside(&inside(text, "data")?, key)?;
    let rows: Vec<&RawValue> = serde_json::from_str(&list).ok()?;
    Some(rows.into_iter().map(|row| row.get().to_string()).collect())
}

/// The form fields of a request, in their order.
pub fn fields(request: &Request) -> Vec<(String, String)> {
    let body = std::str::from_utf8(&request.body).expect("a form is text");
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8().expect("UTF-8").into_owned()
    };
    body.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').expect("name=value"))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

pub fn field(request: &Request, name: &str) -> Option<String> {
    fields(request).into_iter().find(|(field, _)| field == name).map(|(_, value)| value)
}

/// Where secrets could get out of an error: everything that it carries.
pub fn everything(error: &Error) -> String {
    format!("{error:?} {}", serde_json::to_string(error).expect("an error is data"))
}

/// What is different between two texts, line by line.
pub fn differences(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let start = expected.iter().zip(&actual).take_while(|(left, right)| left == right).count();
    let rest = expected.len().min(actual.len()) - start;
    let end =
        expected.iter().rev().zip(actual.iter().rev()).take(rest).take_while(|(left, right)| left == right).count();
    let mut out = format!("    from line {}\n", start + 1);
    for line in &expected[start..expected.len() - end] {
        out += &format!("    - {line}\n");
    }
    for line in &actual[start..actual.len() - end] {
        out += &format!("    + {line}\n");
    }
    out
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

#[test]
fn differences_are_shown_without_what_is_the_same() {
    assert_eq!(differences("a\nb\nc", "a\nx\ny\nc"), "    from line 2\n    - b\n    + x\n    + y\n");
    assert_eq!(differences("a\na", "a"), "    from line 2\n    - a\n");
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
