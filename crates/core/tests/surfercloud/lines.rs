//! The texts of log files as lines, against a small vendor of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::{Value, json};
use tapedeck_core::error::{Error, Kind, Reaction};
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Line, Severity, TimeRange, Timestamp};
use tapedeck_core::vendors::{Answer, Call, PageRequest, VendorFilter};

use crate::vendor::*;

const DAY: i64 = 86_400;
/// 2026-11-20 06:00, the present of these tests.
const NOW_S: i64 = NOW.0 / 1000;

/// A vendor with instances, their log files, and the texts of these by instance and kind.
#[derive(Default)]
struct Cloud {
    files: BTreeMap<&'static str, Value>,
    texts: BTreeMap<(&'static str, &'static str), String>,
    /// What is answered instead of the log files, or the text, of an instance.
    instead: BTreeMap<(&'static str, &'static str), Response>,
    asked: Vec<String>,
}

impl Cloud {
    fn answer(&mut self, request: &Request) -> Response {
        let field = |name: &str| field(request, name);
        let (action, instance, kind) = (field("Action"), field("InstanceID"), field("LogType"));
        if action == "ListUPgSQLInstance" {
            let row = |id: &&str| json!({"InstanceID": id, "Name": format!("db {id}"), "Zone": "z-1"});
            let rows: Vec<Value> = self.files.keys().map(row).collect();
            return ok(json!({"RetCode": 0, "DataSet": rows}).to_string());
        }
        self.asked.push(format!("{action} {instance} {kind} {} {}", field("BeginTime"), field("EndTime")));
        if let Some(instead) = self.instead.get(&(action.as_str(), instance.as_str())) {
            return instead.clone();
        }
        match action.as_str() {
            "ListUPgSQLLog" => {
                ok(json!({"RetCode": 0, "DataSet": self.files.get(instance.as_str()).expect("an instance")})
                    .to_string())
            }
            "GetUPgSQLInstanceLog" => {
                let text = self.texts.get(&(instance.as_str(), kind.as_str())).cloned().unwrap_or_default();
                ok(json!({"RetCode": 0, "Log": text}).to_string())
            }
            other => panic!("{other} was asked"),
        }
    }

    #[allow(clippy::panic_in_result_fn, reason = "a test that is wrong, not an answer")]
    fn ask(&mut self, range: TimeRange) -> Result<(Vec<Line>, Option<Timestamp>), Error> {
        let filter = VendorFilter { range, ..VendorFilter::default() };
        let call = Call::Lines(PageRequest { limit: 200, filter, ..PageRequest::default() });
        match lead(&call, |request| self.answer(request))? {
            Answer::Lines(page) if page.total == Some(page.rows.len() as u64) => Ok((page.rows, page.since)),
            other => panic!("{other:?}"),
        }
    }
}

fn file(name: &str, begin: i64, end: i64) -> Value {
    json!({"Name": name, "Size": 0, "BeginTime": begin, "EndTime": end})
}

fn log(time: &str, rest: &str) -> String {
    format!("2026-11-{time} UTC [7] {rest}\n")
}

fn texts(rows: &[Line]) -> Vec<&str> {
    rows.iter().map(|row| row.text.as_str()).collect()
}

#[test]
fn every_file_of_every_instance_newest_line_first() {
    let mut cloud = Cloud::default();
    let error = file("pg-19_error.log", NOW_S - DAY, NOW_S - 3_600);
    cloud.files.insert("a", json!([error, file("pg-19_slow.log", NOW_S - DAY, NOW_S - 3_600)]));
    cloud.files.insert("b", json!([]));
    cloud.files.insert("c", json!([file("x", NOW_S - 60, NOW_S + 60)]));
    cloud.texts.insert(("a", "error"), log("19 07:00:00", "FATAL:  no") + &log("19 08:00:00.5", "LOG:  x"));
    cloud.texts.insert(("a", "slow"), log("19 07:30:00", "LOG:  duration: 5 ms"));
    cloud.texts.insert(("c", "error"), log("20 05:59:30", "WARNING:  late"));
    let (rows, since) = cloud.ask(TimeRange::default()).unwrap();
    assert_eq!(texts(&rows), ["late", "x", "duration: 5 ms", "no"]);
    assert_eq!(since, Some(Timestamp((NOW_S - 7 * DAY) * 1000)), "a week is told, because nobody chose");
    let last = &rows[3];
    assert_eq!((last.job.as_str(), last.severity, last.code.as_str()), ("db a", Severity::Error, "error"));
    assert_eq!(rows[2].code, "slow");
    let (begin, end) = (NOW_S - DAY, NOW_S - 3_600);
    let span = format!("{} {NOW_S}", NOW_S - 7 * DAY);
    assert_eq!(
        cloud.asked,
        [
            format!("ListUPgSQLLog a  {span}"),
            format!("GetUPgSQLInstanceLog a error {begin} {end}"),
            format!("GetUPgSQLInstanceLog a slow {begin} {end}"),
            format!("ListUPgSQLLog b  {span}"),
            format!("ListUPgSQLLog c  {span}"),
            format!("GetUPgSQLInstanceLog c error {} {NOW_S}", NOW_S - 60),
        ]
    );
}

