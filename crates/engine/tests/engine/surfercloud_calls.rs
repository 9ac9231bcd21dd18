//! SurferCloud's files, downloads, actions and connection test: straight from the client to the simulated account.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::Response;
use tapedeck_core::model::{Action, File, Source, TimeRange, Timestamp};
use tapedeck_core::vendors::{
    Answer, Attempt, Call, Credentials, Next, PageRequest, Session, SignInInput, SignInStep, Vendor, VendorFilter, find,
};
use tapedeck_simulator::System;

use crate::harness::{NOW_S, source};

const NOW: Timestamp = Timestamp(NOW_S * 1000);
const ORDERS: (&str, &str) = ("instance", "upgsql-2kxorders");

struct Account {
    system: Box<dyn System>,
    source: Source,
    session: Session,
    sent: usize,
}

fn vendor() -> &'static dyn Vendor {
    find("surfercloud").unwrap()
}

impl Account {
    fn new(key: &str, http_method: &str) -> Account {
        let settings = [("region", "cn-zj"), ("zone", "cn-zj-01"), ("httpMethod", http_method)];
        let settings = settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        let source = Source { vendor: "surfercloud".into(), settings, ..source("surfercloud") };
        let credentials: Credentials = [("publicKey", key), ("privateKey", "tapedeck")].into_iter().collect();
        let system = tapedeck_simulator::system("surfercloud", 1, NOW_S, true).unwrap();
        let mut account = Account { system, source, session: Session::default(), sent: 0 };
        let attempt = Attempt { source: &account.source, credentials: &credentials, earlier: None, renewal: false };
        let mut conversation = vendor().sign_in(&attempt);
        let SignInStep::Send(request) = conversation.next(NOW, SignInInput::Start) else { panic!("nothing is sent") };
        let response = account.send(&request);
        match conversation.next(NOW, SignInInput::Answer(&response)) {
            SignInStep::Done(session) => account.session = session,
            other => panic!("{other:?}"),
        }
        account
    }

