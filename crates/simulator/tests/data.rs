//! The data itself: how much, how real, and always the same.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Client, NOW};
use serde_json::Value;
use tapedeck_simulator::synology::Settings;

const DAY: i64 = 86_400;

fn int(row: &Value, key: &str) -> i64 {
    row[key].as_i64().unwrap_or_else(|| panic!("{key} in {row}"))
}

#[test]
fn default_counts_are_exact_for_any_seed_and_instant() {
    for (seed, until) in [(1, NOW), (2, NOW + 3 * 3_600 + 77), (99, 1_700_000_000), (7, NOW + 200 * DAY)] {
        let mut client = Client::new(Settings::new(seed, until));
        client.login("admin", &[]);
        assert_eq!(client.log("list_log", &[("limit", "1")])["data"]["count"], 29_286);
        assert_eq!(client.log("list_result", &[("limit", "1")])["data"]["count"], 7_553);
    }
}

#[test]
fn small_counts_are_exact() {
    let mut client = Client::small("admin");
    assert_eq!(client.all("list_log", "logs", &[]).len(), 900);
    assert_eq!(client.all("list_result", "results", &[]).len(), 240);
}

#[test]
fn same_seed_same_bytes_other_seed_other_bytes() {
    let body = |seed| {
        let mut client = Client::new(Settings::new(seed, NOW));
        client.login("admin", &[]);
        let detail = client.log_raw("list_result_detail", &[("result_id", "4711")]).body;
        (client.log_raw("list_log", &[]).body, client.log_raw("list_result", &[]).body, detail)
    };
    assert!(body(1) == body(1));
    assert!(body(1) != body(2));
}

#[test]
fn lines_are_newest_first_with_unique_identifiers_and_same_seconds() {
    let rows = Client::admin().all("list_log", "logs", &[]);
    let mut same = 0;
    for pair in rows.windows(2) {
        assert_eq!(int(&pair[0], "log_id"), int(&pair[1], "log_id") + 1);
        assert!(int(&pair[0], "log_time") >= int(&pair[1], "log_time"));
        same += usize::from(pair[0]["log_time"] == pair[1]["log_time"]);
    }
    assert!(same > 1_000, "{same} neighbours share their second");
    assert!(int(&rows[0], "log_time") <= NOW);
    assert!(int(&rows[rows.len() - 1], "log_time") >= NOW - 1_097 * DAY);
}

#[test]
fn results_are_oldest_first_from_one() {
    let rows = Client::admin().all("list_result", "results", &[]);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(int(row, "result_id"), index as i64 + 1);
        assert!(index == 0 || int(row, "time_start") >= int(&rows[index - 1], "time_start"));
        assert!(int(row, "time_end") <= NOW);
    }
    let running: Vec<_> = rows.iter().filter(|row| row["status"] == 1).collect();
    assert_eq!(running.len(), 1);
    assert_eq!(running[0]["time_end"], 0);
    assert_eq!(running[0]["result_id"], 7_553);
    assert!(rows.iter().all(|row| row["status"] == 1 || int(row, "time_end") > int(row, "time_start")));
}

#[test]
fn there_is_something_of_everything() {
    let mut client = Client::admin();
    let results = client.all("list_result", "results", &[]);
    let mut statuses = BTreeMap::new();
    let mut actions = BTreeMap::new();
    let mut tasks = BTreeMap::new();
    for row in &results {
        *statuses.entry(int(row, "status")).or_insert(0) += 1;
        *actions.entry(int(row, "job_action")).or_insert(0) += 1;
        *tasks.entry(row["task_name"].as_str().unwrap().to_owned()).or_insert(0) += 1;
    }
    println!("{statuses:?}\n{actions:?}\n{tasks:?}");
    assert_eq!((statuses[&6], statuses[&8]), (1, 1));
    for status in [2, 3, 4, 5] {
        assert!(statuses[&status] > 20, "{statuses:?}");
    }
    assert!(statuses[&2] > 5_000);
    assert_eq!(actions.keys().copied().collect::<Vec<_>>(), [1, 512, 1_024, 131_072]);
    assert_eq!(tasks.len(), 5);
    assert!(tasks.values().all(|count| *count > 100), "{tasks:?}");

    let lines = client.all("list_log", "logs", &[]);
    let kinds: BTreeSet<i64> = lines.iter().map(|row| int(row, "log_type")).collect();
    println!("{} log types: {kinds:?}", kinds.len());
    assert!(kinds.len() >= 60);
    assert_eq!(lines.iter().filter(|row| row["log_type"] == 12_345).count(), 2);
    let extra: BTreeSet<&str> =
        lines.iter().flat_map(|row| row["other_params"].as_object().unwrap().keys()).map(String::as_str).collect();
    for key in ["speed", "volume_name", "path", "fs_error", "error_code", "timestamp_list", "trigger_event"] {
        assert!(extra.contains(key), "{key}");
    }
}