#[test]
fn only_what_was_asked_for_of_a_system_that_overlooks_the_time() {
    let mut cloud = Cloud::default();
    let at = |time: &str| Timestamp::parse_iso(&format!("2026-11-{time}Z")).unwrap();
    let files =
        [("before", 10, 20), ("one", NOW_S - 9_000, NOW_S - 3_600), ("two", NOW_S - 3_600, NOW_S), ("one", 0, 0)];
    cloud.files.insert("a", files.iter().map(|(name, begin, end)| file(name, *begin, *end)).collect());
    let text =
        log("20 04:00:00.001", "LOG:  a") + &log("20 05:00:00", "LOG:  b") + &log("20 05:30:00", "LOG:  c") + "odd\n";
    cloud.texts.insert(("a", "error"), text);
    let range = TimeRange { from: Some(at("20T04:00:00.001")), to: Some(at("20T05:30:00")) };
    let (rows, since) = cloud.ask(range).unwrap();
    // The same text came three times: a line is there once, and the time that was not asked for is not.
    assert_eq!(texts(&rows), ["b", "a"]);
    assert_eq!(rows.iter().map(|row| row.problem.clone()).collect::<Vec<_>>(), [None, None]);
    assert_eq!(since, None);
    let (from, to) = (NOW_S - 7_200, NOW_S - 1_800);
    assert_eq!(
        cloud.asked[1..],
        [
            format!("GetUPgSQLInstanceLog a error {from} {}", NOW_S - 3_600),
            format!("GetUPgSQLInstanceLog a error {} {to}", NOW_S - 3_600),
            format!("GetUPgSQLInstanceLog a error {from} {to}"),
        ],
        "of each file what is inside of the range; a file without a time may have all of it"
    );
}

#[test]
fn an_instance_that_gives_nothing_is_a_row_with_a_note() {
    let mut cloud = Cloud::default();
    for id in ["a", "b", "c"] {
        cloud.files.insert(id, json!([file("1", NOW_S - 60, NOW_S), file("2", NOW_S - 120, NOW_S - 60)]));
        cloud.texts.insert((id, "error"), log("20 05:59:59", "LOG:  x"));
    }
    let refusal = |text: &str| ok(json!({"RetCode": 8001, "Message": text}).to_string());
    cloud.instead.insert(("ListUPgSQLLog", "a"), refusal("no files"));
    cloud.instead.insert(("GetUPgSQLInstanceLog", "b"), refusal("Missing params [CompanyID]"));
    let (rows, _) = cloud.ask(TimeRange::default()).unwrap();
    let notes: Vec<_> = rows.iter().filter(|row| row.problem.is_some()).collect();
    assert_eq!((rows.len(), notes.len()), (3, 2));
    assert_eq!((notes[0].job.as_str(), notes[1].job.as_str()), ("db a", "db b"));
    assert_eq!(notes[0].problem.as_deref(), Some("its log files could not be read: 8001 no files"));
    let told = notes[1].problem.as_deref().unwrap();
    assert!(
        told.starts_with("its log text could not be read: 8001 Missing params [CompanyID] ")
            && told.contains("experimental")
    );
    let times = |what: &str| cloud.asked.iter().filter(|asked| asked.starts_with(what)).count();
    assert_eq!(times("ListUPgSQLLog a"), 3, "a code of the product passes sometimes");
    assert_eq!(times("GetUPgSQLInstanceLog b"), 1, "what is experimental is asked for once");
}

