//! Lists that are put together from many answers, against a small vendor of its own.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::{Request, Response};
use tapedeck_core::model::{Outcome, TimeRange, Timestamp};
use tapedeck_core::vendors::{Answer, Call, PageRequest, VendorFilter};

use crate::vendor::*;

/// A vendor with instances, each with so many backups.
#[derive(Default)]
struct Cloud {
    instances: Vec<(&'static str, u64)>,
    /// What is answered instead of the backups of an instance.
    instead: BTreeMap<&'static str, Response>,
    /// The most rows of a page, whatever is asked.
    most: u64,
    /// Added to every count.
    count_off: i64,
    no_count: bool,
    ignores_offset: bool,
    asked: Vec<String>,
}

impl Cloud {
    fn of(instances: &[(&'static str, u64)]) -> Cloud {
        Cloud { instances: instances.to_vec(), most: 100, ..Cloud::default() }
    }

    fn answer(&mut self, request: &Request) -> Response {
        let (action, instance) = (field(request, "Action"), field(request, "InstanceID"));
        let (offset, limit) = (field(request, "Offset"), field(request, "Limit"));
        self.asked.push(format!("{action} {} {instance} {offset}", field(request, "Zone")).trim_end().to_string());
        match action.as_str() {
            "ListUPgSQLInstance" => {
                let row = |(id, _): &(&str, u64)| json!({"InstanceID": id, "Name": format!("db {id}"), "Zone": "z-1"});
                let rows: Vec<Value> = self.instances.iter().map(row).collect();
                ok(json!({"RetCode": 0, "DataSet": rows}).to_string())
            }
            "ListUPgSQLBackup" => {
                if let Some(instead) = self.instead.get(instance.as_str()) {
                    return instead.clone();
                }
                let (_, count) = *self.instances.iter().find(|(id, _)| *id == instance).expect("an instance");
                let limit = limit.parse::<u64>().expect("a limit").min(self.most);
                let from = if self.ignores_offset { 0 } else { offset.parse::<u64>().expect("an offset") };
                let row = |at: u64| {
                    json!({"BackupID": format!("{instance}-{at}"), "InstanceID": instance, "State": "Success",
                        "BackupStartTime": 1_700_000_000 + at, "BackupEndTime": 1_700_000_060 + at})
                };
                let rows: Vec<Value> = (from..count.min(from + limit)).map(row).collect();
                let mut answer = json!({"RetCode": 0, "DataSet": rows});
                if !self.no_count {
                    answer["TotalCount"] = json!(count as i64 + self.count_off);
                }
                ok(answer.to_string())
            }
            "ListUPgSQLLog" => ok(json!({"RetCode": 0, "DataSet": [{"Name": "pg.log", "Size": 5}]}).to_string()),
            other => panic!("{other} was asked"),
        }
    }

    fn ask(&mut self, call: &Call) -> Result<Answer, Error> {
        lead(call, |request| self.answer(request))
    }
}

fn ids(answer: Answer) -> Vec<String> {
    run_rows(answer).into_iter().map(|run| run.id).collect()
}

#[test]
fn all_pages_of_all_instances_in_order() {
    let mut cloud = Cloud::of(&[("a", 250), ("b", 0), ("c", 100), ("d", 1)]);
    let rows = run_rows(cloud.ask(&runs()).unwrap());
    assert_eq!(rows.len(), 351);
    assert!(rows.iter().all(|run| run.problem.is_none() && run.outcome == Outcome::Success));
    assert_eq!((rows[0].id.as_str(), rows[0].job.as_str(), rows[0].duration), ("a-0", "db a", Some(60_000)));
    assert_eq!(
        cloud.asked,
        [
            "ListUPgSQLInstance cn-zj-01",
            "ListUPgSQLBackup z-1 a 0",
            "ListUPgSQLBackup z-1 a 100",
            "ListUPgSQLBackup z-1 a 200",
            "ListUPgSQLBackup z-1 b 0",
            "ListUPgSQLBackup z-1 c 0",
            "ListUPgSQLBackup z-1 d 0",
        ]
    );
}

#[test]
fn a_list_without_a_count_is_read_until_a_short_page() {
    let mut cloud = Cloud { no_count: true, ..Cloud::of(&[("a", 200)]) };
    assert_eq!(run_rows(cloud.ask(&runs()).unwrap()).len(), 200);
    assert_eq!(cloud.asked.len(), 4, "{:?}", cloud.asked);
}

#[test]
fn smaller_pages_than_asked_are_followed() {
    let mut cloud = Cloud { most: 30, ..Cloud::of(&[("a", 100)]) };
    assert_eq!(run_rows(cloud.ask(&runs()).unwrap()).len(), 100);
}

#[test]
fn a_count_that_is_too_small_ends_nothing() {
    let mut cloud = Cloud { count_off: -240, ..Cloud::of(&[("a", 250)]) };
    assert_eq!(run_rows(cloud.ask(&runs()).unwrap()).len(), 250);
}

#[test]
fn rows_that_were_counted_and_did_not_come_are_a_row_with_a_note() {
    let mut cloud = Cloud { count_off: 3, ..Cloud::of(&[("a", 120), ("b", 1)]) };
    let rows = run_rows(cloud.ask(&runs()).unwrap());
    let notes: Vec<_> = rows.iter().filter_map(|run| run.problem.as_deref()).collect();
    assert_eq!(notes, ["123 backups were counted, and 120 came", "4 backups were counted, and 1 came"]);
    assert_eq!(rows.len(), 123);
}

#[test]
fn a_vendor_that_ignores_the_offset_is_not_asked_for_ever() {
    let mut cloud = Cloud { ignores_offset: true, ..Cloud::of(&[("a", 300)]) };
    let rows = run_rows(cloud.ask(&runs()).unwrap());
    assert_eq!(rows.iter().filter(|run| run.problem.is_none()).count(), 100, "no row comes twice");
    assert_eq!(rows.len(), 101, "and the missing ones are told");
    assert_eq!(cloud.asked.len(), 3);
}

#[test]
fn an_instance_that_is_refused_does_not_hide_the_others() {
    let refusal = ok(r#"{"RetCode":8039,"Message":"instance is being deleted"}"#);
    for (place, rows) in [("a", 8), ("b", 6), ("c", 8)] {
        let mut cloud = Cloud::of(&[("a", 2), ("b", 4), ("c", 2)]);
        cloud.instead.insert(place, refusal.clone());
        let answer = run_rows(cloud.ask(&runs()).unwrap());
        let notes: Vec<_> = answer.iter().filter(|run| run.problem.is_some()).collect();
        assert_eq!((answer.len(), notes.len()), (rows - 1, 1), "{place}");
        assert_eq!(notes[0].job_id, place);
        assert_eq!(notes[0].outcome, Outcome::Unknown);
        let told = notes[0].problem.as_deref().unwrap();
        assert_eq!(told, "its backups could not be read: 8039 instance is being deleted");
        assert_eq!(notes[0].raw, String::from_utf8_lossy(&refusal.body));
        let asked = cloud.asked.iter().filter(|asked| asked.contains(&format!(" {place} "))).count();
        assert_eq!(asked, 3, "the vendor's own clients try again too");
    }
}

#[test]
fn when_nothing_can_be_read_the_error_is_the_answer() {
    let mut cloud = Cloud::of(&[("a", 2), ("b", 4)]);
    for name in ["a", "b"] {
        cloud.instead.insert(name, ok(r#"{"RetCode":8039,"Message":"down"}"#));
    }
    let error = cloud.ask(&runs()).unwrap_err();
    assert_eq!((error.kind, error.code.as_str(), error.detail.as_str()), (Kind::Busy, "8039", "down"));
}

#[test]
fn an_error_of_the_account_is_the_answer() {
    for (code, kind) in [(171, Kind::WrongPassword), (174, Kind::SessionEnded), (299, Kind::PermissionDenied)] {
        let mut cloud = Cloud::of(&[("a", 2), ("b", 4)]);
        cloud.instead.insert("b", ok(format!(r#"{{"RetCode":{code}}}"#)));
        let error = cloud.ask(&runs()).unwrap_err();
        assert_eq!(error.kind, kind);
        assert_eq!(error.new_session_may_help, code != 299, "{code}");
    }
}

#[test]
fn one_run_is_looked_for_until_it_comes() {
    let mut cloud = Cloud::of(&[("a", 250), ("b", 250), ("c", 1)]);
    assert_eq!(ids(cloud.ask(&Call::Run { run: "b-120".into() }).unwrap()), ["b-120"]);
    assert_eq!(cloud.asked.len(), 6, "and no further: {:?}", cloud.asked);
    assert_eq!(ids(cloud.ask(&Call::Run { run: "x".into() }).unwrap()), [""; 0]);
    // "There is none" would be a guess while one list is not known.
    cloud.instead.insert("a", ok(r#"{"RetCode":8039}"#));
    assert_eq!(cloud.ask(&Call::Run { run: "x".into() }).unwrap_err().code, "8039");
    assert_eq!(ids(cloud.ask(&Call::Run { run: "c-0".into() }).unwrap()), ["c-0"]);
}

#[test]
fn files_are_log_files_of_a_time_and_backups() {
    let mut cloud = Cloud::of(&[("a", 101), ("b", 0)]);
    match cloud.ask(&files()).unwrap() {
        Answer::Files(page) => {
            assert_eq!(page.rows.len(), 103);
            assert_eq!(page.total, Some(103));
            assert_eq!(page.since, Some(Timestamp(NOW.0 - 30 * 86_400_000)), "the vendor wants a beginning");
            assert_eq!((page.rows[0].kind.as_str(), page.rows[0].job.as_str()), ("Log file", "db a"));
            assert_eq!(page.rows[0].id, "log/z-1/a/0/0/pg.log");
            assert_eq!(page.rows[1].id, "backup/z-1/a/a-0");
        }
        other => panic!("{other:?}"),
    }
    let range = TimeRange { from: Some(Timestamp(5_000)), to: Some(Timestamp(9_000)) };
    let call = Call::Files(PageRequest { filter: VendorFilter { range, ..VendorFilter::default() }, ..page() });
    let answer = lead(&call, |request| {
        if field(request, "Action") == "ListUPgSQLLog" {
            assert_eq!((field(request, "BeginTime"), field(request, "EndTime")), ("5".into(), "9".into()));
        }
        cloud.answer(request)
    });
    assert!(matches!(answer, Ok(Answer::Files(page)) if page.since.is_none()));
}

fn page() -> PageRequest {
    PageRequest::default()
}

#[test]
fn replicas_are_instances_too() {
    let list = json!({"RetCode": 0, "DataSet": [
        {"InstanceID": "a", "Name": "", "DataSet": [{"InstanceID": "a-r", "Name": "replica", "Zone": "z-2"}]},
        "odd", {"Name": "without number"},
    ]});
    let mut asked = Vec::new();
    let answer = lead(&runs(), |request| match field(request, "Action").as_str() {
        "ListUPgSQLInstance" => ok(list.to_string()),
        _ => {
            asked.push((field(request, "InstanceID"), field(request, "Zone")));
            ok(r#"{"RetCode":0,"TotalCount":0}"#)
        }
    });
    assert_eq!(asked, [("a".into(), "cn-zj-01".into()), ("a-r".into(), "z-2".into())]);
    let notes: Vec<_> = run_rows(answer.unwrap()).into_iter().map(|run| (run.raw, run.problem.unwrap())).collect();
    assert_eq!(notes.len(), 2, "what cannot be asked about is told: {notes:?}");
    assert_eq!(notes[0].0, "\"odd\"");
    assert!(notes[1].1.contains("InstanceID is missing"), "{notes:?}");
}

#[test]
fn the_connection_test_says_what_the_key_may_see() {
    let answer = |denied: bool| {
        lead(&Call::About, |request| {
            ok(match field(request, "Action").as_str() {
                "GetRegion" if denied => r#"{"RetCode":299}"#,
                "GetRegion" => {
                    r#"{"RetCode":0,"Regions":[{"Region":"cn-zj","Zone":"cn-zj-01","RegionId":1},
                        {"Region":"hk","Zone":"hk-02"},{"Region":"cn-zj","Zone":"cn-zj-02"}]}"#
                }
                "GetProjectList" => {
                    r#"{"RetCode":0,"ProjectSet":[{"ProjectId":"org-1","ProjectName":"shop","IsDefault":true}]}"#
                }
                _ => INSTANCE,
            })
        })
    };
    let facts = |answer| match answer {
        Ok(Answer::Facts(facts)) => {
            facts.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let rest = ["org-1: shop (default)", "orders: upgsql-1, Running, cn-zj-01"];
    assert_eq!(facts(answer(false))[..2], ["cn-zj: cn-zj-01, cn-zj-02", "hk: hk-02"]);
    assert_eq!(facts(answer(false))[2..4], rest);
    assert!(facts(answer(false))[4].starts_with("Log lines: Experimental"), "{:?}", facts(answer(false)));
    assert_eq!(facts(answer(true))[0], "Regions: The account has no right to do this.");
    assert_eq!(facts(answer(true))[1..3], rest);
}
