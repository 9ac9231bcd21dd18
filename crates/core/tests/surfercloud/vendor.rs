//! This vendor's source, keys, calls and instances.

use serde_json::json;
use tapedeck_core::error::Error;
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Action, File, Run, Source, Timestamp};
use tapedeck_core::vendors::{Answer, Attempt, Call, Credentials, PageRequest, Session, Vendor, find};

pub use crate::support::*;

pub const BASE_URL: &str = "https://api.surfercloud.com/";
pub const PUBLIC: &str = "ucloudada@example.com1296235120854146120";
pub const PRIVATE: &str = "46f09bb9fab4f12dfc160dae12273d5332b5debe";
pub const NOW: Timestamp = Timestamp(1_795_154_400_000);

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

/// The fields of a request, in their order: from its query, and from its body.
pub fn fields(request: &Request) -> Vec<(String, String)> {
    [query(request), crate::support::fields(request)].concat()
}

pub fn field(request: &Request, name: &str) -> String {
    fields(request).into_iter().find(|(field, _)| field == name).map(|(_, value)| value).unwrap_or_default()
}

/// Asks, and answers every request until the end.
pub fn lead(call: &Call, answer: impl FnMut(&Request) -> Response) -> Result<Answer, Error> {
    lead_to_end(&mut *vendor().ask(&source(), &session(""), call)?, NOW, (20_000, 3), answer)
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