    fn send(&mut self, request: &tapedeck_core::http::Request) -> Response {
        self.sent += 1;
        let (_, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
        let answer = self.system.answer(
            NOW_S,
            &tapedeck_simulator::Request {
                method: request.method.as_str().into(),
                path: "/".into(),
                query: query.into(),
                headers: request.headers.clone(),
                body: request.body.clone(),
            },
        );
        let headers = answer.headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        Response { status: answer.status, headers, body: answer.body }
    }

    fn ask(&mut self, call: &Call) -> Result<Answer, Error> {
        let mut exchange = vendor().ask(&self.source, &self.session, call)?;
        loop {
            let request = exchange.request(NOW);
            let response = self.send(&request);
            if let Next::Done(answer) = exchange.take(&response)? {
                return Ok(answer);
            }
        }
    }

    fn act(&mut self, name: &str, values: &[(&str, &str)]) -> Result<Answer, Error> {
        self.ask(&Call::Act(Action::new(name, values)))
    }

    fn facts(&mut self, name: &str, values: &[(&str, &str)]) -> Vec<(String, String)> {
        match self.act(name, values) {
            Ok(Answer::Facts(facts)) => facts,
            other => panic!("{name}: {other:?}"),
        }
    }

    fn files(&mut self, range: TimeRange) -> Vec<File> {
        let filter = VendorFilter { range, ..VendorFilter::default() };
        match self.ask(&Call::Files(PageRequest { offset: 0, limit: 200, filter })) {
            Ok(Answer::Files(page)) => {
                assert_eq!(page.total, Some(page.rows.len() as u64));
                page.rows
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_file_can_be_downloaded() {
    for method in ["POST", "GET"] {
        let mut account = Account::new("admin", method);
        let range = TimeRange { from: Some(Timestamp(NOW.0 - 86_400_000)), to: None };
        let files = account.files(range);
        assert!(files.iter().all(|file| file.problem.is_none() && file.time.is_some()));
        let logs: Vec<_> = files.iter().filter(|file| file.kind == "Log file").collect();
        // Two days of five running instances, and the slow log of one.
        assert_eq!(logs.len(), 12);
        for log in logs {
            let Ok(Answer::Content { name, bytes }) = account.ask(&Call::Download { file: log.id.clone() }) else {
                panic!("{}", log.id);
            };
            assert_eq!((&name, Some(bytes.len() as u64)), (&log.name, log.size));
            assert_eq!(String::from_utf8(bytes).unwrap().contains("duration:"), name.contains("slow"));
        }
        let backups: Vec<_> = files.iter().filter(|file| file.kind == "Backup").collect();
        assert!(backups.len() > 4_000, "{}", backups.len());
        for backup in backups.iter().step_by(500) {
            match account.ask(&Call::Download { file: backup.id.clone() }) {
                Ok(Answer::Link { url }) => assert!(url.starts_with("https://") && url.contains("Expires="), "{url}"),
                // The state that nobody knows may have content or not.
                other => panic!("{}: {other:?}", backup.name),
            }
        }
    }
}

#[test]
fn log_files_of_a_month_unless_somebody_chose() {
    let mut account = Account::new("admin", "");
    let all = account.files(TimeRange::default());
    assert_eq!(all.iter().filter(|file| file.kind == "Log file").count(), 31 * 6);
}

#[test]
fn the_connection_test_names_what_the_key_sees() {
    let about = |key: &str| match Account::new(key, "").ask(&Call::About) {
        Ok(Answer::Facts(facts)) => facts,
        other => panic!("{key}: {other:?}"),
    };
    let facts = about("admin");
    let value = |name: &str| facts.iter().find(|(fact, _)| fact == name).map(|(_, value)| value.as_str());
    assert_eq!(value("cn-zj"), Some("cn-zj-01, cn-zj-02"));
    assert_eq!(value("org-1"), Some("shop (default)"));
    assert_eq!(value("orders-prod"), Some("upgsql-2kxorders, postgresql-13.4, Running, cn-zj-01"));
    assert_eq!(value("orders-replica"), Some("upgsql-2kxreplic, postgresql-13.4, Running, cn-zj-01"));
    let narrow = about("reader");
    assert_eq!(narrow[0], ("Regions".to_string(), "The account has no right to do this.".to_string()));
    assert_eq!(narrow.len(), 2 + 6 + 1);
}

#[test]
fn every_action_is_answered() {
    let mut account = Account::new("admin", "");
    assert_eq!(account.facts("regions", &[]).len(), 2);
    assert_eq!(account.facts("projects", &[]).len(), 2);
    assert_eq!(account.facts("instances", &[]).len(), 6);
    assert_eq!(account.facts("backupStrategy", &[ORDERS])[0].0, "BackupMethod");
    let details = account.facts("instance", &[ORDERS]);
    assert!(details.contains(&("Port".into(), "5432".into())), "{details:?}");
    let times = [("beginTime", "2026-11-19T00:00:00Z"), ("endTime", "2026-11-20T00:00:00Z")];
    let logs = account.facts("logs", &[ORDERS, times[0], times[1]]);
    assert_eq!(logs[0].0, "postgresql-20261119_error.log");
    let log = account.act("instanceLog", &[ORDERS, ("logType", "error"), times[0], times[1]]).unwrap();
    assert!(matches!(log, Answer::Content { bytes, .. } if bytes.len() > 1_000));
    let file = ("backupFile", logs[0].0.as_str());
    assert_eq!(account.act("packLog", &[ORDERS, ("backupName", "week 47"), file]), Ok(Answer::Done));
    let error = account.act("packLog", &[ORDERS, ("backupName", "n"), ("backupFile", "none")]).unwrap_err();
    assert_eq!((error.code.as_str(), error.detail.as_str()), ("8002", "BackupFile does not exist"));
}

#[test]
fn the_experimental_log_says_what_to_do_instead() {
    let mut account = Account::new("strict", "");
    let values = [ORDERS, ("logType", "error"), ("beginTime", "1795000000")];
    let error = account.act("instanceLog", &values).unwrap_err();
    assert_eq!((error.kind, error.detail.as_str()), (Kind::Vendor, "Missing params [CompanyID]"));
    assert!(error.remedy.contains("Pack the log") && error.request_id.is_some(), "{error:?}");
    let all = [&values[..], &[("companyId", "1"), ("accountId", "2")]].concat();
    assert!(account.act("instanceLog", &all).is_ok());
}