#[test]
fn tasks_keep_their_rhythm() {
    let mut client = Client::admin();
    let mut starts = |task: &str| -> Vec<i64> {
        let filter = r#"{"job_action":1}"#;
        let rows = client.all("list_result", "results", &[("task_id", task), ("filter", filter)]);
        rows.iter().map(|row| int(row, "time_start") + 3_600).collect()
    };
    let weekday = |time: &i64| (time.div_euclid(DAY) + 4) % 7;
    let hour = |time: &i64| time.rem_euclid(DAY) / 3_600;
    assert!(starts("1").iter().all(|time| hour(time) == 1));
    assert!(starts("8").iter().all(|time| hour(time) == 20 && (1..=5).contains(&weekday(time))));
    assert!(starts("3").iter().all(|time| hour(time) == 3 && weekday(time) == 0));
    let machines = starts("12");
    assert!(machines.len() > 4_000 && machines[0] > NOW - 240 * DAY && machines[0] < NOW - 170 * DAY);
    let old = starts("5");
    assert!(old[old.len() - 1] < NOW - 150 * DAY && old[old.len() - 1] > NOW - 160 * DAY);
}

#[test]
fn failures_have_error_lines() {
    let mut client = Client::admin();
    let failed: BTreeSet<i64> = client
        .all("list_result", "results", &[("filter", r#"{"status":4}"#)])
        .iter()
        .map(|row| int(row, "result_id"))
        .collect();
    let errors: BTreeSet<i64> = client
        .all("list_log", "logs", &[("filter", r#"{"log_level":0}"#)])
        .iter()
        .map(|row| int(row, "result_id"))
        .collect();
    assert!(failed.len() > 100 && failed.is_subset(&errors));
    let details = |client: &mut Client, id: i64| {
        client.all("list_result_detail", "result_detail_list", &[("result_id", &id.to_string())])
    };
    for id in failed.iter().rev().take(40) {
        assert!(details(&mut client, *id).iter().any(|row| row["log_level"] == 0), "{id}");
    }
    for id in 1..60 {
        let status = client.all("list_result", "results", &[("result_id", &id.to_string())])[0]["status"].clone();
        let worst = details(&mut client, id).iter().map(|row| int(row, "log_level")).min();
        assert!(status != 2 || worst == Some(2), "{id}");
    }
}

#[test]
fn the_laptops_ran_out_of_space_three_nights_ago() {
    let mut client = Client::admin();
    let filter = r#"{"job_action":1}"#;
    let rows = client.all("list_result", "results", &[("task_id", "1"), ("filter", filter)]);
    let newest = &rows[rows.len() - 3..];
    assert!(newest.iter().all(|row| row["status"] == 4 && int(row, "time_start") > NOW - 4 * DAY));
    assert_ne!(rows[rows.len() - 4]["status"], 4);
    let id = newest[2]["result_id"].to_string();
    let lines = client.all("list_log", "logs", &[("result_id", &id)]);
    for kind in [8_001, 7_014, 1_104] {
        assert!(lines.iter().any(|row| row["log_type"] == kind && row["log_level"] == 0), "{kind}");
    }
}

#[test]
fn details_have_unique_identifiers_and_one_list_is_long() {
    let mut client = Client::admin();
    let results = client.all("list_result", "results", &[]);
    let mut seen = BTreeSet::new();
    let mut sizes = BTreeSet::new();
    for row in results.iter().rev().take(900) {
        let id = row["result_id"].to_string();
        let details = client.all("list_result_detail", "result_detail_list", &[("result_id", &id)]);
        sizes.insert(details.len());
        let (start, end) = (int(row, "time_start"), int(row, "time_end"));
        for detail in &details {
            assert!(seen.insert(int(detail, "result_detail_id")));
            assert_eq!(detail["result_id"], row["result_id"]);
            assert!((start..=if end == 0 { NOW } else { end }).contains(&int(detail, "log_time")), "{row} {detail}");
        }
    }
    assert_eq!(sizes.last(), Some(&1_500));
    assert!(sizes.first().is_some_and(|smallest| *smallest >= 2));
    assert!(sizes.iter().filter(|size| (100..1_000).contains(*size)).count() > 10);
}
