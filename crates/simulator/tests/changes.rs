//! Settings, the certificate, the test log, clearing and exports: what people change at a NAS, and who may.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Client, NOW, code, json as body};
use serde_json::{Value, json};
use tapedeck_simulator::Request;

fn sending(client: &mut Client) -> Value {
    client.log("get_info", &[])["data"]["send_log_setting"].clone()
}

fn retention(client: &mut Client) -> Value {
    client.log("get_info", &[])["data"]["retention_policy"].clone()
}

/// A form of several parts; the file last, or not.
fn upload(client: &mut Client, file: &str, content: &str, file_first: bool) -> Value {
    let mut parts: Vec<String> = [("api", "SYNO.ActiveBackup.Log"), ("version", "1"), ("method", "upload_cert")]
        .iter()
        .chain(&[("_sid", client.sid.as_str())])
        .map(|(key, value)| format!("--line\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n"))
        .collect();
    let part = format!(
        "--line\r\nContent-Disposition: form-data; name=\"{file}\"; filename=\"a.pem\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{content}\r\n"
    );
    parts.insert(if file_first { 0 } else { parts.len() }, part);
    let kind = ("Content-Type".to_owned(), "multipart/form-data; boundary=line".to_owned());
    body(&client.send(&Request {
        method: "POST".into(),
        path: "/webapi/entry.cgi".into(),
        headers: vec![kind],
        body: [parts.concat(), "--line--\r\n".into()].concat().into_bytes(),
        ..Request::default()
    }))
}

const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n";

#[test]
fn retention_is_kept_and_written_down() {
    let mut client = Client::small("admin");
    assert_eq!(retention(&mut client), json!({"retention_counts": "0", "retention_days": "0"}));
    assert_eq!(client.log("set_info", &[]), json!({"success": true}), "an empty call succeeds");
    assert_eq!(client.log("list_log", &[])["data"]["count"], 900, "and changes nothing");
    let policy = ("retention_policy", r#"{"retention_counts":"500","retention_days":"90"}"#);
    assert_eq!(client.code("set_info", &[policy]), 0);
    assert_eq!(retention(&mut client), json!({"retention_counts": "500", "retention_days": "90"}));
    let last = client.log("list_log", &[("limit", "1")])["data"]["logs"][0].clone();
    assert_eq!((&last["log_type"], &last["log_id"]), (&json!(1010), &json!(901)));
    assert_eq!(last["other_params"]["log_retention_setting"], "90 days, 500 lines");
    // One by one, bare or not.
    assert_eq!(client.code("set_info", &[("retention_counts", "0"), ("retention_days", "\"0\"")]), 0);
    assert_eq!(retention(&mut client), json!({"retention_counts": "0", "retention_days": "0"}));
    assert_eq!(client.log("list_log", &[("limit", "1")])["data"]["logs"][0]["log_type"], 1011);
    assert_eq!(client.log("list_log", &[])["data"]["count"], 902);
    for wrong in [("retention_policy", "[1]"), ("retention_days", "soon"), ("retention_days", "-1")] {
        assert_eq!(client.code("set_info", &[wrong]), 120, "{wrong:?}");
    }
}

#[test]
fn the_log_server_is_kept_until_a_reset() {
    let mut client = Client::small("admin");
    assert_eq!(client.code("set_send_log_setting", &[]), 0);
    let setting = r#"{"destination_ip":"logs.example","enable_send":true,"enable_ssl":true,"format":1,"id":1,
        "port":6514,"protocol":1}"#;
    assert_eq!(client.log("set_send_log_setting", &[("send_log_setting", setting)]), json!({"success": true}));
    assert_eq!(sending(&mut client), serde_json::from_str::<Value>(setting).unwrap());
    assert_eq!(client.code("set_send_log_setting", &[("port", "514"), ("destination_ip", "\"192.0.2.9\"")]), 0);
    assert_eq!(
        (sending(&mut client)["port"].clone(), sending(&mut client)["protocol"].clone()),
        (json!(514), json!(1))
    );
    for wrong in [
        ("port", "0"),
        ("port", "65536"),
        ("protocol", "2"),
        ("format", "2"),
        ("destination_ip", "\"\""),
        // SSL needs TCP.
        ("protocol", "0"),
    ] {
        assert_eq!(client.code("set_send_log_setting", &[wrong]), 1035, "{wrong:?}");
    }
    assert_eq!(client.code("set_send_log_setting", &[("enable_ssl", "maybe")]), 120);
    assert_eq!(sending(&mut client)["destination_ip"], "192.0.2.9", "a refused change changes nothing");
    assert_eq!(client.control("POST", "reset", "").status, 200);
    client.login("admin", &[]);
    assert_eq!(sending(&mut client)["destination_ip"], "");
}

