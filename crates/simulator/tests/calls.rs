//! Discovery, the forms of a call, and the errors of the envelope.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Client, NOW, code, get, json as body, post};
use serde_json::{Value, json};
use tapedeck_simulator::synology::{Order, Settings};
use tapedeck_simulator::{Request, Response};

fn info(client: &mut Client, query: &str) -> Vec<String> {
    let pairs = [("api", "SYNO.API.Info"), ("version", "1"), ("method", "query"), ("query", query)];
    let answer = body(&client.send(&get("/webapi/query.cgi", &pairs)));
    answer["data"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn discovery_knows_names_beginnings_and_all() {
    let mut client = Client::new(Settings::small(1, NOW));
    assert_eq!(info(&mut client, "all").len(), 5);
    assert_eq!(info(&mut client, "SYNO.API.Auth,SYNO.ActiveBackup.Log"), ["SYNO.API.Auth", "SYNO.ActiveBackup.Log"]);
    assert_eq!(info(&mut client, "SYNO.ActiveBackup").len(), 3);
    assert_eq!(info(&mut client, "\"SYNO.API.Info\""), ["SYNO.API.Info"]);
    assert!(info(&mut client, "SYNO.Nothing").is_empty());
}

#[test]
fn without_the_package_its_apis_do_not_exist() {
    let mut client = Client::new(Settings { package_installed: false, ..Settings::small(1, NOW) });
    assert_eq!(info(&mut client, "all"), ["SYNO.API.Auth", "SYNO.API.Info"]);
    client.login("admin", &[]);
    assert_eq!(client.code("list_log", &[]), 102);
}

#[test]
fn calls_in_every_form() {
    let mut client = Client::small("admin");
    let sid = client.sid.clone();
    let wanted = client.log_raw("list_log", &[("limit", "2"), ("filter", r#"{"log_level":2}"#)]).body;
    let bare = [
        ("api", "SYNO.ActiveBackup.Log"),
        ("version", "1"),
        ("method", "list_log"),
        ("limit", "2"),
        ("filter", r#"{"log_level":2}"#),
        ("_sid", sid.as_str()),
    ];
    let quoted_sid = format!("\"{sid}\"");
    let quoted = [
        ("api", "\"SYNO.ActiveBackup.Log\""),
        ("version", "2"),
        ("method", "\"list_log\""),
        ("limit", "2"),
        ("filter", r#"{"log_level":2}"#),
        ("_sid", &quoted_sid),
    ];
    let requests = [
        get("/webapi/entry.cgi", &bare),
        post("/webapi/entry.cgi", &bare),
        get("/webapi/entry.cgi", &quoted),
        post("/webapi/entry.cgi/SYNO.ActiveBackup.Log", &bare[1..]),
    ];
    for request in requests {
        let response = client.send(&request);
        assert_eq!(response.body, wanted);
        let kind = ("Content-Type".to_owned(), "application/json; charset=\"UTF-8\"".to_owned());
        assert_eq!(response.headers, [kind]);
    }
    let mut by_cookie = get("/webapi/entry.cgi", &bare[..5]);
    by_cookie.headers.push(("Cookie".into(), format!("other=1; id={sid}")));
    assert_eq!(client.send(&by_cookie).body, wanted);
}

/// A method, its parameters, and the `errors` they lead to.
type Wrong = (&'static str, &'static [(&'static str, &'static str)], Value);

#[test]
fn errors_of_the_envelope() {
    let mut client = Client::small("admin");
    let call = |client: &mut Client, pairs: &[(&str, &str)]| body(&client.send(&get("/webapi/entry.cgi", pairs)));
    let log = ("api", "SYNO.ActiveBackup.Log");
    assert_eq!(code(&call(&mut client, &[])), 101);
    assert_eq!(code(&call(&mut client, &[log, ("version", "1")])), 101);
    assert_eq!(code(&call(&mut client, &[log, ("version", "x"), ("method", "list_log")])), 101);
    assert_eq!(code(&call(&mut client, &[("api", "SYNO.Nothing"), ("version", "1"), ("method", "list_log")])), 102);
    // The version is checked before the method.
    assert_eq!(client.code("nothing", &[("version", "3")]), 104);
    assert_eq!(client.code("nothing", &[]), 103);
    assert_eq!(code(&call(&mut client, &[log, ("version", "1"), ("method", "list_log")])), 119);
    assert_eq!(client.code("list_log", &[("_sid", "unknown")]), 119);
    let wrong: [Wrong; 6] = [
        ("list_result_detail", &[], json!({"name": "result_id", "reason": "required"})),
        ("list_log", &[("offset", "many")], json!({"name": "offset", "reason": "type"})),
        ("list_log", &[("limit", "1.5")], json!({"name": "limit", "reason": "type"})),
        ("list_log", &[("filter", "[]")], json!({"name": "filter", "reason": "type"})),
        ("list_log", &[("filter", "{\"log_level\":")], json!({"name": "filter", "reason": "type"})),
        ("list_result", &[("filter", r#"{"status":"bad"}"#)], json!({"name": "filter", "reason": "type"})),
    ];
    for (method, more, errors) in wrong {
        assert_eq!(client.log(method, more)["error"], json!({"code": 120, "errors": errors}));
    }
    let elsewhere = Request { method: "GET".into(), path: "/webman/index.cgi".into(), ..Request::default() };
    assert_eq!(client.send(&elsewhere).status, 404);
    let put = Request { method: "OPTIONS".into(), path: "/webapi/entry.cgi".into(), ..Request::default() };
    assert_eq!(client.send(&put).status, 405);
}

#[test]
fn orders_are_settings() {
    let settings =
        Settings { log_order: Order::OldestFirst, result_order: Order::NewestFirst, ..Settings::small(1, NOW) };
    let mut client = Client::new(settings);
    client.login("admin", &[]);
    assert_eq!(client.log("list_log", &[("limit", "1")])["data"]["logs"][0]["log_id"], 1);
    assert_eq!(client.log("list_result", &[("limit", "1")])["data"]["results"][0]["result_id"], 240);
}

#[test]
fn tasks_and_summary_agree_with_the_results() {
    let mut client = Client::admin();
    let sid = client.sid.clone();
    let mut call = |api: &str, method: &str, more: (&str, &str)| -> Value {
        let pairs = [("api", api), ("version", "1"), ("method", method), ("_sid", sid.as_str()), more];
        body(&client.send(&get("/webapi/entry.cgi", &pairs)))["data"].clone()
    };
    let tasks = call("SYNO.ActiveBackup.Task", "list", ("load_result", "true"));
    assert_eq!(tasks["total"], 5);
    for task in tasks["tasks"].as_array().unwrap() {
        assert_eq!(task["last_result"]["task_id"], task["task_id"]);
        assert!(task["last_result"]["transfered_bytes"].is_i64());
        let next = task["next_trigger_time"].as_i64().unwrap();
        assert!(next == 0 || (next > NOW && next <= NOW + 7 * 86_400), "{next}");
    }
    let bare = call("SYNO.ActiveBackup.Task", "list", ("load_result", "false"));
    assert!(bare["tasks"][0].get("last_result").is_none());
    let summary = call("SYNO.ActiveBackup.Overview", "list_result_status_summary", ("filter", "{}"));
    let counted: i64 =
        summary["info_list"].as_array().unwrap().iter().map(|hour| hour["count"].as_i64().unwrap()).sum();
    assert_eq!(counted, 7_552, "all but the running one");
}

#[test]
fn an_answer_is_plain_data() {
    let response = Response::new(200, "text/plain", "x").with_header("A", "b");
    assert_eq!((response.delay_ms, response.cut_after, response.headers.len()), (0, None, 2));
}