#[test]
fn when_no_text_comes_the_error_says_what_to_do_instead() {
    let mut cloud = Cloud::default();
    for id in ["a", "b"] {
        cloud.files.insert(id, json!([file("1", NOW_S - 60, NOW_S)]));
        let refusal = ok(r#"{"RetCode":8001,"Message":"Missing params [CompanyID]"}"#);
        cloud.instead.insert(("GetUPgSQLInstanceLog", id), refusal);
    }
    let error = cloud.ask(TimeRange::default()).unwrap_err();
    assert_eq!((error.kind, error.reaction, error.code.as_str()), (Kind::Vendor, Reaction::Report, "8001"));
    assert!(error.meaning.contains("experimental") && error.remedy.contains("Pack the log"), "{error:?}");
    assert_eq!(cloud.asked.len(), 4);
    for (code, kind) in [(171, Kind::WrongPassword), (174, Kind::SessionEnded), (299, Kind::PermissionDenied)] {
        cloud.instead.insert(("GetUPgSQLInstanceLog", "b"), ok(format!(r#"{{"RetCode":{code}}}"#)));
        assert_eq!(cloud.ask(TimeRange::default()).unwrap_err().kind, kind, "an error of the account is the answer");
    }
}

#[test]
fn what_was_counted_and_did_not_come_is_told() {
    let mut cloud = Cloud::default();
    let whole = json!({"Name": "pg.log", "Size": "1000", "BeginTime": NOW_S - 60, "EndTime": NOW_S});
    let part = json!({"Name": "part.log", "Size": 1000, "BeginTime": NOW_S - 60, "EndTime": NOW_S + 60});
    cloud.files.insert("a", json!([whole, part, {"Name": ["x"], "BeginTime": "soon"}, "odd"]));
    cloud.texts.insert(("a", "error"), log("20 05:59:59", "LOG:  x"));
    let (rows, _) = cloud.ask(TimeRange::default()).unwrap();
    let problems: Vec<_> = rows.iter().filter_map(|row| row.problem.as_deref()).collect();
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems[0].starts_with("a log file that cannot be read: Name is not text"), "{problems:?}");
    assert!(problems[1].starts_with("a log file that cannot be read: not a record"), "{problems:?}");
    assert_eq!(problems[2], "the log file pg.log has 1000 bytes, and 36 came");
}

#[test]
fn a_vendor_with_too_many_files_is_stopped_and_told_of() {
    let mut cloud = Cloud::default();
    let files: Value = (0..1_500).map(|at| file("f", NOW_S - 2 * at - 2, NOW_S - 2 * at - 1)).collect();
    cloud.files.insert("a", files);
    let (rows, _) = cloud.ask(TimeRange::default()).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].problem.as_deref(), Some("500 log files were not read: choose a shorter time"));
}

#[test]
fn numbers_of_company_and_account_are_settings() {
    let source = with_settings(&[("region", "cn-zj"), ("companyId", "5"), ("accountId", " 6 ")]);
    let mut exchange = vendor().ask(&source, &session(""), &lines()).unwrap();
    exchange.request(NOW);
    for answer in [INSTANCE, r#"{"RetCode":0,"DataSet":[{"Name":"pg.log"}]}"#] {
        exchange.take(&ok(answer)).unwrap();
    }
    let request = exchange.request(NOW);
    assert_eq!(field(&request, "Action"), "GetUPgSQLInstanceLog");
    assert_eq!((field(&request, "CompanyID"), field(&request, "AccountID")), ("5".into(), "6".into()));
}

#[test]
fn the_recorded_text_is_a_row() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vendors/samples/surfercloud");
    let Ok(sample) = std::fs::read(folder.join("get_u_pg_sql_instance_log.response.json")) else {
        eprintln!("no sample of a log text: not read");
        return;
    };
    let mut cloud = Cloud::default();
    cloud.files.insert("a", json!([file("1", NOW_S - 60, NOW_S)]));
    cloud.instead.insert(("GetUPgSQLInstanceLog", "a"), ok(sample));
    let (rows, _) = cloud.ask(TimeRange::default()).unwrap();
    assert_eq!((rows.len(), rows[0].raw.as_str(), rows[0].severity), (1, "qxfLrSZN", Severity::Unknown));
    assert!(rows[0].problem.is_some(), "the page's example is a made-up word");
}

/// Pieces of which logs are made, and pieces of which they are not.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("2026-11-20 05:56:12.123 UTC [71] ".to_string()),
        Just("2026-11-20 05:56:12 ".to_string()),
        prop::sample::select(vec![
            "ERROR:  ",
            "LOG:  ",
            "DETAIL:  ",
            "HINT: ",
            "Success: ",
            "SUCCESS: ",
            "\n",
            "\r\n",
            "+08",
            " [",
            "日"
        ])
        .prop_map(str::to_string),
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(config(400))]

    /// Whatever the text is: no panic, every line of it is in the raw text of a row, in order, and nothing unknown is good.
    #[test]
    fn every_line_of_any_text_is_kept(pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        let mut cloud = Cloud::default();
        // As ordinary texts are asked for; no two of them, so that nothing is taken for the same.
        cloud.files.insert("a", json!([file("1", NOW_S - 60, NOW_S)]));
        cloud.texts.insert(("a", "error"), text.clone());
        let (rows, _) = cloud.ask(TimeRange::default()).unwrap();
        let mut kept: Vec<&str> = rows.iter().flat_map(|row| row.raw.split('\n')).map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        kept.sort_unstable();
        lines.sort_unstable();
        prop_assert_eq!(kept, lines);
        for row in &rows {
            let known = ["ERROR", "LOG"].contains(&row.severity_code.as_str());
            prop_assert!(known == (row.severity != Severity::Unknown), "{:?}", row);
            prop_assert!(row.time.is_some() || row.problem.is_some(), "{:?}", row);
        }
    }
}