#[test]
fn test_logs_and_certificates() {
    let mut client = Client::small("admin");
    let server = |client: &mut Client, name: &str, ssl: &str| {
        let name = format!("\"{name}\"");
        let more = [("destination_ip", name.as_str()), ("protocol", "1"), ("enable_ssl", ssl)];
        assert_eq!(client.code("set_send_log_setting", &more), 0);
        client.code("send_test_log", &[])
    };
    assert_eq!(client.log("send_test_log", &[]), json!({"success": true}), "as on the recorded NAS: nothing is set");
    assert_eq!(server(&mut client, "logs.example", "false"), 0);
    assert_eq!(server(&mut client, "nowhere.example", "false"), 1035);
    assert_eq!(server(&mut client, "tls.example", "true"), 1035);
    assert_eq!(code(&upload(&mut client, "file_tmp", CERTIFICATE, false)), 0);
    assert_eq!(client.code("send_test_log", &[]), 0);
    assert_eq!(server(&mut client, "tls.example", "false"), 1035);
}

#[test]
fn uploads() {
    let mut client = Client::small("admin");
    let missing = json!({"code": 120, "errors": {"name": "file_tmp", "reason": "required"}});
    assert_eq!(client.log("upload_cert", &[])["error"], missing);
    assert_eq!(client.log("upload_cert", &[("file_tmp", CERTIFICATE)])["error"], missing, "a field is no file");
    assert_eq!(upload(&mut client, "cert", CERTIFICATE, false)["error"], missing);
    assert_eq!(code(&upload(&mut client, "file_tmp", "hello", false)), 1035);
    assert_eq!(code(&upload(&mut client, "file_tmp", "0\u{3}binary", false)), 0);
    assert_eq!(code(&upload(&mut client, "file_tmp", CERTIFICATE, true)), 101, "nothing is read after the file");
}

#[test]
fn clearing_wipes_the_log_and_leaves_the_results() {
    let mut client = Client::small("admin");
    client.now += 60;
    assert_eq!(client.log("clear", &[]), json!({"success": true}));
    let log = client.log("list_log", &[]);
    assert_eq!(log["data"]["count"], 1);
    let line = &log["data"]["logs"][0];
    assert_eq!((&line["log_type"], &line["log_id"]), (&json!(1009), &json!(901)));
    assert_eq!((&line["log_time"], &line["user_name"]), (&json!(NOW + 60), &json!("admin")));
    assert_eq!(client.log("list_result", &[])["data"]["count"], 240);
    assert_eq!(client.code("clear", &[]), 0);
    assert_eq!(client.log("list_log", &[])["data"]["logs"][0]["log_id"], 902, "numbers are never used again");
    client.control("POST", "reset", "");
    client.login("admin", &[]);
    assert_eq!(client.log("list_log", &[])["data"]["count"], 900);
}

