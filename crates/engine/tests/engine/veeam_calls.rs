//! What the engine has no command for yet, straight from the vendor to the simulated appliance: the connection test, the
//! things inside a session, stopping, files.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Action, Outcome, Source, Timestamp};
use tapedeck_core::vendors::{
    Answer, Attempt, Call, Credentials, Next, PageRequest, Session, SignInInput, SignInStep, Vendor, VendorFilter, find,
};
use tapedeck_simulator::System;

use crate::harness::NOW_S;

struct Link {
    system: Box<dyn System>,
    source: Source,
    session: Session,
    now_s: i64,
}

fn vendor() -> &'static dyn Vendor {
    find("veeam-azure").expect("the vendor is there")
}

fn send(system: &mut dyn System, now_s: i64, request: &Request) -> Response {
    let rest = request.url.strip_prefix("sim://vbaz").expect("a simulated address");
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let asked = tapedeck_simulator::Request {
        method: request.method.as_str().into(),
        path: path.into(),
        query: query.into(),
        headers: request.headers.clone(),
        body: request.body.clone(),
    };
    let answer = system.answer(now_s, &asked);
    let headers = answer.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    Response { status: answer.status, headers, body: answer.body }
}

impl Link {
    fn new(user: &str) -> Link {
        let mut system = tapedeck_simulator::system("vbaz", 1, NOW_S, true).expect("a simulated vendor");
        let source = Source {
            id: "vbaz".into(),
            vendor: "veeam-azure".into(),
            name: "Azure".into(),
            base_url: "sim://vbaz/".into(),
            time_zone: None,
            settings: [].into(),
        };
        let credentials: Credentials = [("userName", user), ("password", "tapedeck")].into_iter().collect();
        let attempt = Attempt { source: &source, credentials: &credentials, earlier: None, renewal: false };
        let mut conversation = vendor().sign_in(&attempt);
        let now = Timestamp(NOW_S * 1000);
        let mut step = conversation.next(now, SignInInput::Start);
        let session = loop {
            step = match step {
                SignInStep::Send(request) => {
                    let response = send(system.as_mut(), NOW_S, &request);
                    conversation.next(now, SignInInput::Answer(&response))
                }
                SignInStep::Done(session) => break session,
                other => panic!("{other:?}"),
            };
        };
        Link { system, source, session, now_s: NOW_S }
    }

    #[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
    fn ask(&mut self, call: &Call) -> Result<Answer, Error> {
        let mut exchange = vendor().ask(&self.source, &self.session, call)?;
        let request = exchange.request(Timestamp(self.now_s * 1000));
        match exchange.take(&send(self.system.as_mut(), self.now_s, &request))? {
            Next::Done(answer) => Ok(answer),
            next => panic!("{next:?}"),
        }
    }

    fn act(&mut self, name: &str, values: &[(&str, &str)]) -> Result<Answer, Error> {
        self.ask(&Call::Act(Action::new(name, values)))
    }

