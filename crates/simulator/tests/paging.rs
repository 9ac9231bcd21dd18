//! Paging and filters, against the plainest possible way to do the same.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Client, code};
use serde_json::{Value, json};

#[test]
fn pages_cover_every_row_once() {
    let mut client = Client::admin();
    for (method, name, key) in [("list_log", "logs", "log_id"), ("list_result", "results", "result_id")] {
        let whole = client.all(method, name, &[]);
        let mut paged = Vec::new();
        loop {
            let answer = client.log(method, &[("offset", &paged.len().to_string()), ("limit", "1000")]);
            assert_eq!(answer["data"]["count"], whole.len());
            let rows = answer["data"][name].as_array().unwrap();
            paged.extend(rows.iter().map(|row| row[key].clone()));
            if rows.len() < 1_000 {
                break;
            }
        }
        let keys: Vec<Value> = whole.iter().map(|row| row[key].clone()).collect();
        assert_eq!(paged, keys);
    }
    let beyond = client.log("list_log", &[("offset", "29286"), ("limit", "200")]);
    assert_eq!(beyond["data"], json!({"count": 29_286, "logs": []}));
}

fn texts(row: &Value) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for key in ["task_name", "device_name", "user_name"] {
        texts.extend(row[key].as_str().map(str::to_lowercase));
    }
    for value in row["other_params"].as_object().into_iter().flat_map(|params| params.values()) {
        texts.extend(value.as_str().map(str::to_lowercase));
    }
    for device in row["task_config"]["device_list"].as_array().into_iter().flatten() {
        texts.extend(device["host_name"].as_str().map(str::to_lowercase));
    }
    texts
}

fn matches(row: &Value, filter: &Value, time: &str) -> bool {
    filter.as_object().unwrap().iter().all(|(key, wanted)| match key.as_str() {
        "from_timestamp" => row[time].as_i64() >= wanted.as_i64(),
        "to_timestamp" => row[time].as_i64() <= wanted.as_i64(),
        "key_word" => {
            let word = wanted.as_str().unwrap().to_lowercase();
            texts(row).iter().any(|text| text.contains(&word))
        }
        "job_action" if wanted.is_array() => wanted.as_array().unwrap().contains(&row[key]),
        _ => row[key] == *wanted,
    })
}

fn check(method: &str, name: &str, time: &str, filters: &[Value]) {
    let mut client = Client::admin();
    let whole = client.all(method, name, &[]);
    for filter in filters {
        let wanted: Vec<&Value> = whole.iter().filter(|row| matches(row, filter, time)).collect();
        let found = client.all(method, name, &[("filter", &filter.to_string())]);
        assert!(found.iter().eq(wanted.iter().copied()), "{filter}: {} and {}", found.len(), wanted.len());
        assert!(!found.is_empty() || filter.to_string().contains("-1"), "{filter} finds nothing");
        let page = client.log(method, &[("filter", &filter.to_string()), ("offset", "3"), ("limit", "5")]);
        assert_eq!(page["data"]["count"], wanted.len());
        assert!(page["data"][name].as_array().unwrap().iter().eq(wanted.into_iter().skip(3).take(5)));
    }
}

#[test]
fn log_filters() {
    let filters = [
        json!({}),
        json!({"log_level": 0}),
        json!({"log_level": 1}),
        json!({"log_level": 2}),
        json!({"log_level": -1}),
        json!({"device_id": 6}),
        json!({"from_timestamp": 1_750_000_000}),
        json!({"to_timestamp": 1_700_000_000}),
        json!({"from_timestamp": 1_741_800_000, "to_timestamp": 1_741_972_250}),
        json!({"key_word": "lt-02"}),
        json!({"key_word": "ZOË"}),
        json!({"key_word": "ÜBERSICHT"}),
        json!({"key_word": "file SERVER"}),
        json!({"key_word": "backup-operator"}),
        json!({"key_word": "GB/s", "log_level": 2}),
        json!({"key_word": "\"North\""}),
    ];
    check("list_log", "logs", "log_time", &filters);
}

#[test]
fn result_filters() {
    let filters = [
        json!({"status": 2}),
        json!({"status": 4}),
        json!({"status": 6}),
        json!({"status": 8}),
        json!({"backup_type": 1}),
        json!({"backup_type": 4, "status": 3}),
        json!({"job_action": 131_072}),
        json!({"job_action": [128, 1_024, 2_048]}),
        json!({"job_action": -1}),
        json!({"key_word": "vm-SQL02"}),
        json!({"key_word": "archive"}),
        json!({"from_timestamp": 1_763_000_000, "to_timestamp": 1_763_500_000}),
    ];
    check("list_result", "results", "time_start", &filters);
}

#[test]
fn tasks_and_results_are_chosen_beside_the_filter() {
    let mut client = Client::admin();
    let lines = client.all("list_log", "logs", &[("task_id", "8")]);
    assert!(lines.len() > 1_000 && lines.iter().all(|row| row["task_id"] == 8));
    let results = client.all("list_result", "results", &[("task_id", "\"3\"")]);
    assert!(results.len() > 100 && results.iter().all(|row| row["task_id"] == 3));
    let one = client.all("list_result", "results", &[("result_id", "592")]);
    assert_eq!(one.len(), 1);
    assert_eq!(one[0]["result_id"], 592);
    assert!(client.all("list_result", "results", &[("task_id", "2")]).is_empty());
}

#[test]
fn details_are_sorted_filtered_and_paged() {
    let mut client = Client::admin();
    let long = client.all("list_result", "results", &[("filter", r#"{"backup_type":4,"status":3}"#)]);
    let id = long.last().unwrap()["result_id"].to_string();
    let name = "result_detail_list";
    let whole = client.all("list_result_detail", name, &[("result_id", &id)]);
    assert_eq!(whole.len(), 1_500);
    for (by, direction) in [("log_level", "ASC"), ("log_level", "DESC"), ("log_time", "ASC"), ("log_time", "DESC")] {
        let more = [("result_id", id.as_str()), ("order_by", by), ("direction", direction)];
        let sorted = client.all("list_result_detail", name, &more);
        assert_eq!(sorted.len(), whole.len());
        for pair in sorted.windows(2) {
            let (first, second) = (pair[0][by].as_i64(), pair[1][by].as_i64());
            assert!(if direction == "ASC" { first <= second } else { first >= second });
        }
    }
    let filter = r#"{"log_level":0,"key_word":"finance"}"#;
    let found = client.all("list_result_detail", name, &[("result_id", &id), ("filter", filter)]);
    let wanted = whole.iter().filter(|row| matches(row, &json!({"log_level":0,"key_word":"finance"}), "log_time"));
    assert!(found.iter().eq(wanted) && !found.is_empty());
    let page = client.log("list_result_detail", &[("result_id", &id), ("offset", "1400"), ("limit", "200")]);
    assert_eq!(page["data"]["count"], 1_500);
    assert!(page["data"][name].as_array().unwrap().iter().eq(&whole[1_400..]));
    assert!(client.all("list_result_detail", name, &[("result_id", "999999")]).is_empty());
    assert_eq!(code(&client.log("list_result_detail", &[])), 120);
}
