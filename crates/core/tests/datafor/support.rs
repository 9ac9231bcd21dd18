//! What every module needs: a source, a session, answers, form fields, and rows read by other means than the vendor's.

use std::path::{Path, PathBuf};

use serde_json::value::RawValue;
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Action, Source, Timestamp};
use tapedeck_core::vendors::{
    Answer, Attempt, Call, Credentials, Exchange, Next, PageRequest, Session, SignIn, SignInInput, SignInStep, Vendor,
    find,
};

pub const BASE_URL: &str = "https://bi.example/datafor/";
pub const RECORDS: &str = "plugin/datafor-backup/api/log/query";
pub const SCHEDULES: &str = "plugin/datafor-backup/api/query";
pub const USER: &str = "plugin/datafor/api/extension/auth/fetchUser";
pub const ID: &str = "Backup_2026.10.10-02.00.00.205+0800";

pub const ADMIN: &str = r#"{"code":200,"islogged":true,"userid":"admin","username":"admin",
    "roles":["Administrator","Authenticated"],"plugins":["datafor","datafor-backup"],"canAdminister":true,
    "serverNameFull":"https://bi.example/datafor/","contextPath":"/datafor/"}"#;
pub const NOBODY: &str = r#"{"code":200,"islogged":false,"userid":"anonymousUser","plugins":[],"canAdminister":false}"#;

pub fn vendor() -> &'static dyn Vendor {
    find("datafor").expect("the vendor is there")
}

pub fn source() -> Source {
    Source {
        id: "bi".into(),
        vendor: "datafor".into(),
        name: "BI server".into(),
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

/// A call by the name that fixtures give it.
pub fn call(name: &str) -> Call {
    match name {
        "runs" => Call::Runs(page()),
        "run" => Call::Run { run: ID.into() },
        "items" => Call::Items { run: ID.into(), kind: String::new(), page: page() },
        "files" => Call::Files(page()),
        "download" => Call::Download { file: ID.into() },
        "schedules" => Call::Act(Action::new("schedules", &[])),
        "about" => Call::About,
        other => panic!("no such call: {other}"),
    }
}

pub const CALLS: [&str; 7] = ["runs", "run", "items", "files", "download", "schedules", "about"];

pub fn ok(body: impl Into<Vec<u8>>) -> Response {
    answer(200, &[], body)
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Response {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Response { status, headers, body: body.into() }
}

/// The path of a request below the root, with its query.
pub fn path(request: &Request) -> &str {
    request.url.strip_prefix(BASE_URL).unwrap_or(&request.url)
}

pub fn ask(call: &Call) -> Box<dyn Exchange> {
    vendor().ask(&source(), &session(&[]), call).expect("a call that this vendor answers")
}

/// Leads a question to its end, as the engine does: every request is answered by `server`, by its path, and what fails
/// for a passing reason is asked again three times. No question takes many requests.
pub fn lead(call: &Call, mut server: impl FnMut(&str, &Request) -> Response) -> Result<Answer, Error> {
    let mut exchange = ask(call);
    let mut again = 0;
    for _ in 0..20 {
        let request = exchange.request(Timestamp(0));
        let at = path(&request).split('?').next().unwrap_or_default().to_string();
        match exchange.take(&server(&at, &request)) {
            Ok(Next::Done(answer)) => return Ok(answer),
            Ok(_) => again = 0,
            Err(error) if error.is_transient() && again < 3 => again += 1,
            Err(error) => return Err(error),
        }
    }
    unreachable!("a question without an end: {call:?}")
}

/// A server that gives this answer to a list, nothing else than that to a download, and knows an administrator.
pub fn parse(call: &Call, response: &Response, schedules: &Response, user: &Response) -> Result<Answer, Error> {
    let own = matches!(call, Call::Act(_));
    lead(call, |path, _| match path {
        SCHEDULES if !own => schedules.clone(),
        USER if *call != Call::About => user.clone(),
        _ => response.clone(),
    })
}

/// The raw text of every record.
pub fn raws(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::Runs(page) => page.rows.iter().map(|run| run.raw.as_str()).collect(),
        Answer::Files(page) => page.rows.iter().map(|file| file.raw.as_str()).collect(),
        Answer::Items(page) => page.rows.iter().map(|item| item.raw.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The rows of an answer as they stand in its text, read without the vendor. `None` where there is no list.
pub fn rows_in(body: &[u8]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let envelope: std::collections::BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let rows: Vec<&RawValue> = serde_json::from_str(envelope.get("data")?.get()).ok()?;
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

/// The beginning of a sign-in.
pub fn signing_in(source: &Source, credentials: &Credentials) -> Box<dyn SignIn> {
    vendor().sign_in(&Attempt { source, credentials, earlier: None, renewal: false })
}

/// The next step of a sign-in, at a quarter past nine on 2026-11-20.
pub fn next(conversation: &mut Box<dyn SignIn>, input: SignInInput<'_>) -> SignInStep {
    conversation.next(Timestamp(1_795_166_100_000), input)
}