    /// The newest run that the appliance's search finds.
    fn newest(&mut self, keyword: &str, outcome: Option<Outcome>) -> tapedeck_core::model::Run {
        let keyword = (!keyword.is_empty()).then(|| keyword.to_string());
        let filter = VendorFilter { keyword, outcome, ..VendorFilter::default() };
        let page = PageRequest { offset: 0, limit: 1, filter };
        match self.ask(&Call::Runs(page)).unwrap() {
            Answer::Runs(mut page) => page.rows.remove(0),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_connection_test_says_what_is_there() {
    for (user, version, server) in
        [("admin", "v8.1", "8.1.0.275"), ("old", "v5", "5.0.0.579"), ("first", "v1", "1.0.0.497")]
    {
        let Answer::Facts(facts) = Link::new(user).ask(&Call::About).unwrap() else { panic!() };
        let fact = |name: &str| facts.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        assert_eq!(
            (fact("apiVersion"), fact("user"), fact("serverVersion")),
            (Some(version), Some(user), Some(server))
        );
        assert_eq!(fact("role"), Some("Portal Administrator"));
    }
}

#[test]
fn every_list_of_things_is_read() {
    let mut link = Link::new("admin");
    for (kind, list) in [
        ("SqlPolicyBackup", ""),
        ("PolicyArchive", "protectedItems"),
        ("HealthCheck", "checkedItems"),
        ("BackupRetention", "deletedItems"),
        ("RestoreVms", "restoredItems"),
        ("SqlRestore", "restoredDatabases"),
        ("FileLevelRestore", "fileLevelRestoredItems"),
        ("FileShareFileRestore", "fileLevelRestoredFileShareItems"),
    ] {
        let run = link.newest(&format!("type:{kind}"), Some(Outcome::Success)).id;
        let page = PageRequest { limit: 200, ..PageRequest::default() };
        let Answer::Items(page) = link.ask(&Call::Items { run, kind: list.into(), page }).unwrap() else { panic!() };
        assert!(!page.rows.is_empty() && page.total == Some(page.rows.len() as u64), "{list}");
        for item in &page.rows {
            assert!(item.problem.is_none() && !item.name.is_empty() && !item.kind.is_empty(), "{item:?}");
            let told = ["", "protectedItems", "checkedItems"].contains(&list);
            assert_eq!(item.outcome == Outcome::Success, told, "{list}: {item:?}");
        }
    }
}

#[test]
fn the_thing_that_failed_is_told() {
    let mut link = Link::new("admin");
    let run = link.newest("type:FileSharePolicySnapshot", Some(Outcome::Failed)).id;
    let page = PageRequest { limit: 200, ..PageRequest::default() };
    let Answer::Items(page) = link.ask(&Call::Items { run, kind: String::new(), page }).unwrap() else { panic!() };
    let outcomes: Vec<_> = page.rows.iter().map(|item| item.outcome).collect();
    assert!(outcomes.contains(&Outcome::Failed) && outcomes.contains(&Outcome::Success), "{outcomes:?}");
    assert!(page.rows.iter().all(|item| item.size.is_some() && item.started.is_some() && item.duration.is_some()));
}

#[test]
fn a_session_is_stopped() {
    let mut link = Link::new("admin");
    let run = link.newest("type:SqlPolicyBackup", Some(Outcome::Running));
    assert_eq!((run.code.as_str(), run.duration), ("Running", None));
    assert_eq!(link.act("stop", &[("run", &run.id)]).unwrap(), Answer::Done);
    let mut codes = Vec::new();
    for later in [0, 10] {
        link.now_s += later;
        let Answer::Runs(page) = link.ask(&Call::Run { run: run.id.clone() }).unwrap() else { panic!() };
        codes.push((page.rows[0].code.clone(), page.rows[0].outcome));
    }
    assert_eq!(codes, [("Canceling".into(), Outcome::Running), ("Canceled".into(), Outcome::Cancelled)]);
    let error = link.act("stop", &[("run", &run.id)]).unwrap_err();
    assert_eq!((error.kind, error.code.as_str()), (Kind::Vendor, "409"));
    let error = Link::new("viewer").act("stop", &[("run", &run.id)]).unwrap_err();
    assert_eq!(error.kind, Kind::PermissionDenied);
}

#[test]
fn files_come_with_names() {
    let mut link = Link::new("admin");
    let mut content = |name: &str, values: &[(&str, &str)]| match link.act(name, values).unwrap() {
        Answer::Content { name, bytes } => (name, String::from_utf8(bytes).unwrap()),
        other => panic!("{other:?}"),
    };
    let (name, text) = content("exportSessions", &[("statuses", "Error"), ("from", "2026-11-01")]);
    assert_eq!(name, "VBAzSessions.csv");
    assert!(text.lines().count() > 2 && text.lines().skip(1).all(|line| line.contains(",Error,2026-11-")), "{text}");
    let (name, text) = content("exportSessions", &[("format", "xml"), ("policy", "network"), ("from", "2026-11-01")]);
    assert_eq!((name.as_str(), text.starts_with("<?xml")), ("VBAzSessions.xml", true));
    let (name, text) = content("systemLogs", &[("from", "2026-11-18"), ("to", "2026-11-19")]);
    assert!(name == "VBAzLogs.log" && text.lines().count() > 5);
    let none = link.act("systemLogs", &[("from", "2016-11-18"), ("to", "2016-11-19")]);
    assert_eq!(none.unwrap(), Answer::Done, "there are none of these days");
    let mut first = Link::new("first");
    let Answer::Content { name, .. } = first.act("exportSessions", &[]).unwrap() else { panic!() };
    assert_eq!(name, "sessions.json", "version 1 answers with the list itself");
}
