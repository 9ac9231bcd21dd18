//! The answers have the shape of the recorded samples: the same keys, the same JSON types.
//!
//! The samples are not part of this repository. Where they are missing, nothing is compared.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Client, NOW, differences, get, json, post, sample};
use serde_json::Value;
use tapedeck_simulator::synology::Settings;

const VENDOR: &str = "synology";

fn same(name: &str, mine: &Value) {
    common::same(VENDOR, name, mine, true);
}

#[test]
fn log_api() {
    let mut client = Client::admin();
    // The very row of the sample: the log was cleared.
    let first = client.log("list_log", &[("offset", "29285")]);
    assert_eq!(first["data"]["logs"][0]["log_type"], 1_009);
    same("pmilano1_log_list_log.json", &first);
    same("pmilano1_log_list_result.json", &client.log("list_result", &[("limit", "1")]));
    same("pmilano1_log_get_info.json", &client.log("get_info", &[]));
}

/// Every row, not only the first one, has the keys and the types of the sample.
#[test]
fn every_row() {
    let mut client = Client::admin();
    let lists = [
        ("list_log", "logs", "pmilano1_log_list_log.json"),
        ("list_result", "results", "pmilano1_log_list_result.json"),
    ];
    for (method, name, file) in lists {
        let Some(theirs) = sample(VENDOR, file) else { continue };
        let theirs = &theirs["data"][name][0];
        for row in client.all(method, name, &[]) {
            let mut out = Vec::new();
            differences("", &row, theirs, false, &mut out);
            out.retain(|difference| !difference.ends_with("device_list[].device_id is missing"));
            let keys = |row: &Value| row.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            assert!(out.is_empty() && keys(&row) == keys(theirs), "{row}: {out:#?}");
        }
    }
}

#[test]
fn companions() {
    let mut client = Client::admin();
    let sid = client.sid.clone();
    let mut call = |api: &str, method: &str| -> Value {
        let pairs = [("api", api), ("version", "1"), ("method", method), ("query", "SYNO."), ("_sid", sid.as_str())];
        json(&client.send(&get("/webapi/entry.cgi", &pairs)))
    };
    same("api_info_query_activebackup_dsm7.json", &call("SYNO.API.Info", "query"));
    let summary = call("SYNO.ActiveBackup.Overview", "list_result_status_summary");
    same("pmilano1_overview_list_result_status_summary.json", &summary);
    // Tasks have the main fields only: what is there is of the same kind.
    if let Some(theirs) = sample(VENDOR, "pmilano1_task_list.json") {
        let mut out = Vec::new();
        differences("", &theirs, &call("SYNO.ActiveBackup.Task", "list"), false, &mut out);
        assert!(out.is_empty(), "{out:#?}");
    }
}

#[test]
fn logins_and_errors() {
    let mut client = Client::new(Settings::small(1, NOW));
    same("login_ok_v6.json", &client.login("admin", &[("enable_syno_token", "yes")]));
    same("login_err_403_2fa_dsm7.json", &client.login("otp", &[]));
    same("err_120_object.json", &client.log("list_result_detail", &[]));
    same(
        "err_119.json",
        &json(
            &client.send(&post("/webapi/entry.cgi/SYNO.ActiveBackup.Log", &[("version", "1"), ("method", "get_info")])),
        ),
    );
    // Version 7 also names the account, as another recording has it.
    let code = [("otp_code", "123456"), ("enable_device_token", "yes"), ("enable_syno_token", "yes")];
    let mut seven = client.login_with("7", "otp", &code);
    seven["data"].as_object_mut().unwrap().remove("account");
    same("login_ok_v7_2fa_device_id.json", &seven);
}
