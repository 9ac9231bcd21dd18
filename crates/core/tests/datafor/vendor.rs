//! This vendor's source, calls and conversations.

use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Action, Source, Timestamp};
use tapedeck_core::vendors::{
    Answer, Attempt, Call, Credentials, Exchange, PageRequest, SignIn, SignInInput, SignInStep, Vendor, find,
};

pub use crate::support::*;

pub const BASE_URL: &str = "https://bi.example/datafor/";
/// A quarter past nine on 2026-11-20.
pub const NOW: Timestamp = Timestamp(1_795_166_100_000);
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

/// The path of a request below the root, with its query.
pub fn path(request: &Request) -> &str {
    request.url.strip_prefix(BASE_URL).unwrap_or(&request.url)
}

pub fn ask(call: &Call) -> Box<dyn Exchange> {
    vendor().ask(&source(), &session(&[]), call).expect("a call that this vendor answers")
}

/// Leads a question to its end: every request is answered by `server`, by its path. No question takes many requests.
pub fn lead(call: &Call, mut server: impl FnMut(&str, &Request) -> Response) -> Result<Answer, Error> {
    lead_to_end(&mut *ask(call), Timestamp(0), (20, 3), |request| {
        server(path(request).split('?').next().unwrap_or_default(), request)
    })
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

/// The beginning of a sign-in.
pub fn signing_in(source: &Source, credentials: &Credentials) -> Box<dyn SignIn> {
    vendor().sign_in(&Attempt { source, credentials, earlier: None, renewal: false })
}

/// The next step of a sign-in.
pub fn next(conversation: &mut Box<dyn SignIn>, input: SignInInput<'_>) -> SignInStep {
    conversation.next(NOW, input)
}

/// The rows of an answer as they stand in its text, read without the vendor.
pub fn rows_in(body: &[u8]) -> Option<Vec<String>> {
    rows_at(body, &["data"])
}

/// A recorded sample.
pub fn sample(name: &str) -> Option<Vec<u8>> {
    sample_of("datafor", name)
}
