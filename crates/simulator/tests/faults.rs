//! Faults by control path and by account.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Client, NOW};
use serde_json::Value;
use tapedeck_simulator::Response;
use tapedeck_simulator::synology::Settings;

const PAGE: [(&str, &str); 1] = [("limit", "10")];

fn met(fault: &str) -> Response {
    let mut client = Client::small("admin");
    let body = format!(r#"{{"fault":"{fault}","method":"list_log"}}"#);
    assert_eq!(client.control("POST", "faults", &body).status, 200);
    assert_eq!(client.log_raw("list_result", &PAGE).status, 200, "another method is not met");
    let met = client.log_raw("list_log", &PAGE);
    assert_eq!(client.log("list_log", &PAGE)["success"], true, "it is used up");
    let mut other = Client::small(&format!("fault-{fault}"));
    assert_eq!(other.log_raw("list_log", &PAGE).status, met.status);
    assert_eq!(other.log_raw("list_log", &PAGE).body.len() / 100, met.body.len() / 100);
    met
}

fn rows(response: &Response) -> Vec<Value> {
    common::json(response)["data"]["logs"].as_array().unwrap().clone()
}

#[test]
fn answers_that_come_from_somewhere_else() {
    let html = met("html");
    assert_eq!((html.status, html.body.starts_with(b"<!doctype html>")), (200, true));
    for (fault, status) in [("429", 429), ("429-text", 429), ("502", 502), ("503", 503)] {
        let answer = met(fault);
        assert_eq!(answer.status, status);
        let retry = answer.headers.iter().find(|(key, _)| key == "Retry-After").map(|(_, value)| value.as_str());
        assert_eq!(retry, (fault == "429").then_some("2"));
    }
    assert!(serde_json::from_slice::<Value>(&met("garbage").body).is_err());
    let refused: Value = serde_json::from_slice(&met("refused").body).unwrap();
    assert_eq!((&refused["success"], &refused["error"]["code"]), (&Value::from(false), &Value::from(1036)));
    assert_eq!(met("hang").delay_ms, Response::NEVER);
}

#[test]
fn answers_that_suffer_on_the_way() {
    let whole = Client::small("admin").log_raw("list_log", &PAGE).body;
    let cut = met("cut");
    assert_eq!((cut.cut_after, &cut.body), (Some(whole.len() / 2), &whole));
    let truncated = met("truncated");
    assert_eq!((truncated.cut_after, truncated.body.as_slice()), (None, &whole[..whole.len() / 2]));
    assert_eq!(met("slow").delay_ms, 3_000);
    assert_eq!(met("drip").drip_ms, 3_000);
    let stalled = met("stall");
    assert_eq!((stalled.stalls_after, &stalled.body), (Some(whole.len() / 2), &whole));
    let named = met("named");
    let name = named.headers.iter().find(|(key, _)| key == "Content-Disposition").map(|(_, value)| value.as_str());
    assert!(name.is_some_and(|name| name.contains("filename*=UTF-8''..%2F")), "{name:?}");
    let large = met("large");
    assert_eq!((large.grown_to, &large.body), (1 << 30, &whole));
    assert_eq!(met("empty").body, b"");
}

#[test]
fn rows_that_are_none() {
    let good = rows(&Client::small("admin").log_raw("list_log", &PAGE));
    let bad = rows(&met("badrow"));
    assert_eq!(bad.len(), 10);
    assert_eq!(bad.iter().zip(&good).filter(|(one, other)| one == other).count(), 9);
    assert_eq!(bad[5]["log_time"], "soon");
    let worse = rows(&met("badrows"));
    assert_eq!(worse.iter().zip(&good).filter(|(one, other)| one == other).count(), 8);
    assert!(worse.iter().any(Value::is_string) && worse.iter().any(Value::is_null));
    let none = common::json(&met("norows"));
    assert_eq!((none["data"]["count"].as_i64(), rows(&met("norows")).len()), (Some(900), 0));
}

#[test]
fn counts_methods_and_the_list() {
    let mut client = Client::small("admin");
    client.control("POST", "faults", r#"{"fault":"502","count":3,"method":"*"}"#);
    let list = client.control("POST", "faults", r#"{"fault":"slow","method":"list_log","ms":1500}"#);
    assert_eq!(common::json(&list)["faults"].as_array().unwrap().len(), 2);
    let statuses: Vec<u16> = (0..4).map(|_| client.log_raw("list_result", &PAGE).status).collect();
    assert_eq!(statuses, [502, 502, 502, 200]);
    let text = String::from_utf8(client.control("GET", "faults", "").body).unwrap();
    assert_eq!(text, r#"{"faults":[{"fault":"slow","method":"list_log","count":1,"ms":1500}]}"#);
    client.control("POST", "faults", r#"{"fault":"429","ms":6001}"#);
    let list = client.control("POST", "faults", r#"{"fault":"large","bytes":5000000000}"#);
    assert_eq!(common::json(&list)["faults"][2]["bytes"], 5_000_000_000_u64);
    client.control("DELETE", "faults", "");
    assert_eq!(client.log_raw("list_log", &PAGE).delay_ms, 0);
    for wrong in ["", "[]", "{}", r#"{"fault":"x"}"#, r#"{"fault":"cut","count":0}"#, r#"{"fault":"cut","times":1}"#] {
        assert_eq!(client.control("POST", "faults", wrong).status, 400, "{wrong}");
    }
    assert_eq!(client.control("GET", "nothing", "").status, 404);
}

#[test]
fn a_row_fault_waits_for_rows() {
    let mut client = Client::new(Settings::small(1, NOW));
    client.control("POST", "faults", r#"{"fault":"badrow"}"#);
    client.login("admin", &[]);
    assert_eq!(client.code("get_info", &[]), 0);
    assert!(rows(&client.log_raw("list_log", &PAGE)).iter().any(|row| row["log_time"] == "soon"));
}

#[test]
fn sessions_end_and_everything_is_reset() {
    let mut client = Client::small("admin");
    assert_eq!(client.control("POST", "sessions", r#"{"expire":true}"#).body, br#"{"sessions":0}"#);
    assert_eq!(client.code("list_log", &[]), 106);
    client.login("admin", &[]);
    client.control("POST", "sessions", r#"{"expire":true,"code":107}"#);
    assert_eq!(client.code("list_log", &[]), 107);
    assert_eq!(client.control("POST", "sessions", "{}").status, 400);
    client.login("admin", &[]);
    client.control("POST", "faults", r#"{"fault":"html"}"#);
    client.control("POST", "reset", "");
    assert_eq!(client.code("list_log", &[]), 119);

    let mut closed = Client::new(Settings { control: false, ..Settings::small(1, NOW) });
    assert_eq!(closed.control("POST", "reset", "").status, 404);
}
