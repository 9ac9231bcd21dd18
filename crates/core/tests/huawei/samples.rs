//! The recorded samples, read as the fixtures are. They are not part of this repository: where they are missing, nothing
//! is read.

use serde_json::Value;
use tapedeck_core::error::Kind;
use tapedeck_core::model::ExportState;
use tapedeck_core::vendors::{Answer, Attempt, Credentials, SignInInput, SignInStep};

use crate::fixtures::read;
use crate::vendor::*;

#[test]
fn exports() {
    for (name, call, status) in
        [("export_server_logs.202.json", "export", 202), ("show_logs_export_status.200.json", "progress", 200)]
    {
        let Some(body) = sample(name) else { continue };
        match read(call, false, &answer(status, &[], body)) {
            Ok(Answer::Export(export)) => {
                assert_eq!((export.state, export.percent), (ExportState::Running, Some(30)), "{name}");
                assert!(export.time.is_some() && export.code == "Running", "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn errors() {
    for (name, status, kind) in
        [("error.json", 400, Kind::Vendor), ("error_apig_signature.json", 401, Kind::WrongPassword)]
    {
        let Some(body) = sample(name) else { continue };
        let error = read("alarms", true, &answer(status, &[], body)).expect_err("an error");
        assert_eq!(error.kind, kind, "{name}");
        assert!(!error.code.is_empty() && !error.detail.is_empty(), "{error:?}");
    }
}

/// The same keys at the same places, whatever their values.
fn outline(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), outline(value))).collect(),
        Value::Array(list) => list.iter().map(outline).collect(),
        _ => Value::Null,
    }
}

#[test]
fn a_token_request_has_the_documented_outline() {
    let Some(body) = sample("iam_token_request.json") else { return };
    let sample: Value = serde_json::from_slice(&body).unwrap();
    let credentials: Credentials = [("userName", "ada"), ("password", "pw")].into_iter().collect();
    let source = source();
    let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
    match vendor().sign_in(&attempt).next(NOW, SignInInput::Start) {
        SignInStep::Send(request) => {
            let sent: Value = serde_json::from_slice(&request.body).unwrap();
            assert_eq!(outline(&sent), outline(&sample));
        }
        other => panic!("{other:?}"),
    }
}
