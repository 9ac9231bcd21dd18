//! The simulated SurferCloud: signatures, accounts, paging, faults, and the shapes of the recorded samples.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use common::{NOW, form, same};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use tapedeck_simulator::surfercloud::Cloud;
use tapedeck_simulator::{Request, Response};

struct Client {
    cloud: Cloud,
    now: i64,
    key: &'static str,
    zone: &'static str,
}

const ORDERS: (&str, &str) = ("InstanceID", "upgsql-2kxorders");

fn signed(fields: &[(&str, &str)]) -> String {
    let mut fields = fields.to_vec();
    fields.sort();
    let mut text: String = fields.iter().flat_map(|(name, value)| [*name, *value]).collect();
    text += "tapedeck";
    Sha1::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn post(fields: &[(&str, &str)]) -> Request {
    common::post("/", fields)
}

impl Client {
    fn new(key: &'static str) -> Self {
        Self { cloud: Cloud::new(1, NOW, true), now: NOW, key, zone: "cn-zj-01" }
    }

    fn raw(&mut self, action: &str, own: &[(&str, &str)]) -> Response {
        let mut fields = vec![("Action", action), ("PublicKey", self.key)];
        if !matches!(action, "GetRegion" | "GetProjectList") {
            fields.extend([("Region", "cn-zj"), ("Zone", self.zone)]);
        }
        fields.extend_from_slice(own);
        fields.retain(|(_, value)| !value.is_empty());
        let signature = signed(&fields);
        fields.push(("Signature", &signature));
        self.cloud.answer(self.now, &post(&fields))
    }

    fn ask(&mut self, action: &str, own: &[(&str, &str)]) -> Value {
        let response = self.raw(action, own);
        assert_eq!(response.status, 200, "errors have the status 200 too");
        let uuid = response.headers.iter().any(|(name, _)| name == "X-UCLOUD-REQUEST-UUID");
        assert!(uuid, "{:?}", response.headers);
        let answer: Value = serde_json::from_slice(&response.body).expect("JSON");
        assert_eq!(answer["Action"], format!("{action}Response"));
        answer
    }

    fn code(&mut self, action: &str, own: &[(&str, &str)]) -> i64 {
        let answer = self.ask(action, own);
        answer["RetCode"].as_i64().unwrap_or_else(|| panic!("{answer}"))
    }

    fn control(&mut self, path: &str, body: &str) -> Value {
        common::json(&self.cloud.answer(self.now, &common::control("POST", path, body)))
    }

    /// All backups of an instance.
    fn backups(&mut self, instance: &str) -> Vec<Value> {
        let mut all = Vec::new();
        loop {
            let offset = all.len().to_string();
            let own = [("InstanceID", instance), ("Offset", &offset), ("Limit", "100")];
            let answer = self.ask("ListUPgSQLBackup", &own);
            let rows = answer["DataSet"].as_array().unwrap_or_else(|| panic!("{answer}")).clone();
            assert!(rows.len() <= 100);
            if rows.is_empty() {
                assert_eq!(answer["TotalCount"], all.len());
                return all;
            }
            all.extend(rows);
        }
    }
}

#[test]
fn a_call_is_signed() {
    let mut client = Client::new("admin");
    assert_eq!(client.code("GetRegion", &[]), 0);
    let good = [("Action", "GetRegion"), ("PublicKey", "admin"), ("Signature", "")];
    let with = |changes: &[(&'static str, &'static str)]| {
        let mut fields = good.to_vec();
        fields.iter_mut().for_each(|(name, value)| {
            if let Some((_, new)) = changes.iter().find(|(changed, _)| changed == name) {
                *value = new;
            }
        });
        fields.retain(|(_, value)| !value.is_empty());
        fields
    };
    let mut code = |fields: &[(&str, &str)]| {
        let answer: Value = serde_json::from_slice(&client.cloud.answer(NOW, &post(fields)).body).unwrap();
        answer["RetCode"].as_i64().unwrap()
    };
    assert_eq!(code(&with(&[("Action", "")])), 160);
    assert_eq!(code(&with(&[("Action", "DeleteUPgSQLLogPackage")])), 161);
    assert_eq!(code(&with(&[])), 170);
    assert_eq!(code(&with(&[("Signature", "0")])), 171);
    assert_eq!(code(&with(&[("Signature", "0"), ("PublicKey", "nobody")])), 172);
}

#[test]
fn query_form_and_json_are_read() {
    let mut client = Client::new("admin");
    let mut fields = vec![("Action", "ListUPgSQLInstance"), ("PublicKey", "admin"), ("Region", "cn-zj")];
    let signature = signed(&fields);
    fields.push(("Signature", &signature));
    let get = Request { method: "GET".into(), path: "/".into(), query: form(&fields), ..Request::default() };
    let json = Request {
        headers: vec![("Content-Type".into(), "application/json".into())],
        body: Value::Object(fields.iter().map(|(name, value)| ((*name).into(), json!(value))).collect())
            .to_string()
            .into_bytes(),
        // The action once more in the query, as the vendor's own clients do.
        query: "Action=ListUPgSQLInstance".into(),
        ..post(&[])
    };
    let answers = [get, post(&fields), json].map(|request| client.cloud.answer(NOW, &request).body);
    assert!(String::from_utf8_lossy(&answers[0]).contains("\"RetCode\":0"));
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    for (request, status) in [
        (Request { path: "/x".into(), ..post(&fields) }, 404),
        (Request { method: "DELETE".into(), ..post(&fields) }, 405),
    ] {
        assert_eq!(client.cloud.answer(NOW, &request).status, status);
    }
}

#[test]
fn accounts_stand_for_trouble() {
    for (key, code) in [("admin", 0), ("ip", 294), ("nozone", 293), ("otp", 295), ("viewer", 299), ("reader", 0)] {
        assert_eq!(Client::new(key).code("ListUPgSQLInstance", &[]), code, "{key}");
    }
    assert_eq!(Client::new("viewer").code("GetProjectList", &[]), 0);
    assert_eq!(Client::new("reader").code("GetProjectList", &[]), 299);
    assert_eq!(Client::new("sub").code("ListUPgSQLInstance", &[]), 292);
    assert_eq!(Client::new("sub").code("ListUPgSQLInstance", &[("ProjectId", "org-1")]), 0);
    assert_eq!(Client::new("admin").code("ListUPgSQLInstance", &[("ProjectId", "org-9")]), 292);
    let text = Client::new("text").ask("ListUPgSQLBackup", &[ORDERS]);
    assert_eq!(text["RetCode"], "0");
    assert!(text["TotalCount"].is_string() && text["DataSet"][0]["BackupStartTime"].is_string());
    let mut onebad = Client::new("onebad");
    assert_eq!(onebad.code("ListUPgSQLBackup", &[ORDERS]), 0);
    assert_eq!(onebad.code("ListUPgSQLBackup", &[("InstanceID", "upgsql-7bqcrm000")]), 8039);
    let mut busy = Client::new("busy");
    let codes: Vec<_> = (0..4).map(|_| busy.code("ListUPgSQLInstance", &[])).collect();
    assert_eq!(codes, [150, 0, 150, 0]);
}

#[test]
fn a_limited_account_may_ask_again_a_second_later() {
    let mut client = Client::new("limited");
    let codes: Vec<_> = (0..5).map(|_| client.code("ListUPgSQLInstance", &[])).collect();
    assert_eq!(codes, [0, 0, 0, 153, 153]);
    client.now += 1;
    assert_eq!(client.code("ListUPgSQLInstance", &[]), 0);
}

#[test]
fn security_tokens_end() {
    let token = ("SecurityToken", "sts-1");
    let mut client = Client::new("sts");
    assert_eq!(client.code("ListUPgSQLInstance", &[]), 174, "a temporary key needs one");
    assert_eq!(client.code("ListUPgSQLInstance", &[("SecurityToken", "other")]), 174);
    assert_eq!(client.code("ListUPgSQLInstance", &[token]), 0);
    assert_eq!(client.control("sessions", r#"{"expire":true}"#), json!({"sessions": 0}));
    assert_eq!(client.code("ListUPgSQLInstance", &[token]), 174);
    assert_eq!(client.code("ListUPgSQLInstance", &[("SecurityToken", "sts-2")]), 0);
    client.control("reset", "");
    assert_eq!(client.code("ListUPgSQLInstance", &[token]), 0);
    let mut short = Client::new("short");
    let codes: BTreeSet<_> = (0..60).map(|_| short.code("ListUPgSQLInstance", &[token])).collect();
    assert_eq!(codes, BTreeSet::from([0]));
    assert_eq!(short.code("ListUPgSQLInstance", &[token]), 174);
    assert_eq!(short.code("ListUPgSQLInstance", &[("SecurityToken", "sts-2")]), 0);
}

#[test]
fn instances_by_zone_and_project() {
    let mut client = Client::new("admin");
    let names = |answer: Value| {
        let rows = answer["DataSet"].as_array().unwrap().clone();
        rows.iter().map(|row| row["Name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = names(client.ask("ListUPgSQLInstance", &[]));
    assert_eq!(first, ["orders-prod", "crm", "billing", "legacy-shop", "sandbox"]);
    let replica = &client.ask("ListUPgSQLInstance", &[])["DataSet"][0]["DataSet"][0]["Name"];
    assert_eq!(replica, "orders-replica");
    assert!(names(client.ask("ListUPgSQLInstance", &[("ProjectId", "org-2")])).is_empty());
    client.zone = "cn-zj-02";
    assert_eq!(names(client.ask("ListUPgSQLInstance", &[])), ["reporting"]);
    assert_eq!(client.code("ListUPgSQLBackup", &[ORDERS]), 8002, "it is in the other zone");
    client.zone = "";
    assert_eq!(names(client.ask("ListUPgSQLInstance", &[])).len(), 6);
    assert_eq!(client.code("ListUPgSQLBackup", &[ORDERS]), 8001, "the zone is required here");
    client.zone = "cn-zj-77";
    assert_eq!(client.code("ListUPgSQLInstance", &[]), 293);
}

#[test]
fn backups_are_years_of_rhythms() {
    let mut client = Client::new("admin");
    let mut seen = BTreeSet::new();
    let mut all = 0;
    for (instance, zone, count) in [
        ("upgsql-2kxorders", "cn-zj-01", 1_096),
        ("upgsql-2kxreplic", "cn-zj-01", 0),
        ("upgsql-7bqcrm000", "cn-zj-01", 1_095),
        ("upgsql-9dmbillin", "cn-zj-01", 1_461),
        ("upgsql-1aalegacy", "cn-zj-01", 946),
        ("upgsql-4ftreport", "cn-zj-02", 157),
        ("upgsql-8zssandbx", "cn-zj-01", 14),
    ] {
        client.zone = zone;
        let rows = client.backups(instance);
        assert_eq!(rows.len(), count, "{instance}");
        let starts: Vec<_> = rows.iter().map(|row| row["BackupStartTime"].as_i64().unwrap()).collect();
        assert!(starts.is_sorted_by(|newer, older| newer >= older), "newest first");
        let ids: BTreeSet<_> = rows.iter().map(|row| row["BackupID"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), rows.len());
        seen.extend(rows.iter().map(|row| row["State"].as_str().unwrap().to_owned()));
        all += rows.len();
        if instance == "upgsql-7bqcrm000" {
            assert!(rows[..3].iter().all(|row| row["State"] == "Failed"));
        }
    }
    assert_eq!(all, 4_769);
    assert_eq!(seen, BTreeSet::from(["Backuping", "Expired", "Failed", "Merging", "Success"].map(str::to_owned)));
}

#[test]
fn a_running_backup_ends() {
    let mut client = Client::new("admin");
    let billing = ("InstanceID", "upgsql-9dmbillin");
    let running = client.ask("ListUPgSQLBackup", &[billing, ("Limit", "1")])["DataSet"][0].clone();
    assert_eq!((running["State"].as_str(), running["BackupEndTime"].as_i64()), (Some("Backuping"), Some(0)));
    let id = ("BackupID", running["BackupID"].as_str().unwrap());
    assert_eq!(client.code("GetUPgSQLBackupURL", &[billing, id]), 8002);
    client.now += 600;
    let ended = client.ask("ListUPgSQLBackup", &[billing, ("Limit", "1")])["DataSet"][0].clone();
    assert_eq!((ended["State"].as_str(), ended["BackupEndTime"].as_i64()), (Some("Success"), Some(NOW + 600)));
    let url = client.ask("GetUPgSQLBackupURL", &[billing, id]);
    assert!(url["BackupPath"].as_str().unwrap().starts_with("https://"), "{url}");
}

#[test]
fn pages_are_as_large_as_the_vendor_allows() {
    let mut client = Client::new("admin");
    for (limit, rows) in [("", 20), ("7", 7), ("100", 100), ("1000", 100)] {
        let answer = client.ask("ListUPgSQLBackup", &[ORDERS, ("Limit", limit)]);
        assert_eq!(answer["DataSet"].as_array().unwrap().len(), rows, "{limit}");
        assert_eq!(answer["TotalCount"], 1_096);
    }
    let manual = client.ask("ListUPgSQLBackup", &[ORDERS, ("BackupType", "2")]);
    assert_eq!((&manual["TotalCount"], &manual["DataSet"][0]["BackupType"]), (&json!(1), &json!(2)));
}

#[test]
fn logs_by_time_and_their_text() {
    let mut client = Client::new("admin");
    let day = 86_400;
    let (begin, end) = ((NOW - 2 * day).to_string(), NOW.to_string());
    let span = [("BeginTime", begin.as_str()), ("EndTime", end.as_str())];
    let files = client.ask("ListUPgSQLLog", &[ORDERS, span[0], span[1]])["DataSet"].as_array().unwrap().clone();
    assert_eq!(files.len(), 6, "three days, and two kinds");
    assert_eq!(files[1]["Name"], "postgresql-20251120_slow.log");
    assert_eq!(client.code("ListUPgSQLLog", &[ORDERS, span[0]]), 8001);
    for file in &files {
        let (from, to) = (file["BeginTime"].to_string(), file["EndTime"].to_string());
        let kind = if file["Name"].as_str().unwrap().contains("slow") { "slow" } else { "error" };
        let own = [ORDERS, ("LogType", kind), ("BeginTime", &from), ("EndTime", &to)];
        let text = client.ask("GetUPgSQLInstanceLog", &own)["Log"].as_str().unwrap().to_owned();
        assert_eq!(file["Size"], text.len());
        assert!(text.lines().count() > 20 && text.contains(if kind == "slow" { "duration:" } else { "LOG:" }));
    }
    // The older way to ask.
    let old = [("DBId", "upgsql-2kxorders"), ("ZoneID", "666003001"), span[0], span[1]];
    assert_eq!(client.code("GetUPgSQLInstanceLog", &old), 0);
    let mut strict = Client::new("strict");
    let own = [ORDERS, ("LogType", "error"), ("BeginTime", "1")];
    assert_eq!(strict.code("GetUPgSQLInstanceLog", &own), 8001);
    assert_eq!(strict.code("GetUPgSQLInstanceLog", &[&own[..], &[("CompanyID", "1"), ("AccountID", "2")]].concat()), 0);
}

#[test]
fn a_log_is_packed() {
    let mut client = Client::new("admin");
    let name = ("BackupName", "week 47");
    assert_eq!(client.code("BackupUPgSQLLog", &[ORDERS, name]), 8001);
    assert_eq!(client.code("BackupUPgSQLLog", &[ORDERS, name, ("BackupFile", "x")]), 8002);
    let file = ("BackupFile", "postgresql-20251122_error.log");
    assert_eq!(client.code("BackupUPgSQLLog", &[ORDERS, name, file]), 0);
    assert_eq!(client.code("BackupUPgSQLLog", &[ORDERS, name, file, ("LogType", "audit")]), 8003);
}

#[test]
fn faults_meet_calls_by_the_name_of_the_action() {
    let mut client = Client::new("admin");
    client.control("faults", r#"{"fault":"502","method":"ListUPgSQLBackup"}"#);
    assert_eq!(client.code("ListUPgSQLInstance", &[]), 0);
    assert_eq!(client.raw("ListUPgSQLBackup", &[ORDERS]).status, 502);
    assert_eq!(client.code("ListUPgSQLBackup", &[ORDERS]), 0);
    for (fault, good) in [("badrow", 19), ("badrows", 18), ("norows", 0)] {
        client.control("faults", &format!(r#"{{"fault":"{fault}"}}"#));
        assert_eq!(client.code("GetRegion", &[]), 0, "{fault} waits for rows");
        let answer = client.ask("ListUPgSQLBackup", &[ORDERS]);
        let rows = answer["DataSet"].as_array().unwrap();
        assert_eq!(rows.iter().filter(|row| row["BackupStartTime"].is_number()).count(), good, "{fault}");
        assert_eq!(answer["TotalCount"], 1_096);
    }
    let mut own = Client::new("fault-html");
    assert_eq!(own.code("ListUPgSQLInstance", &[]), 0, "the key is good");
    assert!(String::from_utf8_lossy(&own.raw("ListUPgSQLBackup", &[ORDERS]).body).starts_with("<!doctype"));
}

#[test]
fn the_same_seed_gives_the_same_answers_quickly() {
    let page = |client: &mut Client| client.raw("ListUPgSQLBackup", &[ORDERS, ("Limit", "100")]).body;
    let (mut one, mut two) = (Client::new("admin"), Client::new("admin"));
    assert_eq!(page(&mut one), page(&mut two));
    two.cloud = Cloud::new(2, NOW, true);
    assert_ne!(page(&mut one), page(&mut two));
    let begun = Instant::now();
    (0..20).for_each(|_| drop(page(&mut one)));
    assert!(begun.elapsed() / 20 < Duration::from_millis(5), "{:?}", begun.elapsed() / 20);
}

/// Every key of the recorded samples is there, with the same JSON type. Where the samples are missing, nothing is
/// compared.
#[test]
fn the_shapes_of_the_samples() {
    let mut client = Client::new("admin");
    let (begin, end) = ((NOW - 86_400).to_string(), NOW.to_string());
    let span = [ORDERS, ("BeginTime", begin.as_str()), ("EndTime", end.as_str()), ("LogType", "error")];
    let backups = client.ask("ListUPgSQLBackup", &[ORDERS]);
    let backup = ("BackupID", backups["DataSet"][0]["BackupID"].as_str().unwrap());
    let pack = [ORDERS, ("BackupName", "n"), ("BackupFile", "postgresql-20251122_error.log")];
    let answers = [
        ("list_u_pg_sql_instance", client.ask("ListUPgSQLInstance", &[])),
        ("list_u_pg_sql_backup", Client::new("data").ask("ListUPgSQLBackup", &[ORDERS])),
        ("list_u_pg_sql_log", client.ask("ListUPgSQLLog", &span)),
        ("get_u_pg_sql_backup_url", client.ask("GetUPgSQLBackupURL", &[ORDERS, backup])),
        ("get_u_pg_sql_backup_strategy", client.ask("GetUPgSQLBackupStrategy", &[ORDERS])),
        ("get_u_pg_sql_instance", client.ask("GetUPgSQLInstance", &[ORDERS])),
        ("get_u_pg_sql_instance_log", client.ask("GetUPgSQLInstanceLog", &span)),
        ("backup_u_pg_sql_log", client.ask("BackupUPgSQLLog", &pack)),
        ("get_region", client.ask("GetRegion", &[])),
        ("get_project_list", client.ask("GetProjectList", &[])),
    ];
    for (name, answer) in answers {
        assert_eq!(answer["RetCode"], 0, "{name}: {answer}");
        same("surfercloud", &format!("{name}.response.json"), &answer, false);
    }
}
