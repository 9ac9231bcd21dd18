//! The vendor and a simulated system without an engine in between: log exports, and the connection test.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::Response;
use tapedeck_core::model::{Action, ExportState, Timestamp};
use tapedeck_core::vendors::{Answer, Attempt, Call, Credentials, Next, SignInInput, SignInStep, find};
use tapedeck_simulator::System;

use super::{NAME, password, source};
use crate::harness::NOW_S;

/// Somebody who is signed in, and a clock that jumps.
struct Direct {
    system: Box<dyn System>,
    session: tapedeck_core::vendors::Session,
    now_ms: i64,
}

impl Direct {
    fn new(account: &str) -> Direct {
        let mut system = tapedeck_simulator::system(NAME, 1, NOW_S, true).unwrap();
        let credentials: Credentials = password(account).into_iter().collect();
        let (source, vendor) = (source(), find("huawei-clouddc").unwrap());
        let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
        let mut sign_in = vendor.sign_in(&attempt);
        let mut step = sign_in.next(Timestamp(NOW_S * 1000), SignInInput::Start);
        loop {
            step = match step {
                SignInStep::Send(request) => {
                    let response = answer(&mut *system, NOW_S, &request);
                    sign_in.next(Timestamp(NOW_S * 1000), SignInInput::Answer(&response))
                }
                SignInStep::Done(session) => return Direct { system, session, now_ms: NOW_S * 1000 },
                other => panic!("{other:?}"),
            };
        }
    }

    fn ask(&mut self, call: &Call) -> Result<Answer, Error> {
        let mut exchange = find("huawei-clouddc").unwrap().ask(&source(), &self.session, call)?;
        loop {
            let request = exchange.request(Timestamp(self.now_ms));
            match exchange.take(&answer(&mut *self.system, self.now_ms / 1000, &request))? {
                Next::Done(answer) => return Ok(answer),
                Next::Send => {}
                Next::SendAfter(ms) => self.now_ms += i64::from(ms),
            }
        }
    }
}

fn answer(system: &mut dyn System, now_s: i64, request: &tapedeck_core::http::Request) -> Response {
    let path = request.url.strip_prefix(&format!("sim://{NAME}")).unwrap();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let answer = system.answer(
        now_s,
        &tapedeck_simulator::Request {
            method: request.method.as_str().into(),
            path: path.into(),
            query: query.into(),
            headers: request.headers.clone(),
            body: request.body.clone(),
        },
    );
    let headers = answer.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    Response { status: answer.status, headers, body: answer.body }
}

#[test]
fn a_log_is_exported_waited_for_and_fetched() {
    let mut direct = Direct::new("admin");
    let Ok(Answer::Files(files)) = direct.ask(&Call::Files(Default::default())) else { panic!("no files") };
    assert_eq!(files.rows.len(), 12);
    let file = files.rows.iter().find(|file| file.job == "rack4-db-1").unwrap();
    let Ok(Answer::Content { name, bytes }) = direct.ask(&Call::Download { file: file.id.clone() }) else {
        panic!("no content")
    };
    assert_eq!((name, &bytes[..2]), (file.name.clone(), &[0x1F, 0x8B][..]));
    assert!((40_000..60_000).contains(&(direct.now_ms - NOW_S * 1000)), "it is asked after with growing pauses");

    // Step by step, as somebody who comes back later.
    let begin = Call::Act(Action::new("exportLog", &[("server", &file.id)]));
    let Ok(Answer::Export(export)) = direct.ask(&begin) else { panic!("no export") };
    assert_eq!((export.state, export.percent), (ExportState::Running, Some(0)));
    let early = direct.ask(&Call::Download { file: export.id.clone() }).expect_err("not complete yet");
    assert_eq!((early.code.as_str(), early.kind), ("iMetal.0101", Kind::Vendor));
    direct.now_ms += 20_000;
    let progress = Call::Progress { export: export.id.clone() };
    let Ok(Answer::Export(half)) = direct.ask(&progress) else { panic!("no progress") };
    assert_eq!((half.state, half.percent, half.id), (ExportState::Running, Some(50), export.id.clone()));
    direct.now_ms += 20_000;
    let Ok(Answer::Export(whole)) = direct.ask(&progress) else { panic!("no progress") };
    assert_eq!((whole.state, whole.code.as_str()), (ExportState::Ready, "completed"));
    assert!(matches!(direct.ask(&Call::Download { file: export.id }), Ok(Answer::Content { .. })));
}

#[test]
fn an_export_that_sticks_or_is_not_allowed_says_so() {
    let mut direct = Direct::new("stuck");
    let Ok(Answer::Facts(servers)) = direct.ask(&Call::Act(Action::new("servers", &[]))) else { panic!("no servers") };
    let id = |name: &str| servers.iter().find(|(server, _)| server == name).unwrap().1.clone();
    let error = direct.ask(&Call::Download { file: id("rack4-db-1") }).expect_err("never complete");
    assert!(error.detail.contains("export 1 of server"), "{error:?}");
    let error = direct.ask(&Call::Download { file: id("rack4-new-1") }).expect_err("not ready");
    assert_eq!(error.code, "iMetal.0101");
    let error = Direct::new("viewer").ask(&Call::Download { file: id("rack4-db-1") }).expect_err("not allowed");
    assert_eq!(error.kind, Kind::PermissionDenied);
}

#[test]
fn the_connection_test_says_where_one_is() {
    let Ok(Answer::Facts(facts)) = Direct::new("admin").ask(&Call::About) else { panic!("no facts") };
    let fact = |key: &str| facts.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    assert_eq!(
        (fact("Servers"), fact("Region"), fact("Signed in with")),
        (Some("12"), Some("ap-southeast-3"), Some("a token"))
    );
    assert_eq!(fact("Token good until"), Some("2026-11-21T06:00:00Z"));
}
