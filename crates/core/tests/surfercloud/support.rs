//! What every module needs: a source, a session, answers, form fields, and a driver for questions of many requests.

use std::path::PathBuf;

use proptest::test_runner::{Config, RngSeed};
use serde_json::{Value, json};
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Action, File, Run, Source, Timestamp};
use tapedeck_core::vendors::{Answer, Attempt, Call, Credentials, Next, PageRequest, Session, Vendor, find};

pub const BASE_URL: &str = "https://api.surfercloud.com/";
pub const PUBLIC: &str = "ucloudada@example.com1296235120854146120";
pub const PRIVATE: &str = "46f09bb9fab4f12dfc160dae12273d5332b5debe";
pub const NOW: Timestamp = Timestamp(1_795_154_400_000);

/// The same cases in every run: the seed is fixed.
pub fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x7A9E_DEC5), failure_persistence: None, ..Config::default() }
}

pub fn vendor() -> &'static dyn Vendor {
    find("surfercloud").expect("the vendor is there")
}

pub fn source() -> Source {
    with_settings(&[("region", "cn-zj"), ("zone", "cn-zj-01"), ("projectId", "org-1")])
}

pub fn with_settings(settings: &[(&str, &str)]) -> Source {
    Source {
        id: "pg".into(),
        vendor: "surfercloud".into(),
        name: "Databases".into(),
        base_url: BASE_URL.into(),
        time_zone: None,
        settings: settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
    }
}

/// What a person gave. `token` is the security token; empty for none.
pub fn credentials(token: &str) -> Credentials {
    [("publicKey", PUBLIC), ("privateKey", PRIVATE), ("securityToken", token)].into_iter().collect()
}

/// A session as a sign-in leaves it.
pub fn session(token: &str) -> Session {
    use tapedeck_core::vendors::{SignInInput, SignInStep};
    let (source, credentials) = (source(), credentials(token));
    let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
    let mut conversation = vendor().sign_in(&attempt);
    conversation.next(NOW, SignInInput::Start);
    match conversation.next(NOW, SignInInput::Answer(&ok(json!({"RetCode": 0}).to_string()))) {
        SignInStep::Done(session) => session,
        other => panic!("{other:?}"),
    }
}

pub fn ok(body: impl Into<Vec<u8>>) -> Response {
    Response { status: 200, headers: Vec::new(), body: body.into() }
}

pub fn runs() -> Call {
    Call::Runs(PageRequest { limit: 200, ..PageRequest::default() })
}

pub fn files() -> Call {
    Call::Files(PageRequest { limit: 200, ..PageRequest::default() })
}

pub fn lines() -> Call {
    Call::Lines(PageRequest { limit: 200, ..PageRequest::default() })
}

pub fn act(name: &str, values: &[(&str, &str)]) -> Call {
    Call::Act(Action::new(name, values))
}

/// The form fields of a request, in their order: from its body, or from its query.
pub fn fields(request: &Request) -> Vec<(String, String)> {
    let query = request.url.split_once('?').map_or("", |(_, query)| query);
    let body = std::str::from_utf8(&request.body).expect("a form is text");
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
    format!("{query}&{body}")
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').expect("name=value"))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

pub fn field(request: &Request, name: &str) -> String {
    fields(request).into_iter().find(|(field, _)| field == name).map(|(_, value)| value).unwrap_or_default()
}

/// Asks, and answers every request until the end. A passing error is asked again, as often as the engine does.
#[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
pub fn lead(call: &Call, mut answer: impl FnMut(&Request) -> Response) -> Result<Answer, Error> {
    let mut exchange = vendor().ask(&source(), &session(""), call)?;
    let (mut tries, mut sent) = (0, 0);
    loop {
        sent += 1;
        assert!(sent < 20_000, "a question without end");
        let response = answer(&exchange.request(NOW));
        match exchange.take(&response) {
            Ok(Next::Done(answer)) => return Ok(answer),
            Ok(_) => tries = 0,
            Err(error) if error.is_transient() && tries < 3 => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

/// One instance, of which every list is answered with one answer, and then with nothing.
pub fn one_instance(call: &Call, action: &str, response: &Response) -> Result<Answer, Error> {
    let mut given = 0;
    lead(call, |request| {
        let asked = field(request, "Action");
        if asked == action {
            given += 1;
            // Errors stay, rows come once.
            let rows_again = given > 1 && field(request, "Offset").parse::<u64>().is_ok_and(|offset| offset > 0);
            return if rows_again { ok(r#"{"RetCode":0}"#) } else { response.clone() };
        }
        ok(match asked.as_str() {
            "ListUPgSQLInstance" => INSTANCE.to_string(),
            _ => r#"{"RetCode":0}"#.to_string(),
        })
    })
}

pub const INSTANCE: &str =
    r#"{"RetCode":0,"DataSet":[{"InstanceID":"upgsql-1","Name":"orders","Zone":"cn-zj-01","State":"Running"}]}"#;

pub fn run_rows(answer: Answer) -> Vec<Run> {
    match answer {
        Answer::Runs(page) => page.rows,
        other => panic!("{other:?} instead of runs"),
    }
}

pub fn file_rows(answer: Answer) -> Vec<File> {
    match answer {
        Answer::Files(page) => page.rows,
        other => panic!("{other:?} instead of files"),
    }
}

/// Where secrets could get out of an error: everything that it carries.
pub fn everything(error: &Error) -> String {
    format!("{error:?} {}", serde_json::to_string(error).expect("an error is data"))
}

/// A value without what is empty in it.
pub fn dense(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| (key, dense(value)))
                .filter(|(_, value)| !(value.is_null() || value == "" || value == &json!([]) || value == &json!({})))
                .collect(),
        ),
        Value::Array(list) => Value::Array(list.into_iter().map(dense).collect()),
        other => other,
    }
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
