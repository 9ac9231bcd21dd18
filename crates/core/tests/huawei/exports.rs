//! Log exports: begun, waited for, fetched.

use tapedeck_core::error::{Kind, Reaction};
use tapedeck_core::http::Method;
use tapedeck_core::model::{ExportState, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Next};

use crate::vendor::*;

fn status(word: &str, percent: &str) -> String {
    format!(r#"{{"export_id":"17","status":"{word}","percentage":"{percent}","created_at":"2024-07-01T11:32:49Z"}}"#)
}

#[test]
fn the_number_of_an_export_finds_it_again() {
    let begin = act("exportLog", &[("server", SERVER)]);
    let answer = lead(&mut *ask(&token(), &begin), |_| answer(202, &[], status("Running", "30%"))).unwrap();
    let Answer::Export(export) = answer else { panic!("{answer:?}") };
    assert_eq!((export.state, export.percent), (ExportState::Running, Some(30)));
    for (call, end) in [
        (Call::Progress { export: export.id.clone() }, "17"),
        (Call::Download { file: export.id.clone() }, "17/content"),
    ] {
        let request = ask(&token(), &call).request(NOW);
        assert_eq!(below(&request), format!("v1/0a1b/physicalservers/{SERVER}/logs/exports/{end}"));
    }
}

#[test]
fn a_server_alone_is_exported_waited_for_and_fetched() {
    let mut exchange = ask(&token(), &Call::Download { file: SERVER.into() });
    let mut now = NOW;
    let mut sent = Vec::new();
    let mut pauses = Vec::new();
    let content = loop {
        let request = exchange.request(now);
        sent.push((request.method, below(&request).rsplit("exports").next().unwrap().to_string()));
        let looks = pauses.len();
        let response = match request.method {
            Method::Post => answer(202, &[], status("processing", "0")),
            _ if request.url.ends_with("/content") => ok(vec![0x1F, 0x8B, 8, 0]),
            _ if looks < 8 => ok(status("Running", "40%")),
            _ => ok(status("completed", "100")),
        };
        match exchange.take(&response).expect("an answer") {
            Next::SendAfter(ms) => {
                pauses.push(ms);
                now.0 += i64::from(ms);
            }
            Next::Send => {}
            Next::Done(answer) => break answer,
        }
    };
    assert_eq!(sent[0], (Method::Post, String::new()));
    assert_eq!(sent[1], (Method::Get, "/17".to_string()));
    assert_eq!(sent.last(), Some(&(Method::Get, "/17/content".to_string())));
    assert_eq!(pauses, [2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 20_000, 20_000]);
    let name = format!("{SERVER}-dump.tar.gz");
    assert_eq!(content, Answer::Content { name, bytes: vec![0x1F, 0x8B, 8, 0] });
}

#[test]
fn an_export_that_never_completes_is_given_up() {
    let mut exchange = ask(&token(), &Call::Download { file: SERVER.into() });
    let mut now = NOW;
    let error = loop {
        let request = exchange.request(now);
        let code = if request.method == Method::Post { 202 } else { 200 };
        match exchange.take(&answer(code, &[], status("failed", "40%"))) {
            Ok(Next::SendAfter(ms)) => now.0 += i64::from(ms),
            Ok(next) => panic!("{next:?}"),
            Err(error) => break error,
        }
    };
    assert!((29 * 60_000..32 * 60_000).contains(&(now.0 - NOW.0)), "{}", now.0 - NOW.0);
    assert_eq!((error.kind, error.reaction, error.code.as_str()), (Kind::Vendor, Reaction::RetryLater, "failed"));
    assert!(error.detail.contains("export 17") && error.detail.contains(SERVER), "it can be taken up again: {error:?}");
    assert!(!error.is_transient() && now > Timestamp(0));
}
