//! One session, its log, the things inside it, stopping it, files.

use serde_json::Value;
use tapedeck_simulator::veeam::Settings;

use crate::client::{Client, NOW, json, problem};

#[test]
fn one_session_its_log_and_the_things_inside() {
    let mut client = Client::small("admin");
    for row in client.rows(&[]) {
        let id = row["id"].as_str().unwrap();
        assert_eq!(json(&client.get(&format!("jobSessions/{id}"), &[])), row);
    }
    let error = client.rows(&[("Status", "Error"), ("Filter", "File shares")]).remove(0);
    let id = error["id"].as_str().unwrap();
    let log = json(&client.get(&format!("jobSessions/{id}/log"), &[]));
    assert_eq!(log["jobSessionId"], id);
    let items = log["log"].as_array().unwrap();
    assert!(items.iter().any(|item| item["status"] == "Error" && item["resourceHashId"].is_string()));
    let things = json(&client.get(&format!("jobSessions/{id}/protectedItems"), &[("NameSearchPattern", "SCAN")]));
    assert_eq!((&things["totalCount"], &things["results"][0]["resource"]["name"]), (&1.into(), &"scans".into()));
    let resource = things["results"][0]["resource"]["id"].as_str().unwrap();
    let some = json(&client.get(&format!("jobSessions/{id}/log"), &[("instanceId", resource)]));
    assert!(some["log"].as_array().unwrap().len() < items.len());
    let none = json(&client.get(&format!("jobSessions/{id}/restoredDatabases"), &[]));
    assert_eq!(none["totalCount"], 0);
    client.version = "v8";
    let log = json(&client.get(&format!("jobSessions/{id}/log"), &[]));
    assert!(log["log"][0].get("resourceHashId").is_none(), "younger than version 8");
    for path in ["jobSessions/none", "jobSessions/none/log", "jobSessions/none/protectedItems"] {
        assert_eq!(problem(&client.get(path, &[])), 404);
    }
    assert_eq!(client.get(&format!("jobSessions/{id}/somethingElse"), &[]).status, 404);
    assert_eq!(problem(&client.post("jobSessions", "", "")), 405);
}

#[test]
fn every_list_of_things_has_some() {
    let mut client = Client::new(Settings::new(1, NOW));
    client.token(&[("grant_type", "Password"), ("username", "admin"), ("password", "tapedeck")]);
    for (kind, list) in [
        ("SqlPolicyBackup", "protectedItems"),
        ("HealthCheck", "checkedItems"),
        ("BackupRetention", "deletedItems"),
        ("RestoreVms", "restoredItems"),
        ("SqlRestore", "restoredDatabases"),
        ("FileLevelRestore", "fileLevelRestoredItems"),
        ("FileShareFileRestore", "fileLevelRestoredFileShareItems"),
    ] {
        let id = client.rows(&[("Types", kind)])[0]["id"].as_str().unwrap().to_owned();
        let page = json(&client.get(&format!("jobSessions/{id}/{list}"), &[]));
        assert!(page["totalCount"].as_i64() > Some(0), "{list}");
    }
}

#[test]
fn a_running_session_is_stopped() {
    let mut client = Client::small("admin");
    let running = client.rows(&[("Status", "Running")]);
    assert_eq!(running.len(), 1);
    assert!(running[0]["executionStopTime"].is_null());
    let id = running[0]["id"].as_str().unwrap().to_owned();
    client.now += 60;
    let later = json(&client.get(&format!("jobSessions/{id}"), &[]));
    assert!(later["executionDuration"].as_str() > running[0]["executionDuration"].as_str(), "it counts on");
    assert_eq!(client.post(&format!("jobSessions/{id}/stop"), "", "").status, 204);
    assert_eq!(json(&client.get(&format!("jobSessions/{id}"), &[]))["status"], "Canceling");
    client.now += 10;
    let ended = json(&client.get(&format!("jobSessions/{id}"), &[]));
    assert_eq!(ended["status"], "Canceled");
    assert!(ended["executionStopTime"].is_string());
    assert_eq!(problem(&client.post(&format!("jobSessions/{id}/stop"), "", "")), 409);
    assert_eq!(problem(&client.post("jobSessions/none/stop", "", "")), 404);
}

#[test]
fn files() {
    let mut client = Client::small("admin");
    let csv =
        client.post("jobSessions/export", "text/csv", r#"{"status":["Error"],"sessionTypes":["PolicySnapshot"]}"#);
    assert_eq!(csv.headers[0].1, "application/octet-stream");
    assert_eq!(csv.headers[1].1, "attachment; filename=\"VBAzSessions.csv\"");
    let text = String::from_utf8(csv.body).unwrap();
    let expected = client.rows(&[("Status", "Error"), ("Types", "FileSharePolicySnapshot")]).len()
        + client.rows(&[("Status", "Error"), ("Types", "PolicySnapshot")]).len();
    assert_eq!(text.lines().count(), expected + 1);
    let id = client.rows(&[])[5]["id"].as_str().unwrap().to_owned();
    let one = client.post("jobSessions/export", "application/xml", &format!(r#"{{"jobSessionIds":["{id}"]}}"#));
    assert_eq!(String::from_utf8(one.body).unwrap().matches("<JobSession>").count(), 1);
    assert_eq!(problem(&client.post("jobSessions/export", "text/csv", "")), 400);
    assert_eq!(problem(&client.post("jobSessions/export", "text/csv", r#"{"fromUtc":"soon"}"#)), 400);

    let logs = client.get("system/logs", &[("ExportLogsType", "LastDays"), ("Days", "7")]);
    assert!(logs.status == 200 && logs.body.len() > 1_000);
    let span = |from, to| [("ExportLogsType", "BetweenDates"), ("FromDateUtc", from), ("ToDateUtc", to)];
    assert_eq!(client.get("system/logs", &span("2026-11-18T00:00:00Z", "2026-11-19T00:00:00Z")).status, 200);
    assert_eq!(client.get("system/logs", &span("2016-11-18T00:00:00Z", "2016-11-19T00:00:00Z")).status, 204);
    for pairs in [&[][..], &[("ExportLogsType", "LastDays")], &[("ExportLogsType", "LastDays"), ("Days", "0")]] {
        assert_eq!(problem(&client.get("system/logs", pairs)), 400);
    }
}

/// The log of version 1 has the keys and the types of the recorded one. Where that is missing, nothing is compared.
#[test]
fn the_shape_of_the_sample() {
    let Some(sample) = crate::common::sample("veeam", "jobSessions_log.v1.json") else { return };
    let mut client = Client::small("first");
    client.version = "v1";
    let mine = json(&client.get("jobSessions/38/log", &[]));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&mine), keys(&sample));
    for item in mine["log"].as_array().unwrap() {
        assert_eq!(keys(item), keys(&sample["log"][0]));
        assert!(item.as_object().unwrap().values().all(Value::is_string), "{item}");
        // Seven digits, as .NET writes a span.
        let span = item["executionDuration"].as_str().unwrap();
        assert!(span.len() == 16 || span.len() == 8, "{span}");
    }
}