#[test]
fn an_export_gets_on_with_every_look() {
    let mut client = Client::small("admin");
    let begun = client.log("download", &[("output_format", "\"csv\"")]);
    let id = begun["data"]["export_id"].as_str().unwrap().to_owned();
    let quoted = format!("\"{id}\"");
    let of = [("export_id", quoted.as_str()), ("output_format", "csv")];
    assert_eq!(client.code("download", &of), 1202, "it still runs");
    let looks: Vec<Value> = (0..5).map(|_| client.log("check_progress", &of)["data"].clone()).collect();
    let percent: Vec<_> = looks.iter().map(|look| look["progress"].as_i64().unwrap()).collect();
    assert_eq!(percent, [25, 50, 75, 100, 100]);
    assert_eq!((&looks[2]["status"], &looks[3]["status"]), (&json!("running"), &json!("finished")));
    let file = client.log_raw("download", &of);
    let name = file.headers.iter().find(|(key, _)| key == "Content-Disposition").map(|(_, value)| value.as_str());
    assert_eq!(name, Some("attachment; filename=\"ActiveBackup_log.csv\""));
    let text = String::from_utf8(file.body).unwrap();
    assert_eq!(text.lines().count(), 901);
    assert!(text.starts_with("log_id,log_level,") && text.lines().nth(1).unwrap().starts_with("\"900\""));
}

#[test]
fn a_number_of_the_clients_own_is_answered_with_the_file() {
    let mut client = Client::small("admin");
    let errors = r#"{"log_level":0}"#;
    let more = [("output_format", "\"html\""), ("export_id", "\"mine\""), ("filter", errors)];
    let text = String::from_utf8(client.log_raw("download", &more).body).unwrap();
    let found = client.log("list_log", &[("filter", errors)])["data"]["count"].as_u64().unwrap();
    assert!(text.contains("<table>"));
    assert_eq!(text.matches("<tr>").count() as u64, found + 1);
    assert_eq!(client.log("check_progress", &[("export_id", "mine")])["data"]["status"], "finished");
}

#[test]
fn exports_that_do_not_come() {
    let mut client = Client::small("admin");
    let required = |name: &str| json!({"code": 120, "errors": {"name": name, "reason": "required"}});
    assert_eq!(client.log("download", &[])["error"], required("output_format"));
    assert_eq!(client.log("check_progress", &[])["error"], required("export_id"));
    assert_eq!(client.log("cancel_download", &[])["error"], required("export_id"));
    assert_eq!(client.code("download", &[("output_format", "pdf")]), 120);
    assert_eq!(client.code("check_progress", &[("export_id", "gone")]), 1201);
    // Given up.
    let begun = client.log("download", &[("output_format", "csv")]);
    let id = begun["data"]["export_id"].as_str().unwrap().to_owned();
    assert_eq!(client.log("cancel_download", &[("export_id", &id)]), json!({"success": true}));
    assert_eq!(client.code("check_progress", &[("export_id", &id)]), 1201);
    assert_eq!(client.code("cancel_download", &[("export_id", &id)]), 1201);
    // Failed half way.
    let failing = [("output_format", "csv"), ("filter", r#"{"key_word":"export-fails"}"#)];
    let id = client.log("download", &failing)["data"]["export_id"].as_str().unwrap().to_owned();
    let looks: Vec<Value> =
        (0..3).map(|_| client.log("check_progress", &[("export_id", &id)])["data"].clone()).collect();
    assert_eq!((&looks[0]["status"], &looks[1]["status"]), (&json!("running"), &json!("failed")));
    assert_eq!((&looks[2]["status"], &looks[2]["progress"]), (&json!("failed"), &json!(50)));
    assert_eq!(client.code("download", &[("export_id", &id), ("output_format", "csv")]), 1202);
}

#[test]
fn who_may() {
    let all = ["get_info", "set_info", "set_send_log_setting", "send_test_log", "upload_cert", "clear", "download"];
    let mut viewer = Client::small("viewer");
    let mut operator = Client::small("operator");
    for method in all.iter().chain(&["check_progress", "cancel_download"]) {
        assert_eq!(viewer.code(method, &[]), 105, "{method}");
        assert_eq!(viewer.code(method, &[("_sid", "nobody")]), 119, "{method}");
    }
    for method in &all[..6] {
        assert_eq!(operator.code(method, &[]), 1036, "{method}");
    }
    assert_eq!(operator.code("list_log", &[("limit", "1")]), 0);
    assert_eq!(operator.code("download", &[("output_format", "csv")]), 0);
    assert_eq!(operator.log("list_log", &[])["data"]["count"], 900, "nothing was cleared");
}
